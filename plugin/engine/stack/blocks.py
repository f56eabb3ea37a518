"""How rasters are stored: in blocks, each of which GDAL reads whole and holds in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import SurveyError
from ..reading.layers.raster_files import open_dataset
from .stack import GridBand

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

LARGEST_BLOCK = 1 << 28


def refuse_vast_blocks(bands: Sequence[GridBand]) -> None:
    """Look at how the rasters of a stack are stored.

    Raises
    ------
    SurveyError
        If one has a block of more than `LARGEST_BLOCK` bytes; the message says what helps.
    """
    of_dataset: dict[str, list[GridBand]] = {}
    for band in bands:
        of_dataset.setdefault(band.dataset, []).append(band)
    for name, members in of_dataset.items():
        with open_dataset(name) as raster:
            for band in members:
                size = block_bytes(raster, band.band)
                if size > LARGEST_BLOCK:
                    raise SurveyError(
                        f"{band.name}: is stored in blocks of {size >> 20} MiB, each read whole; "
                        "store it in tiles (gdal_translate -co TILED=YES)"
                    )


def block_bytes(raster: DatasetReader, band: int) -> int:
    """Return the bytes of a band's blocks, unpacked."""
    try:
        of_cell = np.dtype(raster.dtypes[band - 1]).itemsize
    except TypeError:  # one that NumPy lacks
        of_cell = 8
    rows, columns = raster.block_shapes[band - 1]
    return int(rows) * int(columns) * of_cell
