"""The maps of a run as arrays on their grid."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyproj import CRS

from ...protocol.errors import OutputError
from ...protocol.manifest import require_whole
from ...protocol.result_files import Raster
from ..curves import FloatArray
from ..files.gdal import raster_library
from ..positions import parse_crs
from ..results.outputs import require_finished


@dataclass(frozen=True)
class MapGrid:
    """Where the cells of the maps lie.

    Parameters
    ----------
    x, y : (columns,) and (rows,) float arrays
        Middles of the cells in units of the system; y as the rows come, mostly downwards.
    cell : (float, float)
        Width and height of a cell, positive.
    crs : CRS
        The system.
    """

    x: FloatArray
    y: FloatArray
    cell: tuple[float, float]
    crs: CRS


@dataclass(frozen=True)
class MapLayer:
    """One raster of the maps.

    Parameters
    ----------
    values : (bands, rows, columns) float32 array
        NaN where the map is empty.
    names : tuple of str
        What the bands are called.
    grid : MapGrid
        Where the cells lie.
    """

    values: FloatArray
    names: tuple[str, ...]
    grid: MapGrid

    def depths(self, label: str) -> FloatArray:
        """Return the depths in m of a raster whose bands are called ``label 10 m``."""
        return np.array([float(name[len(label) :].split()[0]) for name in self.names])


def has_map(folder: Path, raster: Raster) -> bool:
    """Return True where a raster of the maps was drawn."""
    return (folder / raster.file).is_file()


def load_map(folder: Path, raster: Raster) -> MapLayer:
    """Read a raster of the maps, or of an inverted raster stack.

    Raises
    ------
    OutputError
        If there is none, or it is damaged or lies askew.
    """
    require_finished(folder)
    path = folder / raster.file
    if not path.is_file():
        raise OutputError(f"{folder}: holds no map of {raster.label} ({raster.file}); draw the maps first")
    require_whole(folder, [raster.file])
    library = raster_library()
    try:
        with library.open(path, driver="GTiff") as source:
            if source.transform.b or source.transform.d:
                raise OutputError(f"{path}: its grid is rotated, which no format here knows; warp it first")
            values = source.read(masked=True, out_dtype="float32").filled(np.nan)
            names = tuple(name or "" for name in source.descriptions)
            transform, crs = source.transform, source.crs
    except library.errors.RasterioError as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
    if crs is None:
        raise OutputError(f"{path}: has no coordinate reference system")
    rows, columns = values.shape[1:]
    x = transform.c + transform.a * (np.arange(columns) + 0.5)
    y = transform.f + transform.e * (np.arange(rows) + 0.5)
    grid = MapGrid(x, y, (abs(transform.a), abs(transform.e)), parse_crs(crs.to_wkt()))
    return MapLayer(values, names, grid)
