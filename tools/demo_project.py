"""Results to a QGIS project and a printed map, made by QGIS itself without a window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont

from plugin.qgis_layers.groups import add_layer
from plugin.qgis_layers.rasters import band_depths, open_raster
from plugin.qgis_layers.results import ResultLayers, add_results

MARGIN_MM, HEADER_MM, LEGEND_MM, MAP_WIDTH_MM = 8.0, 16.0, 46.0, 120.0
DOTS_PER_INCH = 120
MM = QgsUnitTypes.LayoutMillimeters


@contextmanager
def qgis() -> Iterator[None]:
    """Run QGIS inside this process, without a window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")  # no .aux.xml of statistics beside every raster
    with TemporaryDirectory() as scratch:
        os.environ.setdefault("XDG_RUNTIME_DIR", scratch)
        application = QgsApplication([], True)
        application.initQgis()
        try:
            yield
        finally:
            QgsProject.instance().clear()
            application.exitQgis()


def write_project(
    folder: Path, title: str, truth: Path | None, line: Path | None, depth: float | None
) -> None:
    """Write ``vs_map.qgz`` with the styled layers and ``vs_map.png``, the map beside the truth.

    Parameters
    ----------
    folder : Path
        The results; the project goes there too and refers to them by relative paths.
    title : str
        Title of the project and of the picture.
    truth : Path or None
        Raster of the true Vs, with the bands named as the result's.
    line : Path or None
        The section's line, drawn over the map.
    depth : float or None
        Depth in m to show, None for the shallowest that is well covered.
    """
    project = QgsProject.instance()
    project.setTitle(title)
    layers = add_results(folder, title, project)
    if depth is not None:
        layers.show_band(band_depths(layers.vs).index(depth) + 1)
    project.setCrs(layers.vs.crs())
    overlay: list[QgsMapLayer] = [layers.sites]
    if line is not None:
        overlay.append(_add_line(line, layers, project))
    panels = [("Vs Mapper", layers.vs)]
    if truth is not None:
        panels.append(("Truth", _add_truth(truth, layers, project)))
    layout = _layout(project, title, panels, overlay, _extent(panels[-1][1]))
    project.layoutManager().addLayout(layout)
    _save(project, folder / "vs_map.qgz")
    _export(layout, folder / "vs_map.png")


def _add_line(path: Path, layers: ResultLayers, project: QgsProject) -> QgsVectorLayer:
    line = QgsVectorLayer(str(path), "Section line", "ogr")
    line.renderer().symbol().setWidth(0.6)
    add_layer(line, layers.group, project)
    return line


def _add_truth(path: Path, layers: ResultLayers, project: QgsProject) -> QgsRasterLayer:
    """Add the truth in the colours and at the depth of the result."""
    truth = open_raster(path, "Truth: Vs (m/s)")
    depth = band_depths(layers.vs)[layers.vs.renderer().band() - 1]
    band = band_depths(truth).index(depth) + 1
    truth.setRenderer(layers.scale.renderer(truth.dataProvider(), band))
    add_layer(truth, layers.group, project, visible=False, expanded=False)
    return truth


def _extent(layer: QgsRasterLayer) -> QgsRectangle:
    extent = QgsRectangle(layer.extent())
    extent.scale(1.04)
    return extent


def _layout(
    project: QgsProject,
    title: str,
    panels: list[tuple[str, QgsRasterLayer]],
    overlay: list[QgsMapLayer],
    extent: QgsRectangle,
) -> QgsPrintLayout:
    """Return a page with one map a panel, all of one extent, and one legend."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Map beside the truth" if len(panels) > 1 else "Map")
    height = min(max(MAP_WIDTH_MM * extent.height() / extent.width(), 60.0), 160.0)
    width = MARGIN_MM + len(panels) * (MAP_WIDTH_MM + MARGIN_MM) + LEGEND_MM
    page = QgsLayoutSize(width, HEADER_MM + height + MARGIN_MM, MM)
    layout.pageCollection().page(0).setPageSize(page)
    first = panels[0][1]
    name = first.bandName(first.renderer().band()).split(": ")[-1]
    _label(layout, f"{title}: {name}", MARGIN_MM, 2.0, 12)
    for i, (caption, raster) in enumerate(panels):
        left = MARGIN_MM + i * (MAP_WIDTH_MM + MARGIN_MM)
        _label(layout, caption, left, 9.5, 10)
        shown = _map(layout, [*overlay, raster], extent, (left, HEADER_MM, MAP_WIDTH_MM, height))
    _scale_bar(layout, shown, width - LEGEND_MM, HEADER_MM + height - 14.0)
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    legend.model().rootGroup().clear()
    legend.model().rootGroup().addLayer(first)
    for part in (QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
        legend.setStyleFont(part, QFont("DejaVu Sans", 8))
    legend.attemptMove(QgsLayoutPoint(width - LEGEND_MM - 2.0, HEADER_MM - 2.0, MM))
    layout.addLayoutItem(legend)
    return layout


def _label(layout: QgsPrintLayout, text: str, left: float, top: float, points: int) -> None:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setFont(QFont("DejaVu Sans", points))
    label.attemptResize(QgsLayoutSize(MAP_WIDTH_MM, 7.0, MM))
    label.attemptMove(QgsLayoutPoint(left, top, MM))
    layout.addLayoutItem(label)


def _map(
    layout: QgsPrintLayout,
    layers: list[QgsMapLayer],
    extent: QgsRectangle,
    place: tuple[float, float, float, float],
) -> QgsLayoutItemMap:
    item = QgsLayoutItemMap(layout)
    item.setCrs(layers[-1].crs())
    # In this order: moving a map that has no size yet leaves it without an extent for good.
    item.attemptResize(QgsLayoutSize(*place[2:], MM))
    item.attemptMove(QgsLayoutPoint(*place[:2], MM))
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.zoomToExtent(extent)
    item.setFrameEnabled(True)
    layout.addLayoutItem(item)
    return item


def _scale_bar(layout: QgsPrintLayout, shown: QgsLayoutItemMap, left: float, top: float) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(shown)
    bar.setStyle("Single Box")
    bar.applyDefaultSize(bar.guessUnits())
    bar.setNumberOfSegmentsLeft(0)
    bar.setFont(QFont("DejaVu Sans", 8))
    bar.attemptMove(QgsLayoutPoint(left, top, MM))
    layout.addLayoutItem(bar)


def _save(project: QgsProject, path: Path) -> None:
    if not project.write(str(path)):
        raise OSError(f"{path}: QGIS cannot write the project: {project.error()}")


def _export(layout: QgsPrintLayout, path: Path) -> None:
    page = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DOTS_PER_INCH)
    if not page.save(str(path)):
        raise OSError(f"{path}: QGIS cannot write the picture")
