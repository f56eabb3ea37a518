"""SWIP / PAC ``.pvc`` files: ``<Xmid>.M<mode>.pvc`` holds one mode at one position along a line."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType
from ...along_line import SYSTEM
from ..measurements import NO_COORDINATES, Measurements
from ..source import Source
from ..tables.columns import Meaning
from ..tables.plain import is_plain
from ..tables.rows import all_rows, columns_frame, head_rows, matrix, measure_layout

NAME = "SWIP .pvc"

_FILE = re.compile(r"(?:.*[^\d.+-])?([+-]?\d{1,7}(?:\.\d{1,6})?)\.M(\d{1,2})\.pvc", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Return True for columns of numbers in a file named after its position and mode."""
    return _FILE.fullmatch(source.name) is not None and is_plain(head_rows(source))


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read one mode: frequency in Hz, phase velocity and its error in m/s. The site is at x = Xmid, y = 0.

    Raises
    ------
    SurveyError
        If the file is too large.
    """
    position, mode = _FILE.fullmatch(source.name).groups()  # type: ignore[union-attr]
    rows = all_rows(source)
    values = matrix(rows, 3)
    columns = {
        "1": (values[:, 0], Meaning("frequency", "Hz")),
        "2": (values[:, 1], Meaning("velocity", "m/s", VelocityType.PHASE)),
        "3": (values[:, 2], Meaning("sigma", "m/s") if np.isfinite(values[:, 2]).any() else None),
        "mode": (np.full(len(rows), int(mode)), Meaning("mode")),
    }
    found = measure_layout(columns_frame(columns, position), options)
    notes = [note for note in found.notes if note != NO_COORDINATES]
    notes.append(
        "SWIP: x is the position along the line in m, y is 0; a table of coordinates gives places on a map"
    )
    return replace(found, x=np.array([float(position)]), y=np.array([0.0]), crs=SYSTEM, notes=tuple(notes))
