"""QGIS's side on Qt 6, as in QGIS 4: the real PyQt6 in a process of its own, with stand-ins for QGIS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("qt6_driver.py")
PYQT6 = Path(sys.prefix) / "qt6"


@pytest.fixture(scope="module")
def facts() -> dict:
    if not PYQT6.is_dir():
        pytest.skip(f"PyQt6 is not installed in {PYQT6}")
    environment = {**os.environ, "PYTHONPATH": str(PYQT6), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, str(DRIVER)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_it_is_qt_6_that_every_module_is_imported_with(facts: dict) -> None:
    assert facts["qt"].startswith("6.")
    for module in ("plugin.gui.dock", "plugin.qgis_layers.results", "plugin.processing.invert"):
        assert module in facts["imported"]


def test_a_survey_is_read_and_a_refusal_is_told_in_the_dock(facts: dict) -> None:
    assert facts["summary"] == "4 sites"
    assert "S9: no points" in facts["messages"]
    assert "refused for once" in facts["messages"]


def test_a_layer_with_lists_is_handed_to_qgis_for_writing(facts: dict) -> None:
    assert facts["written"].startswith("layer town: cannot be written for the engine")


def test_every_plot_is_drawn(facts: dict) -> None:
    assert sorted(facts["colours"]) == ["SectionView", "SitePlots"]
    assert all(facts["colours"][plot] > facts["empty"][plot] > 1 for plot in facts["colours"])


def test_every_button_can_be_pressed(facts: dict) -> None:
    for button in (
        "Run",
        "Cancel",
        "Folder …",
        "Layers …",
        "Pick on map",
        "Make section",
        "Draw on the map",
        "Reset to defaults",
        "Same axes",
        "Compare",
        "Save",
        "Copy",
    ):
        assert button in facts["buttons"]


def test_every_entry_of_the_menu_can_be_chosen(facts: dict) -> None:
    assert {"Check", "Set up or repair …", "Remove …"} <= set(facts["menu"])


def test_every_algorithm_is_made(facts: dict) -> None:
    assert facts["algorithms"] == 11
