"""Layers of results as users look at them: table, form, notes, metadata, and styles that stay with files."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import write_layer, write_results
from stacks_of_depths import write_stack

PLACE = (500155.0, 5299895.0)
SITES = {
    "site": ["A"],
    "status": ["ok"],
    "vs30_m_s": [312.4],
    "vs30_law": [""],
    "z1_0_m": [None],
    "path_average": [0],
    "chi": [0.9],
    "message": ["the curve is explained"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_layer(tmp_path / "sites.gpkg", "sites", SITES, PLACE, "EPSG:32633")
    write_layer(
        tmp_path / "sites.gpkg",
        "rejects",
        {"site": ["B"], "lost": ["site"], "reason": ["no valid point"]},
        PLACE,
        "EPSG:32633",
    )
    write_stack(tmp_path / "vs.tif")
    return tmp_path


def layers_of(folder: Path, project: object) -> object:
    from plugin.qgis_layers.results import add_results

    return add_results(folder, "campaign", project)


def test_the_table_hides_what_says_nothing_and_shows_headings_whole(folder: Path, project: object) -> None:
    from qgis.PyQt.QtGui import QFont, QFontMetrics

    sites = layers_of(folder, project).sites
    columns = sites.attributeTableConfig().columns()
    assert [c.name for c in columns if c.name and not c.hidden] == [
        "site",
        "status",
        "vs30_m_s",
        "chi",
        "message",
    ]
    metrics = QFontMetrics(QFont())
    (vs30,) = (c for c in columns if c.name == "vs30_m_s")
    assert vs30.width > metrics.horizontalAdvance("Vs30 (m/s)")


def test_the_form_has_headings_and_no_empty_field(folder: Path, project: object) -> None:
    form = layers_of(folder, project).sites.editFormConfig()
    found = {box.name(): [part.name() for part in box.children()] for box in form.tabs()}
    assert found == {
        "Result": ["site", "status", "message"],
        "Vs30": ["vs30_m_s"],
        "Curve and fit": ["chi"],
    }


def test_notes_are_a_dictionary_of_the_fields(folder: Path, project: object) -> None:
    from qgis.core import QgsLayerNotesUtils

    layers = layers_of(folder, project)
    notes = QgsLayerNotesUtils.layerNotes(layers.sites)
    assert "<td><b>Vs30 (m/s)</b></td><td>30 m over the vertical travel time" in notes
    assert "depth to Vs 1.0 km/s" not in notes  # it is blank here
    assert "Why." in QgsLayerNotesUtils.layerNotes(layers.rejects)
    assert QgsLayerNotesUtils.layerNotes(layers.vs).startswith("<p>Vs in m/s, a band a depth")


def test_metadata_say_what_it_was_made_of_and_claim_no_licence(tmp_path: Path, project: object) -> None:
    write_results(tmp_path, 2)
    record = json.loads((tmp_path / "run.json").read_text())
    told = layers_of(tmp_path, project).sites.metadata()
    assert told.title() == f"Sites: {record['input']}"
    assert told.abstract() == "A point a site of the survey, with what its profile says."
    assert told.history()[0].startswith(f"Dispersion curves of {record['input']}, read by Vs Mapper")
    assert any(record["weights_sha256"] in line for line in told.history())
    assert told.licenses() == []
    assert told.crs().authid() == "EPSG:32633"


def test_a_file_that_is_opened_by_hand_looks_the_same(folder: Path, project: object) -> None:
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    layers = layers_of(folder, project)
    raster = QgsRasterLayer(str(folder / "vs.tif"), "by hand")
    shades = [item.label for item in raster.renderer().shader().rasterShaderFunction().colorRampItemList()]
    assert shades == list(layers.scale.labels)
    for name, labels in (("sites", "Vs30"), ("rejects", "lost site")):
        by_hand = QgsVectorLayer(f"{folder / 'sites.gpkg'}|layername={name}", "by hand", "ogr")
        assert by_hand.renderer().rootRule().children()[0].label().startswith(labels)
    assert by_hand.attributeDisplayName(by_hand.fields().indexOf("lost")) == "lost"


def test_files_that_were_shown_are_still_those_of_the_run(tmp_path: Path, project: object) -> None:
    from plugin.protocol.manifest import Manifest, require_whole

    write_results(tmp_path, 2)
    for _ in range(2):
        assert layers_of(tmp_path, project).sites is not None
        require_whole(tmp_path, Manifest.read(tmp_path).files)
    with sqlite3.connect(tmp_path / "sites.gpkg") as file:
        assert file.execute("SELECT f_table_name, useAsDefault FROM layer_styles").fetchall() == [
            ("sites", 1)
        ]


def test_a_package_that_names_no_run_is_left_as_it_is(folder: Path, project: object) -> None:
    from plugin.protocol.manifest import Entry, Manifest

    sites = folder / "sites.gpkg"
    listed = Manifest().with_set("run", {"sites.gpkg": Entry.of(sites)})
    (folder / "manifest.json").write_text(listed.text())
    layers_of(folder, project)
    assert (folder / "sites.qml").exists()
    with sqlite3.connect(sites) as file:
        assert not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchall()


def test_styles_of_the_user_stay(folder: Path, project: object) -> None:
    (folder / "vs.qml").write_text("<qgis>mine</qgis>")
    layers_of(folder, project)
    assert (folder / "vs.qml").read_text() == "<qgis>mine</qgis>"
    with sqlite3.connect(folder / "sites.gpkg") as file:
        file.execute(
            "UPDATE layer_styles SET styleName = 'mine', styleQML = 'x' WHERE f_table_name = 'sites'"
        )
    project.clear()
    layers_of(folder, project)
    with sqlite3.connect(folder / "sites.gpkg") as file:
        kept = "SELECT styleName, styleQML = 'x', useAsDefault FROM layer_styles WHERE f_table_name = 'sites'"
        assert file.execute(kept).fetchall() == [("mine", 1, 1), ("Vs Mapper", 0, 0)]


def test_a_folder_that_cannot_be_written_is_shown_all_the_same(
    folder: Path, project: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert layers_of(folder, project).vs is not None
    assert not (folder / "vs.qml").exists()


def test_a_style_with_code_that_lies_with_a_file_is_not_taken(folder: Path, project: object) -> None:
    from qgis.core import QgsEditFormConfig, QgsVectorLayer

    hostile = QgsVectorLayer(f"{folder / 'sites.gpkg'}|layername=sites", "a", "ogr")
    form = hostile.editFormConfig()
    form.setInitCodeSource(QgsEditFormConfig.PythonInitCodeSource.CodeSourceDialog)
    form.setInitCode("raise SystemExit")
    form.setInitFunction("formOpen")
    hostile.setEditFormConfig(form)
    hostile.saveNamedStyle(str(folder / "sites.qml"))
    sites = layers_of(folder, project).sites
    assert sites.editFormConfig().initCode() == ""


def test_where_vs30_is_carried_down_is_hatched_and_absent_where_it_is_not(
    folder: Path, project: object
) -> None:
    from plugin.qgis_layers.map_layers import CARRIED_AREAS, TITLES, holds

    facts = {"from_pct": [5.0], "to_pct": [50.0]}
    write_layer(folder / "reach.gpkg", "uncertainty", facts, PLACE, "EPSG:32633")
    write_layer(folder / "reach.gpkg", "distance", {"within_m": [9.0]}, PLACE, "EPSG:32633")
    assert not holds(folder, CARRIED_AREAS)
    assert TITLES[CARRIED_AREAS] not in [layer.name() for layer in layers_of(folder, project).all]
    project.clear()
    write_layer(folder / "reach.gpkg", "carried", facts, PLACE, "EPSG:32633")
    (layer,) = (each for each in layers_of(folder, project).all if each.name() == TITLES[CARRIED_AREAS])
    sparse, dense = layer.renderer().rootRule().children()
    assert (sparse.label(), dense.label()) == ("5 to 50 %", "above 50 %")
    assert "by the share of the top 30 m that is not measured" in layer.metadata().abstract()
    assert sparse.symbol().symbolLayer(0).distance() > dense.symbol().symbolLayer(0).distance()


def test_swatches_of_the_veil_are_told_apart_on_white_and_on_black(folder: Path, project: object) -> None:
    from plugin.qgis_layers.map_layers import SURE_AREAS, TITLES

    facts = {"depth_m": [8.0], "from_pct": [5.0], "to_pct": [10.0]}
    write_layer(folder / "reach.gpkg", "uncertainty", facts, PLACE, "EPSG:32633")
    write_layer(folder / "reach.gpkg", "distance", {"within_m": [9.0]}, PLACE, "EPSG:32633")
    (layer,) = (each for each in layers_of(folder, project).all if each.name() == TITLES[SURE_AREAS])
    veils = [rule.symbol().symbolLayer(0) for rule in layer.renderer().rootRule().children()]
    for ground in (0, 255):
        seen = [ground + (veil.color().red() - ground) * veil.color().alphaF() for veil in veils]
        assert min(abs(a - b) for a, b in zip(seen, seen[1:])) > 15
    assert {(veil.strokeColor().name(), veil.strokeWidth()) for veil in veils} == {("#777777", 0.26)}


def test_names_of_layers_have_room_in_a_narrow_panel() -> None:
    from plugin.qgis_layers.shown_files import TITLES, WHOLE_TITLES

    assert max(map(len, TITLES.values())) <= 11
    assert len(set(TITLES.values())) == len(TITLES) == len(WHOLE_TITLES)


def test_contours_have_no_second_sign_beside_that_of_their_filter(folder: Path, project: object) -> None:
    from qgis.core import QgsLayerNotesUtils

    lines = {"depth_m": [8.0], "vs_m_s": [300.0]}
    write_layer(folder / "contours.gpkg", "contours", lines, PLACE, "EPSG:32633")
    (layer,) = layers_of(folder, project).lines
    assert not QgsLayerNotesUtils.layerHasNotes(layer)
    assert layer.metadata().abstract().startswith("Lines of equal Vs")
