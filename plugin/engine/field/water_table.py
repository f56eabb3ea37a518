"""How deep the water table of a survey is, as far as its curves together say.

Vp jumps where soil becomes saturated, and with it the velocity of Rayleigh waves of a given Vs, by some per
cent. One curve hardly tells where. A survey's curves together do: each is refined with the table at one depth
after another, and what they gain in evidence over a table that is not known adds up.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..curves import FloatArray

DEPTHS = (0.6, 1.0, 1.7, 3.0, 5.0, 9.0, 15.0, 27.0, 50.0, 90.0)
"""Depths in m that are tried: every other one, and those beside the likeliest."""
MOST_TRIED = 1 + len(DEPTHS[1::2]) + 2
"""How often the evidence is asked for at most, once for a table not known."""
MOST_ASKED = 48
"""Sites that are asked."""
MOST_OF_ONE = 5.0
"""What a single site can add to ln evidence, so that none decides alone."""
LEAST_GAIN = 4.0
SUREST = 3.0
"""Standard errors by which the mean gain must differ from none."""

Evidence = Callable[[float | None], FloatArray]
"""Takes a depth in m, None for one not known; returns ln of the evidence of each site, NaN where none."""


def likeliest_depth(evidence: Evidence) -> float | None:
    """Return the depth in m that the curves of several sites speak for, None where they do not clearly."""
    unknown = evidence(None)
    gains: dict[float, FloatArray] = {}

    def best_of(depths: tuple[float, ...]) -> float:
        for depth in depths:
            gains[depth] = np.clip(np.nan_to_num(evidence(depth) - unknown), -MOST_OF_ONE, MOST_OF_ONE)
        return max(gains, key=lambda depth: gains[depth].sum())

    place = DEPTHS.index(best_of(DEPTHS[1::2]))
    best = best_of(DEPTHS[max(place - 1, 0) : place + 2 : 2])
    return best if _clear(gains[best]) else None


def _clear(gain: FloatArray) -> bool:
    """Return whether gains of ln evidence, one a site, are more than chance."""
    error = float(np.std(gain, ddof=1) / np.sqrt(len(gain))) if len(gain) > 1 else np.inf
    return float(gain.sum()) > LEAST_GAIN and float(gain.mean()) > SUREST * error
