"""AFTAN / FTAN results: ``_DISP.0`` (preliminary) and ``_DISP.1`` (final), one station pair a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType
from ..measurements import Measurements
from ..source import Source
from ..tables.columns import Meaning
from ..tables.rows import Row, all_rows, columns_frame, head_rows, is_number, matrix, measure_layout

NAME = "AFTAN"

_PRELIMINARY, _FINAL = 8, 7
_END = re.compile(r"(\.sac)?(_[0-9sp])?_disp\.[01]$", re.IGNORECASE)
_CHECKED = 20


def recognises(source: Source) -> bool:
    """Return True for seven or eight columns: running number, two growing periods, two speeds in km/s."""
    rows = head_rows(source)[:_CHECKED]
    width = len(rows[0]) if rows else 0
    if len(rows) < 2 or width not in (_PRELIMINARY, _FINAL) or not _numbered(rows):
        return False
    values = matrix(rows, width)
    centre, seen, group, phase = values[:, 1], values[:, 2], values[:, 3], values[:, 4]
    near = np.abs(np.log(np.maximum(seen, 1e-9) / np.maximum(centre, 1e-9))) < np.log(3)
    return bool(np.all(np.diff(centre) > 0) and np.median(near) and 0.1 < np.median(group) < 12
                and np.median(phase) < 12)  # fmt: skip


def _numbered(rows: tuple[Row, ...]) -> bool:
    """Return True where the first column counts the rows from 0 or 1."""
    start = rows[0][0]
    return start in ("0", "1") and all(
        row[0] == str(int(start) + place) and all(map(is_number, row)) for place, row in enumerate(rows)
    )


def is_superseded(source: Source, others: Sequence[Source]) -> bool:
    """Return True for a preliminary result whose final one is there too."""
    return source.name.endswith("_DISP.0") and f"{source.name[:-1]}1" in {other.name for other in others}


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read group and phase velocity in km/s against the observed (instantaneous) period, the third column.

    Raises
    ------
    SurveyError
        If the file is too large.
    """
    values = matrix(all_rows(source), 5)
    columns = {
        "1": (values[:, 0], None),
        "2": (values[:, 1], None),
        "3": (values[:, 2], Meaning("period", "s")),
        "4": (values[:, 3], Meaning("velocity", "km/s", VelocityType.GROUP)),
        "5": (values[:, 4], Meaning("velocity", "km/s", VelocityType.PHASE)),
    }
    note = "AFTAN: the observed period (column 3) is used, not the centre period of the filter (column 2)"
    title = _END.sub("", source.path.name) or source.path.stem
    return measure_layout(columns_frame(columns, title, notes=[note]), options)
