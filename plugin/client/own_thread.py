"""Work in a thread of Python's own.

pyproj 3.7 ties its state to the operating system's thread and crashes when Qt uses that one again for
the next task (pyproj issue 1509), so nothing of the engine may run in a thread of Qt's pool.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

Outcome = TypeVar("Outcome")

TICK_S = 0.1


def _nothing() -> None:
    pass


def in_own_thread(work: Callable[[], Outcome], meanwhile: Callable[[], None] = _nothing) -> Outcome:
    """Do the work in a new thread, wait for it, and return its outcome or raise what it raised.

    Parameters
    ----------
    work : callable
        Done in the new thread.
    meanwhile : callable
        Called in this one every `TICK_S` seconds while the work goes on, and once after it.
    """
    outcomes: list[Outcome] = []
    errors: list[BaseException] = []

    def attempt() -> None:
        try:
            outcomes.append(work())
        except BaseException as error:  # raised again by whoever waits
            errors.append(error)

    worker = threading.Thread(target=attempt, name="Vs Mapper")
    worker.start()
    while worker.is_alive():
        worker.join(TICK_S)
        meanwhile()
    meanwhile()
    if errors:
        raise errors[0]
    return outcomes[0]
