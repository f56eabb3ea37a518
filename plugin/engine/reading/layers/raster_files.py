"""Rasters opened with GDAL, kept to plain files: what reads stacks of velocity, and terrain."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ....protocol.errors import SurveyError
from ...files.gdal import RASTER_DRIVERS, raster_library
from .strange_rasters import refuse_named_overviews

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

CACHE_BYTES = 1 << 27


def open_dataset(name: str) -> DatasetReader:
    """Open a raster with GDAL; its file has passed `require_plain_raster`.

    Raises
    ------
    SurveyError
        If GDAL cannot read it, or it names overviews elsewhere.
    """
    rasterio = raster_library()
    from rasterio._path import _UnparsedPath
    from rasterio.errors import NotGeoreferencedWarning, RasterioError
    from rasterio.io import DatasetReader

    try:
        with warnings.catch_warnings():
            # Said in our own words once the grid is looked at.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.Env(GDAL_NETCDF_IGNORE_XY_AXIS_NAME_CHECKS="YES"):
                # As rasterio.open does, which takes no list of drivers whatever its documentation says.
                raster = DatasetReader(_UnparsedPath(name), driver=list(RASTER_DRIVERS))
    except (RasterioError, OSError) as error:
        raise SurveyError(f"{Path(name).name}: GDAL cannot read it as a raster") from error
    try:
        refuse_named_overviews(raster, Path(name).name)
    except SurveyError:
        raster.close()
        raise
    return raster


def small_cache() -> AbstractContextManager[object]:
    """Return what gives GDAL a cache that does not grow with the machine, as its own does."""
    return raster_library().Env(GDAL_CACHEMAX=CACHE_BYTES)  # type: ignore[no-any-return]


@contextmanager
def told_if_damaged(name: str) -> Iterator[None]:
    """Turn what GDAL raises on a damaged raster into a SurveyError that names it."""
    from rasterio.errors import RasterioError

    try:
        yield
    except (RasterioError, OSError, UnicodeDecodeError) as error:
        raise SurveyError(f"{name}: is damaged or cut short and cannot be read") from error


def require_real(kind: str, name: str) -> None:
    """Refuse a band of complex numbers, by GDAL's name of their type.

    Raises
    ------
    SurveyError
        Naming the band.
    """
    if "complex" in kind:
        raise SurveyError(f"{name}: holds complex numbers; give the velocities as a raster of real ones")
