"""Import the geospatial packages so that they use their own GDAL, GEOS and PROJ inside QGIS.

The wheels of rasterio, pyogrio, shapely and pyproj bring these libraries along. In the QGIS program on
Linux the dynamic linker would still give them QGIS's older ones, which were loaded first: rasterio,
built with GDAL 3.10, then calls GDAL 3.6, and shapely fails with “WKB output dimension must be 2 or 3”.
RTLD_DEEPBIND makes a library look into what came with it first. Windows and macOS keep them apart anyway.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OWN_LIBRARIES = ("pyproj", "shapely", "pyogrio", "rasterio", "geopandas")


@contextmanager
def own_libraries_first() -> Iterator[None]:
    """Let extension modules imported inside the block prefer the libraries that came with them."""
    if not hasattr(os, "RTLD_DEEPBIND"):
        yield
        return
    usual = sys.getdlopenflags()
    sys.setdlopenflags(usual | os.RTLD_DEEPBIND)
    try:
        yield
    finally:
        sys.setdlopenflags(usual)


def import_geospatial() -> None:
    """Import the packages; call it in a worker thread before the engine imports them, it takes seconds."""
    with own_libraries_first():
        for name in OWN_LIBRARIES:
            importlib.import_module(name)
