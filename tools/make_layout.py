"""Make the print layout template: ``/usr/bin/python3 -m tools.make_layout``; needs QGIS's Python modules."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsLayout,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont

from plugin.qgis_layers.print_layout import BOTTOM, statement

TEMPLATE = Path(__file__).parents[1] / "resources" / "layouts" / "vs_mapper_map.qpt"
_LEGEND_SIZES = {
    QgsLegendStyle.Title: 9,
    QgsLegendStyle.Group: 9,
    QgsLegendStyle.Subgroup: 8,
    QgsLegendStyle.SymbolLabel: 7,
}
_LEGEND_GAPS = {QgsLegendStyle.Subgroup: 2.0, QgsLegendStyle.Symbol: 0.8}  # mm above each
NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"


def main() -> None:
    """Write the template."""
    app = QgsApplication([], True)
    app.initQgis()
    project = QgsProject.instance()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Vs Mapper map")
    fill(layout)
    TEMPLATE.parent.mkdir(exist_ok=True)
    if not layout.saveAsTemplate(str(TEMPLATE), QgsReadWriteContext()):
        raise SystemExit(f"{TEMPLATE}: cannot be written")
    print(TEMPLATE)
    app.exitQgis()


def fill(layout: QgsLayout) -> None:
    """Put title, map, legend, scale bar, north arrow and statement on a page of A4, lying."""
    title = _label(layout, "title", "Shear-wave velocity", 16, bold=True)
    _place(layout, title, 12, 8, 273, 10)
    chart = QgsLayoutItemMap(layout)
    chart.setId("map")
    chart.setFrameEnabled(True)
    _place(layout, chart, 12, 20, 205, 160)
    chart.setExtent(QgsRectangle(0, 0, 205, 160))  # only now it has a size
    legend = QgsLayoutItemLegend(layout)
    legend.setId("legend")
    legend.setTitle("")
    legend.setLinkedMap(chart)
    legend.setAutoUpdateModel(True)
    for part, size in _LEGEND_SIZES.items():
        font = QFont("DejaVu Sans", size)
        font.setBold(part == QgsLegendStyle.Subgroup)
        legend.setStyleFont(part, font)
    for part, gap in _LEGEND_GAPS.items():
        style = legend.style(part)
        style.setMargin(QgsLegendStyle.Top, gap)
        legend.setStyle(part, style)
    legend.setSymbolHeight(2.5)
    legend.setSymbolWidth(5.0)
    _place(layout, legend, 221, 36, 64, BOTTOM - 36)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setId("scale bar")
    bar.setStyle("Single Box")
    bar.setLinkedMap(chart)
    bar.setUnits(QgsUnitTypes.DistanceMeters)
    bar.setUnitLabel("m")
    bar.setUnitsPerSegment(50)
    _place(layout, bar, 16, 166, 60, 12)
    arrow = QgsLayoutItemPicture(layout)
    arrow.setId("north")
    arrow.setPicturePath(NORTH)
    arrow.setLinkedMap(chart)
    _place(layout, arrow, 221, 20, 12, 14)
    words = _label(layout, "statement", statement(), 8)
    _place(layout, words, 12, 184, 205, 20)


def _label(layout: QgsLayout, name: str, text: str, size: int, bold: bool = False) -> QgsLayoutItemLabel:
    label = QgsLayoutItemLabel(layout)
    label.setId(name)
    label.setText(text)
    font = QFont("DejaVu Sans", size)
    font.setBold(bold)
    label.setFont(font)
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)  # else QGIS spreads the last words of a paragraph out
    return label


def _place(layout: QgsLayout, item: QgsLayoutItem, x: float, y: float, width: float, height: float) -> None:
    """Put an item on the page, in mm."""
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutMillimeters))


if __name__ == "__main__":
    main()
