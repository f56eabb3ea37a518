"""A QGIS window small enough for tests: a real main window, a real canvas, real docks and toolbars."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QToolBar


class Window(QObject):
    """The part of QgisInterface that the plugin uses."""

    currentLayerChanged = pyqtSignal(object)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.message_bar = QgsMessageBar(self.window)
        self.toolbar = QToolBar(self.window)
        self.window.addToolBar(self.toolbar)
        self.menus: dict[str, QMenu] = {}
        self.layer_actions: dict[QAction, list[object]] = {}
        self.layouts: list[object] = []

    def mainWindow(self) -> QMainWindow:
        return self.window

    def messageBar(self) -> QgsMessageBar:
        return self.message_bar

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas

    def addToolBarIcon(self, action: QAction) -> None:
        self.toolbar.addAction(action)

    def removeToolBarIcon(self, action: QAction) -> None:
        self.toolbar.removeAction(action)

    def addPluginToMenu(self, name: str, action: QAction) -> None:
        self.menus.setdefault(name, QMenu(name)).addAction(action)

    def removePluginMenu(self, name: str, action: QAction) -> None:
        self.menus[name].removeAction(action)
        if not self.menus[name].actions():
            del self.menus[name]

    def addCustomActionForLayerType(self, action: QAction, _menu: str, _kind: object, _all: bool) -> None:
        self.layer_actions[action] = []

    def addCustomActionForLayer(self, action: QAction, layer: object) -> None:
        self.layer_actions[action].append(layer)

    def removeCustomActionForLayerType(self, action: QAction) -> None:
        del self.layer_actions[action]

    def addDockWidget(self, area: Qt.DockWidgetArea, dock: QDockWidget) -> None:
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock: QDockWidget) -> None:
        self.window.removeDockWidget(dock)

    def openLayoutDesigner(self, layout: object) -> None:
        self.layouts.append(layout)

    def docks(self) -> list[QDockWidget]:
        return self.window.findChildren(QDockWidget)
