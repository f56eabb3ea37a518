"""What the dock does on the map: show a result, pick a site, draw a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsMapLayer,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..protocol.lines import SectionLine
from .line_tool import LineTool
from .site_mark import SiteMark
from .site_tool import SiteTool

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.gui import QgisInterface

MARGIN = 1.05
MOST = 8
"""Sites of a selection that are named."""


class MapLink(QObject):
    """Follows the sites layer: clicking, pointing and selecting name sites, and those in view are marked."""

    site_picked = pyqtSignal(str)
    site_pointed = pyqtSignal(str)
    """The site below the pointer, empty where there is none any more."""
    sites_selected = pyqtSignal(object)
    picking_ended = pyqtSignal()
    line_drawn = pyqtSignal(object)
    drawing_ended = pyqtSignal()

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.iface = iface
        self._sites: QgsVectorLayer | None = None
        self._tool: SiteTool | None = None
        self._mark = SiteMark(iface.mapCanvas())
        self._line_tool: LineTool | None = None
        self._wanted: tuple[QgsRectangle, QgsCoordinateReferenceSystem] | None = None

    def follow(self, sites: QgsVectorLayer | None) -> None:
        """Listen to another sites layer."""
        self.forget()
        self._sites = sites
        if sites is not None:
            sites.selectionChanged.connect(self._selected)
            sites.willBeDeleted.connect(self._gone)

    def forget(self) -> None:
        """Stop listening, and drawing."""
        sites = self._sites
        self.draw(False)
        self._gone()
        if sites is not None:
            sites.selectionChanged.disconnect(self._selected)
            sites.willBeDeleted.disconnect(self._gone)

    def _gone(self) -> None:
        """Let go of the layer; it may be half deleted, so it is not touched."""
        self.pick(False)
        self._mark.clear()
        self._sites = None

    def mark(self, numbers: tuple[int, ...]) -> None:
        """Ring sites on the map, by the ids of their features."""
        if self._sites is not None and self._sites.isSpatial():
            self._mark.show(self._sites, numbers)

    def pick(self, wanted: bool) -> None:
        """Start or stop picking sites by clicks on the map."""
        canvas = self.iface.mapCanvas()
        if not wanted:
            if self._tool is not None:
                canvas.unsetMapTool(self._tool)
            return
        if self._sites is None:
            self.picking_ended.emit()
            return
        self._tool = SiteTool(canvas, self._sites)
        self._tool.featureIdentified.connect(self._identified)
        self._tool.pointed.connect(self.site_pointed)
        self._tool.deactivated.connect(self._tool_left)
        canvas.setMapTool(self._tool)

    def draw(self, wanted: bool) -> None:
        """Start or stop drawing the line of a section on the map."""
        canvas = self.iface.mapCanvas()
        if not wanted:
            if self._line_tool is not None:
                canvas.unsetMapTool(self._line_tool)
            return
        self._line_tool = LineTool(canvas)
        self._line_tool.drawn.connect(self._drawn)
        self._line_tool.deactivated.connect(self._line_tool_left)
        canvas.setMapTool(self._line_tool)

    def _drawn(self, line: SectionLine) -> None:
        self.draw(False)
        self.line_drawn.emit(line)

    def _line_tool_left(self) -> None:
        self._line_tool = None
        self.drawing_ended.emit()

    def zoom_to(self, layer: QgsMapLayer) -> None:
        """Show the whole layer on the map, once QGIS has taken note of it.

        The first layers of a project decide the map's system, and bring up the canvas.
        """
        self._wanted = (layer.extent(), layer.crs())
        QTimer.singleShot(0, self._zoom)

    def _zoom(self) -> None:
        extent, crs = self._wanted
        canvas = self.iface.mapCanvas()
        target = canvas.mapSettings().destinationCrs()
        try:
            extent = QgsCoordinateTransform(crs, target, QgsProject.instance()).transformBoundingBox(extent)
        except QgsCsException:
            return  # the map's own system cannot show the layer; leave the view alone
        extent.scale(MARGIN)
        canvas.setExtent(extent)
        canvas.refresh()

    def _tool_left(self) -> None:
        self._tool = None
        self.picking_ended.emit()

    def _selected(self) -> None:
        """Name the selected sites, but not thousands of them."""
        numbers = sorted(self._sites.selectedFeatureIds())[:MOST] if self._sites is not None else []
        chosen = [self._sites.getFeature(number) for number in numbers]
        if len(chosen) == 1:
            self._identified(chosen[0])
        elif chosen:
            self.sites_selected.emit([str(feature["site"]) for feature in chosen])

    def _identified(self, feature: QgsFeature) -> None:
        # The tool hands over features of its own layer only.
        self.site_picked.emit(str(feature["site"]))
