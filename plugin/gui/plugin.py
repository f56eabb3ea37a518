"""The plugin object that QGIS holds: one action that opens one dock, and the toolbox's algorithms."""

from __future__ import annotations

import threading
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ..client.engine import ENGINE
from ..qgis_layers.print_layout import offer_templates, withdraw_templates
from ..qgis_layers.translated import tr, withdraw
from .turns import next_turn

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..processing.provider import VsMapperProvider
    from .dock import VsMapperDock

ICON = Path(__file__).parents[2] / "resources" / "icon.svg"
MENU = "Vs Mapper"
_IDLE_MS = 3000
"""So long after the start QGIS has time for what is wanted later."""


class VsMapperPlugin:
    """Adds the action to QGIS and makes the dock the first time it is wanted.

    The dock's modules are imported only then, or aside once QGIS has started, so that it starts fast.
    """

    def __init__(self, iface: QgisInterface | None, translator: QTranslator | None = None) -> None:
        self.iface, self.translator = iface, translator
        self.provider: VsMapperProvider | None = None
        self.action: QAction | None = None
        self.dock: VsMapperDock | None = None
        self._idle = QTimer()
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(_import_dock)

    def initProcessing(self) -> None:
        """Add the algorithms; ``qgis_process`` calls this alone, and there is no window then."""
        from ..processing.provider import VsMapperProvider

        self.provider = VsMapperProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Add the algorithms, the toolbar button and the menu entry."""
        self.initProcessing()
        self.action = QAction(QIcon(str(ICON)), "Vs Mapper", self.iface.mainWindow())
        self.action.setObjectName("vsMapperAction")
        self.action.setToolTip(tr("Vs Mapper: velocity maps and sections from surface-wave dispersion"))
        self.action.setCheckable(True)
        self.action.toggled.connect(self.show_dock)
        self.iface.addToolBarIcon(self.action)
        self.iface.addPluginToMenu(MENU, self.action)
        QgsProject.instance().readProject.connect(self._project_read)
        offer_templates()
        self._idle.start(_IDLE_MS)

    def unload(self) -> None:
        """Remove everything that this plugin added."""
        self._idle.stop()
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.dock is not None:
            self.dock.shut_down()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        ENGINE.close()
        if self.translator is not None:
            withdraw(self.translator)
        if self.action is not None:
            withdraw_templates()
            QgsProject.instance().readProject.disconnect(self._project_read)
            self.iface.removePluginMenu(MENU, self.action)
            self.iface.removeToolBarIcon(self.action)
            self.action.deleteLater()
            self.action = None

    def show_dock(self, visible: bool) -> None:
        """Show or hide the dock; the first time it is made now, and comes into the window a turn later."""
        if self.dock is None and visible:
            self.dock = self._make_dock()
            next_turn(self._add_dock)
        elif self.dock is not None and self.dock.isVisible() != visible:
            self.dock.setUserVisible(visible)

    def _project_read(self) -> None:
        """Take off the map what an earlier version should not have put there."""
        from ..qgis_layers.old_sections import take_off_sections

        taken = take_off_sections(QgsProject.instance())
        if taken:
            QTimer.singleShot(0, partial(self._tell_taken, taken))  # QGIS complains of them before that

    def _tell_taken(self, sections: list[Path]) -> None:
        """Say which sections were taken off the map, in the place of what QGIS says of them."""
        from ..qgis_layers.old_sections import COMPLAINT

        bar = self.iface.messageBar()
        for item in [item for item in bar.items() if item.text().startswith(COMPLAINT)]:
            bar.popWidget(item)
        bar.pushInfo(
            MENU,
            tr(
                "Sections of an earlier version were taken out of the map, whose extent they "
                "spoilt. Their files stay: {names}"
            ).format(names=", ".join(map(str, sections))),
        )

    def _make_dock(self) -> VsMapperDock:
        from .dock import VsMapperDock

        dock = VsMapperDock(self.iface)
        dock.visibilityChanged.connect(self._follow_dock)
        return dock

    def _add_dock(self) -> None:
        if self.dock is None:  # unloaded meanwhile
            return
        wanted = self.action.isChecked()
        if not self.iface.mainWindow().restoreDockWidget(self.dock):
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.setUserVisible(wanted)

    def _follow_dock(self, _visible: bool) -> None:
        """Keep the button as the dock is; a dock behind another tab is still open."""
        if self.action is not None and self.dock is not None:
            self.action.setChecked(not self.dock.isHidden())


def _import_dock() -> None:
    """Import the dock's modules aside, so that the window does not stand still when the dock is opened."""
    work = partial(import_module, f"{__package__}.dock")
    threading.Thread(target=work, name="vs_mapper_dock", daemon=True).start()
