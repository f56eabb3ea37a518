"""The legend of a page: it ends on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")


def points(legend: object) -> float:
    from qgis.core import QgsLegendStyle

    from plugin.qgis_layers.compatible import legend_points

    return legend_points(legend.style(QgsLegendStyle.SymbolLabel))


def laid_out(project: object, folder: Path, times: int) -> tuple[object, bool]:
    """Lay out results that were added some times over; return the legend, and whether it is on the page."""
    from plugin.qgis_layers.print_layout import add_layout
    from plugin.qgis_layers.results import add_results

    for number in range(times):
        sites = add_results(folder, f"town {number}", project).sites
    layout, whole = add_layout(project, "map", "Town", sites.extent())
    return layout.itemById("legend"), whole


def drawn_end(legend: object) -> float:
    """Return where a legend ends, in mm from the top of its page, which is known once it was drawn."""
    from qgis.core import QgsLayoutExporter

    QgsLayoutExporter(legend.layout()).renderPageToImage(0, dpi=40)
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
    legend, whole = laid_out(project, mapped, 20)
    assert points(legend) == pytest.approx(4.0)
    assert not whole
