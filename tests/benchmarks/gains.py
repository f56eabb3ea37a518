"""How much better one method is than another on the same sites, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

DRAWS = 4000
SEED = 1


@dataclass(frozen=True)
class Gain:
    """Share by which the error falls, with the ends of its 90 % interval when sites are drawn anew."""

    value: float
    low: float
    high: float

    def percent(self, digits: int = 0) -> str:
        """Return it in words, with `digits` after the point."""
        value, low, high = (f"{100 * part:+.{digits}f}" for part in (self.value, self.low, self.high))
        return f"{value} % ({low} to {high})"


def gain(errors: ArrayLike, rival: ArrayLike) -> Gain:
    """Return how far the mean of `errors` lies below that of `rival`, over the sites that both have.

    Parameters
    ----------
    errors, rival : sequences of float
        Error of each site; the longer one continues the sites of the shorter.
    """
    both = min(len(np.asarray(errors)), len(np.asarray(rival)))
    mine, theirs = np.asarray(errors)[:both], np.asarray(rival)[:both]
    drawn = np.random.default_rng(SEED).integers(both, size=(DRAWS, both))
    spread = 1.0 - mine[drawn].mean(axis=1) / theirs[drawn].mean(axis=1)
    low, high = np.quantile(spread, [0.05, 0.95])
    return Gain(float(1.0 - mine.mean() / theirs.mean()), float(low), float(high))
