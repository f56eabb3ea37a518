"""Maps drawn again in the dock, with other settings, from the profiles as they are."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import pytest
from docks import Wait, choose_file, open_copy, run

from plugin.protocol.map_options import MapOptions, Method

SITES = "site,x,y,crs,frequency_hz,phase_velocity_m_s\n" + "".join(
    f"S{i},{500000 + 40 * (i % 3)},{5300000 + 35 * (i // 3)},EPSG:32633,{f},{180 + (900 + 20 * i) / f}\n"
    for i in range(9)
    for f in (4, 6, 9, 13, 19, 28)
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the results of the town are kept, once there are some."""
    return tmp_path_factory.mktemp("town") / "out"


@pytest.fixture
def folder(dock: object, project: object, town: Path, tmp_path: Path, wait_until: Wait) -> Path:
    """The results of the town in the dock, of a run the first time."""
    out = tmp_path / "out"
    if town.exists():
        open_copy(dock, project, town, out, "town")
        return out
    (tmp_path / "town.csv").write_text(SITES)
    choose_file(dock, tmp_path / "town.csv", wait_until)
    run(dock, out, wait_until)
    shutil.copytree(out, town)
    return out


def map_again(dock: object, wait_until: Wait) -> None:
    panel = dock.results.map_panel
    assert panel.button.isEnabled()
    panel.button.click()
    assert not panel.button.isEnabled()
    wait_until(lambda: not dock.results.mapping.busy, 120)


def names(dock: object) -> list[tuple[str, bool]]:
    return [(node.name(), node.itemVisibilityChecked()) for node in dock.results.layers.group.findLayers()]


def heads(dock: object) -> list[str]:
    """What stands at the head of the legends of the rasters."""
    from qgis.core import QgsMapLayerLegendUtils, QgsRasterLayer

    nodes = dock.results.layers.group.findLayers()
    rasters = [node for node in nodes if isinstance(node.layer(), QgsRasterLayer)]
    return [QgsMapLayerLegendUtils.legendNodeUserLabel(node, 0) for node in rasters]


def test_untouched_settings_are_the_defaults(dock: object) -> None:
    assert asdict(dock.results.map_panel.options()) == asdict(MapOptions())
    assert not dock.results.map_panel.button.isEnabled()


def test_every_method_maps_again_and_takes_the_place_of_the_map_before(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    from plugin.qgis_layers.shown_files import RASTERS, TITLES

    panel, before = dock.results.map_panel, (folder / "profiles.csv").read_bytes()
    first = names(dock)
    for method in get_args(Method):
        panel.method.setCurrentIndex(panel.method.findData(method))
        map_again(dock, wait_until)
        assert json.loads((folder / "maps.json").read_text())["method"] == method
        missing = {TITLES[file] for file in RASTERS if not (folder / file).exists()}
        expected = [each for each in first if each[0] not in missing]
        assert names(dock) == expected
        assert not [head for head in heads(dock) if not head or head.startswith("Band")]
        assert len(project.layerTreeRoot().findLayers()) == len(project.mapLayers()) == len(expected)
        assert dock.run_panel.messages()[-1].startswith("Map: ")
    assert (folder / "profiles.csv").read_bytes() == before


def test_maps_are_shown_layer_by_layer_with_room_for_the_window_between(
    dock: object, project: object, folder: Path
) -> None:
    from plugin.qgis_layers.placing import showing_maps_again

    shown = names(dock)
    parts = sum(1 for _ in showing_maps_again(folder, "town", project))
    assert parts > len(shown)
    assert len(project.mapLayers()) == len(shown)


def test_a_project_that_is_closed_meanwhile_gets_no_maps(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    panel, mapping = dock.results.map_panel, dock.results.mapping
    panel.button.click()
    wait_until(lambda: mapping.adding.busy, 120)
    project.clear()
    assert not mapping.busy and not project.mapLayers()
    wait_until(lambda: not dock.busy)
    assert not project.mapLayers() and not panel.button.isEnabled()


def test_a_run_waits_for_maps_that_are_drawn_in_its_folder(
    dock: object, folder: Path, tmp_path: Path, wait_until: Wait
) -> None:
    (tmp_path / "town.csv").write_text(SITES)
    choose_file(dock, tmp_path / "town.csv", wait_until)
    dock.options_panel.folder.setFilePath(str(folder))
    dock.results.map_panel.button.click()
    dock.run()
    said = "Maps are being drawn in that folder: press Run once they are there."
    assert (dock.busy, dock.run_panel.messages()[-1]) == (False, said)
    wait_until(lambda: not dock.results.mapping.busy, 120)
    assert [group.name() for group in dock.results.layers.group.parent().findGroups()] == ["town"]


def test_the_depth_shown_and_what_the_user_hid_stay(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    results = dock.results
    results.depth_panel.box.setCurrentIndex(0)
    depth = results.depth_panel.box.currentText()
    results.layers.group.findLayers()[1].setItemVisibilityChecked(False)  # the contours
    results.map_panel.resolution.setValue(5)
    map_again(dock, wait_until)
    assert results.depth_panel.box.currentText() == depth
    assert results.layers.vs.rasterUnitsPerPixelX() == 5
    assert names(dock)[1] == ("Contours", False)
    shown = results.layers.lines[0].subsetString()
    assert shown == f'"depth_m" = {float(depth.split()[0])}'


def test_contours_and_areas_follow_or_go(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    panel = dock.results.map_panel
    panel.depths.setText("4, 9")
    panel.max_distance.setValue(25)
    map_again(dock, wait_until)
    near = dock.results.layers.lines[2]
    assert [feature["within_m"] for feature in near.getFeatures()] == [25]
    assert dock.results.layers.vs.bandCount() == 2
    panel.contours.setChecked(False)
    map_again(dock, wait_until)
    assert dock.results.layers.lines == ()
    assert not [name for name, _ in names(dock) if "Contours" in name or "Coverage" in name]


def test_barriers_of_a_line_layer_are_heeded(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    line = QgsVectorLayer("LineString?crs=EPSG:32633", "fault", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("LINESTRING (499900 5300050, 500200 5300055)"))
    line.dataProvider().addFeatures([feature])
    project.addMapLayer(line)
    panel, before = dock.results.map_panel, (folder / "vs.tif").read_bytes()
    panel.barriers.setLayer(line)
    map_again(dock, wait_until)
    assert (folder / "vs.tif").read_bytes() != before
    assert dock.run_panel.messages()[-1].startswith("Map: ")
    empty = QgsVectorLayer("LineString?crs=EPSG:32633", "nothing", "memory")
    project.addMapLayer(empty)
    panel.barriers.setLayer(empty)
    panel.button.click()
    assert not dock.results.mapping.busy and "nothing" in dock.run_panel.messages()[-1]


def test_what_cannot_be_mapped_is_said_and_the_maps_stay(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    panel, first = dock.results.map_panel, names(dock)
    panel.resolution.setValue(0.0001)
    map_again(dock, wait_until)
    assert "choose" in dock.run_panel.messages()[-1] and names(dock) == first
    assert panel.button.isEnabled()
    panel.depths.setText("deep")
    panel.button.click()
    assert not dock.results.mapping.busy and "deep" in dock.run_panel.messages()[-1]


def test_selected_sites_leave_the_next_maps_and_are_crossed(
    dock: object, project: object, folder: Path, wait_until: Wait
) -> None:
    from plugin.qgis_layers.left_out import LABEL

    results, panel, said = dock.results, dock.results.map_panel, dock.run_panel.messages
    sites, left_out = results.layers.sites, results.map_again.left_out
    assert not panel.leave_out_button.isEnabled()
    sites.selectByExpression("\"site\" IN ('S4', 'S7')")
    panel.leave_out_button.click()
    assert panel.without.text() == "S4, S7"
    assert panel.off_label.text() == "2 of 9 sites off"
    rules = [rule for rule in sites.renderer().rootRule().children() if rule.label() == LABEL]
    assert [rule.filterExpression() for rule in rules] == ["\"site\" IN ('S4', 'S7')"]
    before = (folder / "profiles.csv").read_bytes()
    map_again(dock, wait_until)
    assert json.loads((folder / "maps.json").read_text())["without"] == ["S4", "S7"]
    assert "without 2 sites: S4, S7" in said()[-1]
    assert (folder / "profiles.csv").read_bytes() == before
    sites.selectByExpression("\"site\" = 'S1'")
    left_out.action.trigger()
    assert panel.without.text() == "S4, S7, S1"
    panel.site_list.view.selectRow(4)
    panel.site_list.model.switch([4])
    assert panel.without.text() == "S7, S1"
    panel.take_back_button.click()
    assert not panel.off_label.isVisibleTo(panel)
    assert panel.options().without == ()
    assert not [rule for rule in sites.renderer().rootRule().children() if rule.label() == LABEL]


def test_sites_left_out_come_back_with_the_project(
    dock: object, project: object, folder: Path, tmp_path: Path
) -> None:
    panel = dock.results.map_panel
    panel.without.setText("S3")
    panel.without.editingFinished.emit()
    project.write(str(tmp_path / "town.qgs"))
    project.clear()
    assert not panel.without.text() and not panel.without.isEnabled()
    project.read(str(tmp_path / "town.qgs"))
    assert panel.options().without == ("S3",)
