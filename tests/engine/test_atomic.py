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


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not locked there")
def test_what_a_killed_process_left_goes_with_the_next_writing(tmp_path: Path) -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom plugin.engine.atomic import written_whole\n"
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
