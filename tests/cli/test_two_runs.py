"""Two commands in one folder at once: the second is told."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from results import make_result, square

from plugin.cli.commandline import main
from plugin.engine.files.folder_lock import NAME
from plugin.engine.results.outputs import write_result
from tests.conftest import ROOT

VALLEY = ROOT / "resources" / "examples" / "near_surface_valley.csv"


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A folder of results into which a long inversion is on its way."""
    folder = tmp_path / "out"
    write_result(make_result(*square()), folder)
    command = [sys.executable, "-m", "plugin", "invert", str(VALLEY), "--out", str(folder)]
    with subprocess.Popen(
        [*command, "--samples", "1000"], cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as first:
        while not (folder / NAME).exists():
            assert first.poll() is None
            time.sleep(0.05)
        yield folder, first
        first.kill()


def test_the_second_run_is_told_at_once_and_changes_nothing(
    busy: tuple[Path, subprocess.Popen[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, first = busy
    before = (folder / "run.json").read_bytes()
    for command in (["invert", str(VALLEY), "--out", str(folder), "--samples", "0"], ["map", str(folder)]):
        assert main(command) == 2
        assert "another run is at work in this folder (process " in capsys.readouterr().err
    assert first.poll() is None
    assert (folder / "run.json").read_bytes() == before
    first.kill()
    first.wait()
    assert main(["map", str(folder), "--resolution", "100"]) == 0
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_the_old_results_are_still_read_for_what_goes_elsewhere(
    busy: tuple[Path, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    folder, _ = busy
    assert main(["export", str(folder), "--out", str(tmp_path / "layers.csv")]) == 0
    assert (tmp_path / "layers.csv").exists()
