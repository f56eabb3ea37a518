"""How sections are cut."""

from __future__ import annotations

from typing import get_args

from ..map_options import Observed, SectionMethod, SectionOptions
from ..option import Option
from .shared import AUTOMATIC, DEM, KEEP_UNTRUSTED

_SECTION = SectionOptions()


SECTION_BARRIERS = Option(
    "barriers",
    "Barriers",
    "Lines that nothing is interpolated across, such as faults; for kriging. The figure marks where the "
    "section crosses them.",
    "lines",
    default=_SECTION.barriers,
    empty="no barriers",
)


SECTION = (
    Option(
        "method",
        "Interpolation",
        "How log Vs goes from sites to places between them: by kriging, a spatial model of the survey whose "
        "bands widen there; linear in Delaunay triangles; idw by inverse squared distance; or the value of "
        "the nearest site.",
        "choice",
        default=SectionOptions.method,
        choices=get_args(SectionMethod),
    ),
    SECTION_BARRIERS,
    Option(
        "corridor",
        "Farthest site",
        "Sites within this distance of the line are shown, and values within it of a site; otherwise 1.5 "
        "times the 90th percentile of the site spacing.",
        "number",
        unit="m",
        positive=True,
        empty=AUTOMATIC,
    ),
    Option(
        "max_depth",
        "Bottom",
        "Depth of the section's bottom below the surface; otherwise the deepest resolved depth.",
        "number",
        unit="m",
        positive=True,
        empty=AUTOMATIC,
    ),
    KEEP_UNTRUSTED,
    DEM,
    Option(
        "observed",
        "Observed velocities",
        "Depth at which the figure draws an observed phase velocity, a half or a third of its wavelength; "
        "none leaves them out.",
        "choice",
        default=_SECTION.observed,
        choices=get_args(Observed),
    ),
    Option(
        "figure",
        "Figure",
        "Draw the section as a figure, PNG, SVG and PDF, too.",
        "switch",
        default=_SECTION.figure,
        off="Draw no figure.",
        advanced=True,
    ),
)
"""How a section is drawn: fields of `map_options.SectionOptions`."""
