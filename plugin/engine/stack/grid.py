"""The one grid that all rasters of a stack must share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import SurveyError
from ..maps.rasters import Layout
from ..reading.layers.raster_files import open_dataset
from ..reading.tables.georeference import decide_crs, parse_crs
from .netcdf_axes import NetcdfAxes
from .stack import GridBand
from .turn import Turn

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_SLACK = 0.02  # of a cell, by which grids may differ: coordinates are often stored in single precision


def shared_grid(bands: Sequence[GridBand], crs: str | None) -> tuple[Layout, Mapping[str, Turn], list[str]]:
    """Return the grid of all bands.

    Parameters
    ----------
    bands : sequence of GridBand
        At least one.
    crs : str or None
        The coordinate system that the user gives; it overrides that of the files.

    Returns
    -------
    layout : Layout
        The grid.
    turns : mapping
        How the rows and columns of each dataset lie under it.
    notes : list of str
        What had to be guessed.

    Raises
    ------
    SurveyError
        If a raster is not a regular grid, differs from the first one, or has no known coordinate
        system; the message names its file.
    """
    grids: dict[str, Layout] = {}
    turns: dict[str, Turn] = {}
    notes: list[str] = []
    lonlat = lengths = False
    for band in bands:
        if band.dataset not in grids:
            with open_dataset(band.dataset) as raster:
                axes = NetcdfAxes.of(raster, band.name, band.dataset)
                grids[band.dataset], turns[band.dataset] = _grid(raster, axes, band.name)
                told = any("degrees_east" in str(value) for value in raster.tags().values())
            lonlat |= axes.are_degrees if axes.x else told
            lengths |= axes.are_lengths
            notes += _guesses(axes, grids[band.dataset], band.file.name)
    first = grids[bands[0].dataset]
    for band in bands:
        _require_same(bands[0], first, band, grids[band.dataset])
    given = crs or next((grid.crs for grid in grids.values() if grid.crs), None)
    name, remark = decide_crs(given, lonlat and (bool(crs) or not given), *_corners(first), lengths)
    if name is None:
        raise SurveyError(f"{bands[0].name}: has no coordinate system; give one with --crs EPSG:n")
    notes = list(dict.fromkeys([*notes, remark] if remark else notes))
    return replace(first, crs=parse_crs(name).to_wkt()), turns, notes


def _grid(raster: DatasetReader, axes: NetcdfAxes, name: str) -> tuple[Layout, Turn]:
    """Return the grid of one raster, its columns from the west, and how its file lies under it."""
    for axis in (axes.x, axes.y):
        if axis is not None:
            axis.require_even(name)
    a, b, left, d, e, top = axes.transform(raster)
    if (a, b, left, d, e, top) == (1.0, 0.0, 0.0, 0.0, 1.0, 0.0):
        raise SurveyError(f"{name}: has no regular grid of coordinates")
    if b or d:
        raise SurveyError(f"{name}: its grid is turned; make it north-up with gdalwarp first")
    if not (np.isfinite([a, left, e, top]).all() and a and e):
        raise SurveyError(f"{name}: its cells of {a:g} x {abs(e):g} from {left:g}, {top:g} make no grid")
    transposed = axes.is_transposed(raster)
    if transposed:
        a, left, e, top = e, top, a, left
    rows, columns = raster.shape[::-1] if transposed else raster.shape
    upwards = e > 0 and (transposed or raster.driver == "Zarr")
    turn = Turn(transposed, rows=upwards, columns=a < 0)
    if turn.columns:
        a, left = -a, left + a * columns
    if turn.rows:
        e, top = -e, top + e * rows
    unit = 1.0 if raster.crs else axes.metres
    own_crs = raster.crs.to_wkt() if raster.crs else ""
    return Layout(left * unit, top * unit, (a * unit, -e * unit), (rows, columns), own_crs), turn


def _guesses(axes: NetcdfAxes, grid: Layout, file: str) -> list[str]:
    """Return what had to be guessed of a file's axes."""
    notes = [f"{file}: x and y are in km"] if axes.metres != 1 and not grid.crs else []
    if axes.cannot_be_told_apart:
        notes.append(f"{file}: x and y have the same values; its last dimension is taken as x")
    return notes


def _corners(grid: Layout) -> tuple[np.ndarray, np.ndarray]:
    """Return the centres of the first and the last cell, as x and y."""
    rows, columns = grid.shape
    x = grid.left + grid.cell[0] * np.array([0.5, columns - 0.5])
    return x, grid.top - grid.cell[1] * np.array([0.5, rows - 0.5])


def _require_same(first: GridBand, grid: Layout, band: GridBand, other: Layout) -> None:
    same = grid.shape == other.shape and all(
        np.allclose(mine, yours, rtol=0, atol=_SLACK * abs(size))
        for mine, yours, size in zip(_corners(grid), _corners(other), grid.cell)
    )
    if not same:
        raise SurveyError(
            f"{band.name}: its grid ({_in_words(other)}) is not that of {first.name} ({_in_words(grid)})"
        )
    if grid.crs and other.crs and parse_crs(grid.crs) != parse_crs(other.crs):
        raise SurveyError(f"{band.name}: its coordinate system is not that of {first.name}")


def _in_words(grid: Layout) -> str:
    (rows, columns), (width, height) = grid.shape, grid.cell
    return f"{columns} x {rows} cells of {width:.6g} x {height:.6g} from {grid.left:.8g}, {grid.top:.8g}"
