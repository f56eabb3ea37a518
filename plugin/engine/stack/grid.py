"""The one grid that all rasters of a stack must share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import SurveyError
from ..maps.rasters import Layout
from ..reading.tables.georeference import decide_crs, parse_crs
from .datasets import open_dataset
from .stack import GridBand

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_SLACK = 0.02  # of a cell, by which grids may differ: coordinates are often stored in single precision


def shared_grid(bands: Sequence[GridBand], crs: str | None) -> tuple[Layout, str]:
    """Return the grid of all bands, and a remark on its coordinate system, else an empty text.

    Parameters
    ----------
    bands : sequence of GridBand
        At least one.
    crs : str or None
        The coordinate system that the user gives; it overrides that of the files.

    Raises
    ------
    SurveyError
        If a raster is not a regular north-up grid, differs from the first one, or has no known
        coordinate system; the message names its file.
    """
    grids: dict[str, Layout] = {}
    lonlat = False
    for band in bands:
        if band.dataset not in grids:
            with open_dataset(band.dataset) as raster:
                grids[band.dataset] = _grid(raster, band)
                lonlat |= any("degrees_east" in str(value) for value in raster.tags().values())
    first = grids[bands[0].dataset]
    for band in bands:
        _require_same(bands[0], first, band, grids[band.dataset])
    given = crs or next((grid.crs for grid in grids.values() if grid.crs), None)
    name, remark = decide_crs(given, lonlat and not given, *_corners(first))
    if name is None:
        raise SurveyError(f"{bands[0].name}: has no coordinate system; give one with --crs EPSG:n")
    return replace(first, crs=parse_crs(name).to_wkt()), remark


def _grid(raster: DatasetReader, band: GridBand) -> Layout:
    a, b, left, d, e, top = raster.transform[:6]
    if raster.transform.is_identity:
        raise SurveyError(f"{band.name}: has no regular grid of coordinates")
    if b or d or a <= 0:
        raise SurveyError(f"{band.name}: its grid is turned; make it north-up with gdalwarp first")
    return Layout(left, top, (a, -e), raster.shape, raster.crs.to_wkt() if raster.crs else "")


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
