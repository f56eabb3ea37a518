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


def test_contours_of_a_result_are_no_lines_to_cut_along(qgis_app: Any, project: Any) -> None:
    from qgis.core import QgsVectorLayer

    from plugin.gui.section_panel import SectionPanel

    contours, profile = (QgsVectorLayer("LineString?crs=EPSG:32633", n, "memory") for n in ("isolines", "A"))
    project.addMapLayers([contours, profile])
    panel = SectionPanel()
    panel.leave_out([contours])
    assert [panel.line_box.itemText(i) for i in range(panel.line_box.count())] == ["A"]


def test_barriers_of_a_section_are_the_lines_of_a_layer(qgis_app: Any, project: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    from plugin.gui.section_panel import SectionPanel

    fault = QgsVectorLayer("LineString?crs=EPSG:32633&field=name:string", "faults", "memory")
    feature = QgsFeature(fault.fields())
    feature.setAttribute("name", "Main")
    feature.setGeometry(QgsGeometry.fromWkt("LINESTRING (0 0, 5 7)"))
    fault.dataProvider().addFeatures([feature])
    project.addMapLayer(fault)
    panel = SectionPanel()
    assert panel.options().barriers == ()
    panel.barriers_box.setLayer(fault)
    assert [(line.vertices, line.name) for line in panel.options().barriers] == [(((0, 0), (5, 7)), "Main")]


def test_words_below_the_colours_stay_on_the_paper_and_leave_out_what_has_no_room(qgis_app: object) -> None:
    from plugin.gui.section_view import words_below

    assert words_below([30, 20, 20, 40], 50.0) == {0: -12.0, 3: 122.0, 1: 40.0, 2: 90.0}
    assert words_below([30, 20, 20, 40], 30.0) == {0: -12.0, 3: 62.0}
