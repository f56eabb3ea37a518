"""RJ_MCMC input: counts, then for each mode rows of mode, period, velocity, sigma; Rayleigh before Love.

``dispersion_all.in`` begins with the number of points of a cluster and their latitudes, longitudes and
cluster numbers; after each row of the cluster's mean there is one of velocity and sigma for every point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType
from ..measurements import Measurements
from ..source import Source
from ..tables.cells import number
from ..tables.columns import Meaning
from ..tables.rows import Row, all_rows, columns_frame, head_rows, is_number, is_whole, measure_layout

NAME = "RJ_MCMC"

_MOST_MODES = 100


@dataclass
class _Points:
    """Rows of site, wave, mode, period, velocity and sigma, and what was missing."""

    rows: list[tuple[int, str, str, float, float, float]] = field(default_factory=list)
    cut: bool = False


def recognises(source: Source) -> bool:
    """Return True where counts are followed by a row of a mode number, a period, a velocity and a sigma."""
    rows = head_rows(source)
    return _data_start(rows, 0) is not None or _cluster_start(rows) is not None


def _data_start(rows: tuple[Row, ...] | list[Row], place: int) -> int | None:
    """Return `place` where a block of one wave starts there: points, modes, mode, points less one, rows."""
    head = rows[place : place + 5]
    if len(head) < 5 or not all(len(row) == 1 and is_whole(row[0]) for row in head[:4]):
        return None
    points, modes, mode, less_one = (int(row[0]) for row in head[:4])
    fits = 1 <= modes <= _MOST_MODES and 0 <= mode <= _MOST_MODES and 0 <= less_one < points
    return place if fits and len(head[4]) == 4 and all(map(is_number, head[4])) else None


def _cluster_start(rows: tuple[Row, ...] | list[Row]) -> int | None:
    """Return where the data start in a file for a cluster; its three lines of positions may be blank."""
    if len(rows) < 6 or len(rows[0]) != 1 or not is_whole(rows[0][0]) or int(rows[0][0]) < 1:
        return None
    if (start := _data_start(rows, 1)) is not None:
        return start if len(rows) > start + 5 and len(rows[start + 5]) == 2 else None
    n = int(rows[0][0])
    return _data_start(rows, 4) if all(len(row) == n for row in rows[1:4]) else None


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read phase velocities in km/s of one place, or of every point of a cluster.

    Raises
    ------
    SurveyError
        If the file is too large or holds no data.
    """
    rows = all_rows(source)
    start = _data_start(rows, 0)
    members = 0
    if start is None:
        start = _cluster_start(rows)
        members = int(rows[0][0])
    if start is None:
        raise SurveyError("no counts and rows of mode, period, velocity and sigma")
    points = _read_blocks(rows[start:], members)
    notes = ["the file ends before the number of points that it announces"] if points.cut else []
    title = source.path.stem
    if not points.rows:
        raise SurveyError("the file ends before the first whole point")
    site, wave, mode, period, velocity, sigma = zip(*points.rows)
    columns = {
        "mode": (np.array(mode), Meaning("mode")),
        "wave": (np.array(wave), Meaning("wave")),
        "period": (np.array(period), Meaning("period", "s")),
        "velocity": (np.array(velocity), Meaning("velocity", "km/s", VelocityType.PHASE)),
        "sigma": (np.array(sigma), Meaning("sigma", "km/s")),
    }
    if members:
        columns["point"] = (np.array([f"{title} {i + 1}" for i in site]), Meaning("site"))
        notes.append("RJ_MCMC: the points of the cluster are read, not its mean")
    if members and start == 4:
        lat, lon = (np.array([number(word) for word in rows[line]]) for line in (1, 2))
        columns["latitude"] = (lat[list(site)], Meaning("lat"))
        columns["longitude"] = (lon[list(site)], Meaning("lon"))
    return measure_layout(columns_frame(columns, title, notes=notes), options)


def _read_blocks(rows: list[Row], members: int) -> _Points:
    """Read a block of Rayleigh and then one of Love waves; a file cut short gives what it holds."""
    points = _Points()
    left = iter(rows)
    try:
        for wave in ("rayleigh", "love"):
            head = next(left, None)
            if head is None:
                break
            for _ in range(min(_whole(next(left)), _MOST_MODES)):
                next(left)  # the mode's number stands in each row too
                for _ in range(_whole(next(left)) + 1):
                    _read_point(left, wave, members, points)
    except (StopIteration, RuntimeError):
        points.cut = True
    return points


def _read_point(left: Iterator[Row], wave: str, members: int, points: _Points) -> None:
    mode, period, velocity, sigma = (*next(left), "", "", "", "")[:4]
    if not members:
        points.rows.append((0, wave, mode, number(period), number(velocity), number(sigma)))
    for member in range(members):
        velocity, sigma = (*next(left), "", "")[:2]
        points.rows.append((member, wave, mode, number(period), number(velocity), number(sigma)))


def _whole(row: Row) -> int:
    """Return a count; one that is none ends the file."""
    if len(row) != 1 or not is_whole(row[0]) or int(row[0]) < 0:
        raise StopIteration
    return int(row[0])
