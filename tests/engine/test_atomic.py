"""Files appear under their final names whole, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugin.engine.atomic import written_whole
from plugin.protocol.errors import OutputError


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
from plugin.engine.atomic import written_whole
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


def test_the_seal_is_gone_while_the_set_is_mixed(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("old")
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "b.txt" / "in the way").write_text("")
    with pytest.raises(OutputError), written_whole(tmp_path, seal="run.json") as staging:
        for name in ("run.json", "a.txt", "b.txt"):
            (staging / name).write_text("new")
    assert not (tmp_path / "run.json").exists()
