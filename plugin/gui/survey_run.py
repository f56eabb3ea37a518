"""A run of the dock: asked of the engine, and its results shown however it ends."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.errors import SourceError
from ..protocol.orders import Invert
from ..protocol.outcomes import Inverted
from ..qgis_layers.translated import tr
from .result_view import ResultView
from .run_shown import run_in, showing_left, showing_run
from .work import Work


class SurveyRun(Work):
    """Room for one run at a time.

    Parameters
    ----------
    results : ResultView
        The panels that look at what comes of it.
    """

    said = pyqtSignal(str)
    progressed = pyqtSignal(float, str)
    adding_begun = pyqtSignal()
    """The engine is done; what it wrote goes into the project."""
    shown = pyqtSignal()
    """The results are in view."""
    stopped = pyqtSignal()
    """The user stopped it, and nothing was changed."""
    ended = pyqtSignal()

    def __init__(self, results: ResultView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._order: Invert | None = None
        self._before = ""
        self._temporary: Path | None = None
        self.slot.progressed.connect(self.progressed)
        self.slot.succeeded.connect(self._done)
        self.slot.failed.connect(self._failed)
        self.slot.stopped.connect(self._stopped)
        self.adding.ended.connect(self.ended)

    def folder_for(self, chosen: str) -> Path:
        """Return where results go; a temporary folder in which a run was stopped is used again.

        Raises
        ------
        SourceError
            If no folder is chosen and no temporary one can be made.
        """
        if chosen:
            return Path(chosen)
        if self._temporary is None:
            try:
                self._temporary = Path(tempfile.mkdtemp(prefix="vs_mapper_"))
            except OSError as error:
                raise SourceError(
                    tr("No temporary folder can be made: {error}. Choose a folder.").format(error=error)
                ) from error
        return self._temporary

    def start(self, order: Invert) -> None:
        """Let the engine invert and map in the background."""
        self._order, self._before = order, run_in(order.folder)
        self.slot.start(tr("Vs Mapper: {name}").format(name=order.source.name), partial(ask, order))

    def leave(self) -> None:
        """Leave results alone whose project is gone."""
        if self.adding.busy:
            self.adding.drop()
            self.ended.emit()
            self.said.emit(
                tr("The project was closed meanwhile. Files in {folder}").format(folder=self._order.folder)
            )

    def _done(self, outcome: Inverted) -> None:
        self._add(showing_run(self._order, outcome, self._results, self.said.emit))

    def _failed(self, message: str) -> None:
        self.said.emit(message)
        if not self._show_left():
            self.ended.emit()

    def _stopped(self) -> None:
        if not self._show_left():
            self.ended.emit()
            self.stopped.emit()

    def _show_left(self) -> bool:
        """Show the results of a run that ended while its maps were made; False where there are none."""
        left = run_in(self._order.folder) != self._before
        if left:
            self._add(showing_left(self._order, self._results, self.said.emit, bool(self._before)))
        return left

    def _add(self, showing: Generator[None, None, bool]) -> None:
        self._temporary = None
        self.adding_begun.emit()
        self.adding.start(self._adding(showing))

    def _adding(self, showing: Generator[None, None, bool]) -> Iterator[None]:
        """Show the results, in parts that each take little time."""
        shown = yield from showing
        if shown:
            self.shown.emit()
