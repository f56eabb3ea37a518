"""What tells the rows of a table apart as those of different sites: names, places, positions along a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...curves import FloatArray
from .columns import Meaning
from .figures import numbers
from .line_positions import LinePositions, line_positions, position_column
from .site_names import name_columns, row_names
from .units import UNITS


@dataclass(frozen=True)
class Rows:
    """What tells the sites of the rows apart.

    Parameters
    ----------
    named, places : lists of str
        Columns of names and of places.
    names : (n_rows,) int array or None
        Name of each row, an index into `texts`; None where nothing names the sites.
    texts : list of str
        The names.
    ends : (n_rows, 0, 2 or 4) float array
        x, y or x1, y1, x2, y2.
    keys : tuple of (n_rows,) arrays
        Rows that agree in all of them are of one site.
    line : LinePositions or None
        Where the places are positions along a line.
    """

    named: list[str]
    places: list[str]
    names: NDArray[np.int64] | None
    texts: list[str]
    ends: FloatArray
    keys: tuple[NDArray, ...]
    line: LinePositions | None = None


def rows_of(data: pd.DataFrame, meanings: dict[str, Meaning], one_row_a_site: bool, swap_xy: bool) -> Rows:
    """Look at the columns of names and places."""
    places = _place_columns(meanings)
    line = None if places else _along_line(data, meanings, one_row_a_site)
    named = name_columns(data, meanings, one_row_a_site, lines=not places)
    if line is not None:
        ends = np.column_stack([line.metres, np.where(np.isfinite(line.metres), 0.0, np.nan)])
        named = [name for name in named if name not in line.columns]
        ends = _fill_from_name(ends, line.name_of_row) if named else ends
        keys = (line.name_of_row, *np.round(ends, 7).T)
        return Rows(named, list(line.columns), line.name_of_row, line.texts, ends, keys, line)
    ends = _positions(data, meanings, places)
    ends = ends[:, [1, 0, 3, 2][: ends.shape[1]]] if swap_xy else ends
    if named:
        names, texts = row_names(data, named)
        ends = _fill_from_name(ends, names) if places else ends
        return Rows(named, places, names, texts, ends, (names, *np.round(ends, 7).T))
    nowhere = np.isnan(ends[:, 0]) if places else np.ones(len(data), dtype=bool)
    own = np.where(nowhere, data.index.to_numpy(np.int64), -1) if one_row_a_site else np.zeros(len(data), int)
    return Rows([], places, None, [], ends, (own, *np.round(ends, 7).T))


def _along_line(
    data: pd.DataFrame, meanings: dict[str, Meaning], one_row_a_site: bool
) -> LinePositions | None:
    """Return the positions along a line, None where no column gives any."""
    named = name_columns(data, meanings, one_row_a_site)
    column = position_column(data, meanings, named, one_row_a_site)
    return None if column is None else line_positions(data, meanings, column, named)


def _place_columns(meanings: dict[str, Meaning]) -> list[str]:
    """Return the columns x, y of a place, or x1, y1, x2, y2 of a path; longitude and latitude go first.

    The second end alone is a place too: a station without a source, as in SAC's ``stlo, stla``.
    """

    def column(quantity: str, end: int) -> str | None:
        return next((n for n, m in meanings.items() if (m.quantity, m.end) == (quantity, end)), None)

    for ends in ((0,), (1, 2), (2,)):
        for pair in (("lon", "lat"), ("x", "y")):
            found = [name for end in ends for quantity in pair if (name := column(quantity, end)) is not None]
            if len(found) == 2 * len(ends):
                return found
    return []


def _positions(data: pd.DataFrame, meanings: dict[str, Meaning], columns: list[str]) -> FloatArray:
    """Return x, y or x1, y1, x2, y2 of each row, in metres or degrees."""
    factors = [UNITS[meanings[name].unit].factor if meanings[name].unit else 1.0 for name in columns]
    values = [numbers(data[name]) * factor for name, factor in zip(columns, factors)]
    positions = np.column_stack(values) if values else np.empty((len(data), 0))
    positions[~np.all(np.isfinite(positions), axis=1)] = np.nan
    return positions


def _fill_from_name(positions: FloatArray, name_of_row: NDArray[np.int64]) -> FloatArray:
    """Give rows without a position the first one of their name: tables often state it only once."""
    blank = np.isnan(positions[:, 0])
    names, first = np.unique(name_of_row[~blank], return_index=True)
    if not blank.any() or not len(names):
        return positions
    slot = np.minimum(np.searchsorted(names, name_of_row), len(names) - 1)
    known = blank & (names[slot] == name_of_row)
    filled = positions.copy()
    filled[known] = positions[~blank][first][slot[known]]
    return filled
