"""Sections along lines: a folder of results and a line in, a pseudo-section, its files and its figure out.

The folder of a run and a line (`reading.lines`) enter `section.make_section`; a `Section` leaves, with its
raster, layers and figure (`section_file`). `figure.draw_section` draws it on any axes of matplotlib's. Read
first: `pseudo_section`, `section`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "barring": ["Barring", "Crossing", "barring"],
        "figure": ["draw_observed", "draw_section", "section_figure", "write_figures"],
        "lines": ["along_sites"],
        "observed": ["ObservedSection", "observed_section"],
        "pseudo_section": ["Section"],
        "section": ["cut_section", "make_section"],
        "section_file": ["write_section"],
        "velocity_scale": ["VelocityScale"],
    },
)
