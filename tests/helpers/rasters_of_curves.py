"""Small raster stacks of exact curves for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from small_grids import PERIODS_S, SHAPE

from plugin.engine.curves import FloatArray
from plugin.engine.waves.forward import Earths, dispersion
from plugin.protocol.waves import VelocityType

PERIODS = np.array(PERIODS_S)


def soil_grids(
    kind: VelocityType = VelocityType.PHASE,
    shape: tuple[int, int] = SHAPE,
    periods: FloatArray = PERIODS,
) -> FloatArray:
    """Velocities in m/s of ground whose stiffness grows to the east, shape (n_periods, rows, columns)."""
    n = shape[1]
    factor = np.linspace(0.9, 1.3, n)[:, None]
    thickness = np.broadcast_to([4.0, 8.0, 15.0, 0.0], (n, 4))
    vs = factor * [180.0, 260.0, 380.0, 620.0]
    earths = Earths(thickness, vs, 2.7 * vs, np.full((n, 4), 1850.0), np.full(n, 4))
    column = np.repeat(np.arange(n), len(periods))
    velocity = dispersion(earths, column, np.tile(1 / periods, n), kind=int(kind))
    return np.repeat(velocity.reshape(n, len(periods)).T[:, None], shape[0], axis=1)


def write_raster(
    path: Path,
    values: FloatArray,
    names: Sequence[str] = (),
    left: float = 500_000.0,
    crs: str | None = "EPSG:32633",
    **profile: object,
) -> Path:
    """Write bands of 100 m cells as float32."""
    values = values if values.ndim == 3 else values[None]
    count, height, width = values.shape
    settings = {"driver": "GTiff", "dtype": "float32", "nodata": -9999.0, **profile}
    with rasterio.open(
        path,
        "w",
        count=count,
        height=height,
        width=width,
        crs=crs,
        transform=from_origin(left, 5_000_000.0, 100.0, 100.0),
        **settings,
    ) as raster:
        raster.write(np.nan_to_num(values, nan=-9999.0).astype(np.float32))
        for band, name in enumerate(names, start=1):
            raster.set_band_description(band, name)
    return path


def write_folder(folder: Path, grids: Mapping[str, FloatArray], periods: FloatArray = PERIODS) -> Path:
    """Write one file a period for each kind of grid: ``phase_0.05s.tif``."""
    folder.mkdir(exist_ok=True)
    for kind, values in grids.items():
        for period, grid in zip(periods, values):
            write_raster(folder / f"{kind}_{period:g}s.tif", grid)
    return folder


def read(path: Path) -> FloatArray:
    """Return all bands, NaN where there is no data."""
    with rasterio.open(path) as raster:
        return raster.read(masked=True).astype(float).filled(np.nan)
