"""Survey, settings, section and chosen site come back with the project; a new one empties the dock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docks import GOOD, Wait, choose_file
from engine_side import command_line, write_results


@pytest.fixture
def folder(project: object, tmp_path: Path) -> Path:
    from plugin.qgis_layers.results import add_results

    write_results(tmp_path / "results", 3)
    line = "LINESTRING (499950 5000100, 500250 5000110)"
    command_line("section", tmp_path / "results", "--line", line, "--crs", "EPSG:32633", "--no-figure")
    add_results(tmp_path / "results", "campaign", project)
    return tmp_path / "results"


def test_all_of_it_comes_back(
    dock: object, project: object, folder: Path, tmp_path: Path, wait_until: Wait
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    (tmp_path / "town.csv").write_text(GOOD)
    choose_file(dock, tmp_path / "town.csv", wait_until)
    survey, options, results = dock.survey_panel, dock.options_panel, dock.results
    survey.reading_panel.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    options.depths.setText("5, 10")
    results.take_up()
    results.map_panel.resolution.setValue(7.5)
    results.site_panel.choose("S004")
    (section,) = folder.glob("section*.tif")
    results.sections.show(section, "A")
    project.write(str(tmp_path / "town.qgs"))
    assert str(tmp_path) not in (tmp_path / "town.qgs").read_text().partition("<VsMapper>")[2][:3000]

    project.clear()
    assert (survey.files(), options.depths.text(), results.folder) == ([], "", None)
    assert survey.summary.toPlainText() == "" and survey.example_button.isVisible()
    assert not results.section_panel.view.has_content() and results.site_panel.box.count() == 0
    assert results.map_panel.options().resolution is None

    project.read(str(tmp_path / "town.qgs"))
    assert survey.files() == [str(tmp_path / "town.csv")]
    assert options.depths.text() == "5, 10" and survey.reading_panel.overrides().crs == "EPSG:32633"
    assert results.map_panel.options().resolution == 7.5
    assert results.site_panel.box.currentText() == "S004"
    assert results.sections.section == (section, "A")
    wait_until(lambda: not dock.reading.busy)
    assert "4 sites" in survey.summary.toPlainText()


def test_an_address_is_neither_kept_nor_taken_up(dock: object, project: object, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/phase.tif?X-Amz-Signature=secret"
    survey = dock.survey_panel
    survey.file_box.blockSignals(True)  # nothing is read
    survey.file_box.setFilePath(address)
    survey.reading_panel.sigma.setFilePath(address)
    assert survey.files() == [address] and str(survey.source().place) == "http://127.0.0.1:9/phase.tif"
    assert [str(part.path) for part in survey.source().overrides.sigma] == ["http://127.0.0.1:9/phase.tif"]
    project.write(str(tmp_path / "town.qgs"))
    assert "secret" not in (tmp_path / "town.qgs").read_text()
    chosen = {"layer": "", "files": [address], "rasters": []}
    survey.forget()
    project.writeEntry("VsMapper", "dock", json.dumps({"survey": chosen, "reading": {"sigma": address}}))
    dock.kept.take_up()
    assert survey.files() == [] and survey.source() is None


@pytest.mark.parametrize("kept", ["", "no json", '{"survey": 3}', '{"options": {"depths": [1], "new": 2}}'])
def test_what_cannot_be_understood_is_passed_over(dock: object, project: object, kept: str) -> None:
    project.writeEntry("VsMapper", "dock", kept)
    dock.kept.take_up()
    assert dock.options_panel.depths.text() == ""
