"""The top of the dock: says that the engine is missing, and has it set up, repaired, removed or checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..client.check import Report, check
from ..client.chosen import FOLDER_KEY, PYTHON_KEY, Chosen, chosen
from ..client.engine import ENGINE
from ..client.probe import forget
from ..client.pythons import WHAT_TO_DO, EnginePython, find_engine
from ..client.setup.home import home
from ..client.setup.making import set_up
from ..client.setup.plan import Plan, make_plan, roughly
from ..client.setup.removal import remove
from ..protocol.errors import EngineMissing
from ..protocol.progress import Monitor
from ..qgis_layers.translated import tr
from .engine_dialogs import CheckDialog, SetupDialog
from .message_label import message_label
from .qgis_proxy import qgis_proxy
from .task import TaskSlot

ASIDE = tr("It runs in a Python of its own; QGIS's is not touched.")


class EngineBanner(QFrame):
    """Shown where the engine is missing or something is done about it; `menu_button` is always in sight."""

    ready = pyqtSignal()
    """The engine has become usable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = message_label()
        self.setup_button = QPushButton()
        self.cancel_button = QPushButton(tr("Cancel"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.menu_button = QToolButton()
        self.menu_button.setText(tr("Engine"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setAutoRaise(True)
        self.check_dialog: CheckDialog | None = None
        self.setup_dialog: SetupDialog | None = None
        self.slot = TaskSlot(self)
        self._then: Callable[[Any], None] = self._looked
        self._missing, self._anew = "", False
        self._arrange()
        self._add_actions()
        self.slot.succeeded.connect(lambda outcome: self._then(outcome))
        self.slot.failed.connect(self._failed)
        self.slot.stopped.connect(self._stopped)
        self.slot.progressed.connect(self._progressed)
        self._rest()
        self.look()

    def look(self) -> None:
        """Look for the engine in the background, and say so if there is none."""
        self._start(tr("Looking for the engine"), lambda monitor: _found(), self._looked, visible=False)

    def set_up(self, anew: bool = False) -> None:
        """Ask what setting up would fetch, and then the user."""
        self._anew = anew
        work = partial(_plan, chosen(), qgis_proxy())
        self._start(tr("Asking the package index"), work, self._planned)

    def repair(self) -> None:
        """Set up again although the engine is there."""
        self.set_up(anew=True)

    def remove(self) -> None:
        """Remove what setting up made, once the user agrees."""
        folder = home(chosen().folder)
        button = QMessageBox.StandardButton
        question = tr("Remove the engine's Python from {folder}?").format(folder=folder)
        if QMessageBox.question(self, "Vs Mapper", question, button.Yes | button.No) == button.Yes:
            ENGINE.close()
            self._start(tr("Removing the engine"), lambda monitor: remove(folder), self._removed)

    def check(self) -> None:
        """Say what is found, and let the engine invert two sites."""
        settings = chosen()
        self._start(tr("Checking the engine"), lambda monitor: check(monitor, settings), self._checked)

    def choose_python(self) -> None:
        """Let the user choose the engine's Python."""
        path, _ = QFileDialog.getOpenFileName(self, tr("A Python program that has the engine's packages"))
        if path:
            self._use_python(path)

    def shut_down(self) -> None:
        """Stop what would call back into a dock that is gone."""
        self.slot.drop()
        for dialog in (self.check_dialog, self.setup_dialog):
            if dialog is not None:
                dialog.close()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.setup_button, 1)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        for widget in (self.text, self.bar):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setup_button.clicked.connect(lambda: self.set_up())
        self.cancel_button.clicked.connect(self.slot.cancel)

    def _add_actions(self) -> None:
        menu = QMenu(self.menu_button)
        for title, act in (
            (tr("Check"), self.check),
            (tr("Set up or repair …"), self.repair),
            (tr("Remove …"), self.remove),
            (tr("Choose a Python …"), self.choose_python),
            (tr("Use no Python of my choice"), lambda: self._use_python("")),
        ):
            menu.addAction(title).triggered.connect(lambda _checked=False, act=act: act())
        self.menu_button.setMenu(menu)

    def _start(
        self,
        title: str,
        work: Callable[[Monitor], object],
        then: Callable[[Any], None],
        visible: bool = True,
    ) -> None:
        """Do something in the background; what it was doing before is given up."""
        self._then = then
        if visible:
            self.text.setText(f"{title} …")
            self.bar.setValue(0)
            for widget in (self, self.bar, self.cancel_button):
                widget.show()
            self.setup_button.hide()
        self.slot.start(tr("Vs Mapper: {title}").format(title=title), work)

    def _rest(self, message: str = "") -> None:
        """Show a message and the button to set up, or nothing."""
        self.text.setText(message)
        size = roughly()
        self.setup_button.setText(
            tr("Set up the engine (about {size} MB)").format(size=size) if size else tr("Set up the engine")
        )
        self.bar.hide()
        self.cancel_button.hide()
        self.setup_button.show()
        self.setVisible(bool(message))

    def _looked(self, found: EnginePython | str) -> None:
        # The button stands below.
        missing = found.replace(WHAT_TO_DO, ASIDE) if isinstance(found, str) else ""
        was_missing, self._missing = self._missing, missing
        self._rest(missing)
        if was_missing and not missing:
            self._engine_is_there()

    def _planned(self, plan: Plan) -> None:
        self._rest(self._missing)
        with_cuda = partial(make_plan, chosen(), cuda=True)
        self.setup_dialog = SetupDialog(plan, with_cuda, self)
        self.setup_dialog.accepted.connect(self._agreed)
        self.setup_dialog.open()

    def _agreed(self) -> None:
        plan, settings = self.setup_dialog.plan, QgsSettings()
        if plan.folder != home(chosen().folder):
            settings.setValue(FOLDER_KEY, str(plan.folder))
        settings.remove(PYTHON_KEY)  # it would go before the one that is made
        if self._anew:
            ENGINE.close()
        work = partial(_set_up, plan, qgis_proxy(), self._anew)
        self._start(tr("Setting up the engine"), work, self._made)

    def _made(self, _python: Path) -> None:
        self._missing = ""
        self._rest()
        self._engine_is_there()

    def _engine_is_there(self) -> None:
        ENGINE.warm_up()
        self.ready.emit()

    def _removed(self, left: list[Path]) -> None:
        forget()
        self._missing = (
            tr("Not removed, perhaps in use: {names}").format(names=", ".join(map(str, left))) if left else ""
        )
        self.look()

    def _checked(self, report: Report) -> None:
        self._rest(self._missing)
        self.check_dialog = CheckDialog(report.lines, self)
        self.check_dialog.show()

    def _use_python(self, path: str) -> None:
        QgsSettings().setValue(PYTHON_KEY, path)
        ENGINE.close()
        self.look()

    def _failed(self, message: str) -> None:
        self._rest(message)

    def _stopped(self) -> None:
        self._rest(
            self._missing and tr("{missing} What was fetched so far is kept.").format(missing=self._missing)
        )

    def _progressed(self, fraction: float, message: str) -> None:
        self.bar.setValue(round(1000 * fraction))
        if message:
            self.text.setText(message[0].upper() + message[1:])


def _found() -> EnginePython | str:
    """Return the engine's Python, or why there is none."""
    try:
        return find_engine()
    except EngineMissing as error:
        return str(error)


def _plan(settings: Chosen, proxy: dict[str, str], _monitor: Monitor) -> Plan:
    return make_plan(settings, proxy=proxy)


def _set_up(plan: Plan, proxy: dict[str, str], anew: bool, monitor: Monitor) -> Path:
    return set_up(plan, monitor, proxy, anew)
