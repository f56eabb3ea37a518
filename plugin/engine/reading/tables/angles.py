"""Longitudes and latitudes as people write them: decimal, or degrees, minutes and seconds."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ...curves import FloatArray
from .cells import labels, number, numbers

_ANGLE = re.compile(
    r"(?P<sign>[+-]?)(?P<degrees>\d{1,3}(?:\.\d+)?)"
    r"(?:[\s\u00b0\u00ba:d]+(?P<minutes>\d{1,2}(?:\.\d+)?)"
    r"(?:[\s'\u2032\u2019:m]+(?P<seconds>\d{1,2}(?:\.\d+)?))?)?"
    r"[\s\u00b0\u00bad'\u2032\u2019m\"\u2033\u201ds]*(?P<side>[NSEWnew]?)"
)


def degrees(column: pd.Series) -> FloatArray:
    r"""Return longitudes or latitudes in degrees, NaN where a cell is none.

    Examples
    --------
    >>> degrees(pd.Series(["-8.5", "8.5 W", "8°30'0\"W"])).tolist()
    [-8.5, -8.5, -8.5]
    """
    if column.dtype.kind in "iuf":
        return numbers(column)
    index, words = labels(column)
    return np.array([_angle(word) for word in words])[index]


def _angle(word: str) -> float:
    """Return an angle in degrees; south and west are negative."""
    found = _ANGLE.fullmatch(word.replace(",", "."))
    if found is None:
        return number(word)
    size = float(found["degrees"]) + float(found["minutes"] or 0) / 60 + float(found["seconds"] or 0) / 3600
    return -size if found["sign"] == "-" or found["side"] in ("S", "W", "w") else size
