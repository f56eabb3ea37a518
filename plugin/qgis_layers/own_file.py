"""Whether a layer shows what its file holds, no less and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from qgis.core import QgsFields, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl

# Parts of a source by which QGIS shows something else than the first layer, or the named one, of a file.
_CHOSEN = ("layerId", "subset", "geometryType", "openOptions", "vsiPrefix")
# How QGIS reads delimited text: what changes nothing, and what does unless it is so.
_HARMLESS = (
    "type",
    "crs",
    "detectTypes",
    "trimFields",
    "spatialIndex",
    "subsetIndex",
    "watchFile",
)
_USUAL = {
    "delimiter": ",",
    "skipLines": "0",
    "useHeader": "yes",
    "encoding": "utf-8",
    "decimalPoint": ".",
    "geomType": "point",
    "xField": "x",
    "yField": "y",
}
_DEGREES = ("lon", "lat", "lng")


def own_file(layer: QgsVectorLayer) -> tuple[Path, str | None] | None:
    """Return the file that holds just what a layer shows, and the layer in it where it is named.

    Returns
    -------
    tuple of Path and (str or None), or None
        None where there is no such file: the layer has edits not yet saved, a filter, joined or computed
        fields, comes from elsewhere, or shows a part of its file or reads it in a way of its own.
    """
    provider = layer.providerType()
    parts = QgsProviderRegistry.instance().decodeUri(provider, layer.source())
    path = Path(parts.get("path") or "")
    as_it_is = {"ogr": _whole, "delimitedtext": _usual}.get(provider)
    if as_it_is is None or not path.is_file() or _changed(layer) or not as_it_is(layer, parts):
        return None
    return path, parts.get("layerName") or None


def _changed(layer: QgsVectorLayer) -> bool:
    """Return True where QGIS has added to what the provider hands out, or taken from it."""
    fields = layer.fields()
    added = any(fields.fieldOrigin(i) != QgsFields.FieldOrigin.OriginProvider for i in range(fields.count()))
    return bool(layer.subsetString()) or layer.isModified() or added


def _whole(layer: QgsVectorLayer, parts: dict[str, Any]) -> bool:
    """Return True where GDAL is asked for nothing but the file, in the encoding that it has."""
    chosen = any(parts.get(part) not in (None, "", []) for part in _CHOSEN)
    return not chosen and layer.dataProvider().encoding() in ("", "UTF-8", "System")


def _usual(layer: QgsVectorLayer, parts: dict[str, Any]) -> bool:
    """Return True where delimited text is read as anybody would, and every row of it is shown."""
    said = parse_qsl(urlsplit(layer.source()).query, keep_blank_values=True)
    usual = all(name in _HARMLESS or _USUAL.get(name) == value.lower() for name, value in said)
    # A file's longitudes and latitudes would go before the x and y that the layer shows.
    degrees = any(name.lower().startswith(_DEGREES) for name in layer.fields().names())
    return usual and not degrees and layer.featureCount() == _rows_in(Path(parts["path"]))


def _rows_in(path: Path) -> int:
    """Return how many rows QGIS finds in a file; a layer lacks those whose place cannot be read."""
    uri = f"{QUrl.fromLocalFile(str(path)).toString()}?geomType=none&detectTypes=no"
    return QgsVectorLayer(uri, "rows", "delimitedtext").featureCount()
