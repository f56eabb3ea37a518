"""The map and the plots show the same site: pointing, clicking, selecting and choosing by name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from docks import Wait
from engine_side import write_results


@pytest.fixture
def shown(dock: object, window: object, project: object, tmp_path: Path, wait_until: Wait) -> object:
    """A dock that shows four sites, 100 m apart, and a map of them."""
    from qgis.core import QgsRectangle

    from plugin.qgis_layers.results import add_results

    write_results(tmp_path / "results", 2)
    layers = add_results(tmp_path / "results", "town", project)
    project.setCrs(layers.sites.crs())
    canvas = window.canvas
    window.window.resize(900, 600)
    canvas.setDestinationCrs(layers.sites.crs())
    canvas.setLayers([layers.sites])
    dock.results.take_up()
    wait_until(lambda: dock.results.site_panel.plots.figure is not None)
    _settle(canvas, wait_until)
    canvas.setExtent(QgsRectangle(499_900, 4_999_900, 500_200, 5_000_200))
    _settle(canvas, wait_until)
    return dock


def _settle(canvas: object, wait_until: Wait) -> None:
    """Wait until the dock has its width, and the map the rest of it."""
    since, size = time.monotonic(), canvas.size()

    def rests() -> bool:
        nonlocal since, size
        if canvas.size() != size:
            since, size = time.monotonic(), canvas.size()
        return time.monotonic() - since > 0.3

    wait_until(rests)


def rings(canvas: object) -> list[tuple[float, float]]:
    """Where the map has rings, once each."""
    from qgis.gui import QgsRubberBand

    bands = [item for item in canvas.items() if isinstance(item, QgsRubberBand) and item.isVisible()]
    points = {band.asGeometry().asWkt(0) for band in bands if band.numberOfVertices()}
    return sorted(points)


def place(canvas: object, x: float, y: float) -> object:
    from qgis.core import QgsPointXY

    return canvas.mapSettings().mapToPixel().transform(QgsPointXY(x, y)).toQPointF().toPoint()


def move(canvas: object, where: object) -> None:
    from qgis.PyQt.QtCore import QEvent, QPointF, Qt
    from qgis.PyQt.QtGui import QMouseEvent
    from qgis.PyQt.QtWidgets import QApplication

    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(where), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas.viewport(), event)


def names(dock: object) -> list[str]:
    return [site.name for site in dock.results.site_panel.plots.sites]


def test_the_site_in_view_has_a_ring(shown: object, window: object) -> None:
    shown.results.site_panel.choose("S001")
    assert rings(window.canvas) == ["MultiPoint ((500100 5000000))"]


def test_selected_sites_are_compared(shown: object, window: object, wait_until: Wait) -> None:
    sites = shown.results.layers.sites
    sites.selectByExpression("\"site\" in ('S000', 'S003')")
    wait_until(lambda: not shown.results.site_panel.busy)
    assert names(shown) == ["S000", "S003"]
    assert len(rings(window.canvas)[0].split(",")) == 2
    sites.removeSelection()
    wait_until(lambda: not shown.results.site_panel.busy)
    assert names(shown) == ["S000", "S003"]


def test_pointing_shows_a_site_and_a_click_keeps_it(shown: object, window: object, wait_until: Wait) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    canvas = window.canvas
    shown.results.site_panel.pick_button.click()
    move(canvas, place(canvas, 500_100, 5_000_100))
    wait_until(lambda: names(shown) == ["S003"], 10)
    assert shown.results.site_panel.box.currentText() == "S000"
    move(canvas, place(canvas, 500_050, 5_000_050))
    wait_until(lambda: names(shown) == ["S000"], 10)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place(canvas, 500_100, 5_000_000))
    assert shown.results.site_panel.box.currentText() == "S001"
    shown.results.site_panel.pick_button.click()
    wait_until(lambda: not shown.results.site_panel.busy)
    assert names(shown) == ["S001"]


def test_rings_go_with_the_result(shown: object, window: object, project: object) -> None:
    project.clear()
    assert rings(window.canvas) == []
