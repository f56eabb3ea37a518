"""Under which heading a column of sites or products stands in a form."""

from __future__ import annotations

import re

_GROUPS = (
    ("Result", r"site|status|message|not_assessed"),
    ("Vs30", r"vs30_.*"),
    ("Site classes", r"(class|p|range)_.*"),
    ("Mean velocities", r"vs(\d|_).*"),
    ("Depths", r"z(\d|_).*|h800_.*|doi_m|elevation_.*"),
    ("Site response", r"(t|amp)_.*"),
    ("Neighbours", r"chi_alone|neighbour.*"),
)
THE_REST = "Curve and fit"
HEADINGS = (*(heading for heading, _ in _GROUPS), THE_REST)
"""In the order of the form."""


def heading_of(name: str) -> str:
    """Return the heading that a column stands under."""
    return next((heading for heading, names in _GROUPS if re.fullmatch(names, name)), THE_REST)
