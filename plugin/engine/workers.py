"""Independent jobs shared out among threads, with one progress and one Cancel.

NumPy, PyTorch and compiled loops let go of Python's lock while they work. What each job does is the same
however many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Event

from ..protocol.progress import Monitor

Job = Callable[[Monitor], None]

MOST_WORKERS = 16
PATIENCE = 0.1
"""Longest time in s between two looks at Cancel."""


def share_out(
    jobs: Sequence[Job], sizes: Sequence[int], monitor: Monitor, prepare: Callable[[], None]
) -> None:
    """Run jobs, several at a time where there are processors for them; return when all are done.

    Parameters
    ----------
    jobs : sequence of callable
        Each is called with a monitor of its own. A single job runs in the calling thread.
    sizes : sequence of int
        How much work each is, as progress counts it.
    monitor : Monitor
        Progress and cancellation; only the calling thread calls it.
    prepare : callable
        Called once in each thread before its first job.

    Raises
    ------
    Cancelled
        If the user asked to stop; no job runs any more then.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS, len(jobs))
    if len(jobs) == 1:
        jobs[0](monitor)
    elif jobs:
        _Crew(jobs, [size / sum(sizes) for size in sizes], monitor).run(workers, prepare)


class _Crew:
    """Threads at work, and what they tell the thread that waits for them."""

    def __init__(self, jobs: Sequence[Job], shares: Sequence[float], monitor: Monitor) -> None:
        self._jobs, self._shares, self._monitor = jobs, shares, monitor
        self._done = [0.0] * len(jobs)
        self._news: SimpleQueue[Future[None] | tuple[int, float, str]] = SimpleQueue()
        self._stopped = Event()

    def run(self, workers: int, prepare: Callable[[], None]) -> None:
        pool = ThreadPoolExecutor(workers, "vs_mapper", prepare)
        try:
            for place in range(len(self._jobs)):
                pool.submit(self._work, place).add_done_callback(self._news.put)
            self._wait()
        finally:
            self._stopped.set()
            pool.shutdown(cancel_futures=True)

    def _work(self, place: int) -> None:
        def tell(fraction: float, message: str) -> None:
            self._news.put((place, fraction, message))

        self._jobs[place](Monitor(tell, self._stopped.is_set))

    def _wait(self) -> None:
        """Pass on what the jobs tell until all are done or one fails."""
        left, message = len(self._jobs), ""
        while left:
            try:
                news = self._news.get(timeout=PATIENCE)
            except Empty:
                self._monitor.step(self._fraction(), message)
                continue
            if isinstance(news, Future):
                news.result()
                left -= 1
            else:
                place, self._done[place], message = news
                self._monitor.step(self._fraction(), message)

    def _fraction(self) -> float:
        return sum(share * done for share, done in zip(self._shares, self._done))
