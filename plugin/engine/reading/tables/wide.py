"""Wide tables, one column a period or frequency, turned into long ones with a row a point."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Optional, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.read_options import Abscissa, ReadOptions, VelocityUnit
from .axis import guess_axis
from .cells import labels
from .columns import Meaning, read_name, words_of
from .figures import numbers
from .units import SPELLINGS, UNITS

_AXES: dict[str, Abscissa] = {
    **dict.fromkeys(("period", "periods", "per", "t", "s", "sec"), "period"),
    **dict.fromkeys(("frequency", "freq", "f", "hz"), "frequency"),
}
_NUMBER = re.compile(r"\d+(?:[.,_p]\d+)?")
# What a column without a name is called here, and by pandas.
_NO_NAME = re.compile(r"column 1|Unnamed: 0|field_?1", re.IGNORECASE)


@dataclass(frozen=True)
class WideColumn:
    """A column of one period or frequency: its name, what it holds, and at which value of which axis."""

    name: str
    meaning: Meaning
    axis: Abscissa | None
    value: float


def read_wide_name(name: str) -> WideColumn | None:
    """Return what a name such as ``velocity_period_5.0``, ``T5``, ``f4_m_s`` or ``2.5Hz`` says, else None."""
    found = _NUMBER.findall(name)
    if len(found) != 1:
        return None
    words, unit = _without_unit(words_of(_NUMBER.sub(" ", name)))
    axes = {_AXES[word] for word in words if word in _AXES}
    rest = "_".join([*(word for word in words if word not in _AXES), *unit])
    meaning = read_name(rest) if rest else Meaning("velocity")
    value = float(re.sub("[,_p]", ".", found[0]))
    if (
        meaning is None
        or meaning.quantity not in ("velocity", "slowness", "sigma")
        or len(axes) > 1
        or value <= 0
    ):
        return None
    return WideColumn(name, meaning, next(iter(axes), None), value)


def _without_unit(words: list[str]) -> tuple[list[str], list[str]]:
    """Take a unit of velocity of several words off the end: the ``s`` of ``m_s`` names no axis."""
    for length in (3, 2):
        units = SPELLINGS.get("_".join(words[-length:]), ())
        if any(UNITS[unit].dimension in ("velocity", "slowness") for unit in units):
            return words[:-length], words[-length:]
    return words, []


def wide_columns(names: Iterable[str]) -> list[WideColumn]:
    """Return the columns that make a table wide; fewer than two velocities make none.

    Mere numbers count only beside a site name or a position: without those a line of data is no header.
    """
    names = list(names)
    found = [column for name in names if (column := read_wide_name(name)) is not None]
    others = {meaning.quantity for name in names if (meaning := read_name(name)) is not None}
    if not ("site" in others or {"lon", "lat"} <= others or {"x", "y"} <= others):
        found = [column for column in found if not _NUMBER.fullmatch(column.name.strip())]
    if len({column.axis for column in found}) > 1:
        found = [column for column in found if column.axis is not None]
    velocities = [column for column in found if column.meaning.quantity != "sigma"]
    return found if len(velocities) >= 2 else []


def with_labels(
    data: pd.DataFrame, meanings: dict[str, Meaning], first: str, columns: list[WideColumn]
) -> dict[str, Meaning]:
    """Return the meanings with a first column of words without a name as that of the sites, if none is."""
    if not _NO_NAME.fullmatch(first) or first in meanings or first in {column.name for column in columns}:
        return meanings
    named = any(meaning.quantity == "site" for meaning in meanings.values())
    words = list(filter(None, labels(data[first])[1]))
    if named or not words or np.isfinite(numbers(pd.Series(words, dtype=object))).any():
        return meanings
    return {first: Meaning("site"), **meanings}


def lengthen(
    data: pd.DataFrame, meanings: dict[str, Meaning], columns: list[WideColumn], axis: Abscissa
) -> tuple[pd.DataFrame, dict[str, Meaning]]:
    """Return a long table with a row for each row and period or frequency of a wide one.

    The index of the result keeps the row that each point came from.

    Parameters
    ----------
    data : DataFrame
        The wide table.
    meanings : dict
        Meaning of its other columns.
    columns : list of WideColumn
        Its columns for single periods or frequencies.
    axis : {"period", "frequency", "wavelength"}
        What the numbers in their names are, in s, Hz or m.
    """
    values = sorted({column.value for column in columns})
    melted = {column.name for column in columns}
    kept = [name for name in meanings if name not in melted]
    others = [name for name in data.columns if name not in melted and name not in kept]
    long = data[[*kept, *others]].iloc[np.arange(len(data)).repeat(len(values))].copy()
    meanings = {name: meanings[name] for name in kept}
    label = f"(names {values[0]:g} to {values[-1]:g})"
    long[label] = np.tile(values, len(data))
    meanings[label] = Meaning(axis, {"period": "s", "frequency": "Hz", "wavelength": "m"}[axis])
    for meaning in dict.fromkeys(column.meaning for column in columns):
        mine = {column.value: column.name for column in columns if column.meaning == meaning}
        cells = _as_alike([data[mine[value]] if value in mine else None for value in values], len(data))
        first, last = mine[min(mine)], mine[max(mine)]
        long[f"{first} to {last}"] = np.column_stack(cells).ravel()
        meanings[f"{first} to {last}"] = replace(meaning)
    return long, meanings


def _as_alike(columns: list[pd.Series | None], n_rows: int) -> list[NDArray[Any]]:
    """Return the cells of each column, blank where there is none: text, where any column holds text."""
    texts = any(column is not None and column.dtype.kind not in "iuf" for column in columns)
    blank = np.full(n_rows, None if texts else np.nan, dtype=object if texts else np.float64)
    return [blank if c is None else c.to_numpy(object) if texts else numbers(c) for c in columns]


def guess_wide_axis(
    data: pd.DataFrame, columns: list[WideColumn], options: ReadOptions
) -> tuple[Abscissa, str]:
    """Decide what the numbers in column names are where they do not say, by the rule for columns of numbers.

    Returns
    -------
    (axis, remark) : tuple of str
        As of `guess_axis`.
    """
    speeds = [column for column in columns if column.meaning.quantity != "sigma"]
    velocity = np.concatenate([numbers(data[column.name]) for column in speeds])
    unit = cast(Optional[VelocityUnit], options.velocity_unit or speeds[0].meaning.unit or None)
    x = np.repeat([column.value for column in speeds], len(data))
    return guess_axis(x, velocity, replace(options, velocity_unit=unit))
