"""Named groups in the layer tree."""

from __future__ import annotations

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeLayer, QgsMapLayer, QgsProject

HEADING = "vs_mapper_heading"
"""Key of a rule that heads others, which stand open below it in the layer panel."""
_PLACED = "vs_mapper/placed"


def placed(node: QgsLayerTreeLayer) -> QgsLayerTreeLayer:
    """Return the node, marked: it lies in the group of its results, and not where QGIS put it at first.

    Before it is in the tree, so that its headings stand open.
    """
    node.setCustomProperty(_PLACED, True)
    node.setCustomProperty("expandedLegendNodes", [HEADING])
    return node


def is_placed(node: QgsLayerTreeLayer | None) -> bool:
    """Return whether a layer's node is in the tree, in the group of its results."""
    return node is not None and bool(node.customProperty(_PLACED))


def add_group(name: str, project: QgsProject) -> QgsLayerTreeGroup:
    """Return a new group at the top of the layer tree; a name in use gets a number."""
    root = project.layerTreeRoot()
    unique, count = name, 1
    while root.findGroup(unique) is not None:
        count += 1
        unique = f"{name} ({count})"
    return root.insertGroup(0, unique)


def subgroup(parent: QgsLayerTreeGroup, name: str) -> QgsLayerTreeGroup:
    """Return the group of that name inside the parent, made on top of it where it is missing."""
    found = parent.findGroup(name)
    return found if found is not None else parent.insertGroup(0, name)


def add_layer(
    layer: QgsMapLayer,
    group: QgsLayerTreeGroup,
    project: QgsProject,
    visible: bool = True,
    expanded: bool = True,
) -> None:
    """Put the layer at the bottom of the group."""
    project.addMapLayer(layer, False)
    node = placed(QgsLayerTreeLayer(layer))
    group.addChildNode(node)
    node.setItemVisibilityChecked(visible)
    node.setExpanded(expanded)
