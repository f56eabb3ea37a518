"""GDAL, kept off the network and to formats that hold their own data.

A file can name addresses, other files and programs, and GDAL follows them all. Here it is told not to: who
reads a file takes the library from `vector_library`, or opens it with one of `RASTER_DRIVERS` after
`raster_library`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from types import ModuleType

from ..protocol.errors import SurveyError

VECTOR_DRIVERS = (
    *("GPKG", "SQLite", "ESRI Shapefile", "FlatGeobuf", "OpenFileGDB", "Parquet"),
    *("GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON", "JSONFG", "GML", "KML", "LIBKML", "GPX"),
    *("XLSX", "ODS", "CSV", "DXF", "MapInfo File", "OGR_GMT", "Memory", "MEM"),
)
# VRT is here for what `stack.virtual_raster` has looked through.
RASTER_DRIVERS = (
    *("GTiff", "netCDF", "HDF5", "HDF5Image", "HFA", "EHdr", "ENVI", "GRIB", "BAG", "RMF", "PCRaster"),
    *("AAIGrid", "GRASSASCIIGrid", "GSAG", "GSBG", "GS7BG", "SAGA", "RST", "RRASTER", "AIG", "NWT_GRD"),
    *("BT", "GTX", "GXF", "ZMap", "XYZ", "USGSDEM", "DTED", "SRTMHGT", "Leveller", "SIGDEM", "VRT"),
)
_SETTINGS = {
    # A kind of proxy that does not exist: whatever asks for an address fails before it has asked.
    "GDAL_HTTP_PROXY": "none://none",
    "GDAL_HTTPS_PROXY": "none://none",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "none",  # of all remote files
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
}


@cache
def vector_library() -> ModuleType:
    """Return pyogrio, without the network and with no driver but `VECTOR_DRIVERS`."""
    import pyogrio
    from pyogrio.core import _register_drivers

    _have_no_way_round()
    pyogrio.set_gdal_config_options(_SETTINGS)
    others = set(pyogrio.list_drivers()) - set(VECTOR_DRIVERS)
    if others:
        pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(sorted(others))})
        _register_drivers()  # which takes out those to skip
    return pyogrio


@cache
def raster_library() -> ModuleType:
    """Return rasterio, without the network."""
    import rasterio
    from rasterio.env import set_gdal_config

    _have_no_way_round()
    for name, value in _SETTINGS.items():
        set_gdal_config(name, value)
    return rasterio


def _have_no_way_round() -> None:
    """Take away the exceptions from proxies, which GDAL would grant too."""
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)


def gdal_name(path: Path) -> str:
    """Return a path as a name that GDAL and its libraries take as it stands.

    Raises
    ------
    SurveyError
        If they cannot: they know paths as Unicode only.
    """
    name = str(path.absolute())
    try:
        name.encode()
    except UnicodeError as error:
        raise SurveyError(
            "its path is not Unicode, which GDAL does not open; rename the folder or file"
        ) from error
    # pyogrio takes addresses and archives apart at these.
    return f"/vsisubfile/0,{name}" if any(sign in name for sign in "!;\t\n\r") and path.is_file() else name
