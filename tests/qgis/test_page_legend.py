"""The legend of a page: it ends on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

DPI = 150
"""At far fewer, newer QGIS makes letters, and with them the legend, 2 % larger."""


def points(legend: object) -> float:
    from qgis.core import QgsLegendStyle

    from plugin.qgis_layers.compatible import word_points

    return word_points(legend.style(QgsLegendStyle.SymbolLabel))


def laid_out(project: object, folder: Path, times: int) -> tuple[object, bool]:
    """Lay out results that were added some times over; return the legend, and whether it is on the page."""
    from plugin.qgis_layers.parts import at_a_stroke
    from plugin.qgis_layers.print_layout import adding_layout
    from plugin.qgis_layers.results import add_results

    for number in range(times):
        sites = add_results(folder, f"town {number}", project).sites
    layout, whole = at_a_stroke(adding_layout(project, "map", "Town", sites.extent()))
    return layout.itemById("legend"), whole


def drawn_end(legend: object) -> float:
    """Return where a legend ends, in mm from the top of its page, which is known once it was drawn."""
    from qgis.core import QgsLayoutExporter

    QgsLayoutExporter(legend.layout()).renderPageToImage(0, dpi=DPI)
    return legend.pos().y() + legend.rect().height()


def test_a_legend_that_has_room_keeps_its_size(project: object, mapped: Path) -> None:
    legend, whole = laid_out(project, mapped, 1)
    assert (points(legend), whole) == (7.0, True)


def test_words_of_a_long_legend_shrink_until_it_ends_on_the_page(project: object, mapped: Path) -> None:
    from plugin.qgis_layers.print_layout import BOTTOM

    legend, whole = laid_out(project, mapped, 3)
    assert whole
    assert 4.0 < points(legend) < 7.0
    assert drawn_end(legend) <= BOTTOM


def test_no_word_becomes_smaller_than_can_be_read(project: object, mapped: Path) -> None:
    legend, whole = laid_out(project, mapped, 6)
    assert points(legend) == pytest.approx(4.0)
    assert not whole


def test_words_shrink_too_where_a_label_would_leave_the_page(project: object, mapped: Path) -> None:
    from qgis.core import QgsLayoutExporter, QgsRuleBasedRenderer, QgsSymbol, QgsVectorLayer

    from plugin.qgis_layers.print_layout import RIGHT

    geology = QgsVectorLayer("Polygon?crs=EPSG:32633", "Geology", "memory")
    root = QgsRuleBasedRenderer.Rule(None)
    for number in range(2):
        label = f"Unit {number}: sandstones, marls and conglomerates of the upper Miocene"
        symbol = QgsSymbol.defaultSymbol(geology.geometryType())
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, label=label))
    geology.setRenderer(QgsRuleBasedRenderer(root))
    project.addMapLayer(geology)
    legend, whole = laid_out(project, mapped, 1)
    QgsLayoutExporter(legend.layout()).renderPageToImage(0, dpi=DPI)
    assert whole and 4.0 < points(legend) < 7.0
    assert legend.pos().x() + legend.rect().width() <= RIGHT


def test_tables_are_not_on_a_page_and_tiles_have_no_empty_room(project: object, mapped: Path) -> None:
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    from plugin.qgis_layers.parts import at_a_stroke
    from plugin.qgis_layers.print_layout import adding_layout

    before = drawn_end(laid_out(project, mapped, 1)[0])
    tiles = "type=xyz&url=file:///none/{z}/{x}/{y}.png&zmax=5"
    project.addMapLayer(QgsVectorLayer("None?field=a:string", "Of no place", "memory"))
    project.addMapLayer(QgsRasterLayer(tiles, "Streets", "wms"))
    layout, _ = at_a_stroke(
        adding_layout(project, "map", "Town", project.mapLayersByName("Sites")[0].extent())
    )
    legend = layout.itemById("legend")
    names = {node.name() for node in legend.model().rootGroup().findLayers()}
    assert names & {"Streets", "Of no place"} == {"Streets"}
    assert 0.0 < drawn_end(legend) - before < 10.0


@pytest.mark.parametrize(("title", "size"), [("Town", 16.0), ("A study of the valley " * 6, 14.0)])
def test_a_long_title_stays_in_one_line(project: object, mapped: Path, title: str, size: float) -> None:
    from qgis.core import QgsRectangle

    from plugin.qgis_layers.compatible import word_points
    from plugin.qgis_layers.parts import at_a_stroke
    from plugin.qgis_layers.print_layout import adding_layout

    layout, _ = at_a_stroke(adding_layout(project, "map", title, QgsRectangle(0, 0, 9, 9)))
    label = layout.itemById("title")
    assert 8.0 <= word_points(label) <= size
    assert label.sizeForText().width() <= label.rect().width()
