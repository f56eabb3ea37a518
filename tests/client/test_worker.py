"""A real process is asked, stopped and killed, and what becomes of it is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugin.client.death import cause, last_words
from plugin.client.worker import ROOT, Retired, Worker
from plugin.engine.files.folder_lock import held
from plugin.protocol.errors import Cancelled, EngineError, NothingToInvert, SurveyError
from plugin.protocol.map_options import MapOptions
from plugin.protocol.messages import Hello, from_line, to_line
from plugin.protocol.orders import Describe, DrawMaps, Invert
from plugin.protocol.outcomes import Inverted, Understanding
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request
from plugin.protocol.source import Source

SERVE = (sys.executable, "-m", "plugin", "serve")
VALLEY = Source(ROOT / "resources" / "examples" / "near_surface_valley.csv", "valley")


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The first twelve sites of the valley."""
    head, *rows = VALLEY.place.read_text().splitlines()
    first = tuple(f"M{i:02d}," for i in range(1, 13))
    path = tmp_path_factory.mktemp("some") / VALLEY.place.name
    path.write_text("\n".join([head, *(row for row in rows if row.startswith(first))]))
    return Source(path, "some")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(SERVE, os.environ)
    yield made
    made.close()


def pretend(script: str) -> tuple[str, ...]:
    """Return the command of a program that greets as the engine does, and then does something else."""
    greeting = (
        "from plugin import __version__\nfrom plugin.protocol.messages import *\nimport os, sys, time\n"
    )
    hello = "print(to_line(Hello(VERSION, __version__, '3')), flush=True)\n"
    return (sys.executable, "-c", greeting + hello + textwrap.dedent(script))


def test_it_answers_with_an_outcome_and_stays(worker: Worker) -> None:
    for _ in range(2):
        found = worker.ask(Describe(VALLEY), Monitor())
        assert isinstance(found, Understanding)
        assert found.n_sites == 80
    assert worker.alive


def test_it_writes_what_the_command_line_writes(worker: Worker, some: Source, tmp_path: Path) -> None:
    done = worker.ask(Invert(some, tmp_path / "asked", Request(samples=10)), Monitor())
    assert isinstance(done, Inverted)
    command = ["invert", str(some.place), "--out", str(tmp_path / "run"), "--samples", "10"]
    subprocess.run([sys.executable, "-m", "plugin", *command], cwd=ROOT, check=True, capture_output=True)
    for name in ("profiles.csv", "curves.csv", "models.csv"):
        assert (tmp_path / "asked" / name).read_bytes() == (tmp_path / "run" / name).read_bytes()


def test_lines_come_before_the_outcome(worker: Worker, tmp_path: Path) -> None:
    said: list[str] = []
    worker.ask(Invert(VALLEY, tmp_path / "out", Request(samples=0)), Monitor(tell=said.extend))
    assert said == ["near_surface_valley.csv: note: where the wave type is not stated, Rayleigh is taken"]


def test_errors_keep_their_kind(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="no such file"):
        worker.ask(Describe(Source(Path("nowhere.csv"), "nowhere")), Monitor())
    bad = tmp_path / "bad.csv"
    bad.write_text("site,frequency_hz,phase_velocity_m_s\nA,4,-310\n")
    with pytest.raises(NothingToInvert):
        worker.ask(Invert(Source(bad, "bad"), tmp_path / "out"), Monitor())
    assert worker.alive


def test_what_cannot_be_sent_is_refused_and_harms_nothing(worker: Worker) -> None:
    with pytest.raises(EngineError, match="cannot be sent"):
        worker.ask(DrawMaps(Path("out"), MapOptions(resolution=float("nan"))), Monitor())
    assert worker.ask(Describe(VALLEY), Monitor()).n_sites == 80


def test_cancel_is_answered_soon_and_leaves_nothing(worker: Worker, some: Source, tmp_path: Path) -> None:
    begun: list[float] = []

    def report(fraction: float, message: str) -> None:
        if message.endswith("forward modelling") and not begun:
            begun.append(time.monotonic())

    with pytest.raises(Cancelled):
        worker.ask(Invert(some, tmp_path / "out"), Monitor(report, lambda: bool(begun)))
    assert not (tmp_path / "out").exists()
    assert worker.alive


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_killed_process_is_told_in_one_sentence_and_leaves_no_file_of_results(
    some: Source, tmp_path: Path
) -> None:
    worker = Worker(SERVE, os.environ)

    def kill(fraction: float, message: str) -> None:
        if message.endswith("forward modelling"):
            os.kill(worker.pid, signal.SIGKILL)

    with pytest.raises(EngineError, match="it was killed, perhaps because memory ran out"):
        worker.ask(Invert(some, tmp_path / "out"), Monitor(kill))
    assert not worker.alive
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".vs_mapper.lock"]
    with held(tmp_path / "out"):
        pass
    assert not list((tmp_path / "out").iterdir())
    worker.close()


def test_its_last_line_is_told() -> None:
    worker = Worker(
        pretend("print('no room left', file=sys.stderr, flush=True); input(); os._exit(3)"), os.environ
    )
    with pytest.raises(EngineError, match=r"ended with status 3\. It last said: “no room left”"):
        worker.ask(Describe(VALLEY), Monitor())
    worker.close()


def test_one_that_does_not_heed_cancel_is_ended() -> None:
    worker = Worker(pretend("time.sleep(60)"), os.environ)
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        worker.ask(Describe(VALLEY), Monitor(cancelled=lambda: True))
    assert not worker.alive
    assert time.monotonic() - begun < 10


def test_one_that_ended_for_want_of_orders_is_no_failure() -> None:
    worker = Worker(pretend("sys.exit(0)"), os.environ)
    while worker.alive:
        time.sleep(0.01)
    with pytest.raises(Retired):
        worker.ask(Describe(VALLEY), Monitor())
    worker.close()


def test_it_ends_by_itself_when_nothing_is_asked_for() -> None:
    script = "from plugin.cli import serve\nserve.IDLE_S = 0.3\nserve.serve()\n"
    worker = Worker((sys.executable, "-c", script), os.environ)
    deadline = time.monotonic() + 30
    while worker.alive:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    with pytest.raises(Retired, match="ended with status 0"):
        worker.ask(Describe(VALLEY), Monitor())
    worker.close()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ((str(ROOT / "no" / "python"), "-m", "plugin"), "cannot be started"),
        ((sys.executable, "-c", "raise SystemExit(5)"), "ended with status 5"),
        (
            (sys.executable, "-c", f"print({to_line(Hello(0, 'old', '3'))!r}, flush=True); input()"),
            "is version old",
        ),
    ],
)
def test_one_that_is_not_the_engine_is_refused(command: tuple[str, ...], reason: str) -> None:
    with pytest.raises(EngineError, match=reason):
        Worker(command, os.environ)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_it_ends_when_its_client_is_killed() -> None:
    script = (
        "import os, sys, time\nfrom plugin.client.worker import Worker\n"
        "worker = Worker((sys.executable, '-m', 'plugin', 'serve'), os.environ)\n"
        "print(worker.pid, flush=True)\ntime.sleep(60)\n"
    )
    client = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(client.stdout.readline())
    client.kill()
    client.communicate()
    deadline = time.monotonic() + 20
    while _runs(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_libraries_print_does_not_disturb_the_messages() -> None:
    script = (
        "import sys\nfrom plugin.cli import serve\n"
        "own = serve._own_output()\nprint('a library says hello')\nsys.stdout.flush()\n"
        "own.write('message\\n'); own.flush()\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("message\n", "a library says hello\n")


def test_a_line_that_is_no_message_is_passed_over() -> None:
    process = subprocess.Popen(
        SERVE, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert isinstance(from_line(process.stdout.readline().decode()), Hello)
    process.stdin.write(b"hello?\n")
    _, said = process.communicate()
    assert b"not understood" in said
    assert process.returncode == 0


def test_nothing_is_left_of_it_after_closing() -> None:
    before = threading.active_count()
    worker = Worker(SERVE, os.environ)
    worker.close()
    assert not worker.alive
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("status", "words"),
    [(-9, "killed"), (-11, "crashed"), (3221225477, "crashed"), (-15, "signal 15"), (1, "status 1")],
)
def test_how_it_ended_is_said_in_words(status: int, words: str) -> None:
    assert words in cause(status)


def test_a_missing_library_of_windows_is_named() -> None:
    line = 'OSError: [WinError 1114] Error loading "C:\\torch\\lib\\c10.dll" or one of its dependencies.'
    assert "Visual C++ redistributable" in last_words([line, "at the end"])
    assert last_words([]) == ""


def _runs(pid: int) -> bool:
    """Return True while a process is there; one that ended and nobody waited for counts as gone."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
