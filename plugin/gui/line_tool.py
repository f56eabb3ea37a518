"""Drawing the line of a section on the map."""

from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ..protocol.lines import SectionLine
from ..qgis_layers.compatible import line_geometry
from ..qgis_layers.systems import written
from ..qgis_layers.translated import tr

NAME = tr("drawn line")
_COLOUR, _WIDTH = QColor(26, 26, 26, 220), 2


class LineTool(QgsMapTool):
    """Left clicks set vertices, a right click or a double click ends the line, Esc gives it up."""

    drawn = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._vertices: list[QgsPointXY] = []
        self._band = QgsRubberBand(canvas, line_geometry())
        self._band.setColor(_COLOUR)
        self._band.setWidth(_WIDTH)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Set a vertex, or end the line; called by QGIS."""
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._vertices.append(event.mapPoint())
            self._show(event.mapPoint())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Let the line follow the pointer; called by QGIS."""
        if self._vertices:
            self._show(event.mapPoint())

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        """End the line at its last vertex; called by QGIS, after the click's own event."""
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the line up; called by QGIS."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            event.ignore()  # QGIS would go on to zoom or pan with it otherwise

    def deactivate(self) -> None:
        """Leave nothing of an unfinished line; called by QGIS."""
        self.clear()
        super().deactivate()

    def clear(self) -> None:
        """Forget all vertices."""
        self._vertices = []
        self._band.reset(line_geometry())

    def _show(self, pointer: QgsPointXY) -> None:
        self._band.reset(line_geometry())
        for vertex in [*self._vertices, pointer]:
            self._band.addPoint(vertex)

    def _end(self) -> None:
        """Hand over the line, where it has two different vertices."""
        vertices = tuple(dict.fromkeys((point.x(), point.y()) for point in self._vertices))
        self.clear()
        if len(vertices) >= 2:
            crs = self.canvas().mapSettings().destinationCrs()
            self.drawn.emit(SectionLine(vertices, written(crs), NAME))
