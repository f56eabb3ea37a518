"""Import the packages so that they use their own GDAL, GEOS, PROJ and BLAS inside QGIS.

The wheels of rasterio, pyogrio, shapely and pyproj bring these libraries along. In the QGIS program on
Linux the dynamic linker would still give them QGIS's older ones, which were loaded first: rasterio,
built with GDAL 3.10, then calls GDAL 3.6, and shapely fails with “WKB output dimension must be 2 or 3”.
torch would multiply with the OpenBLAS that QGIS links to instead of its own MKL: other roundings, so that
the dock and the command line would differ in the fourth digit.
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


def import_network() -> None:
    """Import torch, in a worker thread too; it takes seconds."""
    with own_libraries_first():
        importlib.import_module("torch")
