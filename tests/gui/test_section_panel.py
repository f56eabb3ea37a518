"""The choice of a section's line."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("qgis.gui", reason="QGIS's Python modules are not importable by this Python")


def test_sites_along_a_line_need_no_line_layer(dock: Any) -> None:
    panel = dock.results.section_panel
    asked: list[Any] = []
    complaints: list[str] = []
    panel.section_wanted.disconnect()
    panel.section_wanted.connect(asked.append)
    panel.complaint.connect(complaints.append)
    panel.set_ready(True)
    panel.button.click()
    assert complaints == ["Add a line layer to the project first; the section is cut along its line."]
    panel.cut_along_sites(True)
    assert not panel.line_box.isEnabled()
    panel.button.click()
    assert [line.text for line in asked] == [""]
