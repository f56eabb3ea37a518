"""How the trace of a section is drawn on the map."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo

from .translated import tr

INK = "#1a1a1a"
_SIZES = {"end": "2.6", "bend": "2.0", "distance": "1.2"}  # mm


def style_trace(layer: QgsVectorLayer) -> None:
    """Draw the line of a section, dark on white, so that it shows on any map."""
    symbol = QgsLineSymbol.createSimple({"color": "#ffffff", "width": "1.1", "capstyle": "round"})
    inner = QgsLineSymbol.createSimple({"color": INK, "width": "0.5", "capstyle": "round"})
    symbol.appendSymbolLayer(inner.symbolLayer(0).clone())
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def style_marks(layer: QgsVectorLayer) -> None:
    """Draw ends, bends and distances, each with its label, the ends largest."""
    categories = [
        QgsRendererCategory(kind, _marker(kind), title)
        for kind, title in (("end", tr("ends")), ("bend", tr("bends")), ("distance", tr("distance")))
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", categories))
    settings = QgsPalLayerSettings()
    settings.fieldName = "label"
    settings.dist = 1.0
    settings.displayAll = True
    settings.setFormat(text_format())
    properties = settings.dataDefinedProperties()
    bold, size = QgsPalLayerSettings.Property.Bold, QgsPalLayerSettings.Property.Size
    properties.setProperty(bold, QgsProperty.fromExpression("\"kind\" <> 'distance'"))
    properties.setProperty(size, QgsProperty.fromExpression("if(\"kind\" = 'distance', 7.5, 11)"))
    settings.setDataDefinedProperties(properties)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _marker(kind: str) -> QgsMarkerSymbol:
    shape = "circle" if kind == "distance" else "square"
    look = {"name": shape, "color": INK, "outline_color": "#ffffff", "outline_width": "0.3"}
    return QgsMarkerSymbol.createSimple({**look, "size": _SIZES[kind]})


def text_format(size: float | None = None) -> QgsTextFormat:
    """Return dark letters on a white rim, which can be read on any map; of a size in points."""
    text, buffer = QgsTextFormat(), QgsTextBufferSettings()
    # By its name: QGIS complains of a project whose font goes by another one on the system.
    text.setFont(QFont(QFontInfo(QFont()).family()))
    buffer.setEnabled(True)
    buffer.setSize(0.8)
    buffer.setColor(QColor("white"))
    text.setBuffer(buffer)
    text.setColor(QColor(INK))
    if size is not None:
        text.setSize(size)
    return text
