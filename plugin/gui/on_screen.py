"""QGIS's window kept on the screen, which its status bar pushes wider while tasks run."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QWidget

_REST_MS, _TRIES = 300, 20
"""By then the status bar has let go of the room for its bar, or is asked again."""


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
        self._timer.timeout.connect(self._try)
        self._left = _TRIES
        QgsApplication.taskManager().allTasksFinished.connect(self._begin)

    def shut_down(self) -> None:
        """Follow the tasks no longer."""
        QgsApplication.taskManager().allTasksFinished.disconnect(self._begin)
        self._timer.stop()

    def take_back(self) -> bool:
        """Make the window no wider than the desktop, all screens together; return whether it is."""
        room = self._window.screen().availableVirtualGeometry().width()
        if self._window.minimumSizeHint().width() <= room < self._window.width():
            self._window.resize(room, self._window.height())
        return self._window.width() <= room

    def _begin(self) -> None:
        self._left = _TRIES
        self._timer.start()

    def _try(self) -> None:
        self._left -= 1
        if not self.take_back() and self._left:
            self._timer.start()
