"""DSurfTomo ``surfdata.dat``: velocities along paths between stations, in blocks by source and period.

The periods are numbers of a list in the parameter file (``DSurfTomo.in``) beside it; latitude is first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...curves import FloatArray
from ..measurements import Measurements
from ..source import Source, open_source, read_utf8
from ..tables.columns import Meaning
from ..tables.rows import beside, columns_frame, is_number, is_whole, matrix, measure_layout

NAME = "DSurfTomo"

_MOST_BYTES = 1 << 26
_LIST_START = 10  # lines from the data file's name to the first count of periods
_WAVES = {1: "love", 2: "rayleigh"}
_KINDS = {0: "phase", 1: "group"}


@dataclass(frozen=True)
class _Parameters:
    """The parameter file: its name, the data file it speaks of, and the periods by (wave, velocity type)."""

    name: str
    data_file: str
    periods: dict[tuple[int, int], FloatArray]


def recognises(source: Source) -> bool:
    """Return True for ``#`` with five numbers, the last two being types, then rows of three numbers."""
    lines = [line for line in source.text.split("\n", 60)[:60] if line.strip()]
    if len(lines) < 2 or not _is_header(lines[0].split()):
        return False
    kinds = [_is_header(line.split()) or _is_row(line.split()) for line in lines[:-1]]
    return all(kinds) and (len(lines) == 2 or _is_row(lines[1].split()))


def _is_header(words: Sequence[str]) -> bool:
    if words and words[0] != "#" and words[0].startswith("#"):
        words = ["#", words[0][1:], *words[1:]]
    return (len(words) == 6 and words[0] == "#" and all(map(is_number, words[1:3]))
            and is_whole(words[3]) and words[4] in ("1", "2") and words[5] in ("0", "1"))  # fmt: skip


def _is_row(words: Sequence[str]) -> bool:
    return len(words) == 3 and all(map(is_number, words))


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read path averages in km/s, regrouped by station pair; each is a site at the middle of its path.

    Raises
    ------
    SurveyError
        If the parameter file is not beside it, has too few periods, or the file is too large.
    """
    ends, block, velocity = _read_blocks(source)
    if not len(velocity):
        raise SurveyError("the file holds no data")
    parameters = _parameters(source)
    index, wave, kind = block.T.astype(np.int64)
    period = np.full(len(velocity), np.nan)
    for types, periods in parameters.periods.items():
        mine = (wave == types[0]) & (kind == types[1])
        within = mine & (index >= 1) & (index <= len(periods))
        period[within] = periods[index[within] - 1]
    lacking = int(np.isnan(period).sum())
    if lacking == len(period):
        raise SurveyError(f"{parameters.name} lists no period of the wave and velocity types in the data")
    # The same two stations make one path, whichever is called the source.
    swap = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    lat1, lon1, lat2, lon2 = np.where(swap[:, None], ends[:, [2, 3, 0, 1]], ends).T
    columns = {
        "lat1": (lat1, Meaning("lat", end=1)),
        "lon1": (lon1, Meaning("lon", end=1)),
        "lat2": (lat2, Meaning("lat", end=2)),
        "lon2": (lon2, Meaning("lon", end=2)),
        "iperiod": (period, Meaning("period", "s")),
        "wavetype": (np.array([_WAVES.get(code, "?") for code in wave]), Meaning("wave")),
        "veltype": (np.array([_KINDS.get(code, "?") for code in kind]), Meaning("kind")),
        "velocity": (velocity, Meaning("velocity", "km/s")),
    }
    notes = [f"DSurfTomo: the periods are those of {parameters.name}"]
    if lacking:
        notes.append(f"DSurfTomo: {lacking} rows have a period number that {parameters.name} does not list")
    return measure_layout(columns_frame(columns, source.path.stem, notes=notes), options)


def is_parameters(source: Source) -> bool:
    """Return True for the parameter file."""
    return source.head.startswith(b"c") and _read_parameters(source) is not None


def _read_blocks(source: Source) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return lat1, lon1, lat2, lon2 of every row, period number, wave and velocity type, and velocity."""
    lines = read_utf8(source, _MOST_BYTES).decode().split("\n")
    heads, rows, owner = [], [], []
    for line in lines:
        if line.lstrip().startswith("#"):
            heads.append(line.replace("#", " ").split())
        elif heads and line.strip():
            rows.append(line.split())
            owner.append(len(heads) - 1)
    head, row = matrix(heads, 5), matrix(rows, 3)
    mine = head[np.array(owner, dtype=np.int64)] if rows else np.empty((0, 5))
    block = np.nan_to_num(mine[:, 2:], nan=-1, posinf=-1, neginf=-1).clip(-1, 1 << 30)
    return np.hstack([mine[:, :2], row[:, :2]]), block, row[:, 2]


def _parameters(source: Source) -> _Parameters:
    """Return the parameter file beside the data: the one that names them, else the only one.

    Raises
    ------
    SurveyError
        If there is none, or several of which none names the data.
    """
    found = [known for path in beside(source, "*.in") if (known := _read_parameters(open_source(path)))]
    chosen = [known for known in found if known.data_file == source.name] or found
    if len(chosen) != 1:
        state = "several of them are there" if chosen else "none is there"
        raise SurveyError(
            f"the periods are in DSurfTomo's parameter file; put the .in that names this file beside it "
            f"({state})"
        )
    return chosen[0]


def _read_parameters(source: Source) -> _Parameters | None:
    """Return a parameter file, None where it is not one."""
    lines = [line for line in source.text.splitlines() if line.strip()]
    start = next((i for i, line in enumerate(lines) if not line.startswith("c")), 0)
    body = [line.split("c:")[0].split() for line in lines[start:]]
    place, periods = _LIST_START, {}
    if len(body) < _LIST_START + 4 or start == 0 or len(body[0]) != 1:
        return None
    for types in ((2, 0), (2, 1), (1, 0), (1, 1)):
        if place >= len(body) or not body[place] or not is_whole(body[place][0]):
            return None
        count = int(body[place][0])
        place += 1
        values: list[str] = []
        while count > len(values) and place < len(body):
            values += body[place]
            place += 1
        if len(values) < count or not all(map(is_number, values)):
            return None
        periods[types] = matrix([values], len(values))[0]
    return _Parameters(source.name, body[0][0], periods)
