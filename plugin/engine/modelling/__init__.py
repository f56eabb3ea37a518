"""Modelling: profiles of a table in, the dispersion curves that they would show out, as a survey.

A table of profiles is read as boreholes are (`boreholes.hole_table`), becomes layered earths with Vp and
density (`profile_earths`), and their curves (`theory`) leave as a table that can be read as a survey
(`curve_table`). Read first: `curve_table`, `theory`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "curve_table": ["model_curves"],
        "profile_earths": ["ProfileEarths"],
        "theory": ["curves_of"],
    },
)
