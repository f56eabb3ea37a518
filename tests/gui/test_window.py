"""The plugin in the QGIS program itself, where libraries are linked as they are for a user."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tools.screenshot import start_qgis

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(
    not (shutil.which("qgis") and shutil.which("xvfb-run")), reason="needs the qgis and xvfb-run programs"
)
def test_a_survey_becomes_layers_in_the_qgis_program(tmp_path: Path) -> None:
    settings = {
        "VS_MAPPER_TEST_SURVEY": str(ROOT / "resources" / "examples" / "near_surface_valley.csv"),
        "VS_MAPPER_TEST_OUT": str(tmp_path),
    }
    start_qgis(Path(__file__).with_name("window_driver.py"), settings, "1024x768", 240)
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert "80 sites" in "\n".join(facts["messages"]), facts
    assert facts["imported"] == []
    layers = facts["layers"]
    assert layers[:2] == ["Sites", "Contours"]
    assert layers.index("Vs") + 1 == layers.index("Vs ± 1 σ")
