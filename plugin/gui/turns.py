"""Work in the main thread in parts, one a turn of the event loop, so that QGIS's window stays usable."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

SOON_MS = 1
"""What is due at once, Qt does before what the window waits for."""


def next_turn(call: Callable[[], object]) -> None:
    """Call something once QGIS's window has had a turn."""
    QTimer.singleShot(SOON_MS, call)


class Turns(QObject):
    """Room for one work at a time: what an iterator does between two of its items is done at a stroke."""

    ended = pyqtSignal()
    """The work is done, or has failed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """True from `start` until `ended` is told."""
        return self._parts is not None

    def start(self, parts: Iterator[None]) -> None:
        """Take up a work; an earlier one is given up."""
        self._parts = parts
        self._timer.start()

    def drop(self) -> None:
        """Give the work up where it is; its end is not told."""
        self._timer.stop()
        self._parts = None

    def _turn(self) -> None:
        try:
            next(self._parts)
        except BaseException as error:
            self.drop()
            self.ended.emit()
            if not isinstance(error, StopIteration):
                raise
