"""Run, Cancel, progress and messages."""

from __future__ import annotations

from time import monotonic

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..qgis_layers.translated import progress_of, tr
from .message_label import message_label
from .remaining import Remaining

LOG_LINES = 4


class RunPanel(QWidget):
    """The bottom of the dock, always in sight."""

    run_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    help_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run_button = QPushButton(tr("&Run"))
        self.run_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.help_button = QPushButton(tr("&Help"))
        self.help_button.setToolTip(tr("The documentation that comes with the plugin"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.state = message_label()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(500)
        self.log.setFixedHeight(self.log.fontMetrics().lineSpacing() * LOG_LINES + 12)
        self.log.setPlaceholderText(tr("Messages"))
        self.log.setTabChangesFocus(True)
        self._remaining = Remaining()
        self._arrange()
        self.run_button.clicked.connect(self.run_wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.help_button.clicked.connect(self.help_wanted)
        self.set_running(False)

    def _arrange(self) -> None:
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.run_button, 1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.help_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.buttons)
        layout.addWidget(self.bar)
        layout.addWidget(self.state)
        layout.addWidget(self.log)

    def set_running(self, running: bool) -> None:
        """Switch between waiting for Run and waiting for the end."""
        self.run_button.setEnabled(not running)
        self.cancel_button.setEnabled(running)
        self.bar.setVisible(running)
        self.state.setVisible(running)
        self.bar.setValue(0)
        self.state.clear()
        self._remaining = Remaining()

    def set_reading(self, reading: bool) -> None:
        """Show that a survey is read, which can be cancelled too; a run goes before it."""
        self.cancel_button.setEnabled(reading)
        self.bar.setVisible(reading)
        self.state.setVisible(reading)
        self.bar.setValue(0)
        self.state.clear()
        self._remaining = Remaining()

    def show_progress(self, fraction: float, message: str) -> None:
        """Show the fraction done, what is being done and how long the sites will take."""
        self.bar.setValue(round(1000 * fraction))
        left = self._remaining.told(monotonic(), message)
        words = progress_of(message)
        self.state.setText(f"{words}: {left}" if left else words)

    def say(self, message: str) -> None:
        """Add a line to the messages."""
        self.log.appendPlainText(message)

    def messages(self) -> list[str]:
        """Return the lines said so far."""
        return self.log.toPlainText().splitlines()
