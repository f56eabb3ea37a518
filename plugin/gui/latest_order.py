"""What a view shows of the engine's, asked for in the background: always what is wanted last."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.orders import Order
from ..protocol.outcomes import Outcome
from .task import TaskSlot


class LatestOrder(QObject):
    """Asks for one order after the other, and of those that are wanted meanwhile for the last alone.

    Parameters
    ----------
    title : str
        What QGIS shows in its list of tasks.
    """

    found = pyqtSignal(object, object)
    """The order and its outcome."""
    failed = pyqtSignal(str)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slot = TaskSlot(self)
        self._title = title
        self._wanted: Order | None = None
        self._asked: Order | None = None
        self.slot.succeeded.connect(self._answered)
        self.slot.failed.connect(self._refused)
        self.slot.stopped.connect(self._next)

    def want(self, order: Order) -> None:
        """Ask; `found` tells the outcome."""
        self._wanted = order
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
        self.slot.start(self._title, partial(ask, self._asked), quiet=True)

    def _answered(self, outcome: Outcome) -> None:
        if self._asked == self._wanted:
            self.found.emit(self._asked, outcome)
        self._next()

    def _refused(self, message: str) -> None:
        if self._asked == self._wanted:
            self.failed.emit(message)
        self._next()

    def _next(self) -> None:
        """Ask for what was wanted meanwhile."""
        if self._asked != self._wanted and self._wanted is not None:
            self._ask()
