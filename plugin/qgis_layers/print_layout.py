"""A print layout of the map: title, scale, north, legend, and how sure it is."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayerTreeLayer,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsSettings,
)
from qgis.PyQt.QtXml import QDomDocument

from .compatible import template_setting
from .translated import tr

FOLDER = Path(__file__).parents[2] / "resources" / "layouts"
TEMPLATE = FOLDER / "vs_mapper_map.qpt"
_TITLE = "legend/title-label"


class LayoutError(Exception):
    """No layout could be made; the message says why."""


def add_layout(project: QgsProject, name: str, title: str, extent: QgsRectangle) -> QgsPrintLayout:
    """Add a layout to the project whose map shows an extent, in the project's system.

    Parameters
    ----------
    project : QgsProject
        The project.
    name : str
        What it is called; a number follows where there is one of that name.
    title : str
        What stands over the map.
    extent : QgsRectangle
        What the map shows.

    Raises
    ------
    LayoutError
        If the template cannot be read.
    """
    layout = QgsPrintLayout(project)
    document = QDomDocument()
    try:
        document.setContent(TEMPLATE.read_text(encoding="utf-8"))
    except OSError as error:
        raise LayoutError(tr("{file}: cannot be read: {error}").format(file=TEMPLATE, error=error)) from error
    _, read = layout.loadFromTemplate(document, QgsReadWriteContext())
    chart, heading = layout.itemById("map"), layout.itemById("title")
    if not read or not isinstance(chart, QgsLayoutItemMap) or not isinstance(heading, QgsLayoutItemLabel):
        raise LayoutError(tr("{file}: is not the template that it was").format(file=TEMPLATE))
    layout.setName(_free(project, name))  # the template brings a name of its own
    heading.setText(title)
    chart.zoomToExtent(extent)
    legend, bar = layout.itemById("legend"), layout.itemById("scale bar")
    if isinstance(legend, QgsLayoutItemLegend):
        _leave_out_hidden(legend, project)
    if isinstance(bar, QgsLayoutItemScaleBar):
        bar.applyDefaultSize()
    project.layoutManager().addLayout(layout)
    return layout


def _leave_out_hidden(legend: QgsLayoutItemLegend, project: QgsProject) -> None:
    """Show the layers that the map shows and that need words, with their whole titles; no empty group."""
    from .page_titles import page_title  # not while QGIS starts
    from .sections import needs_no_legend

    legend.setAutoUpdateModel(False)
    shown = {layer.id() for layer in project.layerTreeRoot().checkedLayers()}
    root = legend.model().rootGroup()
    for node in root.findLayers():
        if node.layerId() not in shown or needs_no_legend(node.layer()):
            node.parent().removeChildNode(node)
        else:
            _entitle(node, page_title(node.layer()), legend)
    root.removeChildrenGroupWithoutLayers()


def _entitle(node: QgsLayerTreeLayer, title: str, legend: QgsLayoutItemLegend) -> None:
    """Call a layer by a title, also where it stands beside the layer's only symbol."""
    node.setCustomProperty(_TITLE, title)
    nodes = legend.model().layerLegendNodes(node)
    if len(nodes) == 1 and nodes[0].isEmbeddedInParent():
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, 0, title)
        legend.model().refreshLayerLegend(node)


def offer_templates() -> None:
    """Let QGIS look for templates in the plugin's folder, too."""
    _set_searched([*_others(), str(FOLDER)])


def withdraw_templates() -> None:
    """Take the plugin's folder off QGIS's list again."""
    _set_searched(_others())


def _others() -> list[str]:
    return [path for path in QgsApplication.layoutTemplatePaths() if path and path != str(FOLDER)]


def _set_searched(paths: list[str]) -> None:
    QgsSettings().setValue(template_setting(), paths)


def _free(project: QgsProject, name: str) -> str:
    manager, number, free = project.layoutManager(), 1, name
    while manager.layoutByName(free) is not None:
        number += 1
        free = f"{name} {number}"
    return free
