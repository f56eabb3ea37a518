"""How long QGIS's main thread stands still: a timer in its event loop that should tick, and what kept it."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from qgis.PyQt.QtCore import QTimer

TICK_MS = 5
TOLD_S = 0.1
"""A stall so long is written down."""
LOOK_S = 0.02
DEEPEST = 8
"""Calls of a stack that are written."""


class Stalls:
    """Watches the event loop of the thread that makes it, from `start` to `stop`.

    Parameters
    ----------
    trace : Path or None
        Takes where Python was in stalls, looked at every 20 ms between its instructions: where QGIS's own
        code takes long, the line told is the one that called it. Not on Windows.
    """

    def __init__(self, trace: Path | None = None) -> None:
        self.longest: dict[str, tuple[float, float]] = {}
        """The longest stall of each stage in s, and how much of it the thread computed."""
        self._stage = ""
        self._file = trace.open("w") if trace is not None else None
        self._seen: list[tuple[tuple[str, int, str], ...]] = []
        self._looking = False
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        if self._file is not None:
            signal.signal(signal.SIGALRM, self._look)

    def start(self, stage: str = "") -> None:
        """Watch, or go on to another stage."""
        if self._timer.isActive():
            self._tick()
        self._stage = stage
        self._timer.start()
        self._begin()

    def stop(self) -> None:
        """Take the last tick, and watch no more."""
        self._tick()
        self._timer.stop()
        self._looking = False
        if self._file is not None:
            signal.setitimer(signal.ITIMER_REAL, 0.0)

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
        self._seen = []
        if self._file is not None:
            self._looking = True
            signal.setitimer(signal.ITIMER_REAL, LOOK_S)
        self._last = time.perf_counter(), time.thread_time()

    def _tick(self) -> None:
        wall, busy = time.perf_counter() - self._last[0], time.thread_time() - self._last[1]
        if wall > self.longest.get(self._stage, (0.0, 0.0))[0]:
            self.longest[self._stage] = wall, busy
        if self._file is not None and wall > TOLD_S:
            print(f"== {self._stage}: {1000 * wall:.0f} ms, {1000 * busy:.0f} ms computed", file=self._file)
            for calls, times in Counter(self._seen).most_common():
                print(f"{times} times at\n{_told(calls)}", file=self._file)
            self._file.flush()
        self._begin()

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        """Note where the watched thread is, and look again later.

        The next look is asked for at the end of this one: where others keep the processor busy, one look
        would interrupt another else, and all of them together would be most of a stall.
        """
        calls: list[tuple[str, int, str]] = []
        while frame is not None and len(calls) < DEEPEST:
            calls.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
        self._seen.append(tuple(calls))
        if self._looking:
            signal.setitimer(signal.ITIMER_REAL, LOOK_S)


def _told(calls: tuple[tuple[str, int, str], ...]) -> str:
    """Return calls in words, the innermost last."""
    return "\n".join(f"    {Path(file).name}:{line} {name}" for file, line, name in reversed(calls))
