"""Pointing at sites and clicking on them on the map."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolIdentify, QgsMapToolIdentifyFeature
from qgis.PyQt.QtCore import QPoint, QTimer, pyqtSignal

_REST_MS = 60
"""How long the pointer rests before what is below it is looked up."""


class SiteTool(QgsMapToolIdentifyFeature):
    """QGIS's own tool for a click on a feature; it also tells, by name, the site that is pointed at."""

    pointed = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas, sites: QgsVectorLayer) -> None:
        super().__init__(canvas, sites)
        self._sites = sites
        self._at = QPoint()
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._look)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Wait until the pointer rests; called by QGIS."""
        self._at = event.pos()
        self._timer.start()

    def deactivate(self) -> None:
        """Point at nothing any more; called by QGIS."""
        self._timer.stop()
        self._tell("")
        super().deactivate()

    def _look(self) -> None:
        found = self.identify(
            self._at.x(), self._at.y(), [self._sites], QgsMapToolIdentify.IdentifyMode.TopDownStopAtFirst
        )
        self._tell(str(found[0].mFeature["site"]) if found else "")

    def _tell(self, name: str) -> None:
        if name != self._told:
            self._told = name
            self.pointed.emit(name)
