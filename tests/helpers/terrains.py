"""Small rasters of heights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin


def write_terrain(
    path: Path,
    heights: np.ndarray,
    crs: str | None = "EPSG:32633",
    corner: tuple[float, float] = (499_800.0, 5_000_800.0),
    cell: float = 100.0,
    **more: object,
) -> Path:
    """Write heights, rows from the north; `more` are further words of rasterio's, and `unit`."""
    heights = np.atleast_3d(np.asarray(heights, dtype=more.pop("dtype", "float32")))
    unit = more.pop("unit", "")
    rows, columns, count = heights.shape
    size = {"height": rows, "width": columns, "count": count, "dtype": heights.dtype}
    place = {"crs": crs, "transform": from_origin(*corner, cell, cell)}
    with rasterio.open(path, "w", driver="GTiff", **size, **place, **more) as raster:
        raster.write(np.moveaxis(heights, -1, 0))
        if unit:
            raster.units = (unit,)
    return path


def plane(rows: int = 12, columns: int = 12) -> np.ndarray:
    """Heights that rise by 1 m a cell to the east and by 10 m a cell to the south, from 100 m."""
    return 100.0 + np.arange(columns) + 10.0 * np.arange(rows)[:, None]
