"""Engine work in a QGIS background task."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..protocol.progress import Monitor
from .attempt import Attempt
from .quiet_task import QuietTask


class EngineTask(QgsTask):
    """Run `work` in a worker thread and tell its outcome in the main thread, by exactly one signal.

    Parameters
    ----------
    description : str
        What QGIS shows in its task list.
    work : callable
        Takes a `Monitor` and returns the outcome; must not touch widgets or layers.
    """

    progressed = pyqtSignal(float, str)
    succeeded = pyqtSignal(object)
    failed = pyqtSignal(str)
    stopped = pyqtSignal()

    def __init__(self, description: str, work: Callable[[Monitor], object]) -> None:
        super().__init__(description, QgsTask.Flag.CanCancel)
        self._attempt = Attempt(work)

    def start(self) -> None:
        """Hand the work to QGIS."""
        QgsApplication.taskManager().addTask(self)

    def run(self) -> bool:
        """Do the work; called by QGIS in its worker thread."""
        self._attempt.make(Monitor(self._report, self.isCanceled))
        return self._attempt.done and not self.isCanceled()

    def finished(self, result: bool) -> None:
        """Tell the outcome; called by QGIS in the main thread."""
        self._attempt.tell(self, not result)

    def _report(self, fraction: float, message: str) -> None:
        self.setProgress(100.0 * fraction)
        self.progressed.emit(fraction, message)


class TaskSlot(QObject):
    """Room for one task at a time; its signals come from the latest one only."""

    progressed = pyqtSignal(float, str)
    succeeded = pyqtSignal(object)
    failed = pyqtSignal(str)
    stopped = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: EngineTask | QuietTask | None = None

    @property
    def busy(self) -> bool:
        """True from `start` until the outcome is told."""
        return self._task is not None

    def start(self, description: str, work: Callable[[Monitor], object], quiet: bool = False) -> None:
        """Begin a work; an earlier one is cancelled and its outcome no longer told.

        A quiet one is over in a moment, and not worth QGIS's progress bar.
        """
        self.drop()
        task = (QuietTask if quiet else EngineTask)(description, work)
        self._task = task
        task.progressed.connect(self.progressed)
        for told in ("succeeded", "failed", "stopped"):
            getattr(task, told).connect(self._empty)
            getattr(task, told).connect(getattr(self, told))
        task.start()

    def cancel(self) -> None:
        """Ask the task to stop; `stopped` tells when it has."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Cancel the task and forget it."""
        if self._task is not None:
            for told in ("progressed", "succeeded", "failed", "stopped"):
                getattr(self._task, told).disconnect()
            self._task.cancel()
            self._task = None

    def _empty(self) -> None:
        self._task = None
