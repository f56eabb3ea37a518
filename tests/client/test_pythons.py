"""The engine's Python is found: the user's, the plugin's own, a clone's or the machine's, in this order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from plugin.client import probe, pythons
from plugin.client.chosen import Chosen, chosen
from plugin.client.machine import base_python, pythons_of_the_machine
from plugin.client.probe import Facts, facts_of
from plugin.client.pythons import find_engine, why_missing
from plugin.client.setup.home import home, python_in
from plugin.client.setup.locked import hash_of, needed
from plugin.client.setup.stamp import Stamp, finished, read_stamp, write_stamp
from plugin.client.versions import suits, unsuitable
from plugin.protocol.errors import EngineMissing


def program(path: Path) -> Path:
    """Make a file that stands for a Python program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def environment(folder: Path, lock: str = "", name: str = "env-1") -> Path:
    """Make a folder that looks like an environment; without a lock it is unfinished."""
    made = folder / name
    program(python_in(made))
    base = folder / "base"
    base.mkdir(exist_ok=True)
    (made / "pyvenv.cfg").write_text(f"home = {base}\nversion = 3.11\n")
    if lock:
        write_stamp(made, Stamp(lock, "cpu", "3.11.2", {"numpy": "2.4.6"}))
    return made


@pytest.fixture
def nothing_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "pythons_of_the_machine", lambda own: iter(()))


def test_an_environment_counts_once_it_is_stamped_with_the_present_lock(
    tmp_path: Path, nothing_on_the_machine: None
) -> None:
    settings = Chosen(folder=str(tmp_path))
    environment(tmp_path)
    with pytest.raises(EngineMissing, match="Set up the engine"):
        find_engine(settings, tmp_path / "plugin")
    environment(tmp_path, "another lock", "env-2")
    with pytest.raises(EngineMissing):
        find_engine(settings, tmp_path / "plugin")
    made = environment(tmp_path, hash_of("cpu"), "env-3")
    found = find_engine(settings, tmp_path / "plugin")
    assert (found.path, found.origin, found.versions) == (python_in(made), "made", {"numpy": "2.4.6"})


def test_an_environment_whose_python_is_gone_does_not_count(tmp_path: Path) -> None:
    made = environment(tmp_path, "lock")
    assert read_stamp(made) is not None
    (tmp_path / "base").rmdir()
    assert read_stamp(made) is None
    assert finished(tmp_path, ["lock"]) is None


def test_a_clones_environment_is_taken_where_the_plugin_made_none(
    tmp_path: Path, nothing_on_the_machine: None
) -> None:
    of_the_clone = program(python_in(tmp_path / "clone" / ".venv"))
    settings = Chosen(folder=str(tmp_path / "home"))
    assert find_engine(settings, tmp_path / "clone").origin == "clone"
    assert find_engine(settings, tmp_path / "clone").path == of_the_clone
    (tmp_path / "home").mkdir()
    environment(tmp_path / "home", hash_of("cuda"))
    assert find_engine(settings, tmp_path / "clone").origin == "made"


def test_the_users_choice_goes_before_all_and_is_not_passed_over(tmp_path: Path) -> None:
    no_python = program(tmp_path / "python")
    with pytest.raises(EngineMissing, match="no Python program that runs"):
        find_engine(Chosen(python=str(no_python)))
    with pytest.raises(EngineMissing, match="no Python program that runs"):
        find_engine(Chosen(python=str(tmp_path / "missing")))


def test_a_python_that_lacks_packages_or_has_others_is_named_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions = {**dict.fromkeys(needed(), ""), **{name: ranges[0] for name, ranges in needed().items()}}
    held = {name: ranges.partition(">=")[2].split(",")[0] or "1" for name, ranges in versions.items()}
    facts = Facts((3, 12, 1), 64, "x86_64", False, "cpython", "/usr", True, True, True, held)
    monkeypatch.setattr(pythons, "facts_of", lambda path, packages: facts)
    found = find_engine(Chosen(python=sys.executable))
    assert (found.origin, found.versions) == ("chosen", held)
    held["numpy"] = "0.9"
    with pytest.raises(EngineMissing, match=r"numpy 0\.9"):
        find_engine(Chosen(python=sys.executable))


def test_a_python_of_the_machine_is_taken_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "pythons_of_the_machine", lambda own: iter([Path("a"), Path("b")]))
    good = Facts((3, 12, 1), 64, "x86_64", False, "cpython", "/usr", True, True, True, {"numpy": "2.1"})
    monkeypatch.setattr(pythons, "needed", lambda: {"numpy": [">=2"]})
    monkeypatch.setattr(pythons, "facts_of", lambda path, packages: good if path == Path("b") else None)
    found = find_engine(Chosen(folder=str(tmp_path)), tmp_path)
    assert (found.path, found.origin) == (Path("b"), "machine")


def test_a_program_is_asked_once_as_long_as_it_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    probe.forget()
    first = facts_of(Path(sys.executable))
    assert first is not None
    assert first.version == sys.version_info[:3]
    monkeypatch.setattr(probe, "answer", lambda *asked: pytest.fail("asked again"))
    assert facts_of(Path(sys.executable)) is first


def test_what_takes_asking_programs_is_not_known_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = program(tmp_path / "python")
    monkeypatch.setattr(pythons, "pythons_of_the_machine", lambda own: iter([python]))
    settings = Chosen(folder=str(tmp_path))
    probe.forget()
    with monkeypatch.context() as silent:
        silent.setattr(probe, "answer", lambda *asked: pytest.fail("asked"))
        assert why_missing(settings, tmp_path) is None
        assert why_missing(Chosen(python=str(python)), tmp_path) is None
        assert "no Python program" in why_missing(Chosen(python=str(tmp_path / "gone")), tmp_path)
    with pytest.raises(EngineMissing):
        find_engine(settings, tmp_path)
    assert "not set up yet" in why_missing(settings, tmp_path)
    program(python_in(tmp_path / ".venv"))
    assert why_missing(settings, tmp_path) == ""


def test_packages_that_are_missing_are_not_imported_for() -> None:
    facts = facts_of(Path(sys.executable), ["json", "no_such_package_at_all"])
    assert facts is not None
    assert (facts.packages, facts.error) == ({}, "")


def test_what_cannot_be_imported_is_told() -> None:
    facts = facts_of(Path(sys.executable), ["antigravity_is_no_package_but_this_is", "json"])
    assert facts is not None
    assert not facts.packages
    assert "json" in facts_of(Path(sys.executable), ["json"]).error  # it has no version of its own


def test_the_machines_pythons_are_programs_and_named_once() -> None:
    found = list(pythons_of_the_machine(os.environ))
    assert found
    assert len({path.resolve() for path in found}) == len(found)
    base = base_python()
    assert base is None or facts_of(base).version >= (3, 10)


def test_variables_go_before_qgiss_settings() -> None:
    assert chosen({"VS_MAPPER_PYTHON": "/p", "VS_MAPPER_HOME": "/h"}) == Chosen("/p", "/h")


@pytest.mark.parametrize(
    ("platform", "own", "end"),
    [
        ("win32", {"LOCALAPPDATA": "/c/Users/Jürgen Ö/AppData/Local"}, "AppData/Local/vs_mapper/engine"),
        ("darwin", {}, "Library/Application Support/vs_mapper/engine"),
        ("linux", {}, ".local/share/vs_mapper/engine"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/vs_mapper/engine"),
    ],
)
def test_the_folder_is_the_systems_place_for_a_users_data(
    platform: str, own: dict[str, str], end: str
) -> None:
    assert home(own=own, platform=platform).as_posix().endswith(end)
    assert home("/mine", own, platform) == Path("/mine").absolute()


@pytest.mark.parametrize(
    ("version", "ranges", "fits"),
    [
        ("2.13.0+cpu", [">=2.1,<3"], True),
        ("2.0.1", [">=2.1,<3"], False),
        ("1.26.4", ["<2,>=1.26", ">=2"], True),
        ("3.0", ["<3"], False),
        ("1.10", [">=1.9"], True),
        ("1.9.0", ["==1.9"], True),
        ("1.9.1", ["!=1.9.1"], False),
        ("5", [""], True),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, ranges: list[str], fits: bool) -> None:
    assert suits(version, ranges) is fits


def test_what_is_unsuitable_is_told_in_order() -> None:
    assert unsuitable({"b": "1"}, {"b": [">=2"], "a": [""]}) == ["no a", "b 1"]
