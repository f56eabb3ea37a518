"""The columns of a table that hold numbers: text made into figures, what is no number kept as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.read_options import Decimal, ReadOptions
from ...curves import FloatArray
from .angles import SIDES, degrees, is_west_or_south
from .cells import labels
from .columns import Meaning, listed
from .numerals import Evidence, decide, value

WORDS = ("site", "line", "chainage", "wave", "kind", "mode", "crs")
"""Quantities that are words, not numbers, or may be (``0+120``)."""

BLANKS = frozenset(("", "-", "--", "*", "nan", "na", "n/a", "null", "none"))
"""What stands for a missing number, in lower case."""

_NEVER_LARGE = ("frequency", "period")
_OTHER_SIGN: dict[Decimal, Decimal] = {"point": "comma", "comma": "point"}


@dataclass(frozen=True)
class Figures:
    """A table whose numbers are numbers.

    Parameters
    ----------
    data : DataFrame
        The table; what could not be read is NaN.
    meanings : dict
        Meaning of its columns; a sigma written ``3 %`` is in per cent.
    unread : dict
        By column, the text of each row that is neither blank nor a number, else the empty text; columns
        without any are not there.
    notes : tuple of str
        How numbers that could be read in two ways were read.
    """

    data: pd.DataFrame
    meanings: dict[str, Meaning]
    unread: dict[str, NDArray[Any]]
    notes: tuple[str, ...] = ()


def numbers(column: pd.Series) -> FloatArray:
    """Return a column's cells as float64; NaN where blank or not a number.

    Decimal commas and marks between thousands are understood, as far as the column itself tells.
    """
    if column.dtype.kind in "iuf":
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    index, words = labels(column)
    sign, _ = decide(Evidence.of(words), (), may_be_large=True)
    return np.array([value(word, sign) for word in words])[index]


def read_figures(data: pd.DataFrame, meanings: Mapping[str, Meaning], options: ReadOptions) -> Figures:
    """Make numbers of the columns of text that should hold them, each by its own way of writing.

    Parameters
    ----------
    data : DataFrame
        A table.
    meanings : mapping
        Meaning of its columns.
    options : ReadOptions
        What the user says.
    """
    columns = {
        name: labels(data[name])
        for name, meaning in meanings.items()
        if meaning.quantity not in WORDS and data[name].dtype.kind not in "iuf"
    }
    if not columns:
        return _turned(Figures(data, dict(meanings), {}))
    meanings = dict(meanings)
    for name, (index, words) in columns.items():
        if meanings[name].quantity == "sigma" and _are_percent(words):
            columns[name] = index, [word.rstrip("% ") for word in words]
            meanings[name] = replace(meanings[name], unit=meanings[name].unit or "%")
    angles = [name for name in columns if meanings[name].quantity in SIDES]
    evidence = {name: Evidence.of(words) for name, (_, words) in columns.items() if name not in angles}
    read, unread, notes = {}, {}, []
    for name, (index, words) in columns.items():
        if name in angles:
            values = degrees(words, "" if options.swap_xy else SIDES[meanings[name].quantity])
        else:
            values, note = _read(name, words, meanings[name], evidence, options.decimal)
            notes += note
        read[name] = values[index]
        lost = np.isnan(values) & np.array([word.lower() not in BLANKS for word in words])
        if lost[index].any():
            texts = np.array([word if bad else "" for word, bad in zip(words, lost)], dtype=object)
            unread[name] = texts[index]
    return _turned(Figures(data.assign(**read), meanings, unread, tuple(notes)))


def _turned(figures: Figures) -> Figures:
    """Return the table with the angles of columns such as ``Longitude (W)`` negative, where none is yet."""
    data, notes = figures.data, list(figures.notes)
    for name, meaning in figures.meanings.items():
        if meaning.quantity not in SIDES or not is_west_or_south(name):
            continue
        if not ((data[name] < 0) | (data[name] > 180)).any():
            data = data.assign(**{name: -data[name]})
            notes.append(f"column {name}: its name says west or south, so that its numbers are negative")
    return replace(figures, data=data, notes=tuple(notes))


def quoted(text: str) -> str:
    """Return a cell's text for a message: printable and of bounded length, between quotes."""
    return f"'{listed([text])}'"


def _are_percent(words: list[str]) -> bool:
    filled = [word for word in words if word.lower() not in BLANKS]
    return bool(filled) and all(word.endswith("%") for word in filled)


def _read(
    name: str, words: list[str], meaning: Meaning, evidence: Mapping[str, Evidence], wanted: Decimal | None
) -> tuple[FloatArray, list[str]]:
    """Return the values of a column's distinct words, and a remark where they could be others."""
    mine = evidence[name]
    others = [other for column, other in evidence.items() if column != name]
    sign, reason = decide(mine, others, meaning.quantity not in _NEVER_LARGE)
    if wanted is not None and mine.doubtful:
        sign, reason = wanted, ""
    notes = []
    if reason and sign is not None:
        other = _OTHER_SIGN[sign]
        notes.append(
            f"column {name}: {quoted(mine.doubtful)} is read as {value(mine.doubtful, sign):.10g}, {reason}; "
            f"--decimal {other} makes it {value(mine.doubtful, other):.10g}"
        )
    if len(mine.signs) == 2:
        notes.append(f"column {name} holds decimal points and decimal commas; each number is read by its own")
    return np.array([value(word, sign) for word in words]), notes
