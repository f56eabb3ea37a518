"""EGFAnalysis ``CDisp.STA1-STA2.dat``: the two stations in the first lines, then the curve."""

from __future__ import annotations

import re

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType
from ...curves import FloatArray
from ..measurements import Measurements
from ..source import Source
from ..tables.columns import Meaning
from ..tables.plain import is_plain
from ..tables.rows import Row, all_rows, columns_frame, head_rows, matrix, measure_layout

NAME = "EGFAnalysis CDisp"

_START = re.compile(r"C?Disp[._]", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Return True where two lines of longitude and latitude precede a curve against growing period."""
    rows = head_rows(source)
    if len(rows) < 4 or len(rows[0]) != 2 or len(rows[1]) != 2 or not is_plain(rows[2:]):
        return False
    ends, curve = matrix(rows[:2], 2), matrix(rows[2:], 2)
    period, speed = curve.T
    grow = bool(np.all(np.diff(period) > 0)) and period[0] > 0 and 0.1 < np.median(speed) < 12
    placed = bool(np.all(np.abs(ends) <= 360) and np.all(np.min(np.abs(ends), axis=1) <= 90))
    # A curve of its own would go on smoothly from the first two lines.
    apart = np.abs(ends[:, 1] - np.median(speed)) > 0.5 * np.median(speed)
    alone = bool(apart.all()) and not _goes_on(np.vstack([ends, curve[:1]]))
    return grow and placed and (alone or _START.match(source.name) is not None)


def _goes_on(rows: FloatArray) -> bool:
    """Return True where three rows could be the first of one curve: growing, with speeds that are alike."""
    x, speed = rows.T
    return bool(np.all(np.diff(x) > 0) and speed.min() > 0 and np.all(speed[:-1] < 2 * speed[1:]))


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read Rayleigh or Love phase velocities in km/s; the site is the middle of the path.

    A third column, of quality, is not used.

    Raises
    ------
    SurveyError
        If the file is too large or there is no curve.
    """
    rows: list[Row] = all_rows(source)
    if len(rows) < 3:
        raise SurveyError("there is no curve after the two stations")
    (lon1, lat1), (lon2, lat2) = matrix(rows[:2], 2)
    values = matrix(rows[2:], 2)
    n = len(values)
    name = _START.sub("", source.path.stem)
    columns = {
        "site": (np.full(n, name), Meaning("site")),
        "line 1, lon": (np.full(n, lon1), Meaning("lon", end=1)),
        "line 1, lat": (np.full(n, lat1), Meaning("lat", end=1)),
        "line 2, lon": (np.full(n, lon2), Meaning("lon", end=2)),
        "line 2, lat": (np.full(n, lat2), Meaning("lat", end=2)),
        "1": (values[:, 0], Meaning("period", "s")),
        "2": (values[:, 1], Meaning("velocity", "km/s", VelocityType.PHASE)),
    }
    return measure_layout(columns_frame(columns, name), options)
