"""Engine work in a QGIS background task."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..protocol.errors import Cancelled, VsMapperError
from ..protocol.progress import Monitor
from ..qgis_layers.compatible import task_flags

LOG_TAG = "Vs Mapper"


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

    def __init__(self, description: str, work: Callable[[Monitor], object], quiet: bool = False) -> None:
        super().__init__(description, task_flags(quiet))
        self._work = work
        self._outcome: object = None
        self._done = False
        self._error = ""
        self._trace = ""

    def run(self) -> bool:
        """Do the work; called by QGIS in its worker thread."""
        self._attempt()
        return self._done and not self.isCanceled()

    def _attempt(self) -> None:
        """Keep the outcome or the reason why there is none; nothing is ever raised."""
        monitor = Monitor(self._report, self.isCanceled)
        try:
            self._outcome = self._work(monitor)
            self._done = True
        except Cancelled:
            self._done = False
        except VsMapperError as error:
            self._error = str(error)
        except BaseException as error:  # whatever left run() would abort QGIS
            self._error = f"Unexpected error, please report it: {type(error).__name__}: {error}"
            self._trace = traceback.format_exc()

    def finished(self, result: bool) -> None:
        """Tell the outcome; called by QGIS in the main thread."""
        if self._trace:
            QgsMessageLog.logMessage(self._trace, LOG_TAG, Qgis.MessageLevel.Critical)
        if result:
            self.succeeded.emit(self._outcome)
        elif self._error:
            self.failed.emit(self._error)
        else:
            self.stopped.emit()

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
        self._task: EngineTask | None = None

    @property
    def busy(self) -> bool:
        """True from `start` until the outcome is told."""
        return self._task is not None

    def start(self, description: str, work: Callable[[Monitor], object], quiet: bool = False) -> None:
        """Hand the work to QGIS; an earlier task is cancelled and its outcome no longer told.

        A quiet one is over in a moment, and not worth QGIS's progress bar.
        """
        self.drop()
        task = EngineTask(description, work, quiet)
        self._task = task
        task.progressed.connect(self.progressed)
        for told in ("succeeded", "failed", "stopped"):
            getattr(task, told).connect(self._empty)
            getattr(task, told).connect(getattr(self, told))
        QgsApplication.taskManager().addTask(task)

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
