"""Boreholes: Vs that was measured otherwise, beside the profiles of a run near it.

A table of boreholes, cones or PS logs enters (`hole_table`, `holes`); each hole is paired with the sites
near it (`pairing`) and held against their drawn profiles (`scores`); numbers and sentences leave, of which
`comparing` writes tables, and `figure` makes pictures. Read first: `comparing`, `scores`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "comparing": ["compare"],
        "figure": ["draw_hole"],
        "hole_table": ["read_holes"],
        "holes": ["Holes"],
        "pairing": ["Pairs", "pair_up"],
        "scores": ["Comparison", "compare_profiles"],
    },
)
