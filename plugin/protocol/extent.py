"""A rectangle on the map that maps are drawn of."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Extent:
    """A rectangle of coordinates.

    Parameters
    ----------
    x_min, x_max, y_min, y_max : float
        Its sides.
    crs : str or None
        System of the coordinates, ``EPSG:n`` or WKT; None for that of the maps.
    """

    x_min: float
    x_max: float
    y_min: float
    y_max: float
    crs: Optional[str] = None


def parse_extent(text: str) -> Optional[Extent]:
    """Return the rectangle of ``x_min,x_max,y_min,y_max [EPSG:n]``, as QGIS writes it; None of no text.

    Raises
    ------
    ValueError
        If it is none; the message is for the user.
    """
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*([^\[\]]+?)\s*(?:\[\s*([^\[\]]+?)\s*\])?\s*", text)
    try:
        sides = [float(word) for word in re.split(r"[\s,;]+", found[1])] if found else []
    except ValueError:
        sides = []
    if found is None or len(sides) != 4 or not all(map(math.isfinite, sides)):
        raise ValueError(f"“{text}” is not an extent such as 500000,501000,5300000,5301000 [EPSG:32633]")
    left, right, bottom, top = sides
    if not (left < right and bottom < top):
        raise ValueError(f"“{text}” is not an extent: give least x, largest x, least y, largest y")
    return Extent(left, right, bottom, top, found[2])
