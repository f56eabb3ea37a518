"""The loop that serves a client: orders come in on standard input, answers go out on standard output.

One JSON object a line; see `plugin.protocol.messages`. The loop ends when its input does, so that nothing is
left of it however its client ends, and when nothing was asked for some minutes.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, NoReturn, TextIO, Union

from .. import __version__
from ..protocol.errors import EngineError, VsMapperError
from ..protocol.messages import (
    VERSION,
    Ask,
    Cancel,
    Done,
    Failed,
    Hello,
    Message,
    Progress,
    Said,
    from_line,
    to_line,
)
from ..protocol.progress import Monitor
from .preload import Packages

IDLE_S = 600.0
PATIENCE_S = 1.0
"""How long an order may take to stop once nobody waits for it."""
_TICK_S = 0.05
_LONGEST_REASON = 300
LONGEST_LINE = 1 << 26
"""Longest message in bytes; a section line of a million vertices is shorter."""
_NUMBER = re.compile(rb'"number":\s*(\d{1,18})')

Inbox = SimpleQueue[Union[Ask, None]]


def serve() -> NoReturn:
    """Serve until the input ends or nothing is asked for `IDLE_S`; that ends the program, with status 0."""
    client, answers = os.getppid(), _Answers(_own_output())
    answers.send(Hello(VERSION, __version__, platform.python_version()))
    inbox: Inbox = SimpleQueue()
    cancelled = _Cancelled()
    threading.Thread(target=_listen, args=(inbox, cancelled, answers), daemon=True).start()
    threading.Thread(target=_follow, args=(client, inbox, cancelled), daemon=True).start()
    packages = Packages()
    with suppress(Empty):
        while (ask := inbox.get(timeout=IDLE_S)) is not None:
            monitor = _monitor(ask.number, answers, cancelled)
            answers.send(_answer(ask, packages, monitor))
    # Returning would have Python take the input from the thread that listens on it, and abort over that.
    os._exit(0)


def _own_output() -> TextIO:
    """Return the standard output for messages alone; whatever a library prints goes to the error stream."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


class _Answers:
    """What goes out, one whole line at a time."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._lock = stream, threading.Lock()

    def send(self, message: Message) -> None:
        line = to_line(message)
        with self._lock:
            self._stream.write(f"{line}\n")
            self._stream.flush()


class _Cancelled:
    """Which orders nobody waits for any more."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._all = False

    def add(self, number: int) -> None:
        self._numbers.add(number)

    def add_all(self) -> None:
        self._all = True

    def holds(self, number: int) -> bool:
        return self._all or number in self._numbers


def _listen(inbox: Inbox, cancelled: _Cancelled, answers: _Answers) -> None:
    """Take in messages until there are no more, then end the program."""
    for line in _lines(sys.stdin.buffer):
        if len(line) > LONGEST_LINE:
            _refuse(line, f"not understood: longer than {LONGEST_LINE >> 20} MiB", answers)
            continue
        try:
            message = from_line(line.decode("ascii"))
        except ValueError as error:
            _refuse(line, f"not understood: {str(error)[:_LONGEST_REASON]}", answers)
            continue
        if isinstance(message, Ask):
            inbox.put(message)
        elif isinstance(message, Cancel):
            cancelled.add(message.number)
    _end(inbox, cancelled)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield whole lines; of one that is too long the beginning, longer than `LONGEST_LINE`."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _refuse(line: bytes, reason: str, answers: _Answers) -> None:
    """Say why a line is no message, in answer to its order where it has a number."""
    try:
        begun = _NUMBER.search(line, 0, _LONGEST_REASON) if len(line) > LONGEST_LINE else None
        number = begun[1] if begun else json.loads(line)["number"]
        answers.send(Failed(int(number), EngineError.__name__, reason))
    except (ValueError, TypeError, LookupError, RecursionError):
        print(reason, file=sys.stderr, flush=True)


def _follow(client: int, inbox: Inbox, cancelled: _Cancelled) -> None:
    """End the program when its client is gone; where that has forked, the input stays open."""
    while os.getppid() == client:
        time.sleep(PATIENCE_S)
    _end(inbox, cancelled)


def _end(inbox: Inbox, cancelled: _Cancelled) -> None:
    """End the program, at once if it will not stop."""
    cancelled.add_all()
    inbox.put(None)
    time.sleep(PATIENCE_S)
    os._exit(0)


def _answer(ask: Ask, packages: Packages, monitor: Monitor) -> Done | Failed:
    """Carry out one order."""
    try:
        packages.wait_for(ask.order, monitor)
        from ..engine.pipeline import carry_out

        return Done(ask.number, carry_out(ask.order, monitor))
    except VsMapperError as error:
        return Failed(ask.number, type(error).__name__, str(error))
    except Exception as error:
        traceback.print_exc()
        sys.stderr.flush()
        return Failed(ask.number, "", f"{type(error).__name__}: {error}")


def _monitor(number: int, answers: _Answers, cancelled: _Cancelled) -> Monitor:
    """Return a monitor that tells the client, not more often than it can show."""
    told_at, told = -1.0, ""

    def report(fraction: float, message: str) -> None:
        nonlocal told_at, told
        now = time.monotonic()
        if message != told or now - told_at >= _TICK_S:
            told_at, told = now, message
            answers.send(Progress(number, float(fraction), message))

    def tell(lines: Sequence[str]) -> None:
        if lines:
            answers.send(Said(number, tuple(lines)))

    return Monitor(report, lambda: cancelled.holds(number), tell)
