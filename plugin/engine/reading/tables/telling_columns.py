"""Rows that differ only in a column that is not used: several sites, or repeated measurements of one.

Where neither a name nor a place tells sites apart, a column of labels that parts the rows into curves does.
Elsewhere such rows are merged, and it is said in which columns they differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.counted import counted
from .cells import labels
from .columns import Meaning, listed, words_of
from .site_names import group

# What belongs to a point of a curve, and tells no sites apart.
_OF_POINTS = (
    "frequency", "period", "wavelength", "velocity", "slowness", "sigma", "wave", "kind", "mode", "crs"
)  # fmt: skip
# Words of columns that number or describe repeated measurements of one site.
_OF_REPEATS = re.compile(
    r"shots?|source|src|tir|schuss|offset|win(dow)?|rec(ord)?|rep(eat|etition)?|run|trial|pick(s|er)?|operator|"
    r"analyst|reali[sz]ation|sample|stack|date|time|day|hour|method[eo]?|metodo|array|geometry|direction|"
    r"(back)?azimuth|baz|quality|weight|snr|flag|amplitude|power|energy|comment|remarks?|notes?|unit"
)
_MOST_CANDIDATES = 8
_FEWEST_IN_TURN = 3  # points of a curve that is followed by another


def telling_columns(
    data: pd.DataFrame,
    meanings: Mapping[str, Meaning],
    keys: Sequence[NDArray],
    told: bool,
    ignored: str | None = None,
) -> tuple[list[str], list[str]]:
    """Return the one or two columns that tell sites apart, and what to say of it.

    Parameters
    ----------
    data : DataFrame
        The table, a row a point.
    meanings : mapping
        Meaning of the columns that have one.
    keys : sequence of (n_rows,) arrays
        Site, place on the axis and types: rows that agree in all of them are repeats.
    told : bool
        Whether names or places tell the sites apart already; then no column is returned.
    ignored : str, optional
        A column of which the user says that it tells nothing.

    Returns
    -------
    (columns, notes) : tuple of lists of str
        Both empty where no rows are repeats.
    """
    unused = _unused(data, meanings)
    if not unused or not len(data):
        return [], []
    point = group(*keys)
    if len(np.unique(point)) == len(point):
        return [], []
    codes = {name: column for name in unused if (column := _codes(data[name])) is not None}
    differing = [
        name for name, column in codes.items() if len(np.unique(group(point, column))) > point.max() + 1
    ]
    if not told:
        curves = [name for name in differing if name != ignored and not _is_of_repeats(name)]
        candidates = [[name] for name in curves[:_MOST_CANDIDATES]]
        candidates += [list(pair) for pair in combinations(curves[:_MOST_CANDIDATES], 2)]
        for names in candidates:
            if _part_into_curves(point, [codes[name] for name in names]):
                return names, [
                    f"rows that differ only in {_column(names)} are taken as those of different sites; "
                    f"--column {names[0]}=unused makes one site of them"
                ]
    if not differing:
        return [], []
    return [], [f"rows that differ only in {_column(differing)}, not used, are measurements of one site"]


def tell_curves_in_turn(axis: str, keys: Sequence[NDArray], rows: NDArray[np.int64]) -> list[str]:
    """Say where frequencies or periods start anew, as those of several curves one after the other do.

    Parameters
    ----------
    axis : str
        Their column.
    keys : sequence of (n_rows,) arrays
        Site, place on the axis and types: rows that agree in all of them are repeats.
    rows : (n_rows,) int array
        Rows of the input.
    """
    point, order = group(*keys), np.argsort(keys[0], kind="stable")
    if len(np.unique(point)) == len(point):
        return []
    site, rows = keys[0][order], rows[order]
    steps, same = np.sign(np.diff(keys[1][order])), site[1:] == site[:-1]
    again = same & (steps != (1 if steps[same].sum() > 0 else -1))
    breaks = 1 + np.flatnonzero(again)
    starts = 1 + np.flatnonzero(again | ~same)
    if not len(breaks) or np.diff([0, *starts, len(site)]).min() < _FEWEST_IN_TURN:
        return []
    more = f" and {counted(len(breaks) - 1, 'time')} more" if len(breaks) > 1 else ""
    return [
        f"column {axis} starts anew in row {rows[breaks[0]]}{more}: curves one after the other are taken as "
        "repeated measurements of one site and mode; a column site or mode would tell them apart"
    ]


def _is_of_repeats(name: str) -> bool:
    return any(map(_OF_REPEATS.fullmatch, words_of(name)))


def _unused(data: pd.DataFrame, meanings: Mapping[str, Meaning]) -> list[str]:
    return [
        name for name in data.columns if name not in meanings or meanings[name].quantity not in _OF_POINTS
    ]


def _codes(column: pd.Series) -> NDArray[np.int64] | None:
    """Return a number for each row's cell; None for cells that are no labels, as lists."""
    try:
        return labels(column)[0]
    except TypeError:
        return None


def _part_into_curves(point: NDArray[np.int64], codes: Sequence[NDArray[np.int64]]) -> bool:
    """Return True where labels leave no repeats, and every label stands on two rows or more on average."""
    label = group(*codes)
    return len(np.unique(group(point, label))) == len(point) and 2 * (label.max() + 1) <= len(point)


def _column(names: Sequence[str]) -> str:
    return f"the column{'s' if len(names) > 1 else ''} {listed(names)}"
