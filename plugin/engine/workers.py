"""Independent jobs done side by side, with one progress and one Cancel.

A `Crew` does them: the threads of this process (`Threads`), or processes elsewhere (`cluster.Cluster`). What
each job does is the same whoever does it. NumPy, PyTorch and compiled loops let go of Python's lock while
they work.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any, Generic, Protocol, TypeVar, Union, cast

from ..protocol.progress import Monitor

T = TypeVar("T")
Item = TypeVar("Item")
Job = Callable[[Monitor], T]
JobOf = Callable[[int], Job[T]]
"""Makes the job of a number, when somebody is free for it."""

MOST_WORKERS = 16
PATIENCE = 0.1
"""Longest time in s between two looks at Cancel."""


def ready() -> None:
    """Prepare nothing."""


class Crew(Protocol):
    """Whoever does jobs."""

    def finished(
        self, job_of: JobOf[T], sizes: Sequence[int], monitor: Monitor, prepare: Callable[[], None] = ready
    ) -> Iterator[tuple[int, T]]:
        """Yield number and outcome of each job as it is done, in whatever order.

        Parameters
        ----------
        job_of : callable
            Makes a job of its number. No more of them are made than there are hands for and a few ahead.
        sizes : sequence of int
            How much work each job is, as progress counts it.
        monitor : Monitor
            Progress and cancellation; only the calling thread calls it.
        prepare : callable
            Called in a thread or process of its own before its jobs; not where the calling thread does them.

        Raises
        ------
        Cancelled
            If the user asked to stop; no job runs any more then.
        """
        ...


@dataclass(frozen=True)
class Threads:
    """Threads of this process, as many as there are processors for.

    Parameters
    ----------
    most : int
        Most threads; with 1 jobs run in the calling thread, one after the other.
    """

    most: int = MOST_WORKERS

    def finished(
        self, job_of: JobOf[T], sizes: Sequence[int], monitor: Monitor, prepare: Callable[[], None] = ready
    ) -> Iterator[tuple[int, T]]:
        """Yield number and outcome of each job; see `Crew.finished`."""
        workers = min(os.cpu_count() or 1, self.most, len(sizes))
        if len(sizes) == 1 or self.most == 1:
            yield from _in_turn(job_of, sizes, monitor)
            return
        if not sizes:
            return
        stopped = Event()
        pool = ThreadPoolExecutor(workers, "vs_mapper", prepare)
        try:
            shift: Shift[T] = Shift(sizes, monitor, lambda: 2 * workers)

            def submit(place: int) -> Future[T]:
                return pool.submit(job_of(place), Monitor(shift.hears_of(place), stopped.is_set))

            yield from shift.run(submit)
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)


def _in_turn(job_of: JobOf[T], sizes: Sequence[int], monitor: Monitor) -> Iterator[tuple[int, T]]:
    done, total = 0, max(sum(sizes), 1)
    for place, size in enumerate(sizes):
        yield place, job_of(place)(monitor.part(done / total, (done + size) / total))
        done += size


def in_order(outcomes: Iterable[tuple[int, T]]) -> Iterator[tuple[int, T]]:
    """Yield numbered outcomes in the order of their numbers from 0 on; what comes too early waits."""
    waiting: dict[int, T] = {}
    following = 0
    for number, outcome in outcomes:
        waiting[number] = outcome
        while following in waiting:
            yield following, waiting.pop(following)
            following += 1


def each_of(work: Callable[[Item, Monitor], T], items: Sequence[Item], monitor: Monitor) -> list[T]:
    """Return what work makes of each item, in their order; threads of this process do it side by side."""
    done = Threads().finished(lambda number: partial(work, items[number]), [1] * len(items), monitor)
    return [outcome for _, outcome in in_order(done)]


def one_ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield items, while another thread makes the next."""
    iterator, end = iter(items), object()
    with ThreadPoolExecutor(1, "vs_mapper") as pool:
        following = pool.submit(next, iterator, end)
        while (item := following.result()) is not end:
            following = pool.submit(next, iterator, end)
            yield cast(T, item)


_News = Union[tuple[int, "Future[Any]"], tuple[int, float, str]]


class Shift(Generic[T]):
    """Jobs handed out a few ahead of those that are worked at, and what comes back of them.

    Parameters
    ----------
    sizes : sequence of int
        How much work each job is.
    monitor : Monitor
        Progress and cancellation.
    room : callable
        Returns how many jobs may be out at once.
    doing : callable, optional
        Says what is going on, where the jobs themselves cannot.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        monitor: Monitor,
        room: Callable[[], int],
        doing: Callable[[], str] | None = None,
    ) -> None:
        self._sizes, self._monitor, self._room = sizes, monitor, room
        self._total, self._done, self._message = max(sum(sizes), 1), 0, ""
        self._doing = doing or (lambda: self._message)
        self._part_done: dict[int, float] = {}  # of the jobs that are out
        self._news: SimpleQueue[_News] = SimpleQueue()

    def hears_of(self, place: int) -> Callable[[float, str], None]:
        """Return what tells the waiting thread how far a job is."""
        return lambda fraction, message: self._news.put((place, fraction, message))

    def run(self, submit: Callable[[int], Future[T]]) -> Iterator[tuple[int, T]]:
        """Yield number and outcome of each job; `submit` hands out the job of a number."""
        places = iter(range(len(self._sizes)))
        while True:
            for place in islice(places, max(max(self._room(), 1) - len(self._part_done), 0)):
                self._part_done[place] = 0.0
                submit(place).add_done_callback(partial(self._done_with, place))
            if not self._part_done:
                return
            yield from self._hear()

    def _done_with(self, place: int, future: Future[T]) -> None:
        self._news.put((place, future))

    def _hear(self) -> Iterator[tuple[int, T]]:
        """Take in one piece of news, if there is one soon."""
        try:
            place, told, *words = self._news.get(timeout=PATIENCE)
        except Empty:
            self._step()
            return
        if isinstance(told, Future):
            outcome: T = told.result()
            self._done += self._sizes[place]
            del self._part_done[place]
            self._step()
            yield place, outcome
        else:
            self._part_done[place], self._message = told, words[0]
            self._step()

    def _step(self) -> None:
        begun = sum(self._sizes[place] * fraction for place, fraction in self._part_done.items())
        self._monitor.step((self._done + begun) / self._total, self._doing())
