"""Damaged rasters of velocities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from hostile import MUTANTS, assert_harmless, mutants
from rasterio.transform import from_origin
from scipy.io import netcdf_file

PERIODS = (5.0, 10.0, 20.0)
GRIDS = np.linspace(3.0, 4.0, 36).reshape(3, 3, 4)


# Of GDAL's own messages, which repeat the damaged bytes.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_damaged_geotiffs_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    place = {"crs": "EPSG:4326", "transform": from_origin(10, 50, 0.1, 0.1)}
    with rasterio.open(
        path, "w", driver="GTiff", dtype="float32", count=3, height=3, width=4, **place
    ) as out:
        out.write(GRIDS.astype(np.float32))
        for band, period in enumerate(PERIODS, start=1):
            out.set_band_description(band, f"phase {period} s")
    assert_harmless(path, mutants(path.read_bytes(), start=4))


def test_damaged_netcdf_files_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a.nc"
    with netcdf_file(path, "w") as out:
        for name, values, unit in (
            ("period", PERIODS, "s"),
            ("lat", (44.0, 44.1, 44.2), "degrees_north"),
            ("lon", (12.0, 12.1, 12.2, 12.3), "degrees_east"),
        ):
            out.createDimension(name, len(values))
            axis = out.createVariable(name, "d", (name,))
            axis[:], axis.units = values, unit
        phase = out.createVariable("phase", "f", ("period", "lat", "lon"))
        phase[:], phase.units = GRIDS, "km/s"
    assert_harmless(path, mutants(path.read_bytes(), MUTANTS // 2, start=4))
