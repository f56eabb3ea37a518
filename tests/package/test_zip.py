"""The ZIP keeps the rules by which the plugin repository takes one in, or blocks it."""

from __future__ import annotations

import configparser
import json
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

MOST_BYTES = 25_000_000
REQUIRED = (
    "name",
    "description",
    "about",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "tracker",
    "repository",
)
COMPILED = (".so", ".dll", ".pyd", ".dylib", ".exe", ".lib", ".jar", ".class", ".pyc", ".pyo", ".whl")
SCRIPTS = (".bat", ".cmd", ".ps1", ".sh")
# ELF, Windows, and the ways in which Mach-O begins.
MAGIC = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


@pytest.fixture(scope="module")
def unpacked(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    package.extractall(folder)
    return folder


def test_all_lies_in_one_folder_whose_name_can_be_imported(package: zipfile.ZipFile) -> None:
    (folder,) = {PurePosixPath(name).parts[0] for name in package.namelist()}
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", folder)
    assert folder.isidentifier()


def test_it_is_small_enough(package: zipfile.ZipFile) -> None:
    assert Path(package.filename).stat().st_size < MOST_BYTES


def test_metadata_licence_and_entry_are_inside(unpacked: Path) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(unpacked / "vs_mapper" / "metadata.txt", encoding="utf-8")
    assert [key for key in REQUIRED if not parser["general"].get(key, "").strip()] == []
    assert "GNU GENERAL PUBLIC LICENSE" in (unpacked / "vs_mapper" / "LICENSE").read_text(encoding="utf-8")
    assert "def classFactory" in (unpacked / "vs_mapper" / "__init__.py").read_text(encoding="utf-8")


def test_nothing_in_it_is_compiled_or_hidden_or_a_link_or_to_be_started(package: zipfile.ZipFile) -> None:
    wrong = []
    for entry in package.infolist():
        path, mode = PurePosixPath(entry.filename), entry.external_attr >> 16
        compiled = path.suffix.lower() in COMPILED or package.read(entry).startswith(MAGIC)
        hidden = any(part.startswith(".") or part in ("__pycache__", "__MACOSX") for part in path.parts)
        started = path.suffix.lower() in SCRIPTS or (not entry.is_dir() and mode & 0o111)
        if compiled or hidden or started or stat.S_ISLNK(mode):
            wrong.append(entry.filename)
    assert wrong == []


def test_bandit_finds_nothing_in_it(unpacked: Path) -> None:
    """Of Bandit's checks the site leaves out two, which find imports that may be fine."""
    told = answer(unpacked, "bandit", "-q", "-r", "-f", "json", "--skip", "B404,B411", ".")
    assert not told["errors"]
    found = [f"{r['filename']}:{r['line_number']} {r['test_id']} {r['issue_text']}" for r in told["results"]]
    assert found == []


def test_no_secret_is_found_in_it(unpacked: Path) -> None:
    told = answer(unpacked, "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", ".")
    found = [f"{r['filename']}:{r['line_number']} {r['type']}" for rs in told["results"].values() for r in rs]
    assert found == []


def answer(folder: Path, module: str, *arguments: str) -> dict:
    """What a checker says in JSON; it may end with 1 where it finds something."""
    command = [sys.executable, "-m", module, *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    return json.loads(run.stdout)
