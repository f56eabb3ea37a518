"""Curves inside single cells of a table: array fields, and fields of JSON, one feature a curve."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.read_options import ReadOptions
from ...survey import Reject
from ..tables.column_choice import read_names
from ..tables.columns import Meaning, listed
from ..tables.figures import numbers
from ..tables.named import Frame
from ..tables.plain import guess_columns

_LONGEST_CELL = 1 << 20  # characters of JSON
_MOST_VALUES = 10_000  # of one curve
_MOST_KEYS = 100

Record = dict[str, list[Any]]


def unfold(frame: Frame, options: ReadOptions) -> tuple[Frame, list[Reject]]:
    """Return a table with a row a point where cells of the given one hold whole curves.

    A curve is a list in each of several fields, or one field with ``{"name": [...], ...}``,
    ``[{"name": ..., ...}, ...]`` or ``[[..., ...], ...]``; the columns of the last are told as those of
    a file without a header. A feature whose lists differ in length, or that is no such curve, is rejected.
    """
    held = [name for name in frame.data.columns if _first_cell(frame.data[name]) is not None]
    if not held:
        return frame, []
    cells = {name: [_parse(cell) for cell in frame.data[name]] for name in held}
    flat = [name for name in held if any(_is_flat(cell) for cell in cells[name])]
    used = [name for name in flat if name in frame.meanings] or [n for n in held if n not in flat][:1]
    if not used:
        return frame, []
    rows = zip(*(cells[name] for name in used))
    outcomes = [_record(dict(zip(used, row)), flat) for row in rows]
    rejects = [
        Reject("", f"row {row}: {outcome}", whole_site=False)
        for row, outcome in zip(frame.data.index, outcomes)
        if isinstance(outcome, str)
    ]
    return _lengthen(frame, outcomes, used, options), rejects


def _first_cell(column: pd.Series) -> object | None:
    """Return the first cell that is filled, where it is a list, a mapping or JSON of either."""
    if column.dtype.kind != "O":
        return None
    cell = next(iter(column.dropna()), None)  # pandas 3 has nan where pandas 2 has None
    return cell if isinstance(_parse(cell), (list, dict)) else None


def _parse(cell: object) -> object:
    """Return a cell as the list or the mapping that it holds or spells; None where it is neither."""
    if isinstance(cell, np.ndarray):
        return cell.tolist()
    if not isinstance(cell, str):
        return cell if isinstance(cell, (list, dict)) else None
    if cell.lstrip()[:1] not in ("[", "{") or len(cell) > _LONGEST_CELL:
        return None
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def _is_flat(cell: object) -> bool:
    return isinstance(cell, list) and bool(cell) and not any(isinstance(v, (list, dict)) for v in cell)


def _record(cells: dict[str, object], flat: Sequence[str]) -> Record | str:
    """Return the columns of one row's curve, or why it has none."""
    record: Record = {}
    for name, cell in cells.items():
        record.update({name: cell} if name in flat and isinstance(cell, list) else _columns(cell))
    lengths = {name: len(values) for name, values in record.items()}
    if not any(lengths.values()):
        return f"no curve in {listed(cells)}"
    if len(set(lengths.values())) > 1:
        told = listed([f"{name} {length}" for name, length in lengths.items()])
        return f"the lists of its curve differ in length ({told})"
    longest = max(lengths.values())
    return f"a curve of {longest} points, more than {_MOST_VALUES}" if longest > _MOST_VALUES else record


def _columns(cell: object) -> Record:
    """Return the columns of a curve in one cell; none where it is no curve."""
    if isinstance(cell, dict):
        return {str(name): values for name, values in cell.items() if _is_flat(values)}
    if not isinstance(cell, list) or not cell:
        return {}
    if all(isinstance(point, dict) for point in cell):
        names = list(dict.fromkeys(str(name) for point in cell for name in point))[:_MOST_KEYS]
        return {name: [point.get(name) for point in cell] for name in names}
    width = len(cell[0]) if isinstance(cell[0], list) else 0
    if not width or not all(isinstance(point, list) and len(point) == width for point in cell):
        return {}
    return {str(i + 1): [point[i] for point in cell] for i in range(min(width, _MOST_KEYS))}


def _lengthen(frame: Frame, outcomes: Sequence[Record | str], used: list[str], options: ReadOptions) -> Frame:
    """Return the table with the columns of the curves in place of the fields that held them."""
    kept = [i for i, outcome in enumerate(outcomes) if isinstance(outcome, dict)]
    found = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    names = list(dict.fromkeys(name for record in found for name in record))[:_MOST_KEYS]
    counts = [len(next(iter(record.values()))) for record in found]
    others = frame.data.drop(columns=[name for name in frame.data.columns if name in {*used, *names}])
    blanks = [[None] * count for count in counts]
    columns = {
        name: _column([record.get(name, blank) for record, blank in zip(found, blanks)]) for name in names
    }
    data = others.iloc[np.repeat(np.array(kept, dtype=np.int64), counts)].assign(**columns)
    placed = {name: frame.meanings[name] for name in others.columns if name in frame.meanings}
    told, notes = _meanings(data, names, options)
    return replace(
        frame,
        data=data,
        meanings={**placed, **told},
        names=tuple(map(str, data.columns)),
        wide=True,
        notes=(*frame.notes, f"each row holds a curve, in {listed(used)}", *notes),
    )


def _meanings(
    data: pd.DataFrame, names: list[str], options: ReadOptions
) -> tuple[dict[str, Meaning], list[str]]:
    """Return what the columns of the curves hold: by name, or by their numbers where they have none."""
    chosen = {quantity: name for quantity, name in options.columns.items() if name in names}
    if not names or not all(name.isdecimal() for name in names):
        return read_names(names, chosen), []
    values = np.column_stack([numbers(data[name]) for name in names])
    return guess_columns(values, names, replace(options, columns=chosen))


def _column(parts: list[list[Any]]) -> NDArray:
    """Return the values of all curves, as numbers where all are; lists within lists are none."""
    values = [None if isinstance(value, (list, dict)) else value for part in parts for value in part]
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return np.array(values, dtype=object)
