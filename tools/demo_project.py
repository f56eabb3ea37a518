"""Results to a QGIS project and a printed map, made by QGIS itself without a window.

``python -m tools.demo_project FOLDER TITLE [--truth FILE --depth M]`` in the Python that sees QGIS.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    QgsReferencedRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QFont

from plugin.protocol.result_files import SECTION
from plugin.qgis_layers.compatible import band_of
from plugin.qgis_layers.groups import add_layer
from plugin.qgis_layers.rasters import LayerError, band_depths, open_raster
from plugin.qgis_layers.result_layers import ResultLayers
from plugin.qgis_layers.results import add_results
from plugin.qgis_layers.sections import add_section

MARGIN_MM, HEADER_MM, LEGEND_MM, MAP_WIDTH_MM = 8.0, 16.0, 46.0, 120.0
DOTS_PER_INCH = 120
MM = QgsUnitTypes.LayoutMillimeters


def main() -> int:
    """Read the arguments and write project and picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the results")
    parser.add_argument("title")
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--depth", type=float)
    given = parser.parse_args()
    try:
        with qgis():
            write_project(given.folder, Picture(given.title, given.truth, given.depth))
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


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


@dataclass(frozen=True)
class Picture:
    """What to show beside the results.

    Parameters
    ----------
    title : str
        Title of the project and of the picture.
    truth : Path or None
        Raster of the true Vs, with the bands named as the result's.
    depth : float or None
        Depth in m to show, None for the shallowest that is well covered.
    """

    title: str
    truth: Path | None = None
    depth: float | None = None


def write_project(folder: Path, picture: Picture) -> None:
    """Write ``vs_map.qgz`` with the styled layers and ``vs_map.png``, the map beside the truth.

    Parameters
    ----------
    folder : Path
        The results; the project goes there too and refers to them by relative paths.
    picture : Picture
        What to show.

    Raises
    ------
    OSError
        If QGIS cannot read a result or write a file.
    """
    project = QgsProject.instance()
    project.setTitle(picture.title)
    try:
        layout = _fill(project, folder, picture)
    except LayerError as error:
        raise OSError(str(error)) from error
    path = folder / "vs_map.qgz"
    if not project.write(str(path)):
        raise OSError(f"{path}: QGIS cannot write the project: {project.error()}")
    _export(layout, folder / "vs_map.png")


def _fill(project: QgsProject, folder: Path, picture: Picture) -> QgsPrintLayout:
    """Add all layers to the project and return the page of maps."""
    layers = add_results(folder, picture.title, project)
    if picture.depth is not None:
        layers.show_band(band_depths(layers.vs).index(picture.depth) + 1)
    project.setCrs(layers.vs.crs())
    marks, trace, _ = add_section(folder / SECTION, "Section", picture.title, layers.scale, project)
    panels = [("Vs Mapper", layers.vs)]
    if picture.truth is not None:
        panels.append(("Truth", _add_truth(picture.truth, layers, project)))
    extent = QgsRectangle(panels[-1][1].extent())
    extent.scale(1.04)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, layers.vs.crs()))
    return _layout(project, picture.title, panels, [marks, layers.sites, trace], extent)


def _add_truth(path: Path, layers: ResultLayers, project: QgsProject) -> QgsRasterLayer:
    """Add the truth in the colours and at the depth of the result."""
    truth = open_raster(path, "Truth: Vs (m/s)")
    depth = band_depths(layers.vs)[band_of(layers.vs.renderer()) - 1]
    band = band_depths(truth).index(depth) + 1
    truth.setRenderer(layers.scale.renderer(truth.dataProvider(), band))
    add_layer(truth, layers.group, project, visible=False, expanded=False)
    return truth


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
    name = first.bandName(band_of(first.renderer())).split(": ")[-1]
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


def _export(layout: QgsPrintLayout, path: Path) -> None:
    page = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DOTS_PER_INCH)
    if not page.save(str(path)):
        raise OSError(f"{path}: QGIS cannot write the picture")


if __name__ == "__main__":
    sys.exit(main())
