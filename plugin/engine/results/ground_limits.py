"""Profiles that no ground has, whatever their curves look like."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import Profiles

FLOOR = ((1.0, 10.0), (30.0, 30.0), (300.0, 80.0), (3e3, 250.0), (3e4, 1200.0), (3e5, 2500.0))
"""Depth in m, and the slowest Vs in m/s at it: below the softest mud, then below young sediments, rock that
is partly molten and the slowest mantle."""
CEILING = ((1e3, 4600.0), (3e4, 5100.0), (3e5, 5600.0), (6.6e5, 6500.0), (2.9e6, 7600.0))
"""Depth in m, and the fastest Vs in m/s at it: above fresh dunite and eclogite, then above the mantle."""


def impossible(profiles: Profiles) -> NDArray[np.str_]:
    """Return a clause for each site whose profile no ground has in its trusted window, else an empty text.

    Parameters
    ----------
    profiles : Profiles
        Profiles on each site's own depths.
    """
    depth = np.maximum(profiles.depth, 1e-3)
    inside = profiles.trusted
    with np.errstate(invalid="ignore", divide="ignore"):
        fast = np.where(inside, profiles.vs / _limit(CEILING, depth), 0.0)
        slow = np.where(inside, _limit(FLOOR, depth) / profiles.vs, 0.0)
    clauses = np.full(profiles.n_sites, "", dtype=object)
    for excess, word in ((slow, "slower"), (fast, "faster")):
        worst = np.nan_to_num(excess, nan=0.0).argmax(axis=1)
        for site in np.flatnonzero((excess > 1.0).any(axis=1)):
            vs, at = profiles.vs[site, worst[site]], profiles.depth[site, worst[site]]
            clauses[site] = (
                f"Vs of {vs:.3g} m/s at a depth of {at:.3g} m is {word} than any ground: is the curve what "
                "it is taken for, in its units and types?"
            )
    return clauses.astype(str)


def _limit(table: tuple[tuple[float, float], ...], depth: FloatArray) -> FloatArray:
    """Interpolate a limit in logarithms, held beyond its ends."""
    at, velocity = np.log(np.array(table)).T
    return np.asarray(np.exp(np.interp(np.log(depth), at, velocity)))
