"""The report: the folder of a run in, one page to read and one document to hand in out.

A folder with results enters `report.make_report`; ``report.html``, which needs nothing beside it, and
``report.pdf`` leave. `contents` reads what the folder holds, `words` says what was assumed and how sure the
numbers are, `site_figure` and `map_figure` draw, `pages` and `sheets` put it together. Read first:
`report`, `contents`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "contents": ["Contents", "load_contents"],
        "curve_bands": ["CurveBands", "curve_bands"],
        "report": ["make_report"],
    },
)
