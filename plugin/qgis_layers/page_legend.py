"""The legend of a page: the layers that its map shows, by whole titles, and no higher than the page."""

from __future__ import annotations

from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayoutItemLegend,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsProject,
)

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


def leave_out_hidden(legend: QgsLayoutItemLegend, project: QgsProject) -> None:
    """Show the layers that the map shows and that need words, with their whole titles; no empty group."""
    legend.setAutoUpdateModel(False)
    shown = {layer.id() for layer in project.layerTreeRoot().checkedLayers()}
    root = legend.model().rootGroup()
    for node in root.findLayers():
        if node.layerId() not in shown or needs_no_legend(node.layer()):
            node.parent().removeChildNode(node)
        else:
            _entitle(node, page_title(node.layer()), legend)
    root.removeChildrenGroupWithoutLayers()


def fit(legend: QgsLayoutItemLegend, room: float) -> bool:
    """Make words, symbols and gaps smaller until a legend is no higher than its room, in mm.

    Words become no smaller than 4 points. Returns whether the legend fits.
    """
    for _ in range(_TRIES):
        share = room / _height(legend)
        if share >= 1.0 or _points(legend) <= _LEAST_POINTS:
            break
        _shrink(legend, max(_BELOW * share, _LEAST_POINTS / _points(legend)))
    return _height(legend) <= room


def _height(legend: QgsLayoutItemLegend) -> float:
    """Return the height in mm that a legend will have; its own is right only once it was drawn."""
    context = QgsLayoutUtils.createRenderContextForLayout(legend.layout(), None)
    return float(QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context).height())


def _points(legend: QgsLayoutItemLegend) -> float:
    return legend.styleFont(QgsLegendStyle.SymbolLabel).pointSizeF()


def _shrink(legend: QgsLayoutItemLegend, share: float) -> None:
    for part in _PARTS:
        style = legend.style(part)
        font = style.font()
        font.setPointSizeF(font.pointSizeF() * share)
        style.setFont(font)
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
        legend.model().refreshLayerLegend(node)
