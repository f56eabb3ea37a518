"""Positions along a line, where a table has a chainage in place of coordinates."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...along_line import chainage
from ...curves import FloatArray
from .cells import labels
from .columns import Meaning, listed
from .figures import numbers
from .site_names import group, of_curves, row_names
from .units import UNITS

_ON_A_ROAD = re.compile(r"\d{1,5}\s*\+\s*\d{1,3}([.,]\d+)?")

_IN_FULL = re.compile(r"\d+\s*\+\s*\d{3}([.,]\d+)?")


@dataclass(frozen=True)
class LinePositions:
    """Where the rows of a table are along a line.

    Parameters
    ----------
    columns : tuple of str
        The columns that tell it.
    metres : (n_rows,) float array
        Position in m; NaN where blank, and everywhere where the rows are of several lines.
    name_of_row : (n_rows,) int array
        Name of each row's site, an index into `texts`: where no column names the sites, the position as it
        is written; with the line's name where the same name stands on several lines.
    texts : list of str
        The names.
    note : str
        What to say of it.
    """

    columns: tuple[str, ...]
    metres: FloatArray
    name_of_row: NDArray[np.int64]
    texts: list[str]
    note: str


def position_column(
    data: pd.DataFrame, meanings: dict[str, Meaning], named: list[str], one_row_a_site: bool
) -> str | None:
    """Return the column of positions along a line: a chainage, or names such as ``0+120``.

    Where a row is a point, a position stands on two rows or more on average: others, as distances of
    receivers, are of the points. Between two stations a distance is none.
    """
    if len(named) == 2:
        return None
    for name, meaning in meanings.items():
        if meaning.quantity != "chainage" or not np.isfinite(_metres(data[name], meaning)[0]).any():
            continue
        if one_row_a_site or of_curves(data, [*named, name]):
            return name
    words = [word for word in labels(data[named[0]])[1] if word] if named else []
    return named[0] if words and all(map(_ON_A_ROAD.fullmatch, words)) else None


def line_positions(
    data: pd.DataFrame, meanings: dict[str, Meaning], column: str, named: list[str]
) -> LinePositions:
    """Return the positions in a column, and the names of the rows' sites.

    Parameters
    ----------
    data : DataFrame
        The table.
    meanings : dict
        Meaning of its columns.
    column : str
        The column, as `position_column` finds it.
    named : list of str
        The column that names the sites, none where there is none.
    """
    by_word, words, codes = *_metres(data[column], meanings[column]), labels(data[column])[0]
    metres = by_word[codes]
    if named:
        names, texts = row_names(data, named)
    else:
        names = group(np.round(metres, 7))
        texts = [words[codes[row]] for row in np.unique(names, return_index=True)[1]]
    lines = next((n for n, m in meanings.items() if m.quantity == "line" and _n_words(data[n]) > 1), None)
    if lines is None:
        note = f"the column {column} is the position along a line, in m: it makes a section and no map"
        short = next((w for w in words if _ON_A_ROAD.fullmatch(w) and not _IN_FULL.fullmatch(w)), None)
        if short is not None:
            n = metres[codes == words.index(short)][0]
            note += f"; {short} is read as kilometres and metres, {n:g} m (not as stations of 100 ft)"
        return LinePositions((column,), metres, names, texts, note)
    of_line, line_names = labels(data[lines])
    pairs = group(of_line, names)
    if len(np.unique(pairs)) > len(texts):
        rows = np.unique(pairs, return_index=True)[1]
        names, texts = pairs, [f"{line_names[of_line[row]]} {texts[names[row]]}" for row in rows]
    note = (
        f"the positions are along several lines ({listed(filter(None, line_names))}, column {lines}): to cut "
        "sections, give the rows of each line in a file of its own"
    )
    return LinePositions((column, lines), np.full(len(data), np.nan), names, texts, note)


def _metres(column: pd.Series, meaning: Meaning) -> tuple[FloatArray, list[str]]:
    """Return the position in m of each distinct word of a column, and the words."""
    words = labels(column)[1]
    unit = UNITS[meaning.unit].factor if meaning.unit else 1.0
    plain = unit * numbers(pd.Series(words, dtype=object))
    return np.where(np.isfinite(plain), plain, [chainage(word, unit) for word in words]), words


def _n_words(column: pd.Series) -> int:
    return len(list(filter(None, labels(column)[1])))
