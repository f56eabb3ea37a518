"""Progress and cancellation, as one small object handed down through a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .errors import Cancelled


def _ignore(fraction: float, message: str) -> None:
    pass


def _tell_nobody(lines: Sequence[str]) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Monitor:
    """Where a run reports its progress and asks whether it should stop.

    Parameters
    ----------
    report : callable
        Called with the fraction done (0 to 1) and a short message.
    cancelled : callable
        Returns True once the user wants the run to stop.
    tell : callable
        Called with lines for the user that should not wait for the outcome.
    """

    report: Callable[[float, str], None] = _ignore
    cancelled: Callable[[], bool] = _never
    tell: Callable[[Sequence[str]], None] = _tell_nobody

    def step(self, fraction: float, message: str) -> None:
        """Report progress.

        Raises
        ------
        Cancelled
            If the user asked for the run to stop.
        """
        if self.cancelled():
            raise Cancelled("cancelled")
        self.report(min(max(fraction, 0.0), 1.0), message)

    def part(self, start: float, stop: float) -> Monitor:
        """Return a monitor whose 0 to 1 is `start` to `stop` of this one."""
        return Monitor(
            lambda fraction, message: self.report(start + (stop - start) * fraction, message),
            self.cancelled,
            self.tell,
        )

    def saying(self, words: Callable[[float, str], str]) -> Monitor:
        """Return a monitor that says `words` of the fraction and the message in place of the message."""
        return replace(self, report=lambda fraction, message: self.report(fraction, words(fraction, message)))

    def unless(self, ended: Callable[[], bool]) -> Monitor:
        """Return the same monitor, which also counts as cancelled once `ended` returns True."""
        return replace(self, cancelled=lambda: ended() or self.cancelled())


UNWATCHED = Monitor()
"""Nobody looks on, and nobody stops it."""
