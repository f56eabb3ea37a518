"""Columns of numbers without a header: period or frequency, velocity, and then sigma, mode or group velocity.

What the columns hold is decided by their numbers, by the rules of `guess_axis` and `_guess_extras`; the user
can override each one, calling the columns ``1``, ``2`` and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Optional, cast

import numpy as np
from numpy.typing import ArrayLike

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions, VelocityUnit
from ....protocol.waves import VelocityType
from ...curves import FloatArray
from ..measurements import Measurements
from ..source import Source
from .axis import guess_axis
from .column_choice import read_names
from .columns import Meaning
from .named import measure
from .rows import Row, all_rows, columns_frame, head_rows, is_number, matrix

NAME = "columns of numbers"

_MOST_COLUMNS = 12
_ENOUGH_ROWS = 3  # to tell a column that follows from others from a coincidence


def recognises(source: Source) -> bool:
    """Return True for text whose lines all hold the same two to twelve numbers, or nearly all do."""
    return is_plain(head_rows(source))


def is_plain(rows: tuple[Row, ...]) -> bool:
    """Return True where the rows are columns of numbers; one line in ten may be damaged."""
    if not rows:
        return False
    width = len(rows[0])
    good = [len(row) == width and all(map(is_number, row)) for row in rows]
    return 2 <= width <= _MOST_COLUMNS and good[0] and sum(good) >= 0.9 * len(good)


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read the columns as one site named after the file.

    Raises
    ------
    SurveyError
        If the file is too large, or an option names a column that is not there.
    """
    return read_columns(all_rows(source), source.path.stem, options)


def read_columns(rows: list[Row], title: str, options: ReadOptions) -> Measurements:
    """Read rows of numbers as one site; how each column is understood is decided and reported.

    Raises
    ------
    SurveyError
        If there are no rows, or an option names a column that is not there.
    """
    if not rows:
        raise SurveyError("the file holds no data")
    values = matrix(rows, len(rows[0]))
    names = [str(i) for i in range(1, values.shape[1] + 1)]
    if not options.columns and _begin_with_places(values):
        raise SurveyError(
            "columns 1 and 2 stay the same over several rows, as places do: say what the columns hold, as "
            "--column 1=lon --column 2=lat --column 3=period --column 4=velocity"
        )
    meanings, notes = guess_columns(values, names, options)
    columns = {name: (_cells(rows, values, i), meanings.get(name)) for i, name in enumerate(names)}
    found = measure(columns_frame(columns, title, notes=notes), options)
    by_size = set(meanings) - set(options.columns.values())
    uses = (
        replace(use, decided_by="magnitude")
        if use.column in by_size and use.decided_by in ("name", "default")
        else use
        for use in found.columns
    )
    return replace(found, columns=tuple(uses))


def _begin_with_places(values: FloatArray) -> bool:
    """Return True where each pair of the first two of four columns or more stands on two rows on average."""
    if values.shape[1] < 4 or not np.isfinite(values[:, :3]).all():
        return False
    pairs, all_three = (len(np.unique(values[:, :n], axis=0)) for n in (2, 3))
    return 1 < pairs <= len(values) / 2 and all_three == len(values)


def _cells(rows: Sequence[Row], values: FloatArray, column: int) -> ArrayLike:
    """Return the numbers of a column; its words, where any is none."""
    if not np.isnan(values[:, column]).any():
        return values[:, column]
    return np.array([row[column] if column < len(row) else "" for row in rows], dtype=object)


def guess_columns(
    values: FloatArray, names: list[str], options: ReadOptions
) -> tuple[dict[str, Meaning], list[str]]:
    """Decide what columns without names hold; also return remarks.

    Parameters
    ----------
    values : (n_rows, n_columns) float array
        The numbers, NaN where blank.
    names : list of str
        What the columns are called in messages and options.
    options : ReadOptions
        What the user says.

    Raises
    ------
    SurveyError
        If an option names a column that is not there.
    """
    chosen = read_names(names, options.columns)
    guessed, notes = _guess(values, names, chosen, options)
    known = (name for name in names if name in chosen or name in guessed)
    return {name: chosen.get(name) or guessed[name] for name in known}, notes


def _guess(
    values: FloatArray, names: list[str], chosen: dict[str, Meaning], options: ReadOptions
) -> tuple[dict[str, Meaning], list[str]]:
    """Return what the columns that the user did not choose hold, and remarks."""
    taken = {meaning.quantity for meaning in chosen.values()}
    free = [i for i, name in enumerate(names) if name not in chosen]
    axis_given = taken & {"frequency", "period", "wavelength"}
    axis_place = None if axis_given or not free else free.pop(0)
    velocity_given = [n for n, m in chosen.items() if m.quantity in ("velocity", "slowness")]
    place = names.index(velocity_given[0]) if velocity_given else free.pop(0) if free else None
    if place is None:
        return {}, []
    guessed: dict[str, Meaning] = {}
    notes = []
    if axis_place is not None:
        unit = cast(Optional[VelocityUnit], options.units.get(names[place], options.velocity_unit))
        axis, why = guess_axis(values[:, axis_place], values[:, place], replace(options, velocity_unit=unit))
        guessed[names[axis_place]] = Meaning(axis)
        notes += [f"column {names[axis_place]} {why}"] if why else []
    if not velocity_given:
        guessed[names[place]] = Meaning("velocity")
    follow = [] if axis_place is None else _following(values, axis_place, place, free)
    notes += [f"column {names[i]} follows from columns 1 and 2, and is not used" for i in follow]
    free = [i for i in free if i not in follow]
    extras = {} if velocity_given else _guess_extras(values, place, free)
    guessed.update({names[i]: meaning for i, meaning in extras.items()})
    return guessed, [*notes, *_say_extras(extras, names)]


def _following(values: FloatArray, axis: int, velocity: int, free: list[int]) -> list[int]:
    """Return the columns of wavelengths, and of periods beside frequencies or the reverse."""
    x, speed = values[:, axis], values[:, velocity]
    if len(x) < _ENOUGH_ROWS:
        return []
    with np.errstate(all="ignore"):
        others = (speed / x, speed * x, 1 / x)
        return [i for i in free if any(np.all(np.abs(values[:, i] / y - 1) < 0.02) for y in others)]


def _guess_extras(values: FloatArray, place: int, free: list[int]) -> dict[int, Meaning]:
    """Decide what the columns after the velocity hold.

    Small whole numbers from 0 are modes; values of 0.3 to 1.7 times the velocity are a second velocity, so
    that the columns are phase and group velocity in this order, or the reverse where the second is faster in
    nine rows of ten; anything smaller is sigma, first of the first velocity, then of the second.
    """
    found: dict[int, Meaning] = {}
    velocity = values[:, place]
    sigmas: list[int] = []
    for i in free:
        column = values[:, i]
        both = (column > 0) & (velocity > 0)
        ratio = float(np.median(column[both] / velocity[both])) if both.any() else np.nan
        kinds = {meaning.quantity for meaning in found.values()}
        if "mode" not in kinds and _are_modes(column):
            found[i] = Meaning("mode")
        elif "velocity" not in kinds and 0.3 <= ratio <= 1.7:
            swapped = np.mean(column[both] > velocity[both]) > 0.9
            first, second = list(VelocityType)[::-1] if swapped else list(VelocityType)
            found[place], found[i] = Meaning("velocity", kind=first), Meaning("velocity", kind=second)
        elif ratio < 0.3 and len(sigmas) < 2:
            sigmas.append(i)
    kinds_in_order = [m.kind for m in found.values() if m.quantity == "velocity"] or [None]
    pairs = zip(sigmas, kinds_in_order) if len(sigmas) > 1 else zip(sigmas, [None])
    found.update({i: Meaning("sigma", kind=kind) for i, kind in pairs})
    return found


def _are_modes(column: FloatArray) -> bool:
    """Return True for whole numbers from 0 to 9; a column of ones alone is no mode number.

    Beside a 0 there may be a few negative ones, which are no modes and lose their points.
    """
    known = column[np.isfinite(column)]
    possible = known[known >= 0]
    if not len(possible) or np.any((known != np.round(known)) | (np.abs(known) > 9)):
        return False
    if len(possible) < len(known):
        return bool(possible.min() == 0 and len(possible) > 0.5 * len(known))
    return bool(known.min() == 0 or (known.min() == 1 and known.max() > 1))


def _say_extras(extras: dict[int, Meaning], names: list[str]) -> list[str]:
    said = [f"column {names[i]} as {meaning.label}" for i, meaning in sorted(extras.items())]
    return [f"by the size of its numbers, {', '.join(said)}"] if said else []
