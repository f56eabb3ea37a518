"""Short work aside of which QGIS's list of tasks and its status bar say nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..protocol.progress import Monitor
from .attempt import Attempt

_UNDER_WAY: set[QuietTask] = set()
"""What a thread let go last, Qt would delete there, while the main thread may be at it."""


class QuietTask(QObject):
    """Does `work` in a thread at once and tells its outcome in the main thread, by exactly one signal.

    QGIS hides a task of its own since 3.26 only; before, its status bar flickers at every one.
    """

    progressed = pyqtSignal(float, str)
    succeeded = pyqtSignal(object)
    failed = pyqtSignal(str)
    stopped = pyqtSignal()
    _ended = pyqtSignal()

    def __init__(self, description: str, work: Callable[[Monitor], object]) -> None:
        super().__init__()
        self._attempt = Attempt(work)
        self._cancelled = threading.Event()
        self._ended.connect(self._tell)
        self._thread = threading.Thread(target=self._run, name=description, daemon=True)

    def start(self) -> None:
        """Begin."""
        _UNDER_WAY.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def _run(self) -> None:
        self._attempt.make(Monitor(self.progressed.emit, self._cancelled.is_set))
        with suppress(RuntimeError):  # QGIS has closed meanwhile
            self._ended.emit()

    def _tell(self) -> None:
        _UNDER_WAY.discard(self)
        self._attempt.tell(self, self._cancelled.is_set())
