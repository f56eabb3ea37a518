"""Goes through every screen of the plugin for ``screens.py``; QGIS runs it as start-up code."""

from __future__ import annotations

import json
import os
import traceback
from functools import partial
from pathlib import Path
from typing import Any

import processing
import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QScrollArea, QWidget
from vs_mapper.tools.stalls import Stalls
from vs_mapper.tools.tour_log import keep_log
from vs_mapper.tools.tour_steps import drawn, drive, open_dock, screen, settle, wait

OUT, RUNS = Path(os.environ["VS_MAPPER_SCREENS_OUT"]), Path(os.environ["VS_MAPPER_SCREENS_RUNS"])
ONLY = os.environ["VS_MAPPER_SCREENS_ONLY"].split()
EXAMPLES = Path(os.environ["VS_MAPPER_SCREENS_EXAMPLES"])
VALLEY, CRUST = "near_surface_valley", "faulted_crust"
SURVEY_PAGE, MAP_PAGE, SECTION_PAGE, REPORT_PAGE = range(4)
LONG_S, SHORT_S, BREATH_S = 400.0, 60.0, 0.3
LEFT = Qt.MouseButton.LeftButton
STAGES = ("opening", "survey", "running", "map_and_sites", "mapping", "section", "report", "words")
STAGES = (*STAGES, "toolbox", "crust")
TRACE = os.environ["VS_MAPPER_SCREENS_TRACE"]
stalls = Stalls(Path(TRACE) if TRACE else None)


def tour() -> None:
    """Go through the stages, with a picture of each screen and the longest stall of each stage."""
    try:
        dock = None
        for stage in (
            opening,
            survey,
            running,
            map_and_sites,
            mapping,
            section,
            report,
            words,
            toolbox,
            crust,
        ):
            if dock is None or not ONLY or stage.__name__ in ONLY:
                stalls.start(stage.__name__)
                dock = stage(dock) or dock
    except BaseException:
        (OUT / "error.txt").write_text(traceback.format_exc())
    finally:
        stalls.stop()
        (OUT / "stalls.json").write_text(json.dumps(stalls.longest, indent=1))


def shot(name: str) -> None:
    """Take a picture of the whole screen, once things have settled."""
    settle(1)
    with stalls.aside():
        number = len(list(OUT.glob("*.png"))) + 1
        screen(OUT / f"{number:02d}_{name}.png")


def click(widget: QWidget) -> None:
    """Click on the middle of a widget, after a breath, as a person does."""
    settle(BREATH_S)
    QTest.mouseClick(widget, LEFT)


def scroll_to(widget: QWidget) -> None:
    """Bring a widget into sight."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 40)
        parent = parent.parentWidget()
    settle(BREATH_S)


def choose(box: QComboBox, row: int) -> None:
    """Choose a row of a list, after a breath."""
    settle(BREATH_S)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def opening(_dock: Any) -> Any:
    """Open the panel."""
    dock = open_dock()
    wait(lambda: not dock.banner.slot.busy, SHORT_S)
    shot("start")
    return dock


def survey(dock: Any) -> None:
    """Choose the example, and look at it in every way before it is run."""
    panel = dock.survey_panel
    click(panel.example_button)
    wait(lambda: not dock.reading.busy, LONG_S)
    shot("summary")
    panel.reading_panel.setCollapsed(False)
    shot("how_to_read")
    scroll_to(panel.reading_panel.columns_button)
    click(panel.reading_panel.columns_button)
    wait(lambda: dock.columns.dialog is not None and dock.columns.dialog.isVisible(), SHORT_S)
    shot("columns")
    dock.columns.dialog.reject()
    panel.reading_panel.setCollapsed(True)
    scroll_to(panel.preview_button)
    click(panel.preview_button)
    wait(lambda: dock.preview.figure is not None and dock.preview.figure.isVisible(), SHORT_S)
    drawn()
    shot("preview")
    scroll_to(dock.preview.figure)
    shot("preview_curves")
    scroll_to(dock.options_panel)
    shot("options")
    scroll_to(dock.reset_button)
    shot("options_end")


def running(dock: Any) -> None:
    """Run the example."""
    run(dock, VALLEY)
    shot("map")


def run(dock: Any, name: str) -> None:
    """Press Run and wait for the map."""
    settle(BREATH_S)
    dock.options_panel.folder.setFilePath(str(RUNS / name))
    click(dock.run_panel.run_button)
    wait(lambda: dock.run_panel.bar.value() > 100 or not dock.busy, LONG_S)
    shot(f"running_{name}")
    wait(lambda: not dock.busy, LONG_S)
    drawn()


def map_and_sites(dock: Any) -> None:
    """Go from depth to depth and from site to site."""
    depths, sites = dock.results.depth_panel, dock.results.site_panel
    for value in range(depths.slider.maximum() + 1):
        settle(BREATH_S)
        depths.slider.setValue(value)
    drawn()
    shot("deepest")
    click(depths.stretch_box)
    settle(BREATH_S)
    depths.slider.setValue(depths.slider.maximum() // 2)
    drawn()
    shot("stretched")
    click(depths.stretch_box)
    for row in range(8):
        choose(sites.box, row)
    choose(sites.box, sites.box.count() // 2)
    settle(2)
    scroll_to(sites.plots)
    shot("site")
    scroll_to(sites.plots.compare_box)
    click(sites.plots.compare_box)
    for row in (3, 40):
        choose(sites.box, row)
    choose(sites.plots.abscissa_box, 2)
    scroll_to(sites.plots)
    shot("compared")
    click(sites.plots.compare_box)
    layer = dock.results.layers.sites
    settle(BREATH_S)
    layer.select(next(layer.getFeatures()).id())
    shot("selected")
    settle(BREATH_S)
    layer.removeSelection()
    stalls.start("QGIS's own table and form")
    table_and_form(layer)


def table_and_form(layer: QgsVectorLayer) -> None:
    """Open the table of the sites, and the form of one."""
    window = qgis.utils.iface.showAttributeTable(layer)
    shot("table")
    close(window)
    form = qgis.utils.iface.getFeatureForm(layer, next(layer.getFeatures()))
    form.show()
    shot("form")
    form.close()


def mapping(dock: Any) -> None:
    """Draw the maps again."""
    panel = dock.results.map_panel
    panel.setCollapsed(False)
    shot("map_again")
    scroll_to(panel.button)
    shot("map_again_end")
    click(panel.button)
    wait(lambda: not dock.results.mapping.busy, LONG_S)
    drawn()
    panel.setCollapsed(True)
    for single in (*dock.results.layers.singles, *dock.results.layers.lines):
        show_alone(single, dock.results.layers.sites)
        shot("layer_" + "".join(c if c.isalnum() else "_" for c in single.name()))
    show_alone(dock.results.layers.vs, dock.results.layers.sites)


def show_alone(*layers: Any) -> None:
    """Show these layers and hide the others."""
    wanted = {layer.id() for layer in layers}
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        settle(0.0)
        shown = node.layerId() in wanted
        node.setItemVisibilityChecked(shown)
        node.setExpanded(shown)
    drawn()


def section(dock: Any) -> None:
    """Cut a section along a line of a layer, and along one drawn on the map."""
    line = QgsVectorLayer(str(EXAMPLES / f"{VALLEY}_line.geojson"), "Section line", "ogr")
    stalls.start("QGIS's own adding of a layer")
    QgsProject.instance().addMapLayer(line)
    settle(BREATH_S)
    stalls.start("section")
    dock.tabs.setCurrentIndex(SECTION_PAGE)
    panel = dock.results.section_panel
    settle(BREATH_S)
    panel.line_box.setLayer(line)
    shot("section_start")
    click(panel.button)
    wait(lambda: not dock.results.sections.busy, LONG_S)
    shot("section")
    click(panel.draw_button)
    canvas = qgis.utils.iface.mapCanvas()
    width, height = canvas.width(), canvas.height()
    for x, y in ((0.3, 0.4), (0.5, 0.5), (0.7, 0.55)):
        QTest.mouseClick(canvas.viewport(), LEFT, pos=QPoint(round(x * width), round(y * height)))
    shot("line_drawn")
    last = QPoint(round(0.7 * width), round(0.55 * height))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, pos=last)
    wait(lambda: not dock.results.sections.busy, LONG_S)
    QTest.mouseMove(panel.view, QPoint(panel.view.width() // 2, panel.view.height() // 2))
    shot("section_drawn")


def report(dock: Any) -> None:
    """Write the report, and lay the map out on a page."""
    dock.tabs.setCurrentIndex(REPORT_PAGE)
    panel = dock.results.report_panel
    shot("report_start")
    click(panel.make_button)
    wait(lambda: panel.bar.value() > 0 or not dock.results.reporting.busy, SHORT_S)
    shot("report_running")
    wait(lambda: not dock.results.reporting.busy, LONG_S)
    shot("report")
    stalls.start("print layout")
    QgsProject.instance().layoutManager().layoutAdded.connect(
        lambda _: stalls.start("QGIS's own layout window")
    )
    click(panel.layout_button)
    settle(1)
    for designer in qgis.utils.iface.openLayoutDesigners():
        designer.window().setGeometry(QApplication.primaryScreen().availableGeometry())
        settle(1)
        designer.view().zoomFull()
    shot("layout")
    for designer in qgis.utils.iface.openLayoutDesigners():
        designer.close()
    qgis.utils.iface.mainWindow().raise_()


def words(dock: Any) -> None:
    """Open the help, and what is said of the engine."""
    click(dock.run_panel.help_button)
    shot("help")
    dock.help.close()
    dock.banner.check()
    wait(lambda: dock.banner.check_dialog is not None and dock.banner.check_dialog.isVisible(), LONG_S)
    shot("check")
    dock.banner.check_dialog.close()
    QTimer.singleShot(1500, partial(shot_of_menu, dock.banner.menu_button.menu()))
    dock.banner.menu_button.showMenu()


def shot_of_menu(menu: QWidget) -> None:
    """Take a picture of an open menu, and close it."""
    shot("engine_menu")
    menu.close()


def toolbox(_dock: Any) -> None:
    """Open the window of every algorithm, and one of QGIS's own to compare."""
    stalls.start("QGIS's own algorithm's window")
    own = processing.createAlgorithmDialog("native:buffer", {})
    own.show()
    settle(BREATH_S)
    own.close()
    stalls.start("toolbox")
    given = {"FOLDER": str(RUNS / VALLEY), "SOURCE": str(EXAMPLES / f"{VALLEY}.csv")}
    for algorithm in QgsApplication.processingRegistry().providerById("vsmapper").algorithms():
        known = {p.name() for p in algorithm.parameterDefinitions()}
        dialog = processing.createAlgorithmDialog(
            algorithm.id(), {name: value for name, value in given.items() if name in known}
        )
        dialog.show()
        shot(f"toolbox_{algorithm.name()}")
        dialog.close()
    dialog = processing.createAlgorithmDialog("vsmapper:siteproducts", {"FOLDER": str(RUNS / VALLEY)})
    dialog.show()
    settle(BREATH_S)
    stalls.start("an algorithm's layers")
    click(dialog.runButton())
    wait(lambda: (RUNS / VALLEY / "products.gpkg").exists() and dialog.runButton().isEnabled(), LONG_S)
    dialog.close()
    drawn()
    shot("products")


def crust(dock: Any) -> None:
    """Map a survey of the crust in a new project, and look at a site far down."""
    stalls.start("QGIS's own new project")
    qgis.utils.iface.newProject()
    settle(BREATH_S)
    stalls.start("crust")
    dock.tabs.setCurrentIndex(SURVEY_PAGE)
    shot("new_project")
    dock.survey_panel.file_box.setFilePath(str(EXAMPLES / f"{CRUST}.csv"))
    wait(lambda: not dock.reading.busy, LONG_S)
    dock.options_panel.samples.setValue(10)
    run(dock, CRUST)
    shot("map_of_crust")
    dock.tabs.setCurrentIndex(SURVEY_PAGE)
    scroll_to(dock.survey_panel.file_box)
    nonsense = RUNS / "nonsense.csv"
    nonsense.write_text("a,b\n1,x\n")
    settle(BREATH_S)
    dock.survey_panel.file_box.setFilePath(str(nonsense))
    wait(lambda: not dock.reading.busy, LONG_S)
    shot("not_understood")


def close(window: QWidget | None) -> None:
    """Close a window and the dock that it may lie in."""
    while window is not None and not window.isWindow():
        window = window.parentWidget()
    if window is not None and window is not qgis.utils.iface.mainWindow():
        window.close()


keep_log(OUT / "log.txt")
QTimer.singleShot(3000, partial(drive, tour))
