"""What is said before the engine is set up, and what a check has found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..client.setup.plan import Plan
from ..protocol.errors import SetupError
from ..qgis_layers.ticks import rounded
from ..qgis_layers.translated import tr
from .message_label import message_label


class SetupDialog(QDialog):
    """Says what is fetched, from where and into which folder; nothing is done before it is accepted.

    Parameters
    ----------
    plan : Plan
        What would be done.
    with_cuda : callable
        Returns the plan with PyTorch's build for NVIDIA's cards; asked when it is wanted.
    parent : QWidget or None
        The window that it belongs to.
    """

    def __init__(self, plan: Plan, with_cuda: Callable[[], Plan], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Set up the engine"))
        self._plan, self._plain, self._with_cuda = plan, plan, with_cuda
        self.text = message_label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setFilePath(str(plan.folder))
        self.cuda = QCheckBox(tr("PyTorch for NVIDIA's graphics cards (CUDA)"))
        self.cuda.setChecked(plan.build == "cuda")
        self.packages = QPlainTextEdit()
        self.packages.setReadOnly(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start_button = self.buttons.addButton(tr("Set up"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self.cuda.toggled.connect(self._choose_build)
        self.folder.fileChanged.connect(self._show)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show()

    @property
    def plan(self) -> Plan:
        """The plan with what the user chose."""
        chosen = self.folder.filePath().strip()
        return replace(self._plan, folder=Path(chosen) if chosen else self._plain.folder)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Folder"), self.folder)
        form.addRow(self.cuda)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addLayout(form)
        layout.addWidget(QLabel(tr("Packages")))
        layout.addWidget(self.packages, 1)
        layout.addWidget(self.buttons)
        self.resize(560, 460)

    def _choose_build(self, cuda: bool) -> None:
        try:
            self._plan = self._with_cuda() if cuda else self._plain
        except SetupError as error:
            self._plan = replace(self._plain, note=str(error))
        self._show()

    def _show(self) -> None:
        plan = self.plan
        self.text.setText(
            tr("The engine gets a Python of its own; QGIS's is not touched. To be fetched:\n\n")
            + "\n".join(f"•  {line}" for line in plan.lines())
        )
        self.packages.setPlainText(
            "\n".join(
                tr("{name}: {size} MB").format(name=name, size=rounded(max(size, 0.1), ".1f"))
                for name, size in sorted(plan.packages.items())
            )
        )


class CheckDialog(QDialog):
    """What was found, to be copied into a report.

    Parameters
    ----------
    lines : sequence of str
        What was found.
    parent : QWidget or None
        The window that it belongs to.
    """

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Vs Mapper: check"))
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
        self.resize(640, 320)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
