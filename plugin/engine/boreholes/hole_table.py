"""Tables and layers of boreholes, read with the units and places of their columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError, SurveyError
from ...protocol.read_options import ReadOptions
from ..curves import FloatArray
from ..reading.layers.parquet import is_table, read_rows
from ..reading.layers.vector_paths import is_vector, locate
from ..reading.measurements import NO_COORDINATES
from ..reading.source import Source, open_source
from ..reading.tables.columns import Meaning, listed, read_name
from ..reading.tables.delimited import column_names, open_table
from ..reading.tables.figures import numbers, read_figures
from ..reading.tables.sites import Sites, find_sites
from ..reading.tables.units import UNITS
from .hole_columns import ELASTIC, LEVELS, HoleColumns, read_columns
from .holes import Holes, ordered_layers

if TYPE_CHECKING:
    import pandas as pd

LengthUnit = Literal["m", "ft"]
_Part = tuple[int, FloatArray, FloatArray, NDArray[np.integer]]
"""Number, tops and bottoms of a hole, and the row of each of its layers."""
_FACTORS = {"m": 1.0, "ft": 0.3048, "km": 1000.0}
_KM_BELOW = 10.0  # of velocities without a unit; of densities, g/cm3
_FASTEST = 10_000.0  # m/s
_X, _Y = "geometry x", "geometry y"
_PARQUET = b"PAR1"


def read_holes(
    path: Path,
    options: ReadOptions | None = None,
    depth_unit: LengthUnit | None = None,
    profiles: bool = False,
) -> Holes:
    """Read boreholes of a delimited table, a workbook or a vector layer.

    Parameters
    ----------
    path : Path
        The file.
    options : ReadOptions, optional
        Coordinate system, layer, unit of the velocities and decimal sign, where the file does not say.
    depth_unit : {"m", "ft"}, optional
        Unit of the depths, overriding the columns' names.
    profiles : bool
        Whether it is a table of profiles, whose Vp and density are read too where it has them.

    Raises
    ------
    OutputError
        If it cannot be read, or holds no borehole; the message names the file and the reason.
    """
    options = options or ReadOptions()
    try:
        data, columns, crs, notes = _table(open_source(path), options, profiles)
        noun = "profile" if profiles else "hole"
        return _holes(data, columns, options.crs or crs, path.stem, options, depth_unit, notes, noun)
    except SurveyError as error:
        raise OutputError(f"{path}: {error}") from error


def _table(
    source: Source, options: ReadOptions, profiles: bool
) -> tuple[pd.DataFrame, HoleColumns, str | None, tuple[str, ...]]:
    """Return the cells, what the columns hold, the system of a layer, and remarks."""
    if source.path.is_dir() or is_vector(source):
        return _layer(source, options, profiles)
    columns = read_columns(column_names(source), profiles)
    figures = [name for name, _ in columns.figures.values()]
    unknown = [name for name in (*figures, *columns.meanings) if read_name(name) is None]
    frame, rejects = open_table(source, {}, unknown, options.decimal)
    return frame.data, columns, None, (*frame.notes, *(reject.reason for reject in rejects))


def _layer(
    source: Source, options: ReadOptions, profiles: bool
) -> tuple[pd.DataFrame, HoleColumns, str | None, tuple[str, ...]]:
    try:
        data, notes = _parquet(source) if source.head.startswith(_PARQUET) else _features(source, options)
    except (OSError, RuntimeError, ValueError) as error:
        raise SurveyError(f"cannot be read as a layer: {error}") from error
    names = [str(name) for name in data.columns if name != "geometry"]
    columns, crs = read_columns(names, profiles), None
    if "geometry" in data and data.geometry.notna().any():
        middle = data.geometry.centroid if data.crs is None else data.geometry.representative_point()
        data = data.assign(**{_X: middle.x, _Y: middle.y})
        told = {n: m for n, m in columns.meanings.items() if m.quantity == "site"}
        columns = replace(columns, meanings={**told, _X: Meaning("x"), _Y: Meaning("y")})
        crs = None if data.crs is None else data.crs.to_wkt()
    data.index = np.arange(1, len(data) + 1)
    return data, columns, crs, notes


def _features(source: Source, options: ReadOptions) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the features of a layer, and which of several it is."""
    import geopandas as gpd

    where = locate(source, options.layer, options.crs)
    layers = where.layers()
    layer = options.layer if options.layer in layers else next(iter(layers), None)
    note = (f"layer {layer} is read; others are {listed(n for n in layers if n != layer)}",)
    notes = note if len(layers) > 1 and not options.layer else ()
    return gpd.read_file(where.path, layer=layer), notes


def _parquet(source: Source) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows of a table of Parquet, which GDAL need not know."""
    import geopandas as gpd
    import pyarrow as pa

    if is_table(source):
        return read_rows(source), ()
    try:
        return gpd.read_parquet(source.path), ()
    except pa.ArrowException as error:
        raise ValueError(str(error).splitlines()[0]) from error


def _holes(
    data: pd.DataFrame,
    columns: HoleColumns,
    crs: str | None,
    title: str,
    options: ReadOptions,
    depth_unit: LengthUnit | None,
    notes: tuple[str, ...],
    noun: str,
) -> Holes:
    """Return the layers of all holes; holes that are none are left out, which is said."""
    if not len(data):
        raise SurveyError("there is a header but no data")
    figures = read_figures(data, {**columns.meanings, **_as_figures(columns)}, options)
    data = figures.data
    sites = find_sites(data, columns.meanings, crs, title, False, options.swap_xy)
    levels, remarks = _levels(data, columns, depth_unit)
    remarks += figures.notes
    vs, told = _velocities(data, columns, "vs", options.velocity_unit)
    remarks += told
    elastic = {role: _elastic(data, columns, role, options.velocity_unit, remarks) for role in ELASTIC}
    known = np.isfinite(vs) & (vs > 0) & (vs < _FASTEST)
    for values in levels.values():
        known &= ~(values < 0)
    if not known.all():
        rows = ", ".join(str(row) for row in data.index[~known][:5])
        remarks.append(f"{counted(int((~known).sum()), 'row')} left out, without depth or Vs: {rows}")
    parts: list[_Part] = []
    for hole in range(len(sites.names)):
        own = np.flatnonzero(known & (sites.index == hole))
        try:
            top, bottom, place = ordered_layers({role: v[own] for role, v in levels.items()}, vs[own])
            parts.append((hole, top, bottom, own[place]))
        except SurveyError as error:
            remarks.append(f"{noun} {sites.names[hole]}: is left out: {error}")
    if not parts:
        none = "holds no profile" if noun == "profile" else "holds no borehole"
        raise SurveyError(f"{none}: {remarks[-1]}" if remarks else none)
    placed = [note for note in sites.notes if note != NO_COORDINATES]  # nothing here is mapped
    if columns.others:
        remarks.append(f"columns not used: {listed(columns.others)}")
    return _gathered(parts, sites, {"vs": vs, **elastic}, (*notes, *placed, *remarks))


def _as_figures(columns: HoleColumns) -> dict[str, Meaning]:
    """Return the columns of depths and Vs as what they are written like: their signs tell of each other's."""
    kinds = dict.fromkeys(("vs", *ELASTIC), "velocity")
    return {name: Meaning(kinds.get(role, "wavelength")) for role, (name, _) in columns.figures.items()}


def _gathered(
    parts: list[_Part], sites: Sites, values: dict[str, FloatArray], notes: tuple[str, ...]
) -> Holes:
    kept = np.array([part[0] for part in parts])
    owner = np.repeat(np.arange(len(parts)), [len(part[1]) for part in parts])
    top, bottom = (np.concatenate([part[i] for part in parts]) for i in (1, 2))
    rows = np.concatenate([part[3] for part in parts])
    return Holes(
        sites.names[kept],
        sites.x[kept],
        sites.y[kept],
        sites.crs,
        owner,
        top,
        bottom,
        **{role: column[rows] for role, column in values.items()},
        notes=tuple(dict.fromkeys(notes)),
    )


def _levels(
    data: pd.DataFrame, columns: HoleColumns, depth_unit: LengthUnit | None
) -> tuple[dict[str, FloatArray], list[str]]:
    """Return depths, tops, bottoms and thicknesses in m."""
    levels, remarks = {}, []
    for role in LEVELS:
        if role not in columns.figures:
            continue
        name, unit = columns.figures[role]
        if not unit and depth_unit is None:
            remarks.append(f"column {name}: metres are taken, for its name gives no unit (--depth-unit)")
        levels[role] = numbers(data[name]) * _FACTORS.get(depth_unit or unit or "m", 1.0)
    signed = [values for role, values in levels.items() if role != "thickness"]
    known = np.concatenate([values[np.isfinite(values)] for values in signed]) if signed else np.zeros(0)
    if len(known) and known.max() <= 0 and known.min() < 0:
        levels = {role: values if role == "thickness" else -values for role, values in levels.items()}
        remarks.append("depths are negative downwards, and are taken as positive")
    return levels, remarks


def _elastic(
    data: pd.DataFrame, columns: HoleColumns, role: str, given: str | None, remarks: list[str]
) -> FloatArray:
    """Return Vp in m/s or density in kg/m3, NaN where the table does not tell it."""
    if role not in columns.figures:
        return np.full(len(data), np.nan)
    if role == "vp":
        values, told = _velocities(data, columns, role, given)
        remarks += told
    else:
        values = numbers(data[columns.figures[role][0]])
        positive = values[values > 0]
        values = values * (1000.0 if len(positive) and np.median(positive) < _KM_BELOW else 1.0)
    return np.where(np.isfinite(values) & (values > 0), values, np.nan)


def _velocities(
    data: pd.DataFrame, columns: HoleColumns, role: str, given: str | None
) -> tuple[FloatArray, list[str]]:
    """Return Vs or Vp in m/s; without a unit, numbers below 10 are km/s."""
    name, named = columns.figures[role]
    values, unit, remarks = numbers(data[name]), given or named, []
    if not unit:
        known = values[np.isfinite(values) & (values > 0)]
        unit = "km/s" if len(known) and np.median(known) < _KM_BELOW else "m/s"
        remarks.append(f"column {name}: {unit} by the sizes of its numbers (--velocity-unit)")
    scaled = values * UNITS[unit].factor
    with np.errstate(divide="ignore"):
        return (1.0 / scaled if UNITS[unit].dimension == "slowness" else scaled), remarks
