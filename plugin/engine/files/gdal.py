"""GDAL, kept off the network and to formats that hold their own data.

A file can name addresses, other files and programs, and GDAL follows them all. Here it is told not to: who
reads a file takes the library from `vector_library`, or opens it with one of `RASTER_DRIVERS` after
`raster_library`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

from ...protocol.errors import SurveyError

VECTOR_DRIVERS = (
    *("GPKG", "SQLite", "ESRI Shapefile", "FlatGeobuf", "OpenFileGDB", "Parquet"),
    *("GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON", "JSONFG", "GML", "KML", "LIBKML", "GPX"),
    *("XLSX", "ODS", "CSV", "DXF", "MapInfo File", "OGR_GMT", "Memory", "MEM"),
)
# VRT is here for what `reading.layers.strange_rasters` has looked through.
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


def gdal_name(path: Path, member: str = "") -> str:
    """Return a path as a name that GDAL and its libraries take as it stands.

    Parameters
    ----------
    path : Path
        A file or a folder.
    member : str
        What is meant in the ZIP archive at the path.

    Raises
    ------
    SurveyError
        If there is no such name.
    """
    name = str(path.absolute())
    if not is_unicode(path):
        raise SurveyError("its path is not Unicode, which GDAL does not open; rename the folder or file")
    if member:
        return f"/vsizip/{{{name}}}/{member}" if has_paired_braces(path) else f"/vsizip/{name}/{member}"
    if not _is_taken_apart(path.absolute()):
        return name
    if path.is_dir():
        raise SurveyError("its path holds a !, ; or line break, by which GDAL would not find it; rename it")
    return f"/vsisubfile/0,{name}"


def is_unicode(path: Path) -> bool:
    """Return True for a path of whole characters, which is all that GDAL knows."""
    try:
        str(path).encode()
    except UnicodeError:
        return False
    return True


@contextmanager
def written_by_gdal(path: Path) -> Iterator[Path]:
    """Give a path for GDAL to write a vector file at, or to add to it.

    It is the file's own; or, where pyogrio would take that apart, one elsewhere, and the file is moved then.
    """
    if is_unicode(path) and not _is_taken_apart(path.absolute()):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, path.name)
        if path.exists():
            shutil.copyfile(path, place)
        yield place
        shutil.move(place, path)


def has_paired_braces(path: Path) -> bool:
    """Return True for a path that GDAL finds in braces, as it puts those of archives and workbooks."""
    return str(path.absolute()).count("{") == str(path.absolute()).count("}")


def _is_taken_apart(path: Path) -> bool:
    """Return True for a path that pyogrio would take for an address or a member of an archive."""
    return ";" in path.name or any(sign in str(path) for sign in "!\t\n\r")
