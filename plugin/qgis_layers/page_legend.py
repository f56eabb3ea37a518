"""The legend of a page: the layers that its map shows, by whole titles, and no larger than its room."""

from __future__ import annotations

from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayoutItemLegend,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsProject,
)
from qgis.PyQt.QtXml import QDomDocument

from .compatible import set_word_points, word_points
from .layer_sources import parts_of
from .page_titles import page_title
from .sections import needs_no_legend

_TITLE = "legend/title-label"
_PARTS = (
    QgsLegendStyle.Group,
    QgsLegendStyle.Subgroup,
    QgsLegendStyle.Symbol,
    QgsLegendStyle.SymbolLabel,
)
_SIDES = (QgsLegendStyle.Top, QgsLegendStyle.Bottom)
_TRIES = 4
_BELOW = 0.98  # gaps of fixed size do not shrink
_LEAST_POINTS = 4.0
_SPARE_MM = 0.5
"""By how much a legend may be higher when it is drawn, with letters in whole pixels."""


def empty_in(template: QDomDocument) -> None:
    """Let the legend of a template begin with no layers, where it would begin with all of the project's."""
    items = template.elementsByTagName("LayoutItem")
    for item in (items.at(number).toElement() for number in range(items.count())):
        if item.attribute("id") == "legend":
            item.appendChild(template.createElement("layer-tree-group"))


def name_shown(legend: QgsLayoutItemLegend, project: QgsProject) -> None:
    """Name the layers that the map shows and that need words, by whole titles, in their groups."""
    shown = {layer.id() for layer in project.layerTreeRoot().checkedLayers()}
    tree = project.layerTreeRoot().clone()
    for node in tree.findLayers():
        layer = node.layer()
        if node.layerId() not in shown or not layer.isSpatial() or needs_no_legend(layer):
            node.parent().removeChildNode(node)
    tree.removeChildrenGroupWithoutLayers()
    root = legend.model().rootGroup()
    for node in tree.children():
        root.addChildNode(node.clone())
    for node in root.findLayers():
        _entitle(node, page_title(node.layer()), legend)


def fit(legend: QgsLayoutItemLegend, width: float, height: float) -> bool:
    """Make words, symbols and gaps smaller until a legend is no larger than its room, in mm.

    Words become no smaller than 4 points. Returns whether the legend fits.
    """
    for _ in range(_TRIES):
        share = _share(legend, width - _SPARE_MM, height - _SPARE_MM)
        if share >= 1.0 or _points(legend) <= _LEAST_POINTS:
            break
        _shrink(legend, max(_BELOW * share, _LEAST_POINTS / _points(legend)))
    return _share(legend, width, height) >= 1.0


def _share(legend: QgsLayoutItemLegend, width: float, height: float) -> float:
    """Return what share a room is of what a legend needs as it is printed.

    Its own size is right only once it was drawn, and letters of few pixels are larger than they should be.
    """
    layout = legend.layout()
    context = QgsLayoutUtils.createRenderContextForLayout(layout, None, layout.renderContext().dpi())
    needed = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)
    return min(width / needed.width(), height / needed.height())


def _points(legend: QgsLayoutItemLegend) -> float:
    return word_points(legend.style(QgsLegendStyle.SymbolLabel))


def _shrink(legend: QgsLayoutItemLegend, share: float) -> None:
    for part in _PARTS:
        style = legend.style(part)
        set_word_points(style, share * word_points(style))
        for side in _SIDES:
            style.setMargin(side, style.margin(side) * share)
        legend.setStyle(part, style)
    legend.setSymbolHeight(legend.symbolHeight() * share)
    legend.setSymbolWidth(legend.symbolWidth() * share)


def _entitle(node: QgsLayerTreeLayer, title: str, legend: QgsLayoutItemLegend) -> None:
    """Call a layer by a title, also where it stands beside the layer's only symbol."""
    node.setCustomProperty(_TITLE, title)
    nodes = legend.model().layerLegendNodes(node)
    if len(nodes) == 1 and nodes[0].isEmbeddedInParent():
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, 0, title)
    elif _is_of_tiles(node.layer()):
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, [])
    else:
        return
    legend.model().refreshLayerLegend(node)


def _is_of_tiles(layer: QgsMapLayer) -> bool:
    """Return True for pictures of tiles, which have no legend but would be given room for one."""
    return layer.providerType() == "wms" and parts_of(layer).get("type") == "xyz"
