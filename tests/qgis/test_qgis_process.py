"""The toolbox's algorithms in QGIS's own command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from engine_side import command_line, read_raster, soil_grids, write_folder
from small_grids import SHAPE

from tests.conftest import PLUGIN, ROOT

# Debian's qgis_process passes an option that the program does not know; the program itself works.
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs the qgis_process program")

CURVES = {"A": (0, 180), "B": (40, 200), "C": (90, 260)}
ROWS = "\n".join(
    f"{site},{500000 + x},5300000,{f},{v + 900 / f:.2f},{0.03 * v:.2f}"
    for site, (x, v) in CURVES.items()
    for f in (4, 6, 9, 13, 19, 28)
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Call qgis_process with the plugin enabled in a profile of its own."""
    home = tmp_path_factory.mktemp("qgis_process")
    (home / "plugins").mkdir()
    (home / "plugins" / PLUGIN).symlink_to(ROOT, target_is_directory=True)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(home / "config"),
        "QGIS_PLUGINPATH": str(home / "plugins"),
    }

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=240
        )

    call("plugins", "enable", PLUGIN)
    return call


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.csv"
    path.write_text(f"site,x,y,frequency_hz,phase_velocity_m_s,sigma_m_s\n{ROWS}\n")
    return path


def test_an_inversion_gives_the_numbers_of_the_command_line(run: Run, town: Path, tmp_path: Path) -> None:
    done = run(
        "--json", "run", "vsmapper:invertsurvey", "--", f"FILE={town}", "CRS=EPSG:32633", "SAMPLES=3",
        f"OUTPUT={tmp_path / 'toolbox'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    assert results["N_SITES"] == 3
    assert Path(results["PROFILES"]).is_file()
    command_line("invert", town, "--crs", "EPSG:32633", "--samples", "3", "--out", tmp_path / "cli")
    for name in ("profiles.csv", "curves.csv"):
        assert (tmp_path / "toolbox" / name).read_bytes() == (tmp_path / "cli" / name).read_bytes()


def test_a_file_that_cannot_be_read_is_named_and_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.csv").write_text("a,b\n1,2\n")
    done = run("run", "vsmapper:describesurvey", "--", f"FILE={tmp_path / 'broken.csv'}")
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "broken.csv: " in said
    assert "Traceback" not in said


def test_raster_layers_give_the_numbers_of_the_command_line(run: Run, tmp_path: Path) -> None:
    maps = write_folder(tmp_path / "maps", "phase", soil_grids()[:, :2])
    layers = [f"LAYERS={path}" for path in sorted(maps.iterdir())]
    done = run(
        "--json", "run", "vsmapper:invertstack", "--", *layers, "SAMPLES=0", f"OUTPUT={tmp_path / 'toolbox'}"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    assert made["N_CELLS"] == 2 * SHAPE[1]
    command_line("invert", maps, "--samples", "0", "--out", tmp_path / "cli")
    np.testing.assert_array_equal(read_raster(Path(made["VS"])), read_raster(tmp_path / "cli" / "vs.tif"))
