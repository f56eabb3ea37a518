"""How long QGIS's main thread stands still: a timer in its event loop that should tick, and what kept it."""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QTimer

TICK_MS = 5
TOLD_S = 0.1
"""Where the main thread is after so long is written down."""


class Stalls:
    """Watches the event loop of the thread that makes it, from `start` to `stop`.

    Parameters
    ----------
    trace : Path or None
        Takes the Python stacks of stalls, while they last.
    """

    def __init__(self, trace: Path | None = None) -> None:
        self.longest: dict[str, tuple[float, float]] = {}
        """The longest stall of each stage in s, and how much of it the thread computed."""
        self._stage = ""
        self._file = trace.open("w") if trace is not None else None
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self, stage: str = "") -> None:
        """Watch, or go on to another stage."""
        if self._timer.isActive():
            self._tick()
        self._stage = stage
        if self._file is not None:
            print(f"== {stage}", file=self._file, flush=True)
        self._timer.start()
        self._begin()

    def stop(self) -> None:
        """Take the last tick, and watch no more."""
        self._tick()
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Do something that is no part of what is watched."""
        watched = self._timer.isActive()
        if watched:
            self.stop()
        yield
        if watched:
            self._timer.start()
            self._begin()

    def _begin(self) -> None:
        self._last = time.perf_counter(), time.thread_time()
        if self._file is not None:
            faulthandler.dump_traceback_later(TOLD_S, file=self._file)

    def _tick(self) -> None:
        wall, busy = time.perf_counter() - self._last[0], time.thread_time() - self._last[1]
        if wall > self.longest.get(self._stage, (0.0, 0.0))[0]:
            self.longest[self._stage] = wall, busy
        if self._file is not None and wall > TOLD_S:
            print(f"-- {1000 * wall:.0f} ms, {1000 * busy:.0f} ms computed", file=self._file, flush=True)
        self._begin()
