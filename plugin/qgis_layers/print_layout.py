"""A print layout of the map: title, scale, north, legend, and how sure it is."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsSettings,
)
from qgis.PyQt.QtXml import QDomDocument

from .compatible import set_word_points, template_setting, word_points
from .translated import tr

FOLDER = Path(__file__).parents[2] / "resources" / "layouts"
TEMPLATE = FOLDER / "vs_mapper_map.qpt"
RIGHT, BOTTOM = 285.0, 202.0
"""Where the legend of a page must end, in mm from the left and from the top of the page."""
_LEAST_POINTS = 8.0
_BELOW = 0.98  # letters do not shrink as exactly as their size

_ITEMS = {
    "title": QgsLayoutItemLabel,
    "map": QgsLayoutItemMap,
    "legend": QgsLayoutItemLegend,
    "scale bar": QgsLayoutItemScaleBar,
    "statement": QgsLayoutItemLabel,
}


class LayoutError(Exception):
    """No layout could be made; the message says why."""


def adding_layout(
    project: QgsProject, name: str, title: str, extent: QgsRectangle
) -> Generator[None, None, tuple[QgsPrintLayout, bool]]:
    """Add a layout to the project whose map shows an extent, in parts that each take little time.

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

    Returns
    -------
    layout : QgsPrintLayout
        The layout.
    whole : bool
        Whether its legend lies on the page.

    Raises
    ------
    LayoutError
        If the template cannot be read.
    """
    from .page_legend import fit, name_shown  # not while QGIS starts

    yield
    layout = _read(project)
    yield
    layout.setName(_free(project, name))  # the template brings a name of its own
    _entitle(layout.itemById("title"), title)
    layout.itemById("statement").setText(statement())
    layout.itemById("map").zoomToExtent(extent)
    layout.itemById("scale bar").applyDefaultSize()
    legend = layout.itemById("legend")
    name_shown(legend, project)
    yield
    whole = fit(legend, RIGHT - legend.pos().x(), BOTTOM - legend.pos().y())
    project.layoutManager().addLayout(layout)
    return layout, whole


def _read(project: QgsProject) -> QgsPrintLayout:
    """Return a layout made from the template."""
    from .page_legend import empty_in

    layout = QgsPrintLayout(project)
    document = QDomDocument()
    try:
        document.setContent(TEMPLATE.read_text(encoding="utf-8"))
    except OSError as error:
        raise LayoutError(tr("{file}: cannot be read: {error}").format(file=TEMPLATE, error=error)) from error
    empty_in(document)
    _, read = layout.loadFromTemplate(document, QgsReadWriteContext())
    if not read or not all(isinstance(layout.itemById(item), kind) for item, kind in _ITEMS.items()):
        raise LayoutError(tr("{file}: is not the template that it was").format(file=TEMPLATE))
    return layout


def _entitle(label: QgsLayoutItemLabel, title: str) -> None:
    """Write a title in one line, in letters as small as that needs but not smaller than 8 points."""
    label.setText(title)
    share = _BELOW * label.rect().width() / max(label.sizeForText().width(), 1.0)
    if share < 1.0:
        set_word_points(label, max(share * word_points(label), _LEAST_POINTS))


def statement() -> str:
    """Return what a page says of the velocities on it, with expressions that QGIS fills in."""
    return "\n".join(
        (
            tr(
                "Velocities between the sites are interpolated, and blank where the survey does not reach; "
                "their uncertainty is a map of its own (Vs ± 1 σ). "
                "Values below the depth of investigation are not shown."
            ),
            tr("System: {crs}. Printed {date}.").format(
                crs="[% map_get(item_variables('map'), 'map_crs') %]",
                date="[% format_date(now(), 'yyyy-MM-dd') %]",
            ),
        )
    )


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
