"""Positions along a line, as surveys give that have chainages in place of coordinates.

Such a survey has a coordinate system of its own, in which x is the position in m and y is 0: sections can be
cut along the line, and there is no map.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from ..protocol.result_files import LINE_SYSTEM

if TYPE_CHECKING:
    from pyproj import CRS

_METRE = 'LENGTHUNIT["metre",1]'
SYSTEM = (
    f'ENGCRS["{LINE_SYSTEM}",EDATUM["Start of the line"],CS[Cartesian,2],'
    f'AXIS["position along the line",east,ORDER[1],{_METRE}],AXIS["offset",north,ORDER[2],{_METRE}]]'
)
"""WKT of the system."""
NO_MAP = "the sites have positions along a line, which make a section and no map"

_CHAINAGE = re.compile(r"(?:[A-Za-z]+\.?\s*)?([+-]?\d{1,5})\s*\+\s*(\d{1,3}(?:[.,]\d+)?)(?:\s*m)?")
_PLAIN = re.compile(r"(?:[A-Za-z]+\.?\s*)?([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))(?:\s*(km|m))?")


def is_along_line(crs: CRS | str | None) -> bool:
    """Return True for the system of positions along a line; other local grids can be mapped."""
    if crs is None:
        return False
    from pyproj import CRS

    parsed = CRS.from_user_input(crs)
    return bool(parsed.is_engineering) and parsed.name == LINE_SYSTEM


def chainage(word: str, unit: float = 1.0) -> float:
    """Return a position along a line in m, NaN where a word is none.

    Parameters
    ----------
    word : str
        A number, or kilometres and metres as on roads and railways: ``1+250``.
    unit : float
        Length in m of the unit of plain numbers.

    Examples
    --------
    >>> chainage("0+120"), chainage("1+250.5"), chainage("PK 12.5", 1000.0)
    (120.0, 1250.5, 12500.0)
    """
    found = _CHAINAGE.fullmatch(word.strip())
    if found is not None:
        kilometres = float(found[1])
        metres = float(found[2].replace(",", "."))
        return 1000 * kilometres + (metres if not found[1].startswith("-") else -metres)
    plain = _PLAIN.fullmatch(word.strip())
    if plain is None:
        return float(np.nan)
    return float(plain[1].replace(",", ".")) * {"km": 1000.0, "m": 1.0}.get(plain[2], unit)
