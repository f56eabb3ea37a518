"""What QGIS says in other words since some version: the newer where it is there, the older in QGIS 3.22."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from qgis.core import (
    Qgis,
    QgsDoubleRange,
    QgsField,
    QgsLayoutItemLabel,
    QgsLegendStyle,
    QgsMapLayer,
    QgsRasterLayer,
    QgsSingleBandPseudoColorRenderer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

NESTED = (QMetaType.Type.QVariantList, QMetaType.Type.QStringList, QMetaType.Type.QVariantMap)
"""Types of fields that hold lists or mappings; QGIS 4 no longer has the names that QVariant had for them."""


def layer_filters(first: Any, *others: Any) -> Any:
    """Return one filter that lets layers of several kinds through (`QgsMapLayerProxyModel.Filter`).

    Since QGIS 3.34 their union is a bare number, which a box of layers takes with a warning only.
    """
    union = reduce(or_, others, first)
    return Qgis.LayerFilters(union) if hasattr(Qgis, "LayerFilters") else union


def band_of(renderer: QgsSingleBandPseudoColorRenderer) -> int:
    """Return the band, from 1, that a renderer draws (`inputBand` since QGIS 3.38)."""
    return renderer.inputBand() if hasattr(renderer, "inputBand") else renderer.band()


def set_band(renderer: QgsSingleBandPseudoColorRenderer, band: int) -> None:
    """Let a renderer draw a band, from 1 (`setInputBand` since QGIS 3.38)."""
    if hasattr(renderer, "setInputBand"):
        renderer.setInputBand(band)
    else:
        renderer.setBand(band)


def set_map_tip(layer: QgsRasterLayer, html: str) -> None:
    """Say what hovering over a raster tells (since QGIS 3.32; before, nothing is said)."""
    if hasattr(layer, "setMapTipTemplate"):
        layer.setMapTipTemplate(html)


def text_field(name: str) -> QgsField:
    """Return a field of text of any length (types are `QMetaType`'s since QGIS 3.38)."""
    newer = Qgis.QGIS_VERSION_INT >= 33800
    return QgsField(name, QMetaType.Type.QString if newer else QVariant.Type.String)


def line_geometry() -> Any:
    """Return the type of lines (`Qgis.GeometryType` since QGIS 3.30)."""
    return Qgis.GeometryType.Line if hasattr(Qgis, "GeometryType") else QgsWkbTypes.LineGeometry


def set_group_box(container: Any, box: bool) -> None:
    """Let a part of a form be a box with a heading, or else a tab (`setType` since QGIS 3.32)."""
    kinds = getattr(Qgis, "AttributeEditorContainerType", None)
    if kinds is None:
        container.setIsGroupBox(box)
    else:
        container.setType(kinds.GroupBox if box else kinds.Tab)


def point_geometry() -> Any:
    """Return the type of points (`Qgis.GeometryType` since QGIS 3.30)."""
    return Qgis.GeometryType.Point if hasattr(Qgis, "GeometryType") else QgsWkbTypes.PointGeometry


def vector_layers() -> Any:
    """Return the type of vector layers (`Qgis.LayerType` since QGIS 3.30)."""
    return Qgis.LayerType.Vector if hasattr(Qgis, "LayerType") else QgsMapLayer.LayerType.VectorLayer


def set_band_elevations(layer: QgsRasterLayer, ranges: dict[int, tuple[float, float]]) -> None:
    """Say between which elevations each band of a raster lies (since QGIS 3.38; before, nothing is said)."""
    properties = layer.elevationProperties()
    if hasattr(Qgis, "RasterElevationMode") and hasattr(properties, "setFixedRangePerBand"):
        properties.setMode(Qgis.RasterElevationMode.FixedRangePerBand)
        properties.setFixedRangePerBand({band: QgsDoubleRange(*ends) for band, ends in ranges.items()})
        properties.setEnabled(True)


def band_elevations(layer: QgsRasterLayer) -> list[QgsDoubleRange]:
    """Return between which elevations the bands lie; none where that is not said, or before QGIS 3.38."""
    properties = layer.elevationProperties()
    return list(properties.fixedRangePerBand().values()) if hasattr(properties, "fixedRangePerBand") else []


def template_setting() -> str:
    """Return the setting of where QGIS looks for templates of print layouts (another since QGIS 3.30)."""
    newer = hasattr(Qgis, "GeometryType")
    return "layout/search-paths-for-templates" if newer else "core/Layout/searchPathsForTemplates"


def word_points(item: QgsLegendStyle | QgsLayoutItemLabel) -> float:
    """Return the size in points of words on a page (newer versions have a text format for them)."""
    if hasattr(item, "textFormat"):
        return float(item.textFormat().size())
    return float(item.font().pointSizeF())


def set_word_points(item: QgsLegendStyle | QgsLayoutItemLabel, points: float) -> None:
    """Write words on a page in a size in points (newer versions have a text format for them)."""
    if hasattr(item, "textFormat"):
        words = item.textFormat()
        words.setSize(points)
        item.setTextFormat(words)
    else:
        font = item.font()
        font.setPointSizeF(points)
        item.setFont(font)
