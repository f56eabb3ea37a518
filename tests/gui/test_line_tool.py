"""A section's line drawn on the map with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engine_side import write_results

pytest.importorskip("qgis.gui", reason="QGIS's Python modules are not importable by this Python")


@pytest.fixture
def canvas(window: Any, project: Any) -> Any:
    from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.resize(400, 400)
    canvas.setExtent(QgsRectangle(499_900, 4_999_900, 500_300, 5_000_300))
    return canvas


def click(canvas: Any, x: float, y: float, right: bool = False) -> None:
    """Press and let go of a button at a place on the map."""
    from qgis.core import QgsPointXY
    from qgis.PyQt.QtCore import QPoint, Qt
    from qgis.PyQt.QtTest import QTest

    place = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
    button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    pixel = QPoint(round(place.x()), round(place.y()))
    QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, pixel)


def test_clicks_on_the_map_make_a_line_and_its_section(
    dock: Any, project: Any, canvas: Any, tmp_path: Path, wait_until: Callable[..., None]
) -> None:
    from plugin.qgis_layers.results import add_results

    folder = write_results(tmp_path / "results", 3)
    dock.results.show(folder, add_results(folder, "town", project))
    panel = dock.results.section_panel
    panel.draw_button.click()
    for x, y in ((500_000, 5_000_000), (500_200, 5_000_000), (500_200, 5_000_200)):
        click(canvas, x, y)
    click(canvas, 500_200, 5_000_200, right=True)
    assert not panel.draw_button.isChecked()
    wait_until(lambda: not dock.results.sections.busy)
    assert panel.view.has_content()
    assert panel.view.title() == "pseudo-2D section: drawn line"
    assert panel.figure_button.isEnabled()
    (trace,) = (layer for layer in project.mapLayers().values() if layer.name() == "A–A\u2032 trace")
    length = sum(feature.geometry().length() for feature in trace.getFeatures())
    assert length == pytest.approx(400, abs=6)  # a pixel is a metre


def test_escape_and_a_single_click_make_no_line(dock: Any, canvas: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    lines: list[Any] = []
    dock.results.map_link.line_drawn.disconnect()
    dock.results.map_link.line_drawn.connect(lines.append)
    dock.results.map_link.draw(True)
    click(canvas, 500_000, 5_000_000)
    click(canvas, 500_100, 5_000_000)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    click(canvas, 500_000, 5_000_000, right=True)
    click(canvas, 500_000, 5_000_000)
    click(canvas, 500_000, 5_000_000, right=True)
    assert lines == []
    dock.results.map_link.draw(False)
