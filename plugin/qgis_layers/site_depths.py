"""Vs that sites have themselves at the depth that the map shows, for their colours and map tips.

The table that lies beside the maps is read once. What a depth needs of it becomes one text that the layer
keeps: as many digits for each site, in the order of their numbers, so that a style finds those of a site by
its own, and the project shows the same without the table.
"""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsExpressionContextUtils, QgsProviderRegistry, QgsVectorLayer

from ..protocol.map_sites import MAP_SITES, depth_of
from ..protocol.result_files import SITE_LAYER

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
    path = Path(QgsProviderRegistry.instance().decodeUri("ogr", sites.source()).get("path") or "")
    table = path.parent / MAP_SITES
    if not (path.is_file() and table.is_file()):
        return False
    depths, values = _by_number(str(path), str(table), table.stat().st_mtime_ns)
    found = np.flatnonzero(np.abs(depths / depth - 1) < _LIKE)
    if not found.size:
        return False
    tenths = np.clip(np.rint(10 * np.nan_to_num(values[:, found[0]])), 0, 10**_DIGITS - 1).astype(int)
    text = "".join(map(f"%0{_DIGITS}d".__mod__, tenths.tolist()))
    QgsExpressionContextUtils.setLayerVariable(sites, _TEXT, text)
    return True


@lru_cache(maxsize=2)
def _by_number(sites: str, table: str, _changed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return depths (n_depths,) in m, and Vs (n, n_depths) in m/s by the numbers of sites, from 1."""
    try:
        with Path(table).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        depths = np.array([depth_of(name) or np.nan for name in head[1:]], dtype=float)
        cells = [[float(cell or "nan") for cell in row[1:]] for row in rows]
        values = np.array([*cells, [np.nan] * len(depths)], dtype=float)  # the last for sites that it lacks
        numbers, names = _numbers(Path(sites))
    except (OSError, ValueError, sqlite3.Error, csv.Error):  # damaged, or of another program
        return np.empty(0), np.empty((0, 0))
    if not numbers.size or numbers.min() < 1 or numbers.max() > _SPARSE * len(numbers):
        return np.empty(0), np.empty((0, 0))
    row_of = {row[0]: place for place, row in enumerate(rows) if row}
    by_number = np.full((int(numbers.max()), len(depths)), np.nan)
    by_number[numbers - 1] = values[[row_of.get(name, -1) for name in names]]
    return depths, by_number


def _numbers(path: Path) -> tuple[NDArray[np.int64], list[str]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        found = base.execute(f'SELECT fid, site FROM "{SITE_LAYER}"').fetchall()  # nosec B608
    return np.array([number for number, _ in found], dtype=int), [str(name) for _, name in found]
