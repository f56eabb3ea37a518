"""Contours of the maps, and the areas that they are drawn in, as styled layers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsFillSymbol,
    QgsLabeling,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ..protocol.map_layers import (
    CARRIED,
    CARRIED_LAYER,
    CONTOUR_LAYER,
    CONTOURS,
    MAP_LAYERS,
    NEAR_LAYER,
    REACH,
    SURE_LAYER,
    UNCERTAINTIES,
)
from .fields import name_fields
from .geopackage import holds_layer
from .layer_words import note_fields
from .rasters import LayerError
from .ticks import number
from .traces import INK, text_format
from .translated import tr
from .unstyled import open_vector
from .velocity_unit import shown_decimals, unit_of_layer

# Not files of their own: layers in these.
CONTOUR_LINES, CARRIED_AREAS, SURE_AREAS, NEAR_AREA = (
    f"{CONTOURS}|{CONTOUR_LAYER}",
    f"{REACH}|{CARRIED_LAYER}",
    f"{REACH}|{SURE_LAYER}",
    f"{REACH}|{NEAR_LAYER}",
)
TITLES = {
    CONTOUR_LINES: tr("Contours"),
    CARRIED_AREAS: tr("Extrap."),
    SURE_AREAS: tr("± 1 σ %"),
    NEAR_AREA: tr("Coverage"),
}
WHOLE_TITLES = {
    CONTOUR_LINES: tr("Contours of Vs"),
    CARRIED_AREAS: tr("Share of the top 30 m that is not measured"),
    SURE_AREAS: tr("One standard deviation of Vs, in percent"),
    NEAR_AREA: tr("Within reach of a site"),
}
"""What the short titles of the layer panel stand for, where there is room."""
WHATS = {
    CONTOUR_LINES: tr("Lines of equal Vs on the maps, at round values, depth by depth."),
    CARRIED_AREAS: tr(
        "Areas of the map of Vs30 by the share of the top 30 m that is not measured, but follows from what "
        "is above it: the closer the hatching, the larger the share."
    ),
    SURE_AREAS: tr(
        "Areas of the maps by what one standard deviation is of Vs, depth by depth: the stronger the "
        "veil, the less sure the map."
    ),
    NEAR_AREA: tr("The area that is near enough to a site to be mapped."),
}
_HATCH_MM = (2.6, 1.3)
"""Distances of the lines that hatch areas where Vs30 is carried down."""
_VEIL = (0, 40, 80, 120, 160, 200)
"""How much of the map, of 255, the areas cover from the surest to the least sure."""
_GREY = 150
"""What they cover it with: white could not be seen in a legend."""


def open_map_layer(folder: Path, key: str) -> QgsVectorLayer:
    """Return one of the layers as a styled layer.

    Parameters
    ----------
    folder : Path
        The results.
    key : str
        One of `TITLES`.

    Raises
    ------
    LayerError
        If QGIS cannot read it.
    """
    layer = open_vector(source_of(folder, key), TITLES[key])
    if not layer.isValid():
        raise LayerError(
            tr("{file}: QGIS cannot open its layer {layer}").format(
                file=key.partition("|")[0], layer=key.partition("|")[2]
            )
        )
    style_map_layer(layer, key)
    return layer


def holds(folder: Path, key: str) -> bool:
    """Return whether a folder has one of the layers; areas carried down are not in every file."""
    file, _, name = key.partition("|")
    if key != CARRIED_AREAS:
        return (folder / file).is_file()
    return holds_layer(folder / file, name)


def source_of(folder: Path, key: str) -> str:
    """Return what QGIS opens for one of the layers."""
    file, _, name = key.partition("|")
    return f"{folder / file}|layername={name}"


def style_map_layer(layer: QgsVectorLayer, key: str) -> None:
    """Draw one of the layers as its kind is drawn."""
    styles = {
        CONTOUR_LINES: _style_contours,
        CARRIED_AREAS: _style_carried,
        SURE_AREAS: _style_sure,
        NEAR_AREA: _style_near,
    }
    styles[key](layer)
    file, _, name = key.partition("|")
    name_fields(layer, MAP_LAYERS[file][name])
    if key != CONTOUR_LINES:  # beside the sign of their filter, that of notes would hide their name
        note_fields(layer, MAP_LAYERS[file][name], WHATS[key])


def show_depth(layer: QgsVectorLayer, depth: float) -> None:
    """Show what a layer has of one depth in m, where it tells depths apart."""
    if layer.fields().indexOf("depth_m") >= 0 and not layer.isEditable():
        wanted = f'"depth_m" = {depth!r}'
        if layer.subsetString() != wanted:
            layer.setSubsetString(wanted)
            layer.triggerRepaint()


def _style_contours(layer: QgsVectorLayer) -> None:
    symbol = _inked()
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    label_contours(layer)


def label_contours(layer: QgsVectorLayer) -> None:
    """Label lines with their velocities in the unit that is read."""
    unit = unit_of_layer(layer)
    settings = QgsPalLayerSettings()
    settings.fieldName = f'round("vs_m_s" * {unit.factor}, {shown_decimals(1, unit)})'
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.Line
    settings.lineSettings().setPlacementFlags(QgsLabeling.LinePlacementFlag.OnLine)
    settings.setFormat(text_format(7.0))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _style_sure(layer: QgsVectorLayer) -> None:
    """Veil the map the more, the less sure it is."""
    root = QgsRuleBasedRenderer.Rule(None)
    limits = (0.0, *UNCERTAINTIES)
    for i, (low, veil) in enumerate(zip(limits, _VEIL)):
        label = _class_words(limits, i)
        look = {
            "color": f"{_GREY},{_GREY},{_GREY},{veil}",
            "outline_color": "#777777",
            "outline_width": "0.26",
        }
        symbol = QgsFillSymbol.createSimple(look)
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, f'"from_pct" = {low}', label))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def _style_carried(layer: QgsVectorLayer) -> None:
    """Hatch the areas, the closer the more of the top 30 m is not measured."""
    root = QgsRuleBasedRenderer.Rule(None)
    for i, (low, apart) in enumerate(zip(CARRIED, _HATCH_MM)):
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(45.0)
        hatch.setDistance(apart)
        hatch.setSubSymbol(_inked())
        symbol = QgsFillSymbol.createSimple({})
        symbol.changeSymbolLayer(0, hatch)
        root.appendChild(
            QgsRuleBasedRenderer.Rule(symbol, 0, 0, f'"from_pct" = {low}', _class_words(CARRIED, i))
        )
    layer.setRenderer(QgsRuleBasedRenderer(root))


def _class_words(limits: tuple[float, ...], i: int) -> str:
    """Return one of the classes that begin at some percents, in words."""
    if i == len(limits) - 1:
        return tr("above {low} %").format(low=number(limits[i]))
    return tr("{low} to {high} %").format(low=number(limits[i]), high=number(limits[i + 1]))


def _inked() -> QgsLineSymbol:
    """Return a dark line on a thin white one, which shows in a dark panel, and on dark colours, too."""
    symbol = QgsLineSymbol.createSimple({"color": "255,255,255,100", "width": "0.5"})
    inner = QgsLineSymbol.createSimple({"color": INK, "width": "0.2"})
    symbol.appendSymbolLayer(inner.symbolLayer(0).clone())
    return symbol


def _style_near(layer: QgsVectorLayer) -> None:
    look = {"style": "no", "outline_color": "#777777", "outline_width": "0.3", "outline_style": "dash"}
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(look)))
