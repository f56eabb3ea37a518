"""Rasters opened with GDAL, kept to plain files: what reads stacks of velocity, and terrain."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ....protocol.errors import SurveyError
from ...files.gdal import RASTER_DRIVERS, raster_library
from ...stores.addresses import store_at
from .strange_rasters import refuse_named_overviews

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

CACHE_BYTES = 1 << 27


def open_dataset(name: str) -> DatasetReader:
    """Open a raster with GDAL; its file has passed `require_plain_raster`, or is in a store.

    Raises
    ------
    SurveyError
        If GDAL cannot read it, it cannot be had, or it names overviews elsewhere.
    Cancelled
        If the user asked to stop while it was waited for.
    """
    stored = store_at(name)
    if stored is not None:
        from ...stores.gdal_files import open_stored

        return _without_overviews_elsewhere(open_stored(*stored), stored[0].name)
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
    return _without_overviews_elsewhere(raster, Path(name).name)


def _without_overviews_elsewhere(raster: DatasetReader, name: str) -> DatasetReader:
    try:
        refuse_named_overviews(raster, name)
    except SurveyError:
        raster.close()
        raise
    return raster


def small_cache() -> AbstractContextManager[object]:
    """Return what gives GDAL a cache that does not grow with the machine, as its own does."""
    return raster_library().Env(GDAL_CACHEMAX=CACHE_BYTES)  # type: ignore[no-any-return]


@contextmanager
def told_if_damaged(name: str, raster: DatasetReader) -> Iterator[None]:
    """Turn what GDAL raises on a damaged raster into a SurveyError that names it.

    Raises
    ------
    SurveyError
        Also if something of a raster in a store could not be had, which GDAL takes for missing.
    Cancelled
        If the user asked to stop while it was waited for.
    """
    from rasterio.errors import RasterioError

    try:
        yield
    except (RasterioError, OSError, UnicodeDecodeError) as error:
        _require_well(raster)
        raise SurveyError(f"{name}: is damaged or cut short and cannot be read") from error
    _require_well(raster)


def _require_well(raster: DatasetReader) -> None:
    files = getattr(raster, "stored_in", None)
    if files is not None:
        files.require_well()


def is_stored(raster: DatasetReader) -> bool:
    """Return True for a raster in a store, which need not have a coarse view and may come over a network."""
    return hasattr(raster, "stored_in")


def is_remote(raster: DatasetReader) -> bool:
    """Return True for a raster that comes over a network."""
    files = getattr(raster, "stored_in", None)
    return files is not None and bool(files.store.is_remote)


def require_real(kind: str, name: str) -> None:
    """Refuse a band of complex numbers, by GDAL's name of their type.

    Raises
    ------
    SurveyError
        Naming the band.
    """
    if "complex" in kind:
        raise SurveyError(f"{name}: holds complex numbers; give the velocities as a raster of real ones")
