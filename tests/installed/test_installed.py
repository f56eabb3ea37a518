"""A new user's first steps in the QGIS program, from the ZIP to a PDF. Fetches the engine's packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pdf_files import pages_of, words_of

from tools.screenshot import start_qgis

ROOT = Path(__file__).parents[2]
HELPERS = ROOT / "tests" / "helpers"
LONGEST_S = 2400
pytestmark = pytest.mark.installed


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the driver found; pictures are kept where VS_MAPPER_PICTURES says."""
    out = tmp_path_factory.mktemp("installed")
    package, home = out / "vs_mapper.zip", out / "the engine's home"
    subprocess.run(["sh", str(ROOT / "tools" / "package.sh"), str(package)], check=True, capture_output=True)
    settings = {
        "VS_MAPPER_TEST_ZIP": str(package),
        "VS_MAPPER_TEST_OUT": str(out),
        "VS_MAPPER_HOME": str(home),
        "VS_MAPPER_PYTHON": "",
        "PYTHONPATH": str(HELPERS),
        "PATH": os.defpath,  # no development environment's programs
        "XDG_CURRENT_DESKTOP": "",  # whose file dialogs would be windows of another program
    }
    start_qgis(Path(__file__).with_name("installed_driver.py"), settings, "1400x900", LONGEST_S, linked=False)
    if pictures := os.environ.get("VS_MAPPER_PICTURES"):
        Path(pictures).mkdir(parents=True, exist_ok=True)
        for picture in out.glob("*.png"):
            shutil.copy(picture, pictures)
    yield {**json.loads((out / "facts.json").read_text()), "folder": out}
    shutil.rmtree(out)


def test_every_step_was_taken(facts: dict[str, Any]) -> None:
    assert "error" not in facts, facts["error"]


def test_the_banner_says_that_the_engine_is_missing_and_what_would_be_fetched(facts: dict[str, Any]) -> None:
    assert "not set up yet" in facts["banner"]
    assert "the engine's home" in facts["plan"]
    assert " MB to fetch" in facts["plan"]
    assert facts["set_up"] == ""


def test_the_example_is_understood_and_inverted(facts: dict[str, Any]) -> None:
    assert "80 sites" in facts["summary"]
    assert "80 sites" in "\n".join(facts["messages"])


def test_its_map_stands_in_the_project(facts: dict[str, Any]) -> None:
    layers = facts["layers"]
    maps = [name for name in facts["tree"] if name in ("Sites", "Vs", "Vs ± 1 σ")]
    assert maps == ["Sites", "Vs", "Vs ± 1 σ"]
    assert layers["Sites"] == 80
    assert layers["Vs"] == layers["Vs ± 1 σ"] > 5
    assert min(layers.values()) > 0
    assert facts["map"] > 20  # colours on the canvas


def test_its_report_is_a_pdf_with_a_title_typed_in(facts: dict[str, Any]) -> None:
    document = facts["folder"] / "results" / "report.pdf"
    assert facts["report"].startswith("Written: ")
    assert pages_of(document) > 5
    words = words_of(document)
    assert "The valley by clicks" in words
    assert "80 sites from near_surface_valley.csv" in words


def test_its_map_is_printed_from_the_layout(facts: dict[str, Any]) -> None:
    printed = facts["folder"] / "map.pdf"
    assert "Successfully exported layout" in facts["printed"]
    assert pages_of(printed) == 1
    assert printed.stat().st_size > 20_000


def test_qgis_is_left_as_it_was(facts: dict[str, Any]) -> None:
    assert facts["imported"] == []
    assert facts["path"] == []
    assert facts["environment"] == []


def test_the_engine_is_removed_from_the_same_place(facts: dict[str, Any]) -> None:
    assert "env" in facts["made"]
