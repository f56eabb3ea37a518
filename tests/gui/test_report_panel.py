"""A report of the results that the dock shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engine_side import write_results

pytest.importorskip("qgis.gui", reason="QGIS's Python modules are not importable by this Python")


@pytest.fixture
def panel(dock: Any, project: Any, tmp_path: Path) -> Any:
    """The panel, with results in view."""
    from plugin.qgis_layers.results import add_results

    assert not dock.results.report_panel.make_button.isEnabled()
    write_results(tmp_path / "results", 2)
    dock.results.show(tmp_path / "results", add_results(tmp_path / "results", "campaign", project))
    return dock.results.report_panel


def test_a_report_is_written_and_can_then_be_opened(
    panel: Any, tmp_path: Path, wait_until: Callable[..., None]
) -> None:
    assert not panel.page_button.isEnabled()
    panel.title.setText("Our site")
    panel.make_button.click()
    assert panel.cancel_button.isEnabled() and not panel.make_button.isEnabled()
    wait_until(panel.make_button.isEnabled, 120)
    assert panel.state.text().startswith("Written: ")
    assert panel.page_button.isEnabled() and panel.document_button.isEnabled()
    assert "<h1>Our site</h1>" in (tmp_path / "results" / "report.html").read_text(encoding="utf-8")


def test_cancel_stops_it_and_leaves_nothing(
    panel: Any, tmp_path: Path, wait_until: Callable[..., None]
) -> None:
    panel.make_button.click()
    panel.cancel_button.click()
    wait_until(panel.make_button.isEnabled, 60)
    assert panel.state.text() == "Cancelled; nothing was changed."
    assert not list((tmp_path / "results").glob("report.*"))


def test_why_there_is_none_is_said(panel: Any, tmp_path: Path, wait_until: Callable[..., None]) -> None:
    (tmp_path / "results" / "curves.csv").unlink()
    panel.make_button.click()
    wait_until(panel.make_button.isEnabled, 60)
    assert "curves.csv" in panel.state.text()


def test_the_map_is_laid_out_on_a_page_as_it_is_seen(
    panel: Any, window: Any, project: Any, wait_until: Callable[..., None]
) -> None:
    from qgis.core import QgsLayoutExporter, QgsRectangle
    from qgis.PyQt.QtCore import Qt

    window.canvas.setExtent(QgsRectangle(0, 0, 4000, 2000))
    panel.title.setText("Our site")
    for count in (1, 2):
        panel.layout_button.click()
        panel.layout_button.click()  # while the first is made, a second click is none
        wait_until(lambda wanted=count: len(window.layouts) == wanted and panel.layout_button.isEnabled())
    assert panel.state.text() == "Laid out: campaign: map 2"
    first, second = window.layouts
    assert (first.name(), second.name()) == ("campaign: map", "campaign: map 2")
    assert project.layoutManager().layoutByName("campaign: map 2") is second
    assert first.itemById("title").text() == "Our site"
    assert first.itemById("map").extent().contains(window.canvas.extent())
    assert "Velocities between the sites are interpolated" in first.itemById("statement").text()
    for item in ("title", "statement"):  # justified, the last words of a paragraph would be spread out
        assert first.itemById(item).hAlign() == Qt.AlignmentFlag.AlignLeft
    for item in ("legend", "scale bar", "north"):
        assert first.itemById(item).linkedMap() is first.itemById("map")
    assert not QgsLayoutExporter(first).renderPageToImage(0, dpi=40).isNull()


def test_the_template_stands_among_qgis_own_while_the_plugin_is_loaded(plugin: Any) -> None:
    from qgis.core import QgsApplication

    from plugin.qgis_layers.print_layout import FOLDER, TEMPLATE

    assert TEMPLATE.is_file()
    folders = [Path(path).resolve() for path in QgsApplication.layoutTemplatePaths()]
    assert folders.count(FOLDER.resolve()) == 1
    plugin.unload()
    assert not any(Path(path).resolve() == FOLDER.resolve() for path in QgsApplication.layoutTemplatePaths())
