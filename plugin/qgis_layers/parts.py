"""Work on layers that is done in parts: where nobody waits at a window, all of it at once."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

_Outcome = TypeVar("_Outcome")


def at_a_stroke(parts: Generator[None, None, _Outcome]) -> _Outcome:
    """Do all parts of a work, and return what it comes to."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return end.value
