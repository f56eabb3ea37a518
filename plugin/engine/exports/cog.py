"""The maps as cloud-optimised GeoTIFFs, which servers and browsers read in parts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...protocol.errors import OutputError
from ...protocol.manifest import require_whole
from ...protocol.orders import Export
from ...protocol.result_files import OF_STACKS, OF_SURVEYS, QUANTILES
from ..files.gdal import raster_library
from ..results.outputs import require_finished
from .product import Product


def cog_rasters(order: Export) -> Product:
    """Return a cloud-optimised copy of each map."""
    require_finished(order.folder)
    every = dict.fromkeys(raster.file for raster in (*OF_SURVEYS, *QUANTILES, *OF_STACKS))
    names = [name for name in every if (order.folder / name).is_file()]
    if not names:
        raise OutputError(f"{order.folder}: holds no maps; draw the maps first")
    require_whole(order.folder, names)
    return Product({name: partial(_copy, order.folder / name) for name in names})


def _copy(source: Path, path: Path) -> None:
    library = raster_library()
    from rasterio.shutil import copy

    try:
        with library.open(source, driver="GTiff") as raster:
            classes = raster.dtypes[0] == "uint8"
        copy(
            source,
            path,
            driver="COG",
            compress="deflate",
            predictor="standard" if classes else "floating_point",
            overview_resampling="mode" if classes else "average",
            bigtiff="if_safer",
        )
    except library.errors.RasterioError as error:
        raise OutputError(f"{source}: cannot be copied: {error}") from error
