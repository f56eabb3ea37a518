"""Sections along lines: a folder of results and a line in, a pseudo-section and its raster out.

The folder of a run and a line (`reading.lines`) enter `section.make_section`; a `Section` and its raster
(`section_file`) leave. Read first: `pseudo_section`, `section`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "lines": ["along_sites"],
        "pseudo_section": ["Section"],
        "section": ["cut_section", "make_section"],
        "section_file": ["write_section"],
    },
)
