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
from ..protocol.orders import Invert, Order
from ..protocol.progress import Monitor

IDLE_S = 600.0
PATIENCE_S = 1.0
"""How long an order may take to stop once nobody waits for it."""
_TICK_S = 0.05
# What every order needs, and what an inversion needs besides: relative names are modules of this package.
_FOR_ALL = (
    "geopandas",
    "rasterio",
    ".engine.reading.survey_file",
    ".engine.reading.quality",
    ".engine.description",
    ".engine.stack.reading",
    ".engine.maps.section",
)
_TO_INVERT = (".engine.network.weights", ".engine.proof.proof", ".engine.results.inversion")


def serve() -> int:
    """Serve until the input ends or nothing is asked for `IDLE_S`; return the exit status."""
    answers = _Answers(_own_output())
    answers.send(Hello(VERSION, __version__, platform.python_version()))
    inbox: SimpleQueue[Ask | None] = SimpleQueue()
    cancelled = _Cancelled()
    threading.Thread(target=_listen, args=(sys.stdin, inbox, cancelled), daemon=True).start()
    packages = _Packages()
    while True:
        try:
            ask = inbox.get(timeout=IDLE_S)
        except Empty:
            return 0
        if ask is None:
            return 0
        monitor = _monitor(ask.number, answers, cancelled)
        answers.send(_answer(ask, packages, monitor))


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


class _Packages:
    """Imports what orders will need in the background, while the client's first order is still to come.

    An order waits for what it needs: two threads that import packages which import each other fail.
    """

    def __init__(self) -> None:
        self._for_all, self._to_invert = threading.Event(), threading.Event()
        threading.Thread(target=self._import, daemon=True).start()

    def wait_for(self, order: Order, monitor: Monitor) -> None:
        """Wait until the packages of an order are there; Cancelled is raised meanwhile where it is wanted."""
        ready = self._to_invert if isinstance(order, Invert) else self._for_all
        while not ready.wait(_TICK_S):
            monitor.step(0.0, "starting the engine")

    def _import(self) -> None:
        for modules, ready in ((_FOR_ALL, self._for_all), (_TO_INVERT, self._to_invert)):
            try:
                for module in modules:
                    import_module(module, __package__.rpartition(".")[0])
            except Exception as error:  # the order that needs it fails with the same
                print(f"not imported: {error}", file=sys.stderr, flush=True)
            ready.set()


def _answer(ask: Ask, packages: _Packages, monitor: Monitor) -> Done | Failed:
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
