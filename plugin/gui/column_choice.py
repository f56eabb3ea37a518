"""Lets the user choose what the columns of the survey hold, from a table of them."""

from __future__ import annotations

import csv
import io
from functools import partial

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.orders import ShowColumns
from ..protocol.outcomes import ColumnsSeen
from ..qgis_layers.translated import tr
from .columns_dialog import ColumnsDialog
from .survey_panel import SurveyPanel
from .task import TaskSlot


class ColumnChoice(QObject):
    """Asks for the columns when the panel's button is pressed, and hands over what is chosen.

    Parameters
    ----------
    panel : SurveyPanel
        Has the survey, and the line of columns.
    """

    said = pyqtSignal(str)

    def __init__(self, panel: SurveyPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self.slot = TaskSlot(self)
        self.dialog: ColumnsDialog | None = None
        panel.reading_panel.columns_button.clicked.connect(self.ask)
        self.slot.succeeded.connect(self._show)
        self.slot.failed.connect(self.said)

    def ask(self) -> None:
        """Read the columns of the chosen survey."""
        source = self._panel.source_or(self.said.emit)
        if source is None:
            return
        self.slot.start(tr("What the columns hold"), partial(ask, ShowColumns(source)), quiet=True)

    def _show(self, seen: ColumnsSeen) -> None:
        self.dialog = ColumnsDialog(seen, self._panel)
        self.dialog.accepted.connect(self._take)
        self.dialog.open()

    def _take(self) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(self.dialog.chosen())
        self._panel.reading_panel.columns.setText(text.getvalue())
        self._panel.reading_panel.columns.editingFinished.emit()
