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
from ..reading.layers.vector_paths import is_vector, locate
from ..reading.source import Source, open_source
from ..reading.tables.columns import Meaning, listed, read_name
from ..reading.tables.delimited import column_names, open_table
from ..reading.tables.figures import numbers, read_figures
from ..reading.tables.sites import Sites, find_sites
from ..reading.tables.units import UNITS
from .hole_columns import LEVELS, HoleColumns, read_columns
from .holes import Holes, checked, layers_of

if TYPE_CHECKING:
    import pandas as pd

LengthUnit = Literal["m", "ft"]
_FACTORS = {"m": 1.0, "ft": 0.3048, "km": 1000.0}
_KM_BELOW = 10.0  # of Vs without a unit
_FASTEST = 10_000.0  # m/s
_X, _Y = "geometry x", "geometry y"


def read_holes(path: Path, options: ReadOptions | None = None, depth_unit: LengthUnit | None = None) -> Holes:
    """Read boreholes of a delimited table, a workbook or a vector layer.

    Parameters
    ----------
    path : Path
        The file.
    options : ReadOptions, optional
        Coordinate system, layer, unit of the velocities and decimal sign, where the file does not say.
    depth_unit : {"m", "ft"}, optional
        Unit of the depths, overriding the columns' names.

    Raises
    ------
    OutputError
        If it cannot be read, or holds no borehole; the message names the file and the reason.
    """
    options = options or ReadOptions()
    try:
        data, columns, crs, notes = _table(open_source(path), options)
        return _holes(data, columns, options.crs or crs, path.stem, options, depth_unit, notes)
    except SurveyError as error:
        raise OutputError(f"{path}: {error}") from error


def _table(
    source: Source, options: ReadOptions
) -> tuple[pd.DataFrame, HoleColumns, str | None, tuple[str, ...]]:
    """Return the cells, what the columns hold, the system of a layer, and remarks."""
    if source.path.is_dir() or is_vector(source):
        return _layer(source, options)
    columns = read_columns(column_names(source))
    figures = [name for name, _ in columns.figures.values()]
    unknown = [name for name in (*figures, *columns.meanings) if read_name(name) is None]
    frame, rejects = open_table(source, {}, unknown, options.decimal)
    return frame.data, columns, None, (*frame.notes, *(reject.reason for reject in rejects))


def _layer(
    source: Source, options: ReadOptions
) -> tuple[pd.DataFrame, HoleColumns, str | None, tuple[str, ...]]:
    import geopandas as gpd

    try:
        where = locate(source, options.layer, options.crs)
        layers = where.layers()
        layer = options.layer if options.layer in layers else next(iter(layers), None)
        data = gpd.read_file(where.path, layer=layer)
    except (OSError, RuntimeError, ValueError) as error:
        raise SurveyError(f"cannot be read as a layer: {error}") from error
    note = (f"layer {layer} is read; others are {listed(n for n in layers if n != layer)}",)
    notes = note if len(layers) > 1 and not options.layer else ()
    names = [str(name) for name in data.columns if name != "geometry"]
    columns, crs = read_columns(names), None
    if "geometry" in data and data.geometry.notna().any():
        middle = data.geometry.centroid if data.crs is None else data.geometry.representative_point()
        data = data.assign(**{_X: middle.x, _Y: middle.y})
        told = {n: m for n, m in columns.meanings.items() if m.quantity == "site"}
        columns = replace(columns, meanings={**told, _X: Meaning("x"), _Y: Meaning("y")})
        crs = None if data.crs is None else data.crs.to_wkt()
    data.index = np.arange(1, len(data) + 1)
    return data, columns, crs, notes


def _holes(
    data: pd.DataFrame,
    columns: HoleColumns,
    crs: str | None,
    title: str,
    options: ReadOptions,
    depth_unit: LengthUnit | None,
    notes: tuple[str, ...],
) -> Holes:
    """Return the layers of all holes; holes that are none are left out, which is said."""
    if not len(data):
        raise SurveyError("there is a header but no data")
    figures = read_figures(data, {**columns.meanings, **_as_figures(columns)}, options)
    data = figures.data
    sites = find_sites(data, columns.meanings, crs, title, False, options.swap_xy)
    levels, remarks = _levels(data, columns, depth_unit)
    remarks += figures.notes
    vs, told = _velocities(data, columns, options.velocity_unit)
    remarks += told
    known = np.isfinite(vs) & (vs > 0) & (vs < _FASTEST)
    for values in levels.values():
        known &= ~(values < 0)
    if not known.all():
        rows = ", ".join(str(row) for row in data.index[~known][:5])
        remarks.append(f"{counted(int((~known).sum()), 'row')} left out, without depth or Vs: {rows}")
    parts: list[tuple[int, FloatArray, FloatArray, FloatArray]] = []
    for hole in range(len(sites.names)):
        own = np.flatnonzero(known & (sites.index == hole))
        try:
            parts.append((hole, *_layers({role: v[own] for role, v in levels.items()}, vs[own])))
        except SurveyError as error:
            remarks.append(f"hole {sites.names[hole]}: is left out: {error}")
    if not parts:
        raise SurveyError(f"holds no borehole: {remarks[-1]}" if remarks else "holds no borehole")
    if columns.others:
        remarks.append(f"columns not used: {listed(columns.others)}")
    return _gathered(parts, sites, (*notes, *sites.notes, *remarks))


def _as_figures(columns: HoleColumns) -> dict[str, Meaning]:
    """Return the columns of depths and Vs as what they are written like: their signs tell of each other's."""
    kinds = {"vs": "velocity"}
    return {name: Meaning(kinds.get(role, "wavelength")) for role, (name, _) in columns.figures.items()}


def _gathered(
    parts: list[tuple[int, FloatArray, FloatArray, FloatArray]], sites: Sites, notes: tuple[str, ...]
) -> Holes:
    kept = np.array([part[0] for part in parts])
    owner = np.repeat(np.arange(len(parts)), [len(part[1]) for part in parts])
    top, bottom, vs = (np.concatenate([part[i] for part in parts]) for i in (1, 2, 3))
    return Holes(
        sites.names[kept],
        sites.x[kept],
        sites.y[kept],
        sites.crs,
        owner,
        top,
        bottom,
        vs,
        tuple(dict.fromkeys(notes)),
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


def _velocities(data: pd.DataFrame, columns: HoleColumns, given: str | None) -> tuple[FloatArray, list[str]]:
    """Return Vs in m/s; without a unit, numbers below 10 are km/s."""
    name, named = columns.figures["vs"]
    values, unit, remarks = numbers(data[name]), given or named, []
    if not unit:
        known = values[np.isfinite(values) & (values > 0)]
        unit = "km/s" if len(known) and np.median(known) < _KM_BELOW else "m/s"
        remarks.append(f"column {name}: {unit} by the sizes of its numbers (--velocity-unit)")
    scaled = values * UNITS[unit].factor
    with np.errstate(divide="ignore"):
        return (1.0 / scaled if UNITS[unit].dimension == "slowness" else scaled), remarks


def _layers(levels: dict[str, FloatArray], vs: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return top, bottom and Vs of one hole, downwards.

    Raises
    ------
    SurveyError
        If they are no profile.
    """
    if not len(vs):
        raise SurveyError("it has no row with depth and Vs")
    if "depth" in levels and not {"top", "bottom", "thickness"} & set(levels):
        known = np.isfinite(levels["depth"])
        return _of_samples(levels["depth"][known], vs[known])
    top, bottom = layers_of(*(levels.get(role) for role in ("top", "bottom", "thickness", "depth")))
    order = np.argsort(top, kind="stable")
    top, bottom, vs = top[order], bottom[order], vs[order]
    checked(top, bottom)
    return top, bottom, vs


def _of_samples(depth: FloatArray, vs: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return layers of samples; depths that come twice are edges of steps, with the Vs above and below."""
    order = np.argsort(depth, kind="stable")
    depth, vs = depth[order], vs[order]
    repeated = np.diff(depth) == 0
    if repeated.any():
        goes_on = np.flatnonzero(~repeated)
        if not np.array_equal(vs[goes_on], vs[goes_on + 1]):
            twice: NDArray[np.floating] = depth[1:][repeated]
            raise SurveyError(f"its depth {twice[0]:g} m comes twice, with different Vs")
        return depth[goes_on], depth[goes_on + 1], vs[goes_on]
    top, bottom = layers_of(None, None, None, depth)
    return top, bottom, vs
