"""Layers of the project that are drawn another way."""

from __future__ import annotations

from qgis.core import QgsFeatureRenderer, QgsMapLayer, QgsProject, QgsRasterRenderer


def draw_as(layer: QgsMapLayer, renderer: QgsFeatureRenderer | QgsRasterRenderer) -> None:
    """Draw a layer by another renderer; its legend stays open, or closed, as the user has it."""
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    expanded = node.isExpanded() if node is not None else False
    layer.setRenderer(renderer)
    layer.triggerRepaint()
    layer.emitStyleChanged()
    if node is not None:
        node.setExpanded(expanded)
