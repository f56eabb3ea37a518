"""The dock says that the engine is missing, and has it set up, by clicks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import small_wheels
from docks import Wait

from plugin.client.chosen import FOLDER_KEY, PYTHON_KEY

ROOT = Path(__file__).parents[2]
PACKAGE = "vs_mapper.plugin"


@pytest.fixture
def no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plugins_folder: Path) -> Iterator[Path]:
    """No engine on this machine, and a lock of two small packages; their wheels' folder is returned."""
    from importlib import import_module

    modules = {
        name: import_module(f"{PACKAGE}.{name}")
        for name in (
            "client.engine",
            "client.pythons",
            "client.probe",
            "client.setup.locked",
            "client.setup.plan",
            "gui.engine_banner",
        )
    }
    wheels = tmp_path / "wheels"
    entries = [{f"{name}==1.0": small_wheels.wheel(wheels, name, "1.0", "")} for name in ("one", "two")]
    small_wheels.lock(tmp_path / "lock", *entries, ["one", "two"])
    locked, pythons = modules["client.setup.locked"], modules["client.pythons"]
    banner = modules["gui.engine_banner"]
    monkeypatch.setattr(locked, "FOLDER", tmp_path / "lock")
    monkeypatch.setattr(modules["client.setup.plan"], "_build", lambda *given: ("cpu", "", ""))
    monkeypatch.setattr(pythons, "pythons_of_the_machine", lambda own: iter(()))
    no_clone = tmp_path / "no clone"
    monkeypatch.setattr(banner, "find_engine", partial(pythons.find_engine, root=no_clone))
    monkeypatch.setattr(banner, "make_plan", partial(banner.make_plan, wheels=wheels))
    monkeypatch.setenv("VS_MAPPER_HOME", str(tmp_path / "the engine's home"))
    uv = shutil.which("uv", path=str(ROOT / ".venv" / "bin")) or shutil.which("uv")
    monkeypatch.setenv("PATH", str(Path(uv).parent) if uv else "")
    _forget(locked, modules["client.probe"])
    yield wheels
    monkeypatch.undo()
    modules["client.engine"].ENGINE.close()  # of Pythons that are no engine
    _forget(locked, modules["client.probe"])


def _forget(locked: object, probe: object) -> None:
    locked.hash_of.cache_clear()
    locked._read.cache_clear()
    probe.forget()


@pytest.fixture
def banner(no_engine: Path, dock: object, wait_until: Wait) -> object:
    wait_until(lambda: not dock.banner.slot.busy)
    return dock.banner


def agree(banner: object, wait_until: Wait) -> None:
    """Press the button and, in the window that says what is fetched, Set up."""
    banner.setup_button.click()
    wait_until(lambda: banner.setup_dialog is not None and banner.setup_dialog.isVisible())
    banner.setup_dialog.start_button.click()


def test_with_an_engine_the_banner_is_out_of_the_way(dock: object, wait_until: Wait) -> None:
    wait_until(lambda: not dock.banner.slot.busy)
    assert not dock.banner.isVisibleTo(dock)
    titles = [action.text() for action in dock.banner.menu_button.menu().actions()]
    assert titles[0] == "Check"
    assert dock.banner.menu_button.isVisibleTo(dock)


def test_the_engine_is_set_up_by_clicks(
    banner: object, dock: object, no_engine: Path, tmp_path: Path, wait_until: Wait
) -> None:
    assert banner.isVisibleTo(dock)
    assert "not set up yet" in banner.text.text()
    assert banner.setup_button.text() == "Set up the engine (about 2 MB)"
    banner.setup_button.click()
    wait_until(lambda: banner.setup_dialog is not None)
    said = banner.setup_dialog.text.text()
    assert "2 MB" in said
    assert str(no_engine) in said
    assert str(tmp_path / "the engine's home") in said
    assert "one==1.0" in banner.setup_dialog.packages.toPlainText()
    assert not (tmp_path / "the engine's home").exists()
    ready: list[bool] = []
    banner.ready.connect(lambda: ready.append(True))
    banner.setup_dialog.start_button.click()
    assert banner.cancel_button.isVisibleTo(dock)
    wait_until(lambda: bool(ready), 120)
    assert not banner.isVisibleTo(dock)
    assert list((tmp_path / "the engine's home").glob("env-*/vs_mapper.json"))


def test_nothing_is_done_before_the_user_agrees(
    banner: object, dock: object, tmp_path: Path, wait_until: Wait
) -> None:
    banner.setup_button.click()
    wait_until(lambda: banner.setup_dialog is not None)
    banner.setup_dialog.reject()
    assert banner.setup_button.isVisibleTo(dock)
    assert not (tmp_path / "the engine's home").exists()


def test_a_failure_is_told_and_can_be_tried_again(
    banner: object, dock: object, no_engine: Path, wait_until: Wait
) -> None:
    kept = {path: path.read_bytes() for path in no_engine.iterdir()}
    small_wheels.wheel(no_engine, "one", "1.0", "another = 1")
    agree(banner, wait_until)
    wait_until(lambda: not banner.slot.busy, 120)
    assert "Setting up failed" in banner.text.text()
    assert banner.setup_button.isVisibleTo(dock)
    for path, content in kept.items():
        path.write_bytes(content)
    banner.setup_dialog = None
    agree(banner, wait_until)
    wait_until(lambda: not banner.isVisibleTo(dock), 120)


def test_cancel_puts_the_button_back(banner: object, dock: object, wait_until: Wait) -> None:
    agree(banner, wait_until)
    banner.cancel_button.click()
    wait_until(lambda: not banner.slot.busy, 60)
    assert "kept" in banner.text.text()
    assert banner.setup_button.isVisibleTo(dock)


def test_what_was_made_is_removed_once_the_user_agrees(
    banner: object, dock: object, tmp_path: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.PyQt.QtWidgets import QMessageBox

    agree(banner, wait_until)
    wait_until(lambda: not banner.isVisibleTo(dock), 120)
    monkeypatch.setattr(QMessageBox, "question", lambda *asked: QMessageBox.StandardButton.Yes)
    banner.remove()
    wait_until(lambda: banner.setup_button.isVisibleTo(dock) and not banner.slot.busy, 60)
    assert not (tmp_path / "the engine's home").exists()


def test_a_check_says_what_was_found_and_can_be_copied(
    banner: object, qgis_app: object, wait_until: Wait
) -> None:
    banner.check()
    wait_until(lambda: banner.check_dialog is not None, 60)
    banner.check_dialog.copy_button.click()
    copied = qgis_app.clipboard().text()
    assert copied.startswith("Vs Mapper")
    assert "QGIS 3" in copied
    assert str(Path.home()) not in copied


def test_a_python_of_the_users_choice_is_kept(
    banner: object, dock: object, tmp_path: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.core import QgsSettings
    from qgis.PyQt.QtWidgets import QFileDialog

    chosen = str(tmp_path / "python")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *asked: (chosen, ""))
    banner.choose_python()
    wait_until(lambda: not banner.slot.busy)
    assert QgsSettings().value(PYTHON_KEY) == chosen
    assert chosen in banner.text.text()
    agree(banner, wait_until)
    wait_until(lambda: not banner.isVisibleTo(dock), 120)
    assert not QgsSettings().value(PYTHON_KEY)
    assert not QgsSettings().value(FOLDER_KEY)
