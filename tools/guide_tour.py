"""Takes the pictures of the user guide in QGIS for ``guide_pictures.py``; QGIS runs it as start-up code."""

from __future__ import annotations

import os
import traceback
from functools import partial
from pathlib import Path
from typing import Any

import processing
import qgis.utils
from qgis.core import (
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsLayoutExporter,
    QgsLegendRenderer,
    QgsLegendSettings,
    QgsLegendStyle,
    QgsMapLayer,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QFont, QImage, QPainter
from qgis.PyQt.QtWidgets import QApplication
from vs_mapper.tools.tour_steps import drawn, drive, open_dock, part, screen, settle, wait

OUT, RUNS = Path(os.environ["VS_MAPPER_GUIDE_OUT"]), Path(os.environ["VS_MAPPER_GUIDE_RUNS"])
STAGES = os.environ["VS_MAPPER_GUIDE_STAGES"].split()
EXAMPLES = Path(os.environ["VS_MAPPER_GUIDE_EXAMPLES"])
SURVEY, FAULTED = "near_surface_valley", "faulted_crust"
SITE, DEPTH_M, FAULT_DEPTH_M = "M44", 15.0, 3000.0
LONG_S = 400.0
PAGE, DOTS_PER_MM = (900, 1270), 4.0
TABS = {"Survey": 0, "Map": 1, "Section": 2, "Report": 3}


def tour() -> None:
    """Go through the example, then map the survey that a fault cuts."""
    try:
        dock = open_dock()
        qgis.utils.iface.newProject()
        for name in STAGES:
            globals()[name](dock)
    except BaseException:
        (OUT / "error.txt").write_text(traceback.format_exc())


def valley(dock: Any) -> None:
    """Choose the example, read it, run it, and look at what comes of it."""
    part(dock, OUT / "start.png")
    dock.survey_panel.example_button.click()
    wait(lambda: not dock.reading.busy, LONG_S)
    part(dock, OUT / "summary.png")
    reading = dock.survey_panel.reading_panel
    reading.setCollapsed(False)
    part(reading, OUT / "how_to_read.png")
    reading.setCollapsed(True)
    run(dock, RUNS / SURVEY)
    show_depth(dock, DEPTH_M)
    dock.results.site_panel.choose(SITE)
    rest()
    screen(OUT / "map.png")
    part(dock.results.site_panel, OUT / "site.png")
    maps(dock)


def rest() -> None:
    """Let what comes in parts arrive: plots, and layers of a section."""
    settle(3)
    drawn()


def maps(dock: Any) -> None:
    """Show the layers of a run one at a time, and the settings of maps."""
    layers = dock.results.layers
    chart("vs", layers.vs)
    chart("sigma", layers.sigma)
    chart("vs30", single(dock, "vs30.tif"), layers.sites)
    panel = dock.results.map_panel
    panel.setCollapsed(False)
    part(panel, OUT / "map_again.png")
    panel.setCollapsed(True)
    only(layers.vs, layers.sites)


def single(dock: Any, file: str) -> QgsMapLayer:
    """Return the layer of a map that is not a stack of depths."""
    (found,) = (layer for layer in dock.results.layers.singles if Path(layer.source()).name == file)
    return found


def section(dock: Any) -> None:
    """Cut a section along the example's line."""
    line = QgsVectorLayer(str(EXAMPLES / f"{SURVEY}_line.geojson"), "Section line", "ogr")
    QgsProject.instance().addMapLayer(line)
    dock.tabs.setCurrentIndex(TABS["Section"])
    panel = dock.results.section_panel
    panel.line_box.setLayer(line)
    panel.button.click()
    wait(lambda: not dock.results.sections.busy, LONG_S)
    rest()
    screen(OUT / "section_window.png")


def report(dock: Any) -> None:
    """Write the report and show its first page, and lay the map out on a page."""
    dock.tabs.setCurrentIndex(TABS["Report"])
    panel = dock.results.report_panel
    panel.title.setText("Site study of the valley")
    panel.make_button.click()
    wait(lambda: not dock.results.reporting.busy, LONG_S)
    part(dock, OUT / "report_panel.png")
    web_page(RUNS / SURVEY / "report.html", OUT / "report_page.png")
    panel.layout_button.click()
    settle(3)
    layout = QgsProject.instance().layoutManager().layouts()[-1]
    QgsLayoutExporter(layout).renderPageToImage(0, dpi=90).save(str(OUT / "print_layout.png"))
    for window in QApplication.topLevelWidgets():
        if window.objectName() == "QgsLayoutDesignerBase" or "Layout" in type(window).__name__:
            window.close()
    qgis.utils.iface.mainWindow().raise_()


def products(dock: Any) -> None:
    """Show an algorithm of the toolbox, and the site classes that it gives."""
    given = {"FOLDER": str(RUNS / SURVEY)}
    dialog = processing.createAlgorithmDialog("vsmapper:siteproducts", given)
    dialog.resize(760, 560)
    dialog.show()
    part(dialog, OUT / "toolbox.png")
    dialog.close()
    processing.runAndLoadResults("vsmapper:siteproducts", given)
    settle(2)
    (classes,) = QgsProject.instance().mapLayersByName("Site class")
    chart("classes", single(dock, "class_asce7_22.tif"), classes)


def fault(dock: Any) -> None:
    """Map the survey that a fault cuts, with the fault."""
    qgis.utils.iface.newProject()
    dock.tabs.setCurrentIndex(TABS["Survey"])
    lines = QgsVectorLayer(str(EXAMPLES / f"{FAULTED}_faults.geojson"), "Fault", "ogr")
    dock.survey_panel.file_box.setFilePath(str(EXAMPLES / f"{FAULTED}.csv"))
    wait(lambda: not dock.reading.busy, LONG_S)
    QgsProject.instance().addMapLayer(lines)
    dock.options_panel.barriers.setLayer(lines)
    run(dock, RUNS / FAULTED)
    show_depth(dock, FAULT_DEPTH_M)
    layers = dock.results.layers
    chart("fault", layers.vs, layers.sites, lines)


def run(dock: Any, folder: Path) -> None:
    """Press Run and wait for the map."""
    dock.options_panel.folder.setFilePath(str(folder))
    dock.run_panel.run_button.click()
    wait(lambda: dock.run_panel.bar.value() > 100 or not dock.busy, LONG_S)
    if folder.name == SURVEY:
        part(dock.run_panel, OUT / "running.png")
    wait(lambda: not dock.busy, LONG_S)
    settle(3)
    drawn()


def show_depth(dock: Any, depth: float) -> None:
    """Show a depth on the map, in m."""
    bands = [dock.results.layers.depth_of(i + 1) for i in range(dock.results.depth_panel.box.count())]
    nearest = min(range(len(bands)), key=lambda i: abs((bands[i] or 0.0) - depth))
    dock.results.depth_panel.slider.setValue(nearest)
    drawn()


def only(*layers: QgsMapLayer) -> None:
    """Show these layers and hide the others."""
    wanted = {layer.id() for layer in layers}
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        shown = node.layerId() in wanted
        node.setItemVisibilityCheckedRecursive(shown)
        node.setExpanded(shown)
        if shown:
            node.setItemVisibilityCheckedParentRecursive(True)


def chart(name: str, *layers: QgsMapLayer) -> None:
    """Save the map with these layers alone, and the legend of the first."""
    only(*layers)
    canvas = qgis.utils.iface.mapCanvas()
    canvas.setExtent(canvas.mapSettings().layerExtentToOutputExtent(layers[0], layers[0].extent()))
    canvas.zoomByFactor(1.04)
    drawn()
    part(canvas, OUT / f"chart_{name}.png")
    legend(layers[0]).save(str(OUT / f"legend_{name}.png"))


def legend(layer: QgsMapLayer) -> QImage:
    """Return the legend of a layer, as a print layout has it."""
    tree = QgsLayerTree()
    tree.addChildNode(QgsProject.instance().layerTreeRoot().findLayer(layer.id()).clone())
    settings = QgsLegendSettings()
    for part_of in (QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
        style = settings.style(part_of)
        style.setFont(QFont("DejaVu Sans", 11))
        settings.setStyle(part_of, style)
    model = QgsLayerTreeModel(tree)  # the renderer does not keep it
    renderer = QgsLegendRenderer(model, settings)
    size = renderer.minimumSize() * DOTS_PER_MM
    image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDotsPerMeterX(round(1000 * DOTS_PER_MM))
    image.setDotsPerMeterY(round(1000 * DOTS_PER_MM))
    painter = QPainter(image)
    painter.scale(DOTS_PER_MM, DOTS_PER_MM)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(DOTS_PER_MM)
    renderer.drawLegend(context)
    painter.end()
    return image


def web_page(page: Path, picture: Path) -> None:
    """Save the top of a page as a browser shows it."""
    from qgis.PyQt.QtWebKitWidgets import QWebPage  # no later QGIS has it

    view = QWebPage()
    view.setViewportSize(QSize(*PAGE))
    for along in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        view.mainFrame().setScrollBarPolicy(along, Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    done: list[bool] = []
    view.loadFinished.connect(done.append)
    view.mainFrame().load(QUrl.fromLocalFile(str(page)))
    wait(lambda: bool(done), 60)
    image = QImage(*PAGE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    view.mainFrame().render(painter)
    painter.end()
    image.save(str(picture))


QTimer.singleShot(3000, partial(drive, tour))
