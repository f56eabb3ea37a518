"""Files appear under their final names whole, or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugin.engine.files.atomic import written_whole
from plugin.protocol.errors import OutputError
from plugin.protocol.moves import settle
from plugin.protocol.own_files import STYLE_MARK
from tests.conftest import ROOT


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_files_appear_only_when_the_block_ends(tmp_path: Path) -> None:
    with written_whole(tmp_path) as staging:
        (staging / "a.txt").write_text("a")
        assert not (tmp_path / "a.txt").exists()
    assert names(tmp_path) == {"a.txt"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(error), written_whole(tmp_path) as staging:
        (staging / "a.txt").write_text("half")
        raise error
    assert names(tmp_path) == {"a.txt"}
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_system_error_becomes_one_line_naming_the_folder(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="out: cannot be written: No space left"),
        written_whole(tmp_path / "out"),
    ):
        raise OSError(28, os.strerror(28))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file: cannot be written"), written_whole(tmp_path / "file"):
        pass


def test_side_files_and_owned_files_of_an_earlier_set_go(tmp_path: Path) -> None:
    for name in ("a.tif", "a.tif.aux.xml", "b.tif", "b.tif.ovr", "mine.txt"):
        (tmp_path / name).write_text("old")
    with written_whole(tmp_path, owned=("a.tif", "b.tif")) as staging:
        (staging / "a.tif").write_text("new")
    assert names(tmp_path) == {"a.tif", "mine.txt"}


KILLED = """
import sys, time
from pathlib import Path
from plugin.engine.files.atomic import written_whole
with written_whole(Path(sys.argv[1])) as staging:
    (staging / "a.txt").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_kill_9_leaves_nothing_under_the_final_name(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "a.txt").exists()
    assert all(name.startswith(".unfinished-") for name in names(tmp_path))


def test_a_folder_in_the_place_of_a_file_is_named_and_nothing_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "b.txt").mkdir()
    with (
        pytest.raises(OutputError, match=r"b\.txt: is a folder, in the place of a file"),
        written_whole(tmp_path) as staging,
    ):
        for name in ("a.txt", "b.txt"):
            (staging / name).write_text("new")
    assert (tmp_path / "a.txt").read_text() == "old"
    assert names(tmp_path) == {"a.txt", "b.txt"}


@pytest.mark.parametrize("locked", ["a.txt", "b.txt", "c.txt", "gone.txt"])
def test_a_file_that_another_program_holds_is_named_and_nothing_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str
) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "gone.txt"):
        (tmp_path / name).write_text("old")
    move = Path.replace

    def as_on_windows(source: Path, target: Path) -> Path:
        if source == tmp_path / locked:
            raise PermissionError(13, "Permission denied")
        return move(source, target)

    monkeypatch.setattr(Path, "replace", as_on_windows)
    with (
        pytest.raises(OutputError, match=rf"{locked}: cannot be replaced: is it open in another program\?"),
        written_whole(tmp_path, owned=["gone.txt"]) as staging,
    ):
        for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
            (staging / name).write_text("new")
    assert names(tmp_path) == {"a.txt", "b.txt", "c.txt", "gone.txt"}
    assert {(tmp_path / name).read_text() for name in names(tmp_path)} == {"old"}


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from plugin.engine.files.atomic import written_whole
folder, at = Path(sys.argv[1]), int(sys.argv[2])
seen = 0
def kill(event, arguments):
    global seen
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir"):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
with written_whole(folder, owned=["gone.txt"], last=["z.txt"]) as staging:
    (staging / "models").mkdir()
    for name in ("a.txt", "z.txt", "models/m.txt", "more.txt"):
        (staging / name).write_text("new")
"""
OLD = {"a.txt": "old", "z.txt": "old", "models/m.txt": "old", "gone.txt": "old"}
NEW = {"a.txt": "new", "z.txt": "new", "models/m.txt": "new", "more.txt": "new"}


def content(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_kill_before_any_step_leaves_the_old_files_or_the_new_ones_to_whoever_comes_next(
    tmp_path: Path,
) -> None:
    found = []
    for at in range(1, 60):
        folder = tmp_path / str(at)
        for name, text in OLD.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        done = subprocess.run([sys.executable, "-c", KILLED_AT, str(folder), str(at)], cwd=ROOT, check=False)
        settle(folder)
        found.append("old" if content(folder) == OLD else "new" if content(folder) == NEW else "mixed")
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert found == sorted(found, reverse=True)
    assert set(found) == {"old", "new"}
    assert found.count("old") > 10


def test_an_undoing_that_was_stopped_is_done_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "b.txt").write_text("old")
    move, allowed = Path.replace, iter(range(4))  # the list of moves, both old files, the first new one

    def broken(source: Path, target: Path) -> Path:
        if next(allowed, None) is None:
            raise OSError(5, "Input/output error")
        return move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken)
        with pytest.raises(OutputError, match="cannot be put back yet"), written_whole(tmp_path) as staging:
            (staging / "a.txt").write_text("new")
            (staging / "b.txt").write_text("new")
    assert "b.txt" not in names(tmp_path)
    settle(tmp_path)
    assert content(tmp_path) == {"a.txt": "old", "b.txt": "old"}


@pytest.mark.parametrize("name", ["../out.txt", "/etc/hosts", "mine.txt"])
def test_a_list_of_moves_from_elsewhere_moves_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    planted = folder / ".unfinished-planted0"
    (planted / ".replaced").mkdir(parents=True)
    (planted / ".replaced" / "mine.txt").write_text("planted")
    for kept in (tmp_path / "out.txt", folder / "mine.txt"):
        kept.write_text("mine")
    (planted / ".moves.json").write_text(json.dumps({"new": {name: [4, 0]}, "old": ["mine.txt"]}))
    with pytest.raises(OutputError, match="cannot be put back yet"):
        settle(folder)
    assert (tmp_path / "out.txt").read_text() == (folder / "mine.txt").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not locked there")
def test_what_a_killed_process_left_goes_with_the_next_writing(tmp_path: Path) -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom plugin.engine.files.atomic import written_whole\n"
        "with written_whole(Path(sys.argv[1])) as staging:\n"
        "    (staging / 'half.txt').write_text('half')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    (tmp_path / ".unfinished-stack").mkdir()
    assert len(list(tmp_path.glob(".unfinished-*"))) == 2
    with written_whole(tmp_path) as staging:
        assert sorted(tmp_path.glob(".unfinished-*")) == sorted((staging, tmp_path / ".unfinished-stack"))


def test_what_another_writes_at_the_same_time_is_left_alone(tmp_path: Path) -> None:
    with written_whole(tmp_path) as first:
        (first / "first.txt").write_text("1")
        with written_whole(tmp_path) as second:
            (second / "second.txt").write_text("2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.txt", "second.txt"]


def test_the_style_that_was_kept_beside_a_file_goes_with_it_and_one_of_the_user_stays(tmp_path: Path) -> None:
    for name, style in (("vs", f"{STYLE_MARK}\n<qgis/>"), ("vs30", "<qgis/>")):
        (tmp_path / f"{name}.tif").write_text("old")
        (tmp_path / f"{name}.qml").write_text(style)
    with written_whole(tmp_path, ("vs.tif", "vs30.tif")) as staging:
        (staging / "vs.tif").write_text("new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vs.tif", "vs30.qml"]
