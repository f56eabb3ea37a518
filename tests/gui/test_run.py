"""The dock's run, on a real survey with the committed weights."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from docks import Wait, choose_file, open_copy, run, start

ROOT = Path(__file__).parents[2]
VALLEY = ROOT / "resources" / "examples" / "near_surface_valley.csv"
VALLEY_LINE = VALLEY.with_name("near_surface_valley_line.geojson")
EVERY_FIFTH = tuple(f"M{i:02d}" for i in range(5, 81, 5))
# Longitude and latitude in the middle of the Los Angeles basin and in the San Gabriel mountains.
BASIN, MOUNTAINS = (-118.2, 33.9), (-118.0, 34.3)


End = Callable[[object], None]


def cancel(dock: object) -> None:
    dock.cancel()


def kill(_dock: object) -> None:
    from vs_mapper.plugin.client.engine import ENGINE

    os.kill(ENGINE.worker.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)


def is_written(folder: Path) -> bool:
    """Whether a run is in its folder, and its files have all changed places."""
    return (folder / "run.json").exists() and not any(folder.glob(".unfinished-*/.moves.json"))


ENDS = [pytest.param(cancel, "", id="cancelled"), pytest.param(kill, "The engine stopped", id="killed")]


def run_file(dock: object, path: Path, folder: Path, wait_until: Wait, samples: int) -> None:
    choose_file(dock, path, wait_until)
    run(dock, folder, wait_until, samples)


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every fifth site of the valley."""
    head, *rows = VALLEY.read_text().splitlines()
    path = tmp_path_factory.mktemp("some") / VALLEY.name
    path.write_text("\n".join([head, *(row for row in rows if row.startswith(EVERY_FIFTH))]))
    return path


def band_values(layer: object, point: tuple[float, float]) -> dict[int, float]:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsPointXY,
        QgsProject,
        QgsRaster,
    )

    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    place = QgsCoordinateTransform(degrees, layer.crs(), QgsProject.instance()).transform(QgsPointXY(*point))
    found = layer.dataProvider().identify(place, QgsRaster.IdentifyFormat.IdentifyFormatValue)
    return found.results()


def test_a_run_on_595_real_sites_makes_a_group_of_layers_that_rise_to_the_mountains(
    dock: object, project: object, real_data: Path, tmp_path: Path, wait_until: Wait
) -> None:
    dock.options_panel.depths.setText("2000, 5000, 10000")
    run_file(dock, real_data / "socal_la_basin" / "dispersion.csv", tmp_path, wait_until, samples=0)
    assert "595 sites" in "\n".join(dock.run_panel.messages())
    layers = dock.results.layers
    assert project.layerTreeRoot().findGroup("dispersion") is not None
    assert layers.sites.featureCount() == 595
    assert layers.sites.crs().authid() == "EPSG:4326"
    for layer in layers.all:
        assert layer.isValid()
        assert layer.crs().authid() == (
            "EPSG:4326" if layer in (layers.sites, layers.rejects) else "EPSG:32611"
        )
    basin, mountains = band_values(layers.vs, BASIN), band_values(layers.vs, MOUNTAINS)
    shallowest = min(band for band in basin if basin[band] and mountains[band])
    assert basin[shallowest] < 0.8 * mountains[shallowest]


def test_a_cancelled_run_leaves_no_result_and_can_be_repeated(
    dock: object, project: object, tmp_path: Path, wait_until: Wait
) -> None:
    choose_file(dock, VALLEY, wait_until)
    start(dock, tmp_path, 50)
    wait_until(lambda: dock.run_panel.bar.value() >= 200, 120)
    dock.cancel()
    wait_until(lambda: not dock.busy, 30)
    assert dock.run_panel.messages()[-1] == "Cancelled; nothing was changed."
    assert not project.mapLayers()
    assert not list(tmp_path.iterdir())
    assert dock.run_panel.run_button.isEnabled()
    assert not dock.run_panel.cancel_button.isEnabled()
    run_file(dock, VALLEY, tmp_path, wait_until, samples=0)
    assert (tmp_path / "vs.tif").exists()
    assert dock.results.layers.vs.crs().authid() == "EPSG:32633"


@pytest.mark.parametrize(("end", "told"), ENDS)
def test_of_a_run_that_ends_amid_its_maps_the_sites_are_shown(
    dock: object, project: object, some: Path, tmp_path: Path, wait_until: Wait, end: End, told: str
) -> None:
    choose_file(dock, some, wait_until)
    start(dock, tmp_path, 50)
    wait_until(lambda: is_written(tmp_path), 120)
    end(dock)
    wait_until(lambda: not dock.busy, 60)
    *_, first, last = ["", *dock.run_panel.messages()]
    assert first.startswith(told)
    assert last == (
        "The sites had been inverted by then and are shown; \u201cMap again\u201d makes their maps. "
        f"Files in {tmp_path}"
    )
    assert dock.results.layers.sites.featureCount() == len(EVERY_FIFTH)
    assert dock.results.layers.vs is None
    assert dock.run_panel.run_button.isEnabled()
    dock.results.map_panel.button.click()
    wait_until(lambda: not dock.results.mapping.busy, 120)
    assert dock.results.layers.vs is not None


@pytest.mark.parametrize("mapped", [True, False])
def test_of_a_run_that_ended_early_it_is_said_that_it_took_the_place_of_another(
    mapped: bool, qgis_app: object, tmp_path: Path
) -> None:
    from plugin.gui.run_shown import left_words

    alone, both = (left_words(tmp_path, mapped, earlier).splitlines() for earlier in (False, True))
    gone = "Earlier results in that folder were replaced, with their maps and sections."
    assert both == [*alone, gone]


def test_a_run_is_told_from_the_one_before_whatever_files_it_has(qgis_app: object, tmp_path: Path) -> None:
    from plugin.gui.run_shown import run_in
    from plugin.protocol.manifest import RUN_SET, Entry, Manifest
    from plugin.protocol.result_files import MANIFEST

    told = [run_in(tmp_path)]
    for content in ("one stack", "another"):
        (tmp_path / "run.json").write_text(content)
        files = {"run.json": Entry.of(tmp_path / "run.json")}
        (tmp_path / MANIFEST).write_text(Manifest().with_set(RUN_SET, files).text())
        told.append(run_in(tmp_path))
    assert told[0] == "" and len(set(told)) == 3


def test_a_run_that_ends_before_its_sites_are_inverted_leaves_earlier_results_in_view(
    valley: object, some: Path, wait_until: Wait
) -> None:
    before = valley.results.layers
    choose_file(valley, some, wait_until)
    start(valley, valley.results.folder, 50)
    wait_until(lambda: valley.run_panel.bar.value() > 0, 120)
    valley.cancel()
    wait_until(lambda: not valley.busy, 30)
    assert valley.run_panel.messages()[-1] == "Cancelled; nothing was changed."
    assert valley.results.layers is before
    assert all(layer.isValid() for layer in before.all)


def test_the_depth_slider_shows_another_band_in_the_same_colours(valley: object, wait_until: Wait) -> None:
    from plugin.qgis_layers.compatible import band_of

    scale = valley.results.layers.scale
    valley.results.depth_panel.slider.setValue(3)
    wait_until(lambda: not valley.results.moving.busy)
    for layer in (valley.results.layers.vs, valley.results.layers.sigma):
        assert band_of(layer.renderer()) == 4
    items = valley.results.layers.vs.renderer().shader().rasterShaderFunction().colorRampItemList()
    assert tuple(item.value for item in items) == scale.values
    assert all(item.label.endswith(" m/s") for item in items)


def test_colours_are_right_however_fast_depths_and_stretch_are_changed(
    valley: object, wait_until: Wait
) -> None:
    from plugin.qgis_layers.compatible import band_of

    view, panel = valley.results, valley.results.depth_panel
    common = view.layers.velocities.values
    for value, alone in ((2, True), (4, False), (1, True), (5, True)):
        panel.slider.setValue(value)
        panel.stretch_box.setChecked(alone)
    wait_until(lambda: not view.moving.busy)
    of_depth = view.layers.velocities.values
    assert of_depth != common
    panel.stretch_box.setChecked(False)
    panel.slider.setValue(3)
    wait_until(lambda: not view.moving.busy)
    assert view.layers.velocities.values == common
    assert {band_of(layer.renderer()) for layer in (view.layers.vs, view.layers.sigma)} == {4}


def test_a_section_is_cut_along_a_line_layer(valley: object, project: object, wait_until: Wait) -> None:
    from qgis.core import QgsVectorLayer

    line = QgsVectorLayer(str(VALLEY_LINE), "valley line", "ogr")
    project.addMapLayer(line)
    valley.results.section_panel.line_box.setLayer(line)
    valley.results.section_panel.button.click()
    wait_until(lambda: not valley.results.sections.busy)
    group = project.layerTreeRoot().findGroup("Sections")
    assert [node.layer().name() for node in group.findLayers()] == [
        "A–A\u2032 marks",
        "A–A\u2032 trace",
        "A–A\u2032 curtain",
    ]
    assert {layer.crs().authid() for layer in project.mapLayers().values()} <= {"EPSG:4326", "EPSG:32633"}
    assert valley.results.section_panel.view.has_content()


def test_selecting_a_site_on_the_map_shows_its_curve(valley: object, wait_until: Wait) -> None:
    feature = next(f for f in valley.results.layers.sites.getFeatures() if f["site"] == "M40")
    valley.results.layers.sites.selectByIds([feature.id()])
    assert valley.results.site_panel.box.currentText() == "M40"
    wait_until(lambda: not valley.results.site_panel.busy)
    assert [site.name for site in valley.results.site_panel.plots.sites] == ["M40"]


def test_repeating_a_run_replaces_its_layers(
    dock: object, project: object, some: Path, tmp_path: Path, wait_until: Wait
) -> None:
    run_file(dock, some, tmp_path / "results", wait_until, samples=0)
    before = len(project.mapLayers())
    dock.run()
    wait_until(lambda: not dock.busy, 240)
    assert len(project.mapLayers()) == before
    assert [g.name() for g in project.layerTreeRoot().findGroups()] == ["near_surface_valley"]


def test_a_project_that_is_closed_while_results_are_added_gets_none(
    dock: object, project: object, some: Path, tmp_path: Path, wait_until: Wait
) -> None:
    choose_file(dock, some, wait_until)
    start(dock, tmp_path, 0)
    wait_until(lambda: dock.running.adding.busy and bool(project.mapLayers()), 120)
    assert not dock.run_panel.run_button.isEnabled()
    project.clear()
    assert not dock.busy
    assert dock.run_panel.run_button.isEnabled()
    assert dock.run_panel.messages()[-1] == f"The project was closed meanwhile. Files in {tmp_path}"
    wait_until(lambda: not dock.reading.busy)
    assert not project.mapLayers()
    assert not project.layerTreeRoot().children()


def test_removing_the_layers_by_hand_breaks_nothing(valley: object, project: object) -> None:
    project.clear()
    valley.results.depth_panel.slider.setValue(2)
    valley.results.site_panel.choose("M40")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the results of some sites are kept, once there are any."""
    return tmp_path_factory.mktemp("kept") / "results"


@pytest.fixture
def valley(dock: object, project: object, some: Path, kept: Path, tmp_path: Path, wait_until: Wait) -> object:
    """A dock with the results of some sites, of a run the first time."""
    if kept.exists():
        open_copy(dock, project, kept, tmp_path / "results", some.stem)
        return dock
    run_file(dock, some, tmp_path / "results", wait_until, samples=0)
    assert dock.results.layers is not None, dock.run_panel.messages()
    shutil.copytree(tmp_path / "results", kept)
    return dock


def test_a_survey_without_coordinates_shows_no_map_of_the_one_before_it_in_its_folder(
    dock: object, project: object, some: Path, tmp_path: Path, wait_until: Wait
) -> None:
    bare, out = tmp_path / "bare.csv", tmp_path / "out"
    bare.write_text("frequency_hz,phase_velocity_m_s\n5,400\n8,330\n12,270\n20,220\n30,200\n")
    run_file(dock, some, out, wait_until, samples=0)
    assert dock.results.layers.vs is not None
    run_file(dock, bare, out, wait_until, samples=0)
    assert "No map: the survey has no coordinates." in dock.run_panel.messages()
    assert dock.results.layers.vs is None
    assert not list(out.glob("*.tif"))
    assert {layer.name() for layer in project.mapLayers().values()} == {"Sites"}


def test_files_of_two_runs_in_a_folder_are_told_and_not_shown(
    dock: object, project: object, some: Path, tmp_path: Path, wait_until: Wait
) -> None:
    from vs_mapper.plugin.qgis_layers.rasters import LayerError
    from vs_mapper.plugin.qgis_layers.results import add_results

    run_file(dock, some, tmp_path, wait_until, samples=0)
    with (tmp_path / "profiles.csv").open("a") as table:
        table.write("of another run\n")
    before = set(project.mapLayers())
    with pytest.raises(LayerError, match=r"profiles\.csv: is not the file that was written here"):
        add_results(tmp_path, "mixed", project)
    assert set(project.mapLayers()) == before
