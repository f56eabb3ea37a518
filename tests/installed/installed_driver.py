"""Runs inside the QGIS program for ``test_installed.py``: what a new user does, click by click."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from types import ModuleType

import clicks
import qgis.core
import qgis.utils
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMessageBox,
)

PACKAGE, OUT = os.environ["VS_MAPPER_TEST_ZIP"], Path(os.environ["VS_MAPPER_TEST_OUT"])
HOME = Path(os.environ["VS_MAPPER_HOME"])
RESULTS, PRINTED = OUT / "results", OUT / "map.pdf"
SETUP_S, RUN_S, REPORT_S, SHORT_S = 1500.0, 300.0, 300.0, 60.0
TITLE = "The valley by clicks"
# What the engine needs beyond numpy, which QGIS's own plugins import.
ENGINE_S = {"torch", "numba", "disba", "pandas", "geopandas", "pyogrio", "rasterio", "pyproj", "scipy"}
facts: dict[str, object] = {}


def steps() -> clicks.Steps:
    """Install the plugin, set its engine up, map the bundled example, print it, remove the engine."""
    yield fill_the_screen
    path, variables = list(sys.path), dict(os.environ)
    yield from install()
    yield from open_dock()
    dock = qgis.utils.plugins["vs_mapper"].dock
    yield from set_up(dock)
    yield from run_example(dock)
    facts["path"] = [place for place in sys.path if place not in path]
    facts["environment"] = {name for name in os.environ if os.environ[name] != variables.get(name)}
    look(dock)
    yield from write_report(dock)
    yield from print_map(dock)
    yield from remove(dock)


def fill_the_screen() -> None:
    qgis.utils.iface.mainWindow().setGeometry(QApplication.primaryScreen().availableGeometry())


def install() -> clicks.Steps:
    """Install the ZIP in QGIS's window of plugins."""
    iface = qgis.utils.iface
    yield from clicks.click_entry(iface.mainWindow().menuBar(), iface.pluginMenu().menuAction())
    yield from clicks.click_entry(iface.pluginMenu(), iface.actionManagePlugins())
    yield from clicks.until(lambda: clicks.window_with(QDialog, "Close"), SHORT_S, "the window of plugins")
    manager = clicks.window_with(QDialog, "Close")
    yield from clicks.click_item(manager.findChild(QListWidget, "mOptionsListWidget"), "Install from ZIP")
    line = next(line for line in manager.findChildren(QLineEdit) if line.isVisible())
    yield from clicks.type_into(line, PACKAGE)
    yield from clicks.click(clicks.button(manager, "Install Plugin"))
    yield from clicks.until(lambda: installed() or warning(), SHORT_S, "the plugin")
    if not installed():  # QGIS asks whether the source is trusted
        yield from clicks.click(clicks.button(warning(), "Yes"))
        yield from clicks.until(installed, SHORT_S, "the plugin")
    yield from clicks.click(clicks.button(manager, "Close"))


def installed() -> bool:
    return "vs_mapper" in qgis.utils.plugins


def warning() -> QDialog | None:
    return clicks.window_with(QMessageBox, "Yes")


def open_dock() -> clicks.Steps:
    """Open the panel from the menu of plugins."""
    iface, plugin = qgis.utils.iface, qgis.utils.plugins["vs_mapper"]
    (submenu,) = (
        a.menu() for a in iface.pluginMenu().actions() if a.menu() and plugin.action in a.menu().actions()
    )
    yield from clicks.click_entry(iface.mainWindow().menuBar(), iface.pluginMenu().menuAction())
    yield from clicks.click_entry(iface.pluginMenu(), submenu.menuAction())
    yield from clicks.click_entry(submenu, plugin.action)
    yield from clicks.until(lambda: plugin.dock, SHORT_S, "the panel")


def set_up(dock: object) -> clicks.Steps:
    """Press the banner's button, and the one that agrees."""
    banner = dock.banner
    yield from clicks.until(lambda: not banner.slot.busy, SHORT_S, "the banner")
    facts["banner"] = banner.text.text()
    yield from clicks.click(banner.setup_button)
    yield from clicks.until(lambda: clicks.window_with(QDialog, "Set up"), SHORT_S, "what would be fetched")
    dialog = clicks.window_with(QDialog, "Set up")
    facts["plan"] = dialog.text.text()
    yield from clicks.click(dialog.start_button)
    yield from clicks.until(lambda: not banner.slot.busy, SETUP_S, "the engine")
    facts["set_up"] = banner.text.text() if banner.isVisible() else ""


def run_example(dock: object) -> clicks.Steps:
    """Choose the example that the ZIP brings along, and run it as the panel proposes."""
    yield from clicks.click(dock.survey_panel.example_button)
    yield from clicks.until(
        lambda: not dock.reading.busy and "sites" in dock.survey_panel.summary.toPlainText(),
        SHORT_S,
        "the summary",
    )
    facts["summary"] = dock.survey_panel.summary.toPlainText()
    yield from clicks.type_into(dock.options_panel.folder.lineEdit(), str(RESULTS))
    yield from clicks.click(dock.run_panel.run_button)
    yield from clicks.until(lambda: not dock.busy, RUN_S, "the results")
    yield from pause(5)


def look(dock: object) -> None:
    """Note what the project holds, and take a picture."""
    facts["messages"] = dock.run_panel.messages()
    facts["layers"] = {layer.name(): size(layer) for layer in QgsProject.instance().mapLayers().values()}
    facts["tree"] = [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]
    facts["imported"] = sorted(ENGINE_S & sys.modules.keys() - of_qgis())
    facts["map"] = colours(qgis.utils.iface.mapCanvas().grab().toImage())
    screen("map")


def size(layer: object) -> int:
    """Return the number of bands or of features; -1 of a layer that QGIS cannot read."""
    if not layer.isValid():
        return -1
    return layer.bandCount() if isinstance(layer, QgsRasterLayer) else sum(1 for _ in layer.getFeatures())


def colours(picture: object) -> int:
    """Return how many colours a picture has, looked at here and there."""
    return len(
        {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)}
    )


def of_qgis() -> set[str]:
    """What QGIS's own module has imported, because it lies on the path: shapely, since QGIS 3.40."""
    return {value.__name__ for value in vars(qgis.core).values() if isinstance(value, ModuleType)}


def write_report(dock: object) -> clicks.Steps:
    """Have the report written from its page of the panel."""
    panel = dock.results.report_panel
    yield from clicks.click_tab(dock.tabs, "Report")
    yield from clicks.type_into(panel.title, TITLE)
    yield from clicks.click(panel.make_button)
    yield from clicks.until(lambda: not dock.results.reporting.busy, REPORT_S, "the report")
    facts["report"] = panel.state.text()
    yield from clicks.until(panel.document_button.isEnabled, SHORT_S, "the button that opens the PDF")
    screen("report")


def print_map(dock: object) -> clicks.Steps:
    """Lay the map out on a page and save that as a PDF, in QGIS's own window."""
    yield from clicks.click(dock.results.report_panel.layout_button)
    yield from clicks.until(designer, SHORT_S, "the window of the print layout")
    window = designer()
    export, close = (window.findChild(QAction, name) for name in ("mActionExportAsPDF", "mActionClose"))
    menu = next(a.menu() for a in window.menuBar().actions() if a.menu() and export in a.menu().actions())
    yield from pause(3)
    screen("layout")
    yield from clicks.click_entry(window.menuBar(), menu.menuAction())
    yield from clicks.click_entry(menu, export)
    yield from clicks.until(lambda: clicks.window_with(QFileDialog), SHORT_S, "where to save")
    name = clicks.window_with(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    yield from clicks.type_into(name, str(PRINTED))
    yield from clicks.press(name, Qt.Key.Key_Return)
    yield from clicks.until(lambda: clicks.window_with(QDialog, "Save"), SHORT_S, "how to save")
    yield from clicks.click(clicks.button(clicks.window_with(QDialog, "Save"), "Save"))
    yield from clicks.until(told, SHORT_S, "what came of it")
    facts["printed"] = told()
    yield from clicks.click_entry(window.menuBar(), menu.menuAction())
    yield from clicks.click_entry(menu, close)
    yield from clicks.until(lambda: designer() is None, SHORT_S, "the end of the print layout")


def designer() -> QMainWindow | None:
    """Return the window of the print layout."""
    windows = (w for w in QApplication.topLevelWidgets() if w.objectName() == "QgsLayoutDesignerBase")
    return next((window for window in windows if window.isVisible()), None)


def told() -> str:
    """Return what the message bar of the print layout's window says."""
    (window,) = qgis.utils.iface.openLayoutDesigners()
    item = window.messageBar().currentItem()
    return item.text() if item is not None else ""


def screen(name: str) -> None:
    """Take a picture of the whole screen."""
    QApplication.primaryScreen().grabWindow(0).save(str(OUT / f"{name}.png"))


def remove(dock: object) -> clicks.Steps:
    """Have the engine removed from the panel's menu."""
    facts["made"] = sorted(path.name.partition("-")[0] for path in HOME.iterdir())
    menu = dock.banner.menu_button.menu()
    yield from clicks.click(dock.banner.menu_button)
    yield from clicks.click_entry(menu, next(a for a in menu.actions() if a.text().startswith("Remove")))
    yield from clicks.until(warning, SHORT_S, "the question")
    yield from clicks.click(clicks.button(warning(), "Yes"))
    yield from clicks.until(lambda: not HOME.exists(), SHORT_S, "the engine's removal")
    yield from clicks.until(lambda: dock.banner.setup_button.isVisible(), SHORT_S, "the button to set up")


def pause(seconds: float) -> clicks.Steps:
    """Let QGIS draw."""
    for _ in range(int(10 * seconds)):
        yield None


def end(error: BaseException | None) -> None:
    """Write what was found and leave QGIS, whatever has happened."""
    if error is not None:
        facts["error"] = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        screen("error")
    (OUT / "facts.json").write_text(json.dumps(facts, default=sorted))
    os._exit(0)


QTimer.singleShot(1000, lambda: clicks.carry_out(steps(), end))
