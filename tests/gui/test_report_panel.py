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
