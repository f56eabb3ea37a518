"""`setup` and `check` run in a Python that has none of the engine's packages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugin.cli.arguments import parse
from plugin.cli.setup import Check, SetUp

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a Python that sees the standard library alone."""
    command = [sys.executable, "-S", "-m", "plugin", *arguments]
    own = {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, **variables}
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("setup", SetUp()),
        ("setup --cuda --folder /f", SetUp("/f", cuda=True)),
        ("setup --from-folder wheels --repair", SetUp(wheels=Path("wheels"), repair=True)),
        ("setup --remove", SetUp(remove=True)),
        ("check --folder /f", Check("/f")),
    ],
)
def test_arguments_say_what_is_wanted(words: str, wanted: object) -> None:
    assert parse(words.split()) == (wanted, False)


def test_repair_and_remove_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["setup", "--repair", "--remove"])
    assert "not allowed with" in capsys.readouterr().err


def test_check_reports_and_inverts_two_sites() -> None:
    done = run("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^Engine's Python: .*, (the \.venv of a clone|made by the plugin)$", done.stdout, re.M)
    assert re.search(r"numpy \d.*torch \d", done.stdout)
    assert re.search(r"Inverted 2 sites of near_surface_valley\.csv in", done.stdout)
    assert len(re.findall(r"^  M\d+: Vs [\d.]+ m/s at 5 m, .* at 30 m$", done.stdout, re.M)) == 2
    assert str(Path.home()) not in done.stdout


def test_check_tells_of_a_python_that_does_not_do() -> None:
    done = run("check", VS_MAPPER_PYTHON="/no/such/python")
    assert done.returncode == 2
    assert "no Python program that runs" in done.stdout
    assert "System: " in done.stdout


def test_setup_from_a_folder_without_wheels_says_what_lacks(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    done = run("setup", "--folder", str(tmp_path / "home"), "--from-folder", str(tmp_path / "wheels"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert f"into {tmp_path / 'home'}" in done.stderr
    assert not list((tmp_path / "home").glob("env-*/vs_mapper.json"))


def test_remove_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "home" / "cache").mkdir(parents=True)
    done = run("setup", "--folder", str(tmp_path / "home"), "--remove")
    assert (done.returncode, done.stdout) == (0, "removed\n")
    assert not (tmp_path / "home").exists()
