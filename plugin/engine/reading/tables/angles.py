"""Longitudes and latitudes as people write them: decimal, or degrees, minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ...curves import FloatArray
from .cells import number

SIDES = {"lon": "EW", "lat": "NS"}
"""The letters of a quantity's two directions."""

# Straight, curly and typed accents stand for minutes; two of them, or double ones, for seconds.
_MINUTE = "'\u2032\u2019\u2018\u02b9\u00b4`"
_SECOND = '"\u2033\u201d\u201c\u02ba'
_ANGLE = re.compile(
    rf"(?P<sign>[+-]?)(?P<first>[NSEWnsew]?)\s*(?P<degrees>\d{{1,3}}(?:\.\d+)?)"
    rf"(?:[\s\u00b0\u00ba\u02da:d]+(?P<minutes>\d{{1,2}}(?:\.\d+)?)"
    rf"(?:[\s{_MINUTE}:m]+(?P<seconds>\d{{1,2}}(?:\.\d+)?))?)?"
    rf"[\s\u00b0\u00ba\u02dad{_MINUTE}m{_SECOND}s]*(?P<side>[NSEWnew]?)"
)
_WEST_OR_SOUTH = re.compile(
    r"[(\[]\s*(\W|deg(rees?)?)*\s*(w|west|ovest|ouest|oeste|s|south|sud|sur)\s*[)\]]", re.IGNORECASE
)


def is_west_or_south(name: str) -> bool:
    """Return True for the name of a coordinate that says so in brackets: ``Longitude (W)``, ``Lat [°S]``."""
    return _WEST_OR_SOUTH.search(name) is not None


def degrees(words: Sequence[str], sides: str = "") -> FloatArray:
    r"""Return longitudes or latitudes in degrees, NaN where a word is none.

    Parameters
    ----------
    words : sequence of str
        Angles as they are written; the letter of a direction stands before them or behind.
    sides : str, optional
        The letters that may stand there, ``NS`` or ``EW``; all of them without it.

    Examples
    --------
    >>> degrees(["-8.5", "8.5 W", "8°30'0\"W", "W008°30.000'"]).tolist()
    [-8.5, -8.5, -8.5, -8.5]
    """
    return np.array([_angle(word, sides) for word in words], dtype=np.float64)


def _angle(word: str, sides: str) -> float:
    """Return an angle in degrees; south and west are negative."""
    found = _ANGLE.fullmatch(word.replace(",", ".").replace("\u2212", "-"))
    if found is None:
        return number(word)
    if found["first"] and found["side"]:
        return np.nan
    side = (found["first"] or found["side"]).upper()
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    if minutes >= 60 or seconds >= 60 or (side and sides and side not in sides):
        return np.nan
    size = float(found["degrees"]) + minutes / 60 + seconds / 3600
    return -size if found["sign"] == "-" or side in ("S", "W") else size
