"""Stand-ins for QGIS's modules on the real PyQt6, as `qgis.PyQt` of QGIS 4 gives it.

QGIS's widgets are plain ones of Qt with the methods that the plugin calls; tasks run at once; of all else,
whatever is asked for is a mock.
"""

from __future__ import annotations

import importlib
import sys
from enum import Enum
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QDockWidget, QGroupBox, QHBoxLayout, QLineEdit, QWidget


class Mocking(type):
    """A class whose other attributes, enumerations and static methods among them, are mocks."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(cls, name, MagicMock(name=f"{cls.__name__}.{name}"))
        return getattr(cls, name)


class StandIn(metaclass=Mocking):
    """An object of QGIS's library."""

    def __init__(self, *_args: object, **_kwargs: object) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return getattr(type(self), name)


class Qgis(StandIn):
    QGIS_VERSION_INT = 40000


class QgsTask(QObject):
    class Flag(Enum):
        CanCancel = 2

    def __init__(self, _description: str, _flags: Flag) -> None:
        super().__init__()
        self._cancelled = False

    def setProgress(self, _progress: float) -> None: ...

    def cancel(self) -> None:
        self._cancelled = True

    def isCanceled(self) -> bool:
        return self._cancelled


class QgsApplication(StandIn):
    @staticmethod
    def taskManager() -> MagicMock:
        return MagicMock(addTask=lambda task: task.finished(task.run()))


class QgsRasterLayer(StandIn):
    """The one layer of the project."""

    def name(self) -> str:
        return "2 s"

    def id(self) -> str:
        return "raster_2s"


class QgsProject(StandIn):
    @staticmethod
    def instance() -> type[QgsProject]:
        return QgsProject

    @staticmethod
    def layerTreeRoot() -> MagicMock:
        return MagicMock(layerOrder=lambda: [QgsRasterLayer()])


class QgsProviderRegistry(StandIn):
    @staticmethod
    def instance() -> MagicMock:
        return MagicMock(decodeUri=lambda _provider, _source: {"path": "2s.tif"})


class QgsSettings:
    kept: dict[str, object] = {}  # noqa: RUF012

    def value(self, name: str, default: object, _kind: type) -> object:
        return self.kept.get(name, default)

    def setValue(self, name: str, value: object) -> None:
        self.kept[name] = value


class QgsCsException(Exception): ...


class QgsProcessingException(Exception): ...


class QgsMapTool(QObject):
    deactivated = pyqtSignal()

    def __init__(self, _canvas: object) -> None:
        super().__init__()

    def setCursor(self, _cursor: object) -> None: ...


class QgsDockWidget(QDockWidget):
    def setUserVisible(self, visible: bool) -> None:
        self.setVisible(visible)


class QgsCollapsibleGroupBox(QGroupBox):
    def setCollapsed(self, _collapsed: bool) -> None: ...

    def setSaveCollapsedState(self, _save: bool) -> None: ...


class QgsMapLayerComboBox(QComboBox):
    layerChanged = pyqtSignal(object)  # noqa: N815

    def setFilters(self, _filters: object) -> None: ...

    def setAllowEmptyLayer(self, _allowed: bool, text: str) -> None:
        self.addItem(text)

    def setExceptedLayerList(self, _layers: list) -> None: ...

    def setLayer(self, layer: object | None) -> None:
        self.layerChanged.emit(layer)

    def currentLayer(self) -> None:
        return None


class QgsFileWidget(QWidget):
    fileChanged = pyqtSignal(str)  # noqa: N815

    class StorageMode(Enum):
        GetFile, GetDirectory, GetMultipleFiles = range(3)

    def __init__(self) -> None:
        super().__init__()
        self._line = QLineEdit()
        QHBoxLayout(self).addWidget(self._line)
        self._line.textChanged.connect(self.fileChanged)

    def setStorageMode(self, _mode: StorageMode) -> None: ...

    def setDialogTitle(self, _title: str) -> None: ...

    def setFilter(self, _filter: str) -> None: ...

    def defaultRoot(self) -> str:
        return ""

    def lineEdit(self) -> QLineEdit:
        return self._line

    def filePath(self) -> str:
        return self._line.text()

    def setFilePath(self, path: str) -> None:
        self._line.setText(path)

    @staticmethod
    def splitFilePaths(paths: str) -> list[str]:
        return paths.split()


class QgsProjectionSelectionWidget(QWidget):
    crsChanged = pyqtSignal(object)  # noqa: N815

    class CrsOption(Enum):
        CrsNotSet = 32

    class Crs:
        def isValid(self) -> bool:
            return False

        def authid(self) -> str:
            return ""

    def setOptionVisible(self, _option: CrsOption, _visible: bool) -> None: ...

    def setNotSetText(self, _text: str) -> None: ...

    def crs(self) -> Crs:
        return self.Crs()

    def setCrs(self, _crs: Crs) -> None: ...


class QgsMapCanvas(QWidget):
    zRangeChanged = pyqtSignal()  # noqa: N815

    def setMapTool(self, _tool: object) -> None: ...

    def unsetMapTool(self, _tool: object) -> None: ...

    def extent(self) -> None: ...


class QgsMessageBar(QWidget): ...


class Library(ModuleType):
    """`qgis.core` or `qgis.gui`: the classes above, and a stand-in for any other that is asked for."""

    def __getattr__(self, name: str) -> type:
        if not name.startswith(("Qgs", "Qgis")):
            raise AttributeError(name)
        made = globals().get(name) or Mocking(name, (StandIn,), {})
        setattr(self, name, made)
        return made


def install() -> None:
    """Let ``import qgis`` find the stand-ins, and nothing find PyQt5."""
    sys.modules["PyQt5"] = None
    qgis, pyqt = ModuleType("qgis"), ModuleType("qgis.PyQt")
    modules = {
        "qgis": qgis,
        "qgis.PyQt": pyqt,
        "qgis.core": Library("qgis.core"),
        "qgis.gui": Library("qgis.gui"),
    }
    for name in ("QtCore", "QtGui", "QtNetwork", "QtXml", "QtWidgets", "sip"):
        modules[f"qgis.PyQt.{name}"] = module = ModuleType(f"qgis.PyQt.{name}")
        module.__dict__.update(importlib.import_module(f"PyQt6.{name}").__dict__)
        setattr(pyqt, name, module)
    # QGIS 4 leaves these, which Qt has moved, in either place.
    for name in ("QAction", "QActionGroup", "QShortcut"):
        setattr(pyqt.QtWidgets, name, getattr(pyqt.QtGui, name))
    sys.modules.update(modules)
    qgis.PyQt, qgis.core, qgis.gui = pyqt, modules["qgis.core"], modules["qgis.gui"]
