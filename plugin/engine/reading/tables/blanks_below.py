"""Cells that are filled once and hold for the rows below, as in tables made for the eye."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.counted import counted
from .cells import labels
from .columns import Meaning, listed

_OF_SITES = ("site", "lon", "lat", "x", "y", "chainage", "line", "crs")
_OF_POINTS = ("wave", "kind", "mode")

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]


def fill_down(data: pd.DataFrame, meanings: dict[str, Meaning]) -> tuple[pd.DataFrame, list[str]]:
    """Fill what a table states once above the rows that it holds for; also return a remark on it.

    Names, or places where there are none, hold for the blank rows below them where no two rows one below the
    other state the same, and at least as many are blank as filled. What else is blank in such a row is as
    above it. Types of points hold within a site in the same way.

    Parameters
    ----------
    data : DataFrame
        A table with a row a point; places are numbers.
    meanings : dict
        Meaning of its columns.
    """
    columns = {n: _codes(data[n]) for n, m in meanings.items() if m.quantity in (*_OF_SITES, *_OF_POINTS)}
    told = _telling(meanings)
    filled: dict[str, Mask] = {}
    if told and len(data):
        stands = np.any([columns[name] >= 0 for name in told], axis=0)
        if _stated_once([columns[name] for name in told], stands):
            filled = {
                name: ~stands & (codes < 0)
                for name, codes in columns.items()
                if meanings[name].quantity in _OF_SITES
            }
    sites = [columns[name][_row_above(filled[name])] if name in filled else columns[name] for name in told]
    starts = _starts(sites, len(data))
    for name, codes in columns.items():
        of_points = meanings[name].quantity in _OF_POINTS and len(data) > 0
        if of_points and _stated_once([codes], codes >= 0) and np.all(codes[starts] >= 0):
            filled[name] = codes < 0
    filled = {name: rows for name, rows in filled.items() if rows.any()}
    if not filled:
        return data, []
    above = {
        n: pd.Series(data[n].array.take(_row_above(rows)), index=data.index) for n, rows in filled.items()
    }
    n_rows = int(np.any(list(filled.values()), axis=0).sum())
    return data.assign(**above), [
        f"blank cells of {listed(filled)} are filled from above, in {counted(n_rows, 'row')}"
    ]


def _telling(meanings: dict[str, Meaning]) -> list[str]:
    """Return the columns that tell sites apart: names before mere row numbers before places."""
    names = {n: m for n, m in meanings.items() if m.quantity == "site"}
    strong = [n for n, m in names.items() if m.strong]
    places = [n for n, m in meanings.items() if m.quantity in _OF_SITES and m.quantity not in ("site", "crs")]
    return strong or list(names) or places


def _codes(column: pd.Series) -> Codes:
    """Return numbers for the distinct cells of a column, -1 for blank ones."""
    if column.dtype.kind in "iuf":
        return pd.factorize(column)[0].astype(np.int64)
    index, words = labels(column)
    return np.where(np.array([not word for word in words])[index], -1, index)


def _stated_once(columns: Sequence[Codes], stands: Mask) -> bool:
    """Return True where as many cells as are filled, or more, are blank, and no filled one repeats."""
    if stands.all() or not stands[0] or (~stands).sum() < stands.sum():
        return False
    same = np.all([codes[1:] == codes[:-1] for codes in columns], axis=0)
    return not np.any(same & stands[1:] & stands[:-1])


def _starts(columns: Sequence[Codes], n_rows: int) -> NDArray[np.int64]:
    """Return the first row of each site."""
    changes = [codes[1:] != codes[:-1] for codes in columns]
    return np.append(0, np.flatnonzero(np.any(changes, axis=0)) + 1) if changes else np.arange(min(n_rows, 1))


def _row_above(rows: Mask) -> NDArray[np.int64]:
    """Return for each row itself, or for one of the given rows the last other one above it."""
    return np.maximum.accumulate(np.where(rows, 0, np.arange(len(rows))))
