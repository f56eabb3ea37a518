"""Where an inversion is worked at, which changes nothing of what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Distribution:
    """The processes that work; without either, the threads of the engine's own.

    Parameters
    ----------
    workers : int or None
        How many processes of this machine, which Dask starts and ends.
    scheduler : str or None
        Address of the scheduler of a Dask cluster that is there already, or its file of connections.
    """

    workers: Optional[int] = None
    scheduler: Optional[str] = None


def parse_scheduler(text: str) -> str:
    """Return the address of a scheduler.

    Raises
    ------
    ValueError
        If there is none; the message is for the user.
    """
    if not text.strip():
        raise ValueError("the address is empty (a variable of the shell that is not set?)")
    return text.strip()
