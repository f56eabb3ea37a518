"""A table with named columns turned into dispersion points, for the delimited and the vector reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.counted import are
from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...curves import FloatArray
from ...survey import ColumnUse
from ..measurements import Measurements
from .blanks_below import fill_down
from .column_choice import OVERRIDES, choose_units
from .columns import Meaning, is_ground_model, listed
from .curves_in_columns import curves_in_columns
from .elevations import GivenHeights, given_heights
from .figures import read_figures
from .point_types import Types, read_types
from .quantities import choose_axis, decide_velocity_unit, find_sigma, read_axis, read_sigma
from .sites import Sites, find_sites
from .telling_columns import tell_curves_in_turn, telling_columns
from .units import to_velocity
from .unread import refuse_tables_below, reject_points, tell_places, tell_sigmas
from .velocity_columns import phase_beside_group, refuse_side_by_side, velocity_columns
from .wide import guess_wide_axis, lengthen, wide_columns, with_labels

# Numbers that stand for "no measurement" in tables that hold several velocities a row.
_MISSING_MARKS = (0.0, -1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0)


@dataclass(frozen=True)
class Frame:
    """A table and what its columns mean.

    Parameters
    ----------
    data : DataFrame
        The cells; its index holds the row numbers of the input, from 1.
    meanings : dict
        Meaning of each column that has one.
    names : tuple of str
        Every column of the input, for messages.
    title : str
        Name of the only site where nothing tells sites apart.
    crs : str or None
        Coordinate system that the file gives for all positions.
    wide : bool
        True where a row stood for a whole curve.
    notes : tuple of str
        Remarks for the report.
    """

    data: pd.DataFrame
    meanings: dict[str, Meaning]
    names: tuple[str, ...]
    title: str
    crs: str | None = None
    wide: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Column:
    """Points of one velocity column, a value a row; missing ones are True in `missing`."""

    frequency: FloatArray
    velocity: FloatArray
    sigma: FloatArray
    wave: NDArray[np.int64]
    kind: NDArray[np.int64]
    mode: NDArray[np.int64]
    missing: NDArray[np.bool_]
    uses: tuple[ColumnUse, ...]
    notes: tuple[str, ...]


def measure(frame: Frame, options: ReadOptions) -> Measurements:
    """Turn a table into dispersion points.

    Parameters
    ----------
    frame : Frame
        The table, long (a row a point) or wide (a column a period or frequency).
    options : ReadOptions
        What the user says.

    Raises
    ------
    SurveyError
        If a required column is missing, or the coordinate system or a unit is unknown.
    """
    if not len(frame.data):
        raise SurveyError("there is a header but no data")
    frame = _long(replace(frame, meanings=choose_units(frame.meanings, frame.names, options.units)), options)
    figures = read_figures(frame.data, frame.meanings, options)
    data, filling = (figures.data, []) if frame.wide else fill_down(figures.data, figures.meanings)
    frame = replace(frame, data=data, meanings=figures.meanings)
    frame = replace(frame, meanings=phase_beside_group(frame.meanings))
    velocities, velocity_notes = velocity_columns(frame.meanings)
    axis = choose_axis(frame.meanings, options.abscissa)
    if axis is None or not velocities:
        raise SurveyError(missing_columns(frame.meanings, frame.names))
    if not {"velocity", "phase_velocity", "group_velocity"} & options.columns.keys():
        refuse_side_by_side(frame.data, velocities)
    types = read_types(frame.data, frame.meanings, options)
    frame, sites, repeats = _sites(frame, axis, types, options)
    refuse_tables_below(frame.data[axis], figures.unread, sites)
    parts = [_read_column(frame, name, axis, types, options, len(velocities) == 1) for name in velocities]
    numbered = frame.data.index.to_numpy(np.int64)
    read = [
        reject_points(figures.unread, [(n, frame.meanings[n]) for n in (axis, name)], numbered, sites)
        for name in velocities
    ]
    points, rows, n_missing = _stack(parts, [lost for lost, _ in read], frame.wide or len(parts) > 1)
    places = [
        ColumnUse(n, frame.meanings[n].label, frame.meanings[n].unit_in_use, "name") for n in sites.used
    ]
    uses = tuple(dict.fromkeys([*places, *types.uses, *(use for part in parts for use in part.uses)]))
    uses = tuple(replace(u, decided_by="option") if _is_chosen(u, options) else u for u in uses)
    heights = _heights(frame, sites, options, {use.column for use in uses})
    if heights is not None:
        uses = (*uses, ColumnUse(heights.column, "elevation of the ground", heights.unit, "name"))
    unused = [name for name in frame.names if name not in {use.column for use in uses}]
    blank = "blank value or mark" if n_missing == 1 else "blank values or marks"
    closing = [f"{n_missing} {blank} such as -1 {are(n_missing)} taken as missing"] if n_missing else []
    closing += [f"columns not used: {listed(unused)}"] if unused else []
    remarks = [note for part in parts for note in part.notes]
    remarks += [note for use in uses for note in tell_sigmas(figures.unread, use, numbered)]
    placing = tell_places(figures.unread, frame.meanings, numbered, sites)
    return Measurements(
        names=sites.names,
        x=sites.x,
        y=sites.y,
        crs=sites.crs,
        site=sites.index[rows],
        **points,
        row=numbered[rows],
        columns=uses,
        rejects=tuple(dict.fromkeys(reject for _, rejects in read for reject in rejects)),
        notes=(
            *frame.notes,
            *figures.notes,
            *filling,
            *velocity_notes,
            *sites.notes,
            *repeats,
            *placing,
            *types.notes,
            *remarks,
            *closing,
        ),
        is_path=np.ones(len(sites.names), dtype=bool) if sites.are_paths else None,
        elevation=None if heights is None else heights.height,
    )


def _heights(frame: Frame, sites: Sites, options: ReadOptions, used: set[str]) -> GivenHeights | None:
    """Return the heights that the table gives its sites; of midpoints between stations it gives none."""
    if sites.are_paths:
        return None
    used = used | {options.columns.get("unused", "")}
    free = [name for name in frame.names if name in frame.data and name not in used]
    return given_heights(frame.data, free, sites.index)


def _sites(frame: Frame, axis: str, types: Types, options: ReadOptions) -> tuple[Frame, Sites, list[str]]:
    """Return the sites; columns without a meaning tell them apart where nothing else does, which is said."""

    def found() -> Sites:
        crs = options.crs or frame.crs
        return find_sites(frame.data, frame.meanings, crs, frame.title, frame.wide, options.swap_xy)

    sites = found()
    along = frame.data[axis].to_numpy(np.float64)
    usable = np.isfinite(along)
    keys = [key[usable] for key in (sites.index, along, types.wave, types.kind, types.mode)]
    told = sites.is_named or bool(np.isfinite(sites.x).any()) or len(sites.names) > 1
    columns, notes = telling_columns(
        frame.data[usable], frame.meanings, keys, told, options.columns.get("unused")
    )
    if columns:
        quantities = ("line", "site")[-len(columns) :]
        named = {name: Meaning(quantity) for name, quantity in zip(columns, quantities)}
        frame = replace(frame, meanings={**frame.meanings, **named})
        sites = found()
    if not columns and not notes:
        rows = frame.data.index.to_numpy(np.int64)[usable]
        notes += tell_curves_in_turn(axis, keys, rows)
    return frame, sites, notes


def _is_chosen(use: ColumnUse, options: ReadOptions) -> bool:
    """Return True where the user chose a column's unit, or what it holds where it has no unit."""
    chosen = [q for q, name in options.columns.items() if q in OVERRIDES and name == use.column]
    labels = [OVERRIDES["chainage" if q == "x" else q].label for q in chosen] + chosen
    return use.column in options.units or (use.unit in ("", "deg", "m") and use.quantity in labels)


def _stack(
    parts: list[_Column], lost: list[NDArray[np.bool_]], marks_possible: bool
) -> tuple[dict[str, Any], NDArray[np.int64], int]:
    """Return the points of all velocity columns, the row of each, and how many are left out as missing.

    Only a table with several velocities a row needs marks for missing ones; elsewhere they are bad values.
    What is lost is no point, and not missing either.
    """
    away = np.concatenate(lost)
    missing = np.concatenate([part.missing for part in parts]) & marks_possible & ~away
    fields = ("frequency", "velocity", "sigma", "wave", "kind", "mode")
    kept = ~(missing | away)
    points = {name: np.concatenate([getattr(part, name) for part in parts])[kept] for name in fields}
    rows = np.tile(np.arange(len(parts[0].missing)), len(parts))[kept]
    return points, rows, int(missing.sum())


def _long(frame: Frame, options: ReadOptions) -> Frame:
    """Return the table with a row a point."""
    axis = choose_axis(frame.meanings, options.abscissa)
    if axis is not None:
        return _of_columns(frame, axis, options)
    columns = wide_columns(frame.data.columns)
    if not columns:
        return frame
    meanings = with_labels(frame.data, frame.meanings, frame.names[0], columns)
    frame = replace(frame, meanings=meanings)
    axis, why = columns[0].axis, ""
    if axis is None:
        axis, why = guess_wide_axis(frame.data, columns, options)
    data, meanings = lengthen(frame.data, frame.meanings, columns, axis)
    melted = {column.name for column in columns}
    names = tuple(name for name in frame.names if name not in melted)
    notes = (*frame.notes, *([f"the number in the column names {why}"] if why else []))
    return replace(frame, data=data, meanings=meanings, names=names, wide=True, notes=notes)


def _of_columns(frame: Frame, axis: str, options: ReadOptions) -> Frame:
    """Return the table with a row a point where every column holds a curve against a common axis."""
    found = curves_in_columns(frame.data, frame.meanings, frame.names, axis, options)
    if found is None:
        return frame
    names = tuple(name for name in frame.names if name not in found.melted)
    notes = (*frame.notes, found.note)
    return replace(frame, data=found.data, meanings=found.meanings, names=names, notes=notes)


def has_curves(meanings: Mapping[str, Meaning], names: Iterable[str]) -> bool:
    """Return True where columns hold velocities, a row a point or a column a period."""
    told = any(meaning.quantity in ("velocity", "slowness") for meaning in meanings.values())
    return told or bool(wide_columns(names))


def missing_columns(meanings: dict[str, Meaning], names: Sequence[str]) -> str:
    """Say which required column is not among those of the input, and which names would do."""
    lacks = []
    if choose_axis(meanings, None) is None:
        lacks.append("frequency or period (such as frequency_hz, freq, period_s, T)")
    if not any(m.quantity in ("velocity", "slowness") for m in meanings.values()):
        lacks.append(
            "velocity (such as phase_velocity_m_s, phase_vel_kms, group_vel_kms, velocity, slowness)"
        )
    if is_ground_model(names):
        return (
            f"this is a ground model, not a dispersion curve: its columns are {listed(names)}; give the "
            "measured curves"
        )
    return f"no column for {' and none for '.join(lacks)}; the columns are {listed(names)}"


def _read_column(
    frame: Frame, name: str, axis: str, types: Types, options: ReadOptions, alone: bool
) -> _Column:
    """Read the points of one velocity column."""
    meaning, raw = frame.meanings[name], frame.data[name].to_numpy(np.float64)
    along, axis_use = read_axis(frame.data[axis], frame.meanings[axis], options.abscissa)
    by_wavelength = axis_use.quantity == "wavelength"
    pitch = np.full_like(along, np.nan) if by_wavelength else along
    use, remark = decide_velocity_unit(frame.data[name], meaning, pitch, options.velocity_unit)
    velocity = to_velocity(raw, use.unit)
    uses, sigma = [axis_use, use], np.full_like(velocity, np.nan)
    notes = [remark] if remark else []
    sigma_name = find_sigma(frame.meanings, meaning, alone)
    if sigma_name is not None:
        column = frame.data[sigma_name]
        sigma, sigma_use, doubt = read_sigma(column, frame.meanings[sigma_name], velocity, use.unit)
        uses.append(sigma_use)
        notes += [doubt] if doubt else []
    if by_wavelength:
        along = np.divide(velocity, along, out=np.full_like(velocity, np.nan), where=along > 0)
    wave, kind, mode = types.of(meaning)
    missing = np.isnan(raw) | np.isin(raw, _MISSING_MARKS)
    return _Column(along, velocity, sigma, wave, kind, mode, missing, tuple(uses), tuple(notes))
