"""Work in two steps: what the engine does behind, and what QGIS's window then does with it in turns."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject

from .task import TaskSlot
from .turns import Turns


class Work(QObject):
    """Room for one work at a time, of which either step can be all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slot = TaskSlot(self)
        self.adding = Turns(self)

    @property
    def busy(self) -> bool:
        """True while work is under way, until what came of it is in the project."""
        return self.slot.busy or self.adding.busy

    def drop(self) -> None:
        """Give up what is under way; its end is not told."""
        self.slot.drop()
        self.adding.drop()
