"""Rasters that name addresses and other files, which GDAL would ask for or open; one function makes each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from addresses_in_layers import SERVICES, WMS, WMTS, Make, add_text, ogr_vrt
from rasterio.transform import from_origin

RASTERS: dict[str, Make] = {}
"""By name: a function of a folder and an address, which returns the raster, list or folder to read."""


def _raster(name: str) -> Callable[[Make], Make]:
    return lambda make: RASTERS.setdefault(name, make)


def _text(name: str, text: str) -> None:
    add_text(RASTERS, name, text)


def write_grid(path: Path, **profile: Any) -> Path:
    """Write one band of velocities."""
    settings = {"driver": "GTiff", "crs": "EPSG:32633", **profile}
    with rasterio.open(
        path,
        "w",
        count=1,
        height=64,
        width=64,
        dtype="float32",
        transform=from_origin(5e5, 5e6, 100, 100),
        **settings,
    ) as raster:
        raster.write(np.full((1, 64, 64), 300, np.float32))
    return path


def raster_vrt(*sources: str, inside: str = "", attributes: str = "") -> str:
    """Return a virtual raster with a band a source."""
    bands = "".join(
        f"<VRTRasterBand dataType='Float32' band='{n}'><Description>T {n} s</Description><SimpleSource>"
        f"<SourceFilename relativeToVRT='0'>{source}</SourceFilename><SourceBand>"
        f"1</SourceBand></SimpleSource></VRTRasterBand>"
        for n, source in enumerate(sources, start=1)
    )
    place = "<GeoTransform>500000, 100, 0, 5000000, 0, -100</GeoTransform><SRS>EPSG:32633</SRS>"
    return f"<VRTDataset rasterXSize='64' rasterYSize='64' {attributes}>{place}{inside}{bands}</VRTDataset>"


for _key, _description in SERVICES.items():
    _text(f"{_key}.tif", _description + "\0")
_REMOTE = (
    "/vsicurl/@@.tif",
    "/vsicurl_streaming/@@.tif",
    "/vsigzip//vsicurl/@@",
    "@@.tif",
    WMS.replace("<", "&lt;"),
    "WMS:@@",
    "WCS:@@",
    "NETCDF:@@:a",
    "GTIFF_DIR:1:/vsicurl/@@.tif",
    "/vsiwebhdfs/@@",
    "HDF5:/vsicurl/@@://a",
)
for _source in _REMOTE:
    _text("a.vrt", raster_vrt(_source, _source))
_text("a.tif", raster_vrt("/vsicurl/@@.tif", "/vsicurl/@@.tif"))
_text("b.vrt", raster_vrt("/vsicurl/@@.tif", "/vsicurl/@@.tif") + "\0")
_text("c.vrt", "\0" + raster_vrt("/vsicurl/@@.tif", "/vsicurl/@@.tif"))
_text("d.vrt", "<!-- a -->\n" + raster_vrt("/vsicurl/@@.tif", "/vsicurl/@@.tif"))
_text(
    "e.vrt",
    raster_vrt(
        attributes="subClass='VRTWarpedDataset'",
        inside="<GDALWarpOptions><SourceDataset>/vsicurl/@@.tif</SourceDataset></GDALWarpOptions>",
    ),
)
_text(
    "f.vrt",
    raster_vrt(
        inside=(
            "<OverviewList>2</OverviewList><MaskBand><VRTRasterBand dataType='Byte'>"
            "<SimpleSource><SourceFilename>/vsicurl/@@.tif</SourceFilename></SimpleSource>"
            "</VRTRasterBand></MaskBand>"
        )
    ),
)
_text(
    "g.vrt",
    raster_vrt(
        inside=(
            "<VRTRasterBand dataType='Float32' band='1' subClass='VRTRawRasterBand'>"
            "<SourceFilename>/vsicurl/@@</SourceFilename></VRTRasterBand>"
        )
    ),
)
_text(
    "h.vrt",
    raster_vrt(
        inside="<Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>/vsicurl/@@.ovr</MDI></Metadata>"
    ),
)
_text(
    "i.vrt",
    raster_vrt(
        inside=(
            "<VRTRasterBand dataType='Float32' band='1'><Overview><SourceFilename>"
            "/vsicurl/@@.tif</SourceFilename></Overview></VRTRasterBand>"
        )
    ),
)


@_raster("a virtual raster of a virtual raster")
def _nested(folder: Path, url: str) -> Path:
    (folder / "b.vrt").write_text(raster_vrt(f"/vsicurl/{url}.tif"))
    (folder / "a.vrt").write_text(
        raster_vrt("b.vrt", "b.vrt").replace("relativeToVRT='0'", "relativeToVRT='1'")
    )
    return folder / "a.vrt"


@_raster("a list of addresses")
def _list_of_addresses(folder: Path, url: str) -> Path:
    write_grid(folder / "a.tif")
    rows = ["a.tif,1", f"/vsicurl/{url}.tif,2", f"{url}.tif,3"]
    (folder / "list.csv").write_text("\n".join(["file,period_s", *rows]))
    return folder / "list.csv"


@_raster("a list of descriptions")
def _list_of_descriptions(folder: Path, url: str) -> Path:
    write_grid(folder / "a.tif")
    texts = {**SERVICES, "vrt": raster_vrt("/vsicurl/@@.tif"), "ogr": ogr_vrt("/vsicurl/@@.tif")}
    for name, text in texts.items():
        (folder / f"{name}.tif").write_text(text.replace("@@", url))
        (folder / "list.csv").write_text(f"file,period_s\na.tif,1\n{name}.tif,2\n")
    return folder / "list.csv"


def _folder_of(names: str, key: str) -> None:
    """Add folders with two rasters and side files of the second."""

    def make(folder: Path, url: str) -> Path:
        texts = {"wms": WMS, "vrt": raster_vrt("/vsicurl/@@.tif"), "wmts": WMTS}
        for period in (1, 2):
            write_grid(folder / f"T_{period}s.tif")
        for name in names.split():
            (folder / name).write_text(texts[key].replace("@@", url))
        return folder

    RASTERS[f"{names} with {key}"] = make


for _names in (
    "T_2s.tif.ovr",
    "T_2s.ovr",
    "T_2s.tif.msk",
    "T_2s.msk",
    "T_2s.aux",
    "T_2s.rrd",
    "T_2s.tif.aux.xml",
    "T_2s.tfw T_2s.prj",
):
    for _key in ("wms", "vrt", "wmts"):
        _folder_of(_names, _key)
PAM = (
    "<PAMDataset><SRS>@@</SRS><Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>"
    "/vsicurl/@@.ovr</MDI></Metadata>"
    "<PAMRasterBand band='1'><Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>"
    "/vsicurl/@@.ovr</MDI></Metadata>"
    "</PAMRasterBand></PAMDataset>"
)


def _beside(name: str, text: str, driver: str, extension: str, key: str) -> None:
    """Add a folder with two rasters of a format and a side file of each."""

    def make(folder: Path, url: str) -> Path:
        for period in (1, 2):
            path = write_grid(folder / f"T_{period}s.{extension}", driver=driver)
            for side in folder.glob("*.aux.xml"):
                side.unlink()
            beside = name.replace("NAME", path.name).replace("STEM", path.stem)
            (folder / beside).write_text(text.replace("@@", url))
        return folder

    RASTERS[f"{key} of {driver}"] = make


for _driver, _extension in (
    ("GTiff", "tif"),
    ("GSBG", "grd"),
    ("HFA", "img"),
    ("EHdr", "bil"),
    ("ENVI", "dat"),
):
    _beside("NAME.aux.xml", PAM, _driver, _extension, "notes")
    _beside("STEM.prj", "@@", _driver, _extension, "a projection")
    _beside("NAME.ovr", raster_vrt("/vsicurl/@@.tif"), _driver, _extension, "overviews")


@_raster("overviews named inside")
def _named_inside(folder: Path, url: str) -> Path:
    for period in (1, 2):
        path = write_grid(folder / f"T_{period}s.tif")
        with rasterio.open(path, "r+") as raster:
            raster.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/{url}.ovr")
            raster.update_tags(1, ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/{url}.ovr")
    return folder


@_raster("a NetCDF file whose system is an address")
def _netcdf(folder: Path, url: str) -> Path:
    from scipy.io import netcdf_file

    path = folder / "a.nc"
    with netcdf_file(path, "w") as file:
        for name, values in (("period", [1.0, 2.0]), ("y", np.arange(8.0)), ("x", np.arange(8.0))):
            file.createDimension(name, len(values))
            file.createVariable(name, "f8", (name,))[:] = values
        variable = file.createVariable("vel", "f8", ("period", "y", "x"))
        variable[:] = 3.0
        variable.grid_mapping = "crs"
        system = file.createVariable("crs", "i4", ())
        system.grid_mapping_name = "transverse_mercator"
        for name in ("crs_wkt", "spatial_ref", "proj4", "esri_pe_string"):
            setattr(system, name, url)
    return path


@_raster("side files of a NetCDF file")
def _beside_netcdf(folder: Path, url: str) -> Path:
    path = _netcdf(folder, url)
    (folder / "a.nc.aux.xml").write_text(PAM.replace("@@", url))
    (folder / "a.nc.ovr").write_text(raster_vrt(f"/vsicurl/{url}.tif"))
    (folder / "a.prj").write_text(url)
    return path
