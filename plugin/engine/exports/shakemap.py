"""A grid of Vs30 for ShakeMap: a GMT grid by longitude and latitude.

ShakeMap's setting ``vs30file`` takes a GMT grid in NetCDF; its readers know the format by GDAL or by the
axes ``lon`` and ``lat`` and the values ``z`` of GMT. The nodes are at the middles of cells.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.orders import Export
from ...protocol.result_files import VS30
from ..curves import FloatArray
from ..files.gdal import raster_library
from ..positions import parse_crs
from .map_grid import MapLayer, load_map
from .netcdf import add_system, add_variable, new_netcdf
from .product import Product

_DEGREES = "EPSG:4326"


def vs30_grid(order: Export) -> Product:
    """Return the map of Vs30 on a grid of longitude and latitude."""
    layer = load_map(order.folder, VS30)
    if not np.isfinite(layer.values).any():
        raise OutputError(f"{order.folder / VS30.file}: is empty, so there is nothing to export")
    longitude, latitude, vs30 = _in_degrees(layer)
    empty = int(np.isnan(vs30).sum())
    notes = []
    if empty:
        notes.append(
            f"{empty} of {counted(vs30.size, 'cell')} have no Vs30 and are NaN: lay the grid over a regional "
            "one where the event's area goes beyond it"
        )
    return Product({"vs30.grd": lambda path: _write(path, longitude, latitude, vs30)}, tuple(notes))


def _in_degrees(layer: MapLayer) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return middles of cells, both rising, and ln-interpolated Vs30 of shape (rows, columns)."""
    library = raster_library()
    from rasterio.crs import CRS
    from rasterio.transform import Affine
    from rasterio.warp import Resampling, calculate_default_transform, reproject

    grid = layer.grid
    step_x, step_y = np.sign(grid.x[-1] - grid.x[0]) or 1.0, np.sign(grid.y[-1] - grid.y[0]) or -1.0
    width, height = step_x * grid.cell[0], step_y * grid.cell[1]
    source = Affine(width, 0.0, grid.x[0] - width / 2, 0.0, height, grid.y[0] - height / 2)
    crs, target = CRS.from_wkt(grid.crs.to_wkt()), CRS.from_string(_DEGREES)
    rows, columns = layer.values.shape[1:]
    left, right = grid.x.min() - grid.cell[0] / 2, grid.x.max() + grid.cell[0] / 2
    bottom, top = grid.y.min() - grid.cell[1] / 2, grid.y.max() + grid.cell[1] / 2
    with library.Env():
        place, n_columns, n_rows = calculate_default_transform(
            crs, target, columns, rows, left=left, bottom=bottom, right=right, top=top
        )
        found = np.full((n_rows, n_columns), np.nan, dtype=np.float32)
        reproject(
            np.log(layer.values[0]),
            found,
            src_transform=source,
            src_crs=crs,
            src_nodata=np.nan,
            dst_transform=place,
            dst_crs=target,
            dst_nodata=np.nan,
            resampling=Resampling.bilinear,
        )
    longitude = place.c + place.a * (np.arange(n_columns) + 0.5)
    latitude = place.f + place.e * (np.arange(n_rows) + 0.5)
    return longitude, latitude[::-1], np.exp(found[::-1])


def _write(path: Path, longitude: FloatArray, latitude: FloatArray, vs30: FloatArray) -> None:
    with new_netcdf(path, "Vs30", "CF-1.7, COARDS") as file:
        for name, axis, values in (("lon", "degrees_east", longitude), ("lat", "degrees_north", latitude)):
            file.createDimension(name, len(values))
            attributes = {
                "long_name": "longitude" if name == "lon" else "latitude",
                "standard_name": "longitude" if name == "lon" else "latitude",
                "units": axis,
                "actual_range": np.array([values[0], values[-1]]),
            }
            add_variable(file, name, (name,), values, attributes)
        limits = np.array([np.nanmin(vs30), np.nanmax(vs30)], dtype=np.float64)
        about = {"long_name": "Vs30", "units": "m/s", "actual_range": limits, "grid_mapping": "crs"}
        add_variable(file, "z", ("lat", "lon"), vs30, about)
        add_system(file, "crs", parse_crs(_DEGREES))
