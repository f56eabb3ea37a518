"""SEIS_FILO: velocities with flags in one file; wave, mode and axis in a summary (``disper.in``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType
from ..measurements import Measurements
from ..source import Source, open_source
from ..tables.columns import Meaning
from ..tables.named import Frame
from ..tables.rows import (
    Row,
    all_rows,
    beside,
    columns_frame,
    head_rows,
    is_number,
    matrix,
    measure_layout,
    plain_name,
)

NAME = "SEIS_FILO"

_WAVES = {"R": "rayleigh", "L": "love"}
_LINES = 8  # of each entry of the summary
_AXIS = re.compile(r"freq(uency)?|period", re.IGNORECASE)


@dataclass(frozen=True)
class _Entry:
    """One data file of the summary: its name, wave, mode, and axis ``start + i * step``."""

    file: str
    wave: str
    mode: int
    axis: str
    count: int
    start: float
    step: float


def recognises(source: Source) -> bool:
    """Return True for rows of velocities with T and F, and for the summary that names such files."""
    rows = head_rows(source)
    return _is_data(rows) or bool(_entries(rows))


def is_summary(source: Source) -> bool:
    """Return True for the summary."""
    return bool(_entries(head_rows(source)))


def _is_data(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(
        len(row) >= 4 and len(row) % 2 == 0 and all(map(is_number, row[::2]))
        and all(flag.upper() in ("T", "F") for flag in row[1::2]) for row in rows
    )  # fmt: skip


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    """Return the data files that a summary names; none where it is no summary."""
    if not rows or len(rows[0]) != 1 or not rows[0][0].isdecimal():
        return []
    found = []
    for place in range(1, len(rows) - 2, _LINES):
        name, kind, axis = rows[place : place + 3]
        right = len(kind) == 3 and kind[0] in _WAVES and kind[1].isdecimal() and _AXIS.fullmatch(kind[2])
        if not right or len(axis) != 3 or not all(map(is_number, axis)) or len(kind[1]) > 3:
            return []
        count, start, step = (float(word) if word.lower() != "nan" else 0.0 for word in axis)
        kind_of_axis = "period" if kind[2].lower() == "period" else "frequency"
        n = int(count) if 0 < count < 1e6 else 0
        found.append(_Entry(" ".join(name), _WAVES[kind[0]], int(kind[1]), kind_of_axis, n, start, step))
    return found


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read phase and group velocity in km/s: of one data file, or of all that a summary names, as one site.

    Raises
    ------
    SurveyError
        If the summary, or a data file that it names, is not in the same folder.
    """
    rows = all_rows(source)
    if _is_data(rows[:1]):
        parts = [_part(rows, *_entry_of(source))]
    else:
        parts = [_part(all_rows(_data_file(entry, source)), entry, source.name) for entry in _entries(rows)]
    if not parts:
        raise SurveyError("no data file is named")
    data = pd.concat([part.data for part in parts], ignore_index=True)
    data.index = pd.RangeIndex(1, len(data) + 1)
    meanings = {name: meaning for part in parts for name, meaning in part.meanings.items()}
    if {"period", "frequency"} <= set(meanings):
        raise SurveyError("data against period and frequency in one summary; give each data file by itself")
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    return measure_layout(Frame(data, meanings, tuple(data.columns), source.path.stem, notes=notes), options)


def _part(rows: list[Row], entry: _Entry, summary: str) -> Frame:
    """Return the points of one data file; a value whose flag is F is missing."""
    if not _is_data(rows):
        raise SurveyError(f"{entry.file}: a row is not velocities, each followed by T or F")
    values = matrix([row[::2] for row in rows], 2)
    flags = np.array([[flag.upper() == "T" for flag in (row[1], row[3])] for row in rows])
    values = np.where(flags, values, np.nan)
    n = len(values)
    along = entry.start + entry.step * np.arange(n)
    columns = {
        "wave": (np.full(n, entry.wave), Meaning("wave")),
        "mode": (np.full(n, entry.mode), Meaning("mode")),
        entry.axis: (along, Meaning(entry.axis, "s" if entry.axis == "period" else "Hz")),
        "1": (values[:, 0], Meaning("velocity", "km/s", VelocityType.PHASE)),
        "3": (values[:, 1], Meaning("velocity", "km/s", VelocityType.GROUP)),
    }
    notes = [f"SEIS_FILO: {entry.axis} is {entry.start:g}, and {entry.step:g} more each row, by {summary}"]
    if n != entry.count:
        notes.append(f"SEIS_FILO: {summary} announces {entry.count} rows, the data file has {n}")
    return columns_frame(columns, "", notes=notes)


def _entry_of(source: Source) -> tuple[_Entry, str]:
    """Return what a summary beside says of a data file: the entry of its name, else the only one there is."""
    found = [(entry, path.name) for path in beside(source, "*.in") for entry in _entries(_rows_of(path))]
    named = [pair for pair in found if pair[0].file == source.name]
    chosen = named if named else found
    if len(chosen) != 1:
        raise SurveyError(
            "the frequencies or periods are in SEIS_FILO's summary (disper.in); put the one that names this "
            "file beside it"
        )
    return chosen[0]


def _data_file(entry: _Entry, source: Source) -> Source:
    """Return the data file of an entry: that of its name, else the only one beside the summary."""
    name = plain_name(entry.file)
    if name and (source.path.parent / name).is_file():
        return open_source(source.path.parent / name)
    found = [path for path in beside(source, "*") if _is_data(_rows_of(path))]
    if len(found) != 1:
        raise SurveyError(f"the data file {entry.file[:60]!r} is not beside it")
    return open_source(found[0])


def _rows_of(path: Path) -> Sequence[Row]:
    try:
        return head_rows(open_source(path))
    except SurveyError:
        return ()
