"""Runs on PyQt6 for ``test_qt6.py``: imports all of QGIS's side, opens the dock and works all of it."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import qgis_on_qt6  # noqa: E402

qgis_on_qt6.install()

from qgis.PyQt.QtCore import QT_VERSION_STR, QMetaType, QTimer  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402
from qgis.PyQt.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QMenu,
    QSpinBox,
    QWidget,
)

ROOMS = ("plugin.gui", "plugin.qgis_layers", "plugin.processing")


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        for found in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            yield importlib.import_module(found.name)


def answer(order: object, _monitor: object) -> object:
    """The engine's answer: what a survey holds; all else it refuses."""
    from plugin.protocol.errors import SurveyError
    from plugin.protocol.orders import Describe
    from plugin.protocol.outcomes import Understanding

    if isinstance(order, Describe):
        return Understanding(("4 sites",), ("S9: no points",), "m", 4, 24)
    raise SurveyError("refused for once")


def no_engine() -> None:
    from plugin.protocol.errors import EngineMissing

    raise EngineMissing("no engine yet")


def plan(*_settings: object, **_wishes: object) -> object:
    """What setting up would do; nothing is ever fetched, since its dialog is left."""
    from plugin.client.setup.index import Sources
    from plugin.client.setup.plan import Plan

    return Plan(ROOT, None, "3.12", "cpu", {"numpy 2": 20.0}, Sources("https://packages.example/simple"))


def toolbox() -> int:
    """Make every algorithm with its parameters; return how many there are."""
    from plugin.processing.provider import VsMapperProvider

    made = []
    provider = VsMapperProvider()
    VsMapperProvider.addAlgorithm = lambda _self, algorithm: made.append(algorithm)
    provider.loadAlgorithms()
    for algorithm in made:
        algorithm.initAlgorithm({})
        assert algorithm.icon() is not None and algorithm.shortHelpString()
    assert not provider.icon().isNull()
    return len(made)


def written(kind: QMetaType.Type) -> str:
    """Hand a layer with one field to QGIS, which is not there to write it; return what is said then."""
    from plugin.protocol.errors import SourceError
    from plugin.protocol.progress import Monitor
    from plugin.qgis_layers.layer_table import LayerTable

    field = SimpleNamespace(name=lambda: "picks", type=lambda: kind)
    fields = SimpleNamespace(count=lambda: 1, at=lambda _index: field)
    try:
        LayerTable("town", None, fields, None, None, 1, None).write(ROOT, Monitor(print, bool))
    except SourceError as error:
        return str(error)
    return ""


def fill(dock: QWidget) -> None:
    """Show something in every plot."""
    from plugin.gui.section_view import SectionPicture
    from plugin.gui.site_record import SiteRecord
    from plugin.qgis_layers.colours import ColourScale
    from plugin.qgis_layers.section_raster import SectionGrid

    depth = np.array([2.0, 5.0, 10.0, 20.0])
    frequency, velocity = np.array([4.0, 9.0, 28.0]), np.array([400.0, 300.0, 200.0])
    branch = np.array(["Rayleigh phase", "Rayleigh phase", "Love phase"])
    vs = 150.0 * depth**0.25
    site = SiteRecord(
        "S1",
        frequency,
        velocity,
        0.05 * velocity,
        velocity,
        branch,
        depth,
        vs,
        np.outer(vs, [0.8, 0.9, 1.0, 1.1, 1.2]),
        np.array([0.0, 7.0]),
        np.array([180.0, 270.0]),
        (2, 15),
        0.8,
    )
    cells = np.full((10, 10), 250.0)
    grid = SectionGrid(np.arange(5.0, 100.0, 10), np.arange(1.0, 20, 2), cells, cells / 10, np.array([20.0]))
    scale = ColourScale((200.0, 300.0, 400.0), tuple(map(QColor, ("#ffee88", "#44aa88", "#113377"))), "m/s")
    plots = dock.results.site_panel.plots
    plots.show_sites(None, [site])
    end = time.monotonic() + 60
    while plots.figure is None and time.monotonic() < end:
        QApplication.processEvents()
    dock.results.section_panel.show_section(SectionPicture("line", grid, scale))
    dock.results.depth_panel.set_depths([2.0, 5.0, 10.0], 1)


def work(dock: QWidget) -> list[str]:
    """Change every input and press every button; return the buttons."""
    for box in dock.findChildren(QComboBox):
        for index in range(box.count()):
            box.setCurrentIndex(index)
    for box in (*dock.findChildren(QSpinBox), *dock.findChildren(QDoubleSpinBox)):
        box.stepUp()
    for line in dock.findChildren(QLineEdit):
        if not line.isReadOnly() and not isinstance(line.parent(), (QSpinBox, QDoubleSpinBox, QComboBox)):
            line.setText("1")
            line.editingFinished.emit()
    pressed = dock.findChildren(QAbstractButton)
    for button in pressed:
        button.setEnabled(True)
        button.click()
    return [button.text().replace("&", "") for button in pressed if button.text()]


def use_menus(dock: QWidget) -> list[str]:
    """Choose every entry of every menu; return them."""
    actions = [action for menu in dock.findChildren(QMenu) for action in menu.actions()]
    for action in actions:
        action.trigger()
        QApplication.processEvents()
        leave_dialogs()
    return [action.text() for action in actions]


def colours_drawn(dock: QWidget) -> dict[str, int]:
    """Draw every page of the dock as a user would see it; return how many colours each plot has."""
    for page in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(page)
        QApplication.processEvents()
        assert not dock.grab().isNull()
    counts = {}
    panels = dock.results
    for plot in (panels.site_panel.plots, panels.section_panel.view):
        image = plot.grab().toImage()
        points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
        counts[type(plot).__name__] = len({image.pixel(x, y) for x, y in points})
    return counts


def leave_dialogs() -> None:
    menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    if menu is not None:
        menu.close()
    elif dialog is not None:
        dialog.reject()


def laid_out(*_given: object) -> Iterator[None]:
    yield
    return MagicMock(), True


def main() -> dict[str, object]:
    imported = [module.__name__ for module in modules()]
    from plugin.client.check import Report
    from plugin.gui import column_choice, engine_banner, reporting, survey_preview, survey_run
    from plugin.gui import dock as dock_module
    from plugin.gui import plugin as plugin_module
    from tests.gui.qgis_window import Window

    dock_module.ask = answer
    dock_module.ENGINE = plugin_module.ENGINE = engine_banner.ENGINE = MagicMock()
    engine_banner.find_engine, engine_banner.make_plan = no_engine, plan
    engine_banner.check = lambda _monitor, _settings: Report(("no engine",), works=False)
    engine_banner.remove = lambda _folder: []
    reporting.adding_layout = laid_out
    survey_preview.ask = survey_run.ask = column_choice.ask = answer
    dialogs = QTimer(interval=50)
    dialogs.timeout.connect(leave_dialogs)
    dialogs.start()
    window = Window()
    plugin = plugin_module.VsMapperPlugin(window)
    plugin.initGui()
    plugin.action.setChecked(True)
    window.window.show()
    plugin.dock.survey_panel.file_box.setFilePath("survey.csv")
    summary = plugin.dock.survey_panel.summary.toPlainText()
    plugin.dock.run_panel.run_button.click()
    empty = colours_drawn(plugin.dock)
    fill(plugin.dock)
    colours = colours_drawn(plugin.dock)
    facts = {
        "qt": QT_VERSION_STR,
        "imported": imported,
        "algorithms": toolbox(),
        "summary": summary,
        "written": written(QMetaType.Type.QVariantList),
        "empty": empty,
        "colours": colours,
        "buttons": work(plugin.dock),
        "menu": use_menus(plugin.dock),
        "messages": plugin.dock.run_panel.messages(),
    }
    plugin.unload()
    QApplication.processEvents()
    return facts


if __name__ == "__main__":
    errors: list[str] = []
    # Where Qt calls Python, an error would otherwise end the program without a word.
    sys.excepthook = lambda *error: errors.append("".join(traceback.format_exception(*error)))
    application = QApplication([])
    try:
        told = main()
    except Exception:
        errors.append(traceback.format_exc())
    if errors:
        sys.exit("\n".join(errors))
    print(json.dumps(told))
