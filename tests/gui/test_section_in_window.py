"""Projects with sections in the QGIS program itself: no complaint, and Zoom Full shows the survey."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from engine_side import command_line, write_results

from tools.screenshot import start_qgis


@pytest.mark.skipif(
    not (shutil.which("qgis") and shutil.which("xvfb-run")), reason="needs the qgis and xvfb-run programs"
)
def test_a_project_with_a_section_opens_quietly_and_zooms_to_the_survey(
    project: object, tmp_path: Path
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.sections import add_section, open_section

    folder = write_results(tmp_path / "results", 3)
    command_line("section", folder, "--line", "500000,5000000 500200,5000200")
    layers = add_results(folder, "town", project)
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    raster, scale = open_section(folder / "section.tif", "street", None)
    add_section(folder / "section.tif", "street", layers.group_name, scale, project)
    assert project.write(str(tmp_path / "new.qgz"))
    project.addMapLayer(QgsRasterLayer(raster.source(), "street: Vs (m/s)"))
    assert project.write(str(tmp_path / "old.qgz"))
    project.clear()

    driver = Path(__file__).with_name("section_driver.py")
    start_qgis(driver, {"VS_MAPPER_TEST_OUT": str(tmp_path)}, "1024x768", 120)
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert facts["new"]["messages"] == []
    (message,) = facts["old"]["messages"]
    assert message.startswith("Sections of an earlier version were taken out of the map")
    assert message.endswith(str(folder / "section.tif"))
    for opened in facts.values():
        left, bottom, right, top = opened["extent"]
        assert 499_000 < left < 500_000 and 500_200 < right < 501_200
        assert 4_999_000 < bottom < 5_000_000 and 5_000_200 < top < 5_001_200
