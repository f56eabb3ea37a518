"""QGIS's window kept on the screen, which its status bar pushes wider while tasks run."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QWidget

_REST_MS = 300
"""By then the status bar has let go of the room for its bar."""


class OnScreen(QObject):
    """Takes a window back to the width of the desktop once the tasks that made it wider are over.

    Parameters
    ----------
    window : QWidget
        QGIS's window.
    """

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.take_back)
        QgsApplication.taskManager().allTasksFinished.connect(self._timer.start)

    def shut_down(self) -> None:
        """Follow the tasks no longer."""
        QgsApplication.taskManager().allTasksFinished.disconnect(self._timer.start)
        self._timer.stop()

    def take_back(self) -> None:
        """Make the window no wider than the desktop, all screens together, where it can be."""
        room = self._window.screen().availableVirtualGeometry().width()
        if self._window.minimumSizeHint().width() <= room < self._window.width():
            self._window.resize(room, self._window.height())
