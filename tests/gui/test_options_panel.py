"""The settings of a run, as the panel hands them to the engine."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from plugin.protocol.request import Request


@pytest.fixture
def panel(qgis_app: object) -> object:
    from plugin.gui.options_panel import OptionsPanel

    return OptionsPanel()


def test_untouched_options_are_the_defaults_of_the_command_line(panel: object) -> None:
    assert panel.request() == Request()


def test_errors_are_given_in_percent_and_handed_on_as_a_fraction(panel: object) -> None:
    panel.relative_error.setValue(5)
    panel.robust.setChecked(True)
    assert panel.relative_error.text() == "5.0 %"
    assert panel.request().relative_error == pytest.approx(0.05)
    assert panel.request().robust


def test_a_water_table_counts_only_once_it_is_ticked(panel: object) -> None:
    panel.water_table.setValue(2.5)
    assert panel.request().water_table is None
    assert not panel.water_table.isEnabled()
    panel.has_water_table.setChecked(True)
    assert panel.request().water_table == 2.5
    assert panel.water_table.text() == "2.5 m"


def test_sites_inform_each_other_unless_each_is_asked_for_by_itself(panel: object) -> None:
    assert not panel.request().independent
    panel.independent.setChecked(True)
    assert panel.request().independent


def test_barriers_are_the_selected_lines_of_a_layer_or_all(panel: object) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

    assert panel.maps().barriers == () and panel.maps().method == "kriging"
    layer = QgsVectorLayer("MultiLineString?crs=EPSG:32633", "faults", "memory")
    for text in (
        "MultiLineString ((0 0, 1 1), (2 2, 3 3))",
        "LineString (5 5, 6 6)",
        "LineString (7 7, 7 7)",
    ):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(text))
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    panel.barriers.setLayer(layer)
    panel.method.setCurrentIndex(panel.method.findData("flux"))
    maps = panel.maps()
    assert maps.method == "flux"
    assert [line.vertices for line in maps.barriers] == [((0, 0), (1, 1)), ((2, 2), (3, 3)), ((5, 5), (6, 6))]
    assert {(line.crs, line.name) for line in maps.barriers} == {("EPSG:32633", "faults")}
    layer.selectByIds([2])
    assert [line.vertices for line in panel.maps().barriers] == [((5, 5), (6, 6))]
    QgsProject.instance().removeMapLayer(layer)
    assert panel.maps().barriers == ()


def test_outlines_of_polygons_are_barriers_and_a_layer_without_lines_is_told(panel: object) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

    from plugin.qgis_layers.section_line import LineError

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "basins", "memory")
    QgsProject.instance().addMapLayer(layer)
    panel.barriers.setLayer(layer)
    with pytest.raises(LineError, match="layer basins: has no line"):
        panel.maps()
    feature = QgsFeature()
    feature.setGeometry(
        QgsGeometry.fromWkt("Polygon ((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 2))"),
    )
    layer.dataProvider().addFeature(feature)
    outer, inner = panel.maps().barriers
    assert outer.vertices == ((0, 0), (9, 0), (9, 9), (0, 0)) and len(inner.vertices) == 4
    QgsProject.instance().removeMapLayer(layer)
