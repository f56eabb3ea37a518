"""Layers that name addresses and other files, which GDAL would ask for or open; one function makes each."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
from shapely.geometry import Point

Make = Callable[[Path, str], Path]
VECTORS: dict[str, Make] = {}
"""By name: a function of a folder and an address, which returns the file to read."""

CURVES = geopandas.GeoDataFrame(
    {"site": ["A", "A"], "freq_hz": [5.0, 6.0], "vel_m_s": [300.0, 290.0]},
    geometry=[Point(12, 45)] * 2,
    crs="EPSG:4326",
)
FEATURE = {
    "type": "Feature",
    "geometry": {"type": "LineString", "coordinates": [[12, 45], [12.1, 45.1]]},
    "properties": {"site": "A", "T_5": 3.0, "T_10": 3.3},
}
HEAD_BYTES = 65536


def _vector(name: str) -> Callable[[Make], Make]:
    return lambda make: VECTORS.setdefault(name, make)


def add_text(cases: dict[str, Make], name: str, text: str) -> None:
    """Add a case that is one file of text, in which @@ stands for the address."""

    def make(folder: Path, url: str) -> Path:
        path = folder / name
        path.write_bytes(text.replace("@@", url).encode("latin-1"))
        return path

    cases[f"{name} {len(cases)}"] = make


def _text(name: str, text: str) -> None:
    add_text(VECTORS, name, text)


def _collection(**more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": [FEATURE]})


# Virtual data sets of vectors.
def ogr_vrt(source: str) -> str:
    """Return a virtual data set of one layer."""
    layer = f"<OGRVRTLayer name='a'><SrcDataSource>{source}</SrcDataSource></OGRVRTLayer>"
    return f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"


for _source in (
    "/vsicurl/@@.geojson",
    "/vsicurl_streaming/@@.geojson",
    "/vsizip//vsicurl/@@.zip/a.shp",
    "/vsigzip//vsicurl/@@.gz",
    "/vsicurl?url=@@.geojson",
    "@@.geojson",
    "WFS:@@",
    "OAPIF:@@",
    "CSW:@@",
    "CouchDB:@@",
    "ES:@@",
    "GeoJSON:@@",
    "/vsiwebhdfs/@@",
):
    _text("a.vrt", ogr_vrt(_source))
_text("a.gpkg", ogr_vrt("/vsicurl/@@.geojson"))
_text("a.gdb", ogr_vrt("/vsicurl/@@.geojson"))
_text("a.kml", "<?xml version='1.0'?><!-- a -->" + ogr_vrt("/vsicurl/@@.geojson"))
_text("a.xml", " " * HEAD_BYTES + ogr_vrt("/vsicurl/@@.geojson"))
_text("a.txt", "<!--" + "a" * HEAD_BYTES + "-->" + ogr_vrt("/vsicurl/@@.geojson"))
_text("b.vrt", ogr_vrt("/vsicurl/@@.geojson") + "\0")
_text("c.vrt", "\xef\xbb\xbf" + ogr_vrt("/vsicurl/@@.geojson"))

# Descriptions of services.
_text("a.xml", "<OGRWFSDataSource><URL>@@</URL></OGRWFSDataSource>")
_text("a.xml", "<OGRWFSLayer name='a'><URL>@@</URL></OGRWFSLayer>")
_text("a.xml", "<OGRCSWDataSource><URL>@@</URL></OGRCSWDataSource>")
_text(
    "a.xml",
    "<WFS_Capabilities version='1.0.0'><Service><OnlineResource>@@</OnlineResource>"
    "</Service></WFS_Capabilities>",
)
WMS = (
    "<GDAL_WMS><Service name='TMS'><ServerUrl>@@/${z}/${x}/${y}</ServerUrl></Service><DataWindow>"
    "<UpperLeftX>0</UpperLeftX><UpperLeftY>64</UpperLeftY><LowerRightX>64</LowerRightX>"
    "<LowerRightY>0</LowerRightY>"
    "<SizeX>64</SizeX><SizeY>64</SizeY><TileLevel>0</TileLevel></DataWindow><BlockSizeX>64</BlockSizeX>"
    "<BlockSizeY>64</BlockSizeY><BandsCount>1</BandsCount><DataType>Float32</DataType></GDAL_WMS>"
)
WCS = (
    "<WCS_GDAL><ServiceURL>@@?</ServiceURL><Version>1.0.0</Version><CoverageName>a</CoverageName></WCS_GDAL>"
)
WMTS = "<GDAL_WMTS><GetCapabilitiesUrl>@@</GetCapabilitiesUrl><Layer>a</Layer></GDAL_WMTS>"
WMTS_CAPABILITIES = (
    "<Capabilities xmlns='http://www.opengis.net/wmts/1.0' version='1.0.0'><Contents><Layer>"
    "<ows:Identifier xmlns:ows='http://www.opengis.net/ows/1.1'>a</ows:Identifier>"
    "<ResourceURL format='image/png' template='@@/{TileMatrix}' resourceType='tile'/>"
    "</Layer></Contents></Capabilities>"
)
WMS_CAPABILITIES = (
    "<WMT_MS_Capabilities version='1.1.1'><Capability><Request><GetMap><DCPType><HTTP><Get>"
    "<OnlineResource xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='@@'/>"
    "</Get></HTTP></DCPType></GetMap>"
    "</Request></Capability></WMT_MS_Capabilities>"
)
TILE_MAP = (
    "<TileMap version='1.0.0' tilemapservice='@@'><SRS>EPSG:3857</SRS><TileSets "
    "profile='a'><TileSet href='@@/0' units-per-pixel='1' order='0'/></TileSets></TileMap>"
)
MRF = (
    "<MRF_META><CachedSource><Source>@@.tif</Source></CachedSource><Raster><Size x='64' "
    "y='64' c='1'/><DataType>Float32</DataType></Raster></MRF_META>"
)
STACTA = json.dumps(
    {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": ["tiled-assets"],
        "properties": {
            "tiles:tile_matrix_sets": {
                "a": {
                    "identifier": "a",
                    "supportedCRS": "http://www.opengis.net/def/crs/EPSG/0/3857",
                    "tileMatrix": [
                        {
                            "identifier": "0",
                            "scaleDenominator": 1,
                            "topLeftCorner": [0, 0],
                            "tileWidth": 64,
                            "tileHeight": 64,
                            "matrixWidth": 1,
                            "matrixHeight": 1,
                        }
                    ],
                }
            },
            "tiles:tile_matrix_links": {"a": {"url": "#a"}},
        },
        "asset_templates": {"a": {"href": "@@/{TileMatrix}/{TileRow}/{TileCol}.tif"}},
    }
)
STACIT = json.dumps(
    {
        "type": "FeatureCollection",
        "stac_version": "1.0.0",
        "features": [
            {
                "type": "Feature",
                "stac_version": "1.0.0",
                "properties": {
                    "proj:epsg": 3857,
                    "proj:transform": [1, 0, 0, 0, -1, 64],
                    "proj:shape": [64, 64],
                },
                "assets": {
                    "a": {
                        "href": "@@.tif",
                        "proj:transform": [1, 0, 0, 0, -1, 64],
                        "proj:shape": [64, 64],
                        "roles": ["data"],
                    }
                },
            }
        ],
        "links": [{"rel": "next", "href": "@@"}],
    }
)
GTI = "<GDALTileIndexDataset><IndexDataset>/vsicurl/@@.gpkg</IndexDataset></GDALTileIndexDataset>"
SERVICES = {
    "wms": WMS,
    "wcs": WCS,
    "wmts": WMTS,
    "wmts-capabilities": WMTS_CAPABILITIES,
    "wms-capabilities": WMS_CAPABILITIES,
    "tile-map": TILE_MAP,
    "mrf": MRF,
    "stacta": STACTA,
    "stacit": STACIT,
    "gti": GTI,
}
for _key, _description in SERVICES.items():
    _text(f"{_key}.{'json' if _description[0] == '{' else 'xml'}", _description)
_text(
    "a.json",
    json.dumps(
        {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /vsicurl/@@.geojson"}
    ),
)
_text(
    "a.json",
    json.dumps(
        {
            "links": [
                {"rel": "data", "type": "application/json", "href": "@@/collections"},
                {"rel": "conformance", "href": "@@"},
            ]
        }
    ),
)

# Coordinate systems that are links.
for _crs in (
    {"type": "link", "properties": {"href": "@@", "type": "proj4"}},
    {"type": "link", "properties": {"href": "@@", "type": "ogcwkt"}},
    {"type": "url", "properties": {"url": "@@"}},
    {"properties": {"href": "@@"}, "type": "LINK"},
    {"type": "name", "properties": {"name": "@@"}},
    {"type": "name", "properties": {"name": "/vsicurl/@@"}},
):
    _text("a.geojson", _collection(crs=_crs))
    _text("a.json", _collection(crs=_crs).replace('"link"', '"l\\u0069nk"').replace('"crs"', '"cr\\u0073"'))
_text(
    "a.json",
    '{"type":"Topology","crs":{"type":"link","properties":{"href":"@@"}},"objects":{"a'
    '":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]'
    '}},"arcs":[]}',
)
_text(
    "a.json",
    _collection(
        conformsTo=["http://www.opengis.net/spec/json-fg-1/0.1"], coordRefSys="@@/def/crs/EPSG/0/4326"
    ),
)
_text(
    "a.json",
    _collection(
        conformsTo=["http://www.opengis.net/spec/json-fg-1/0.1"],
        coordRefSys={"type": "Reference", "href": "@@"},
    ),
)
_text(
    "a.json",
    json.dumps(
        {
            "geometryType": "esriGeometryPoint",
            "spatialReference": {"wkt": "@@"},
            "exceededTransferLimit": True,
            "fields": [{"name": "a", "type": "esriFieldTypeDouble"}],
            "features": [{"geometry": {"x": 1, "y": 2}, "attributes": {"a": 1}}],
        }
    ),
)
_text(
    "a.json",
    json.dumps(FEATURE)
    + "\n"
    + json.dumps({**FEATURE, "crs": {"type": "link", "properties": {"href": "@@"}}})
    + "\n",
)

# Marked-up vectors.
GML = (
    "<ogr:FeatureCollection xmlns:ogr='http://ogr.maptools.org/' xmlns:gml='http://www.opengis.net/gml'"
    " xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    " xsi:schemaLocation='http://ogr.maptools.org/ @@.xsd'><gml:featureMember><ogr:a fid='a.0'>"
    "<ogr:geometryProperty SYSTEM><gml:Point srsName='@@'><gml:coordinates>1,2</gml:coordinates></gml:Point>"
    "</ogr:geometryProperty><ogr:T_5>3</ogr:T_5></ogr:a></gml:featureMember></ogr:FeatureCollection>"
)
_text("a.gml", GML.replace("SYSTEM", ""))
_text(
    "a.gml",
    GML.replace("SYSTEM", "xlink:href='@@#a'").replace("<gml:Point", "<gml:Point xlink:href='@@#b'"),
)
_text("a.xml", f"<!DOCTYPE a SYSTEM '@@.dtd'><!-- -->{GML.replace('SYSTEM', '')}")
_text("a.gml", f"<!DOCTYPE a [<!ENTITY b SYSTEM '@@'>]>{GML.replace('SYSTEM', '').replace('>3<', '>&b;<')}")
KML = (
    "<kml xmlns='http://www.opengis.net/kml/2.2'><Document><NetworkLink><Link><href>"
    "@@.kml</href></Link></NetworkLink>"
    "<Style id='a'><IconStyle><Icon><href>@@.png</href></Icon></IconStyle></Style>"
    "<GroundOverlay><Icon><href>@@</href>"
    "</Icon></GroundOverlay><Placemark><name>A</name><styleUrl>@@#a</styleUrl>"
    "<ExtendedData><SchemaData schemaUrl='@@#b'>"
    "<SimpleData name='T_5'>3</SimpleData></SchemaData></ExtendedData><Point>"
    "<coordinates>1,2</coordinates></Point>"
    "</Placemark></Document></kml>"
)
_text("a.kml", KML)
_text(
    "a.gpx",
    "<gpx version='1.1'><metadata><link href='@@'/></metadata><wpt lat='1' lon='2'>"
    "<name>A</name><link href='@@'/></wpt></gpx>",
)
_text(
    "a.xml",
    "<rss version='2.0' xmlns:georss='http://www.georss.org/georss'><channel><link>"
    "@@</link><item><link>@@</link><georss:point>1 2</georss:point></item></channel>"
    "</rss>",
)


# Databases.
def _database(name: str, statement: str, key: str, geopackage: bool = True) -> None:
    def make(folder: Path, url: str) -> Path:
        path = folder / name
        if geopackage:
            CURVES.to_file(path, driver="GPKG", layer="picks")
        with closing(sqlite3.connect(path)) as file:
            file.execute("CREATE TABLE IF NOT EXISTS other (site TEXT, freq_hz REAL, vel_m_s REAL)")
            file.execute("PRAGMA writable_schema = ON")
            for sql in statement.replace("@@", url).split(";"):
                kind = "view" if "VIEW" in sql else "table"
                file.execute("INSERT INTO sqlite_master VALUES (?, 'hidden', 'hidden', 0, ?)", (kind, sql))
            if geopackage:
                file.execute(
                    "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
                    "VALUES ('hidden', 'attributes', 'hidden')"
                )
            file.commit()
        return path

    VECTORS[key] = make


for _module in (
    "VirtualOGR('/vsicurl/@@.geojson')",
    "VirtualOGR('@@')",
    'virtualogr(\'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>'
    "/vsicurl/@@</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>')",
    "VirtualShape('/vsicurl/@@', 'CP1252', 4326)",
    "VirtualText('/vsicurl/@@', 'UTF-8')",
    "VirtualXL('/vsicurl/@@')",
):
    for _geopackage in (True, False):
        _database(
            "a.gpkg" if _geopackage else "a.sqlite",
            f"CREATE VIRTUAL TABLE hidden USING {_module}",
            f"table {_module[:20]} {len(VECTORS)}",
            _geopackage,
        )
for _call in (
    "ogr_geocode('@@')",
    "gdal_get_pixel_value('/vsicurl/@@.tif', 1, 'pixel', 0, 0)",
    "load_extension('/vsicurl/@@')",
    "ogr_datasource_load_layers('/vsicurl/@@.geojson')",
):
    for _geopackage in (True, False):
        _database(
            "a.gpkg" if _geopackage else "a.db",
            f"CREATE VIEW hidden AS SELECT site, freq_hz, vel_m_s, {_call} AS vel FROM other",
            f"view {_call[:15]} {len(VECTORS)}",
            _geopackage,
        )


# Archives and folders.
def _packed(member: str, text: str) -> None:
    def make(folder: Path, url: str) -> Path:
        path = folder / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, text.replace("@@", url).encode("latin-1"))
        return path

    VECTORS[f"zipped {member} {len(VECTORS)}"] = make


for _member in ("a.gdb", "b/x.gdb", "a.shp", "a.json", "a.gpkg", "a.kml"):
    _packed(_member, ogr_vrt("/vsicurl/@@.geojson"))
_packed("a.json", " " * HEAD_BYTES + ogr_vrt("/vsicurl/@@.geojson"))
_packed("a.geojson", _collection(crs={"type": "link", "properties": {"href": "@@"}}))
_packed("a.json", WMS)


@_vector("geodatabase of descriptions")
def _geodatabase(folder: Path, url: str) -> Path:
    path = folder / "a.gdb"
    CURVES.to_file(path, driver="OpenFileGDB", layer="picks")
    (path / "a.vrt").write_text(ogr_vrt(f"/vsicurl/{url}"))
    (path / "timestamps").write_text(ogr_vrt(f"/vsicurl/{url}"))
    return path


@_vector("folder that is called a geodatabase")
def _false_geodatabase(folder: Path, url: str) -> Path:
    path = folder / "a.gdb"
    path.mkdir()
    for name in ("a00000001.gdbtable", "a00000001.gdbtablx", "gdb", "a.vrt"):
        (path / name).write_text(ogr_vrt(f"/vsicurl/{url}"))
    return path


@_vector("side files of a shapefile")
def _shapefile(folder: Path, url: str) -> Path:
    CURVES.to_file(folder / "a.shp")
    (folder / "a.prj").write_text(url)
    (folder / "a.shp.xml").write_text(ogr_vrt(f"/vsicurl/{url}"))
    (folder / "a.aux.xml").write_text(ogr_vrt(f"/vsicurl/{url}"))
    (folder / "a.cpg").write_text(f"/vsicurl/{url}")
    return folder / "a.shp"


@_vector("a lonely projection file")
def _projection(folder: Path, url: str) -> Path:
    CURVES.to_file(folder / "a.shp")
    (folder / "a.prj").write_text(f"/vsicurl/{url}")
    return folder / "a.shp"


@_vector("a folder of descriptions")
def _folder_of_descriptions(folder: Path, url: str) -> Path:
    for number, text in enumerate((ogr_vrt(f"/vsicurl/{url}.geojson"), *SERVICES.values())):
        (folder / f"{number}.xml").write_text(text.replace("@@", url))
    (folder / "a.txt").write_text("5 300\n6 290\n")
    return folder


@_vector("a table of links and systems")
def _table(folder: Path, url: str) -> Path:
    path = folder / "a.csv"
    rows = (f"A,1,2,{url},5,300", f"A,1,2,{url},6,290", f"B,1,3,/vsicurl/{url},6,290")
    path.write_text("\n".join(("site,x,y,crs,frequency_hz,velocity_m_s", *rows)))
    return path


@_vector("a list of curve files elsewhere")
def _curve_list(folder: Path, url: str) -> Path:
    path = folder / "a.csv"
    path.write_text(f"site,lon,lat,file\nA,1,2,{url}\nB,1,3,/vsicurl/{url}\nC,1,4,/vsicurl/{url}.geojson\n")
    return path
