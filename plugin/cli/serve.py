"""The loop that serves a client: orders come in on standard input, answers go out on standard output.

One JSON object a line; see `plugin.protocol.messages`. The loop ends when its input does, so that nothing is
left of it however its client ends, and when nothing was asked for some minutes.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import TextIO

from .. import __version__
from ..protocol.errors import VsMapperError
from ..protocol.messages import VERSION, Ask, Cancel, Done, Failed, Hello, Message, Progress, Said
from ..protocol.messages import from_line, to_line
from ..protocol.progress import Monitor

IDLE_S = 600.0
PATIENCE_S = 1.0
"""How long an order may take to stop once nobody waits for it."""
_TICK_S = 0.05
# In the order in which orders need them; a survey is read without the later ones.
_WARM = (
    "engine.reading.survey_file",
    "engine.reading.quality",
    "engine.reading.readers",
    "engine.description",
    "engine.stack.reading",
    "engine.results.inversion",
    "engine.proof.proof",
    "engine.results.outputs",
    "engine.maps.maps",
)


def serve() -> int:
    """Serve until the input ends or nothing is asked for `IDLE_S`; return the exit status."""
    answers = _Answers(_own_output())
    answers.send(Hello(VERSION, __version__, platform.python_version()))
    inbox: SimpleQueue[Ask | None] = SimpleQueue()
    cancelled = _Cancelled()
    threading.Thread(target=_listen, args=(sys.stdin, inbox, cancelled), daemon=True).start()
    threading.Thread(target=_warm_up, daemon=True).start()
    while True:
        try:
            ask = inbox.get(timeout=IDLE_S)
        except Empty:
            return 0
        if ask is None:
            return 0
        _answer(ask, answers, cancelled)


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


def _listen(stream: TextIO, inbox: SimpleQueue[Ask | None], cancelled: _Cancelled) -> None:
    """Take in messages until the client is gone, then end the program, at once if it will not stop."""
    for line in stream:
        try:
            message = from_line(line)
        except ValueError as error:
            print(f"not understood: {error}", file=sys.stderr, flush=True)
            continue
        if isinstance(message, Ask):
            inbox.put(message)
        elif isinstance(message, Cancel):
            cancelled.add(message.number)
    cancelled.add_all()
    inbox.put(None)
    time.sleep(PATIENCE_S)
    os._exit(0)


def _warm_up() -> None:
    """Import what orders will need, while the client's first order is still to come."""
    package = __package__.rpartition(".")[0]
    try:
        for module in _WARM:
            import_module(f"{package}.{module}")
    except ImportError as error:  # the order that needs it says so
        print(f"not imported: {error}", file=sys.stderr, flush=True)


def _answer(ask: Ask, answers: _Answers, cancelled: _Cancelled) -> None:
    """Carry out one order and answer it."""
    from ..engine.pipeline import carry_out

    try:
        outcome = carry_out(ask.order, _monitor(ask.number, answers, cancelled))
    except VsMapperError as error:
        answers.send(Failed(ask.number, type(error).__name__, str(error)))
    except Exception as error:
        traceback.print_exc()
        sys.stderr.flush()
        answers.send(Failed(ask.number, "", f"{type(error).__name__}: {error}"))
    else:
        answers.send(Done(ask.number, outcome))


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
