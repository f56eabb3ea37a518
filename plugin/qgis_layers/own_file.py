"""Whether a layer shows what its file holds, no less and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from qgis.core import QgsFields, QgsProviderRegistry, QgsVectorLayer

# Parts of a source by which QGIS shows something else than the first layer, or the named one, of a file.
_CHOSEN = ("layerId", "subset", "geometryType", "openOptions", "vsiPrefix")
# How QGIS reads delimited text: what changes nothing, and what does unless it is so.
_HARMLESS = (
    "type",
    "crs",
    "detectTypes",
    "maxFields",
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


def _usual(layer: QgsVectorLayer, _parts: dict[str, Any]) -> bool:
    """Return True where delimited text is read as anybody would."""
    said = parse_qsl(urlsplit(layer.source()).query, keep_blank_values=True)
    return all(name in _HARMLESS or _USUAL.get(name) == value.lower() for name, value in said)
