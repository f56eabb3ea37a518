"""Drawn profiles of the site in view, asked of the engine in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.orders import ShowDrawn
from ..protocol.outcomes import DrawnProfiles
from ..qgis_layers.translated import tr
from .task import TaskSlot


class DrawnSource(QObject):
    """Asks for one site after the other, and of those that are wanted meanwhile for the last alone."""

    found = pyqtSignal(str, object)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slot = TaskSlot(self)
        self._wanted: ShowDrawn | None = None
        self._asked: ShowDrawn | None = None
        self.slot.succeeded.connect(self._answered)
        self.slot.failed.connect(self._refused)
        self.slot.stopped.connect(self._next)

    def want(self, folder: Path, site: str) -> None:
        """Ask for the profiles of a site; `found` tells its name with them."""
        self._wanted = ShowDrawn(folder, site)
        if not self.slot.busy:
            self._ask()

    def forget(self) -> None:
        """Want nothing more; what is under way is not told."""
        self._wanted = None

    def drop(self) -> None:
        """Stop asking."""
        self._wanted = None
        self.slot.drop()

    def _ask(self) -> None:
        self._asked = self._wanted
        self.slot.start(tr("Vs Mapper: drawn profiles"), partial(ask, self._asked), quiet=True)

    def _answered(self, drawn: DrawnProfiles) -> None:
        if self._asked == self._wanted:
            self.found.emit(self._asked.site, drawn)
        self._next()

    def _refused(self, message: str) -> None:
        if self._asked == self._wanted:
            self.failed.emit(message)
        self._next()

    def _next(self) -> None:
        """Ask for what was wanted meanwhile."""
        if self._asked != self._wanted and self._wanted is not None:
            self._ask()
