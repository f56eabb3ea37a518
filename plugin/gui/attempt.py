"""Work that is done aside, and what came of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Protocol

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import pyqtBoundSignal

from ..protocol.errors import Cancelled, VsMapperError
from ..protocol.progress import Monitor
from ..qgis_layers.translated import tr

LOG_TAG = "Vs Mapper"


class Tells(Protocol):
    """What has the signals by which an outcome is told."""

    succeeded: pyqtBoundSignal
    failed: pyqtBoundSignal
    stopped: pyqtBoundSignal


class Attempt:
    """Keeps the outcome of `work`, or the reason why there is none; nothing is ever raised.

    Parameters
    ----------
    work : callable
        Takes a `Monitor` and returns the outcome; must not touch widgets or layers.
    """

    def __init__(self, work: Callable[[Monitor], object]) -> None:
        self._work = work
        self._outcome: object = None
        self.done = False
        self._error = ""
        self._trace = ""

    def make(self, monitor: Monitor) -> None:
        """Do the work; in any thread."""
        try:
            self._outcome = self._work(monitor)
            self.done = True
        except Cancelled:
            self.done = False
        except VsMapperError as error:
            self._error = str(error)
        except BaseException as error:  # whatever left a task would abort QGIS
            self._error = tr("Unexpected error, please report it: {name}: {error}").format(
                name=type(error).__name__, error=error
            )
            self._trace = traceback.format_exc()

    def tell(self, whom: Tells, cancelled: bool) -> None:
        """Tell the outcome by exactly one signal; in the main thread."""
        if self._trace:
            QgsMessageLog.logMessage(self._trace, LOG_TAG, Qgis.MessageLevel.Critical)
        if self.done and not cancelled:
            whom.succeeded.emit(self._outcome)
        elif self._error:
            whom.failed.emit(self._error)
        else:
            whom.stopped.emit()
