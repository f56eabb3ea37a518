"""A small raster with a band a depth, as maps are written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal, osr

DEPTHS = (5, 10, 20, 40)


def write_stack(path: Path, first_empty: bool = True) -> np.ndarray:
    """Write Vs of 30 by 40 cells of 10 m at each of `DEPTHS`, and return it."""
    values = np.linspace(200, 2000, len(DEPTHS) * 30 * 40).reshape(len(DEPTHS), 30, 40).astype("f4")
    if first_empty:
        values[0, :, :30] = np.nan
    values[2] *= np.geomspace(1.0, 3.0, 40)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    raster = gdal.GetDriverByName("GTiff").Create(str(path), 40, 30, len(DEPTHS), gdal.GDT_Float32)
    raster.SetGeoTransform((500000, 10, 0, 5300000, 0, -10))
    raster.SetProjection(reference.ExportToWkt())
    for i, depth in enumerate(DEPTHS):
        band = raster.GetRasterBand(i + 1)
        band.SetNoDataValue(float("nan"))
        band.SetDescription(f"Vs {depth} m")
        band.WriteArray(values[i])
    raster.FlushCache()
    return values
