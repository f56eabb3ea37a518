"""The report of a run: a title, a button, and what was written."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..protocol.option import Option
from ..protocol.options.handing_on import REPORT
from ..protocol.result_files import REPORT as PAGE
from ..protocol.result_files import REPORT_PDF
from ..qgis_layers.translated import progress_of, tr
from .message_label import message_label
from .wrapping import WrappingRow

_HOLDS = tr(
    "The survey, method and assumptions, how sure the numbers are, the maps and sections that are drawn, and "
    "a page a site. Draw maps and sections first."
)


class ReportPanel(QWidget):
    """Asks for a report, shows how far it is, and opens what was written."""

    wanted = pyqtSignal(str)
    cancel_wanted = pyqtSignal()
    layout_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = _declared("title")
        self.title = QLineEdit()
        self.title.setPlaceholderText(title.example)
        self.title.setToolTip(tr(title.help))
        self.make_button, self.cancel_button = QPushButton(tr("Write report")), QPushButton(tr("Cancel"))
        self.page_button, self.document_button = (
            QPushButton(tr("Open report")),
            QPushButton(tr("Open as PDF")),
        )
        self.layout_button = QPushButton(tr("Print layout of the map"))
        self.layout_button.setToolTip(
            tr("A page with the map as it is seen now, legend, scale, north and title")
        )
        self.bar = QProgressBar()
        self.state = message_label()
        self._folder: Path | None = None
        self._arrange(title)
        self.make_button.clicked.connect(lambda: self.wanted.emit(self.title.text().strip()))
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.layout_button.clicked.connect(lambda: self.layout_wanted.emit(self.title.text().strip()))
        self.page_button.clicked.connect(lambda: self._open(PAGE))
        self.document_button.clicked.connect(lambda: self._open(REPORT_PDF))
        self.set_folder(None)

    def _arrange(self, title: Option) -> None:
        form = QFormLayout()
        form.addRow(tr(title.title), self.title)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addLayout(form)
        layout.addLayout(WrappingRow(self.make_button, self.cancel_button))
        layout.addWidget(self.bar)
        layout.addLayout(WrappingRow(self.page_button, self.document_button, self.layout_button))
        layout.addStretch(1)

    def set_folder(self, folder: Path | None) -> None:
        """Write reports of the results in a folder; None forbids it."""
        self._folder = folder
        self.state.setText(_HOLDS)
        self.set_working(False)

    def set_working(self, working: bool) -> None:
        """Show that a report is being written, or that none is."""
        self.make_button.setEnabled(self._folder is not None and not working)
        self.layout_button.setEnabled(self._folder is not None)
        self.cancel_button.setEnabled(working)
        self.bar.setVisible(working)
        self.bar.setValue(0)
        for button, name in ((self.page_button, PAGE), (self.document_button, REPORT_PDF)):
            there = self._folder is not None and (self._folder / name).is_file()
            button.setEnabled(there and not working)

    def show_progress(self, fraction: float, message: str) -> None:
        """Show how far the report is."""
        self.bar.setValue(round(100 * fraction))
        self.state.setText(progress_of(message))

    def say(self, message: str) -> None:
        """Say what came of it."""
        self.state.setText(message)

    def _open(self, name: str) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder / name)))


def _declared(name: str) -> Option:
    return next(option for option in REPORT if option.name == name)
