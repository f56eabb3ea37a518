"""Vs that sites have themselves at the depth that the map shows, for their colours and map tips.

The table that lies beside the maps is read once. What a depth needs of it becomes one text that the layer
keeps: as many digits for each site, in the order of their numbers, so that a style finds those of a site by
its own, and the project shows the same without the table.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Generator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsVectorLayer

from ..protocol.map_sites import MAP_SITES, depth_of
from ..protocol.result_files import SITE_LAYER
from .geopackage import opened
from .layer_sources import parts_of
from .layer_variables import set_variables
from .parts import at_a_stroke

_TEXT = "vs_mapper_site_vs"
_DIGITS = 6
_LIKE = 1e-4
"""How near a depth is to that of a column which stands for it."""
_SPARSE = 10
"""Numbers for each site, from which on they are not those of a layer of results."""
VS_HERE = f"to_int(substr(@{_TEXT}, {_DIGITS} * $id - {_DIGITS - 1}, {_DIGITS})) / 10.0"
"""Expression of Vs in m/s of a site at the depth; 0 where it has none."""


def put_depth(sites: QgsVectorLayer, depth: float) -> bool:
    """Let a layer of sites have their Vs at a depth in m; False where it is not known."""
    known = at_a_stroke(reading(sites))
    try:
        values = known.at(depth) if known is not None else None
    except (ValueError, IndexError):  # damaged, or of another program
        return False
    if values is None:
        return False
    tenths = np.clip(np.rint(10 * np.nan_to_num(values)), 0, 10**_DIGITS - 1).astype(int)
    text = "".join(map(f"%0{_DIGITS}d".__mod__, tenths.tolist()))
    set_variables(sites, {_TEXT: text})
    return True


def reading(sites: QgsVectorLayer) -> Generator[None, None, _Known | None]:
    """Read the table of a layer of sites unless it is known, in parts that each take little time.

    Returns
    -------
    _Known or None
        None where there is none, or one that cannot be read.
    """
    path = Path(parts_of(sites).get("path") or "")
    table = path.parent / MAP_SITES
    try:
        if not (path.is_file() and table.is_file()):
            return None
        key = str(path), str(table), table.stat().st_mtime_ns
        if key not in _KNOWN:
            known = yield from _read(path, table)
            while len(_KNOWN) >= _KEPT:
                del _KNOWN[next(iter(_KNOWN))]
            _KNOWN[key] = known
        return _KNOWN[key]
    except (OSError, ValueError, IndexError, sqlite3.Error, csv.Error):  # damaged, or of another program
        return None


@dataclass(frozen=True)
class _Known:
    """The table as it is read, and which of its rows each site has, by numbers from 1."""

    depths: NDArray[np.float64]
    rows: list[list[str]]
    row_of: NDArray[np.int64]

    def at(self, depth: float) -> NDArray[np.float64] | None:
        """Return Vs in m/s of the sites by their numbers; None where the table lacks the depth.

        Of one depth alone: to make numbers of all at a stroke would be felt where sites are many.
        """
        found = np.flatnonzero(np.abs(self.depths / depth - 1) < _LIKE)
        if not found.size or not self.row_of.size:
            return None
        column = int(found[0]) + 1
        cells = np.array([row[column] or "nan" for row in self.rows], dtype=float)
        return np.append(cells, np.nan)[self.row_of]


_KNOWN: dict[tuple[str, str, int], _Known] = {}
_KEPT = 2
"""Results whose tables are kept."""
_ROWS = 4000
"""Rows that are read at a stroke."""


def _read(sites: Path, table: Path) -> Generator[None, None, _Known]:
    rows: list[list[str]] = []
    with table.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        head = next(lines, [""])
        while more := list(islice(lines, _ROWS)):
            rows += more
            yield
    depths = np.array([depth_of(name) or np.nan for name in head[1:]], dtype=float)
    with opened(sites) as base:
        numbered = base.execute(f'SELECT fid, site FROM "{SITE_LAYER}"').fetchall()  # nosec B608
    yield
    numbers = np.array([number for number, _ in numbered], dtype=int)
    if not numbers.size or numbers.min() < 1 or numbers.max() > _SPARSE * len(numbers):
        return _Known(depths, rows, np.empty(0, int))
    places = {row[0]: place for place, row in enumerate(rows) if row}
    row_of = np.full(int(numbers.max()), -1)  # the row after the last: blank
    row_of[numbers - 1] = [places.get(str(name), -1) for _, name in numbered]
    return _Known(depths, rows, row_of)
