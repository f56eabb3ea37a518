"""MCTomo surface-wave travel times, recognised so that they are not mistaken for velocities."""

from __future__ import annotations

from ..errors import SurveyError
from ..options import ReadOptions
from .measurements import Measurements
from .rows import head_rows, is_number, is_whole
from .source import Source

NAME = "MCTomo"


def recognises(source: Source) -> bool:
    """Return True for a count, as many frequencies in a line, then flags before pairs of numbers."""
    rows = head_rows(source)
    if len(rows) < 3 or len(rows[0]) != 1 or not is_whole(rows[0][0]):
        return False
    listed = len(rows[1]) == int(rows[0][0]) >= 1 and all(map(is_number, rows[1]))
    return listed and all(row in (["0"], ["1"]) or len(row) == 2 for row in rows[2:]) and len(rows[2]) == 1


def read(source: Source, options: ReadOptions) -> Measurements:
    """Refuse: the file holds travel times, but not the distances that would make them velocities.

    Raises
    ------
    SurveyError
        Always.
    """
    raise SurveyError(
        "MCTomo travel times; the file does not hold the distances between the stations, without which they "
        "are no velocities: give velocities for each pair, with the coordinates of its stations"
    )
