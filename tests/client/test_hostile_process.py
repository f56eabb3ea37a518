"""A process that misbehaves, and a client that does: nobody waits for ever, and nothing is left running."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugin.client import engine
from plugin.client.engine import Engine
from plugin.client.environment import clean_environment
from plugin.client.pythons import EnginePython
from plugin.client.worker import ROOT, Worker
from plugin.protocol.errors import Cancelled, EngineError
from plugin.protocol.messages import Ask, Done, Failed, Hello, Message, from_line, to_line
from plugin.protocol.orders import Describe, Invert
from plugin.protocol.progress import Monitor
from plugin.protocol.source import Source
from tests.client.test_worker import SERVE, VALLEY, _runs, pretend

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="uses signals and forks")


def outcome_of(work: Callable[[], object], seconds: float = 10.0) -> object:
    """Return what a call returns or raises in a thread of its own; fail where it takes too long."""
    found: list[object] = []

    def attempt() -> None:
        try:
            found.append(work())
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(seconds)
    assert found, f"not done within {seconds:.0f} s"
    return found[0]


def asked(script: str, cancelled: Callable[[], bool] = lambda: False) -> object:
    worker = Worker(pretend(script), os.environ)
    try:
        return worker.ask(Describe(VALLEY), Monitor(cancelled=cancelled))
    finally:
        worker.close(0.2)


@on_posix
def test_a_child_that_keeps_the_pipes_does_not_hide_a_death() -> None:
    script = "import subprocess; subprocess.Popen(['sleep', '20']); os.kill(os.getpid(), 9)"
    error = outcome_of(lambda: asked(script))
    assert isinstance(error, EngineError)
    assert "killed" in str(error)


@on_posix
def test_a_process_that_does_not_heed_cancel_is_ended_with_its_children() -> None:
    script = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, file=sys.stderr, flush=True)"
    worker = Worker(pretend(f"{script}; time.sleep(60)"), os.environ)
    error = outcome_of(lambda: worker.ask(Describe(VALLEY), Monitor(cancelled=lambda: bool(worker._said))))
    assert isinstance(error, Cancelled)
    _wait_for_end(int(worker._said[-1]))
    worker.close()


def _wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 15
    while _runs(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("stream", [1, 2])
def test_what_it_says_is_cut_short(stream: int) -> None:
    script = f"for _ in range(40): os.write({stream}, b'x' * (1 << 20))\ninput(); os._exit(3)"
    error = outcome_of(lambda: asked(script), 60.0)
    assert isinstance(error, EngineError)
    assert len(str(error)) < 500


def test_a_line_nested_without_end_is_no_message() -> None:
    error = outcome_of(lambda: asked("print('[' * 100_000, flush=True); input(); os._exit(3)"))
    assert isinstance(error, EngineError)
    with pytest.raises(ValueError, match="too deep"):
        from_line("[" * 100_000)


def test_one_that_leaves_in_the_middle_of_an_order_is_not_asked_again() -> None:
    script = "input(); print(to_line(Progress(1, 0.5, 'half')), flush=True); os._exit(0)"
    error = outcome_of(lambda: asked(script))
    assert type(error) is EngineError


def test_cancel_is_heard_before_the_greeting() -> None:
    command, begun = (sys.executable, "-c", "import time; time.sleep(60)"), time.monotonic()
    late = Monitor(cancelled=lambda: time.monotonic() > begun + 0.3)
    assert isinstance(outcome_of(lambda: Worker(command, os.environ, late)), Cancelled)
    assert time.monotonic() - begun < 2.0


def test_closing_ends_the_wait_of_another_thread() -> None:
    worker = Worker(pretend("time.sleep(60)"), os.environ)
    threading.Timer(0.3, lambda: worker.close(0.1)).start()
    assert isinstance(outcome_of(lambda: worker.ask(Describe(VALLEY), Monitor())), Cancelled)


@pytest.fixture
def slow_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine whose process greets after a second, and then does nothing; it notes its starts."""
    program = tmp_path / "python"
    program.write_text(
        f"#!/bin/sh\necho >> {tmp_path}/starts\nsleep 1\nexec {sys.executable} "
        f'-c "$(cat {tmp_path}/script)"\n'
    )
    program.chmod(0o755)
    (tmp_path / "script").write_text(pretend("sys.stdin.read()")[2])
    monkeypatch.setattr(engine, "find_engine", lambda: EnginePython(program, "chosen"))
    return Engine()


@on_posix
def test_closing_while_the_process_starts_leaves_none(slow_engine: Engine, tmp_path: Path) -> None:
    before = threading.active_count()
    slow_engine.warm_up()
    time.sleep(0.3)
    slow_engine.close()
    deadline = time.monotonic() + 10
    while threading.active_count() > before:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert slow_engine.worker is None


@on_posix
def test_closing_cancels_the_order_at_work_and_those_that_wait(slow_engine: Engine, tmp_path: Path) -> None:
    outcomes: list[object] = []
    order = Describe(VALLEY)
    threads = [
        threading.Thread(
            target=lambda: outcomes.append(outcome_of(lambda: slow_engine.ask(order, Monitor()), 20.0))
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    time.sleep(2.0)
    slow_engine.close()
    for thread in threads:
        thread.join()
    assert [type(outcome) for outcome in outcomes] == [Cancelled] * 3
    assert len((tmp_path / "starts").read_text()) == 1
    assert slow_engine.worker is None


class Served:
    """A process that serves, spoken to line by line."""

    def __init__(self) -> None:
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(SERVE, cwd=ROOT, env=clean_environment(os.environ), **pipes)
        assert isinstance(self.answer(), Hello)

    def say(self, line: bytes) -> None:
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def answer(self) -> Message:
        return from_line(self.process.stdout.readline().decode())

    def ends(self) -> bool:
        self.process.stdin.close()
        try:
            return self.process.wait(10.0) == 0
        finally:
            self.process.kill()


RUBBISH = (b"\xff\xfe\x80", b"[" * 100_000, b'{"type": "Ask", "number": "x"}', b"null")


@pytest.mark.parametrize("line", RUBBISH)
def test_a_line_of_rubbish_does_not_make_it_deaf(line: bytes) -> None:
    served = Served()
    served.say(line)
    served.say(to_line(Ask(4, Describe(VALLEY))).encode())
    answer = outcome_of(lambda: _last_answer(served), 60.0)
    assert isinstance(answer, Done)
    assert answer.number == 4
    assert served.ends()


def _last_answer(served: Served) -> Message:
    while not isinstance(answer := served.answer(), (Done, Failed)):
        pass
    return answer


def test_an_order_that_is_not_understood_is_answered() -> None:
    served = Served()
    order = {"type": "Describe", "source": {"type": "Source", "place": "a", "name": "a", "newer": 1}}
    served.say(json.dumps({"type": "Ask", "number": 7, "order": order}).encode())
    answer = outcome_of(lambda: _last_answer(served))
    assert isinstance(answer, Failed)
    assert (answer.number, answer.error) == (7, "EngineError")
    assert answer.message == "not understood: Ask.order: Describe.source: Source has no newer"
    assert served.ends()


@on_posix
def test_it_ends_with_its_client_though_a_fork_keeps_its_input() -> None:
    script = """
        import os, sys, time
        from plugin.client.worker import Worker
        worker = Worker((sys.executable, "-m", "plugin", "serve"), os.environ)
        fork = os.fork()
        if fork == 0:
            time.sleep(20)
            os._exit(0)
        print(worker.pid, fork, flush=True)
        time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    client = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid, fork = map(int, client.stdout.readline().split())
    client.kill()
    client.wait()
    client.stdout.close()
    try:
        _wait_for_end(pid)
    finally:
        os.kill(fork, 9)


def broken(package: str, fault: str) -> Worker:
    """Return the engine with a package that cannot be imported."""
    script = f"""
        import importlib.abc, sys
        class Broken(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path, target=None):
                if name == {package!r}:
                    raise {fault}
        sys.meta_path.insert(0, Broken())
        from plugin.cli.serve import serve
        sys.exit(serve())
    """
    return Worker((sys.executable, "-c", textwrap.dedent(script)), os.environ)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("ImportError('libtorch_cpu.so: file too short')", "cannot be loaded: ImportError: libtorch_cpu.so"),
        ("OSError('[WinError 1114] Error loading c10.dll')", "Visual C.. redistributable"),
        ("SystemExit(2)", "cannot be loaded: SystemExit"),
    ],
)
def test_a_broken_package_is_told_in_words_again_and_again(fault: str, words: str, tmp_path: Path) -> None:
    worker = broken("torch", fault)
    assert worker.ask(Describe(VALLEY), Monitor()).n_sites == 80
    for _ in range(2):
        with pytest.raises(EngineError, match=words):
            worker.ask(Invert(Source(VALLEY.place, "valley"), tmp_path / "out"), Monitor())
    worker.close()


def test_a_line_much_too_long_is_refused_by_its_number() -> None:
    served = Served()
    served.say(b'{"type": "Ask", "number": 9, "order": {"type": "' + b"x" * 100_000_000)
    answer = outcome_of(lambda: _last_answer(served), 60.0)
    assert answer == Failed(9, "EngineError", "not understood: longer than 64 MiB")
    served.say(to_line(Ask(10, Describe(VALLEY))).encode())
    assert isinstance(outcome_of(lambda: _last_answer(served), 60.0), Done)
    assert served.ends()
