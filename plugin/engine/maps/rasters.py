"""GeoTIFFs of float32 bands (bytes for classes) with names, units, no data, tiles, compression, overviews."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.progress import Monitor
from ..curves import FloatArray

if TYPE_CHECKING:
    from rasterio.io import DatasetWriter

TILE = 256
NO_CLASS = 255
_SPACE = 1 << 16  # bytes that a disk has left when it is full


@dataclass(frozen=True)
class Layout:
    """Where the cells of a raster lie.

    Parameters
    ----------
    left, top : float
        Outer corner of the first cell.
    cell : (float, float)
        Width and height of a cell.
    shape : (int, int)
        Rows and columns.
    crs : str
        WKT.
    """

    left: float
    top: float
    cell: tuple[float, float]
    shape: tuple[int, int]
    crs: str


@dataclass(frozen=True)
class Bands:
    """What the bands of a raster hold.

    Parameters
    ----------
    names : sequence of str
        Description of each band, for example ``Vs 10 m``.
    unit : str
        Unit of all bands.
    tags : mapping
        Facts for the file's metadata.
    classes : bool
        True for whole numbers that stand for classes: bytes, with 255 for no data.
    """

    names: Sequence[str]
    unit: str
    tags: Mapping[str, str] = field(default_factory=dict)
    classes: bool = False


@contextmanager
def new_raster(path: Path, layout: Layout, bands: Bands) -> Iterator[DatasetWriter]:
    """Open a GeoTIFF for writing; `finish` it after closing.

    Empty tiles take no room, so that closing a large map that was given up is quick.

    Raises
    ------
    OSError
        If writing fails.
    """
    import rasterio
    from rasterio.crs import CRS
    from rasterio.transform import from_origin

    with (
        _said_of(path),
        rasterio.open(
            path,
            "w",
            driver="GTiff",
            height=layout.shape[0],
            width=layout.shape[1],
            count=len(bands.names),
            dtype="uint8" if bands.classes else "float32",
            crs=CRS.from_wkt(layout.crs),
            transform=from_origin(layout.left, layout.top, *layout.cell),
            nodata=NO_CLASS if bands.classes else np.nan,
            tiled=True,
            blockxsize=TILE,
            blockysize=TILE,
            compress="deflate",
            predictor=2 if bands.classes else 3,
            interleave="band",
            bigtiff="if_safer",
            sparse_ok=True,
        ) as raster,
    ):
        raster.descriptions = tuple(bands.names)
        raster.units = (bands.unit,) * len(bands.names)
        raster.update_tags(**bands.tags)
        yield raster


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Say of which file and why writing fails, which GDAL does not: on a full disk, say so."""
    from rasterio._err import CPLE_BaseError  # which opening a damaged file for writing lets through
    from rasterio.errors import RasterioError

    try:
        yield
    except (RasterioError, CPLE_BaseError) as error:
        full = shutil.disk_usage(path.parent).free < _SPACE
        reason = "no space left on the disk" if full else " ".join(str(error.__cause__ or error).split())
        raise OSError(f"{path.name}: {reason}") from error


def finish(path: Path, monitor: Monitor | None = None) -> None:
    """Add overviews to a closed raster and read it back.

    GDAL does not always report a write that failed when the file is closed, as on a full disk;
    reading back does.

    Raises
    ------
    OSError
        If a part of the file is missing.
    Cancelled
        If the user asked to stop.
    """
    monitor = monitor or Monitor()
    monitor.step(0.0, f"adding overviews to {path.name}")
    with _said_of(path):
        _add_overviews(path)
    monitor.step(0.5, f"checking {path.name}")
    with _said_of(path):
        _read_back(path)


def write_array(path: Path, layout: Layout, bands: Bands, values: FloatArray) -> None:
    """Write a raster from an array of shape (n_bands, n_rows, n_columns)."""
    with new_raster(path, layout, bands) as raster:
        raster.write(values.astype(np.float32))
    finish(path)


def _add_overviews(path: Path) -> None:
    import rasterio
    from rasterio.enums import Resampling

    with rasterio.open(path, "r+") as raster:
        largest = max(raster.shape)
        levels = [2**k for k in range(1, 12) if largest / 2 ** (k - 1) > TILE]
        if levels:
            classes = raster.dtypes[0] == "uint8"
            raster.build_overviews(levels, Resampling.mode if classes else Resampling.average)


def _read_back(path: Path) -> None:
    """Read every band at full size, and an overview."""
    import rasterio

    with rasterio.open(path) as raster:
        for band in raster.indexes:
            for _, window in raster.block_windows(band):
                raster.read(band, window=window)
            raster.read(band, out_shape=tuple(max(1, side // 64) for side in raster.shape))
