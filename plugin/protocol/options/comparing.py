"""How profiles are compared with boreholes."""

from __future__ import annotations

from ..option import Option
from ..request import (
    HOLES_WITHIN,
)
from .reading import READING
from .shared import BY_FILE

COMPARE = (
    Option(
        "depth_unit",
        "Depth unit",
        "Unit of the boreholes' depths; overrides what the names of the columns say (otherwise m).",
        "choice",
        choices=("m", "ft"),
        empty=BY_FILE,
    ),
    Option(
        "within",
        "Farthest site",
        "Boreholes are compared with the sites so near to them; those without places with the site of their "
        "name, and a lone one with all sites.",
        "number",
        default=HOLES_WITHIN,
        unit="m",
        positive=True,
    ),
)
"""How boreholes are compared: fields of `orders.Compare`."""


HOLE_READING = tuple(
    option for option in READING if option.name in ("crs", "swap_xy", "velocity_unit", "decimal", "layer")
)
"""How a table or layer of boreholes is read, beside `COMPARE`: fields of `overrides.Overrides`."""
