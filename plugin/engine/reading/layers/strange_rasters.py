"""What in a raster, or beside it, would lead GDAL to other files or addresses; it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....protocol.errors import SurveyError
from ...files.gdal import is_unicode
from ..source import MAX_CURVE_BYTES, open_source, read_bytes
from ..tables.columns import listed

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

VIRTUAL = b"<VRTDataset"
_TIFF_OR_IMAGINE = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"EHFA_HEADER_TAG")
# What GDAL opens as a raster of any format, and what it reads, beside a raster.
_OPENED = (".ovr", ".msk", ".aux", ".rrd")
_READ = (".aux.xml", ".prj", ".hdr", ".wld", ".tfw", ".tifw", ".rdc", ".sgrd", ".rpj", ".tab", ".xml", ".gri")
_ELSEWHERE = "OVERVIEW_FILE"
# All that a plain virtual raster consists of: nothing here but SourceFilename names a file.
_OF_VIRTUAL = {
    *("VRTDataset", "SRS", "GeoTransform", "Metadata", "MDI", "BlockXSize", "BlockYSize"),
    *("VRTRasterBand", "Description", "UnitType", "Offset", "Scale", "NoDataValue", "HideNoDataValue"),
    *("ColorInterp", "ColorTable", "Entry", "CategoryNames", "Category", "Histograms", "HistItem", "HistMin"),
    *("HistMax", "BucketCount", "IncludeOutOfRange", "Approximate", "HistCounts"),
    *("SimpleSource", "ComplexSource", "SourceFilename", "SourceBand", "SourceProperties", "SrcRect"),
    *("DstRect", "NODATA", "ScaleOffset", "ScaleRatio", "UseMaskBand"),
}


def require_plain_raster(path: Path) -> None:
    """Refuse a raster that would lead GDAL elsewhere.

    A virtual raster may name plain rasters in its own folder, or in folders within it, and nothing else.

    Raises
    ------
    SurveyError
        Naming the file and the reason.
    """
    if not is_unicode(path):
        raise SurveyError(f"{path.name}: its path is not Unicode, which GDAL does not open; rename it")
    head = open_source(path).head
    _require_plain_companions(path)
    if VIRTUAL in head:
        for source in _sources(path):
            if VIRTUAL in open_source(source).head:
                raise SurveyError(f"{path.name}: names {source.name}, which is virtual too; give that")
            require_plain_raster(source)


def refuse_named_overviews(raster: DatasetReader, name: str) -> None:
    """Refuse an open raster whose own facts name a file of overviews elsewhere.

    Raises
    ------
    SurveyError
        Naming the raster.
    """
    for band in (0, *raster.indexes[:1]):
        named = raster.tags(band, ns="OVERVIEWS").get(_ELSEWHERE, "")
        if named and "/" in named.replace("\\", "/").replace(":::BASE:::", "", 1):
            raise SurveyError(f"{name}: names overviews elsewhere, which are not followed")


def _require_plain_companions(path: Path) -> None:
    for base in dict.fromkeys((path.name, path.stem)):
        for suffix in (*_OPENED, *_READ):
            beside = path.with_name(base + suffix)
            if beside == path or not beside.exists() or beside.is_dir():
                continue
            if not beside.is_file():
                raise SurveyError(f"{path.name}: {beside.name} beside it is a pipe or a device; remove it")
            if not beside.stat().st_size:
                continue
            source = open_source(beside)
            if suffix in _OPENED and not source.head.startswith(_TIFF_OR_IMAGINE):
                raise SurveyError(
                    f"{path.name}: {beside.name} beside it is no GeoTIFF of overviews or masks; remove it"
                )
            if suffix == ".aux.xml" and _ELSEWHERE.encode() in read_bytes(source, MAX_CURVE_BYTES):
                raise SurveyError(f"{path.name}: {beside.name} beside it names other files; remove it")


def _sources(path: Path) -> Iterator[Path]:
    """Yield the files that a virtual raster names.

    Raises
    ------
    SurveyError
        If it is more than bands of plain files in its own folder.
    """
    root = _parse(path)
    strange = {element.tag for element in root.iter()} - _OF_VIRTUAL
    strange |= {element.get("subClass", "") for element in root.iter()} - {""}
    strange |= {_ELSEWHERE} & {element.get("key", "") for element in root.iter("MDI")}
    if strange:
        raise SurveyError(
            f"{path.name}: a virtual raster with {listed(sorted(strange))}, which is not followed; "
            "translate it to a GeoTIFF"
        )
    folder = path.parent.resolve()
    for element in root.iter("SourceFilename"):
        name = element.text or ""
        named = folder / name if element.get("relativeToVRT") == "1" else Path(name)
        try:
            inside = named.is_absolute() and named.resolve().is_relative_to(folder) and named.is_file()
        except (OSError, ValueError, RuntimeError):
            inside = False
        if not inside:
            raise SurveyError(
                f"{path.name}: names {listed([name])}, which is no file in the folder of the virtual raster"
            )
        yield named


def _parse(path: Path) -> Any:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        return fromstring(read_bytes(open_source(path), MAX_CURVE_BYTES))
    except (DefusedXmlException, ParseError, ValueError) as error:
        raise SurveyError(f"{path.name}: a virtual raster that is damaged") from error
