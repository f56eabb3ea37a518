"""QGIS's one way to the engine: an order goes in, its outcome comes back, in the words of QGIS's windows."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..protocol.address import Address
from ..protocol.errors import Cancelled, SourceError, VsMapperError
from ..protocol.moves import settle
from ..protocol.orders import Order
from ..protocol.outcomes import Outcome
from ..protocol.progress import UNWATCHED, Monitor
from .environment import clean_environment
from .pythons import find_engine
from .words import in_words
from .worker import Retired, Worker

Told = TypeVar("Told")

_TICK_S = 0.1


class Engine:
    """The worker process, started when it is needed and kept warm; one order at a time, others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._change = threading.Lock()
        self._closings = 0

    @property
    def worker(self) -> Worker | None:
        """The process, None where none runs."""
        return self._worker if self._worker is not None and self._worker.alive else None

    def ask(self, order: Order, monitor: Monitor) -> Outcome:
        """Carry out an order; see `ask`. Closing cancels it."""
        monitor = self._until_closed(monitor)
        while not self._lock.acquire(timeout=_TICK_S):
            monitor.step(0.0, "waiting for another request")
        try:
            try:
                return self._started(monitor).ask(order, monitor)
            except Retired:  # it had just ended for having nothing to do
                return self._started(monitor).ask(order, monitor)
        finally:
            self._lock.release()

    def warm_up(self) -> None:
        """Start the process in the background, so that it is warm by the time it is asked."""
        monitor = self._until_closed(UNWATCHED)

        def start() -> None:
            with self._lock, suppress(VsMapperError):  # whoever asks next is told
                self._started(monitor)

        threading.Thread(target=start, name="Vs Mapper", daemon=True).start()

    def close(self) -> None:
        """End the process, and every order that waits for it."""
        with self._change:
            self._closings += 1
        self._end()

    def _until_closed(self, monitor: Monitor) -> Monitor:
        """Return a monitor that counts as cancelled once this object is closed."""
        closings = self._closings
        return monitor.unless(lambda: self._closings != closings)

    def _started(self, monitor: Monitor) -> Worker:
        """Return the process, started where none runs; Cancelled is raised if it is no longer wanted."""
        worker = self.worker
        if worker is None:
            self._end()
            monitor.step(0.0, "starting the engine")
            command = (str(find_engine().path), "-m", "plugin", "serve")
            worker = Worker(command, clean_environment(os.environ), monitor)
            with self._change:
                wanted = not monitor.cancelled()
                if wanted:
                    self._worker = worker
            if not wanted:
                worker.close()
                raise Cancelled("cancelled")
        return worker

    def _end(self) -> None:
        with self._change:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()


ENGINE = Engine()
"""The one that the dock and the toolbox share."""


def ask(order: Order, monitor: Monitor) -> Outcome:
    """Let the engine carry out an order, and wait for it.

    Parameters
    ----------
    order : Order
        What is wanted. A layer that only QGIS has is written to a file first.
    monitor : Monitor
        Progress and cancellation, called in this thread.

    Returns
    -------
    Outcome
        The one that the order names.

    Raises
    ------
    VsMapperError
        If it cannot be done; the message is for the user.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    if monitor.cancelled():
        raise Cancelled("cancelled")
    try:
        with _in_files(order, monitor) as sent:
            return translated(ENGINE.ask(sent, monitor))
    except VsMapperError as error:
        _put_right(order)
        raise type(error)(in_words(str(error))) from error


def translated(told: Told) -> Told:
    """Return an outcome, or a part of one, with every text in the words of QGIS's windows."""
    if isinstance(told, str):
        return in_words(told)  # type: ignore[return-value]
    if isinstance(told, tuple):
        return tuple(map(translated, told))  # type: ignore[return-value]
    if is_dataclass(told) and not isinstance(told, type):
        parts = {field.name: translated(getattr(told, field.name)) for field in fields(told)}
        return replace(told, **parts)
    return told


def _put_right(order: Order) -> None:
    """Undo what an engine that was killed left half done; where one lives, nothing is touched."""
    folder, target = (getattr(order, name, None) for name in ("folder", "target"))
    places = [*([folder] if folder else []), *([target, target.parent] if target else [])]
    for place in places:
        with suppress(VsMapperError, OSError):  # whoever reads there is told
            settle(place)


@contextmanager
def _in_files(order: Order, monitor: Monitor) -> Iterator[Order]:
    """Give the order with its source in files; a layer's copy goes when the order is done."""
    source = getattr(order, "source", None)
    if source is None or isinstance(source.place, (Path, Address, tuple)):
        yield order
        return
    try:
        copies = tempfile.TemporaryDirectory(prefix="vs_mapper_layer_")
    except OSError as error:
        raise SourceError(f"layer {source.name}: no temporary folder can be made: {error}") from error
    with copies as folder:
        place = source.place.write(Path(folder), monitor)
        yield replace(order, source=replace(source, place=place))
