"""Sigmas that no measurement has: taken as unknown, and told of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..survey import Suspect
from .measurements import Measurements
from .words import count, pitch

LEAST, MOST = 1e-6, 10.0
"""Limits of sigma over velocity: nothing is measured so well, and so badly nothing is measured."""

Mask = NDArray[np.bool_]


def tidy_sigmas(points: Measurements) -> tuple[Measurements, list[str], list[Suspect]]:
    """Take impossible sigmas as unknown; return the points, remarks and what looks wrong, a line a site.

    Parameters
    ----------
    points : Measurements
        Points whose velocities are positive.
    """
    sigma, velocity = points.sigma, points.velocity
    no_number = (sigma <= 0) | np.isinf(sigma)
    beyond = ~no_number & ((sigma < LEAST * velocity) | (sigma > MOST * velocity))
    bad = no_number | beyond
    if not bad.any():
        return points, [], []
    notes = [
        f"{count(int(which.sum()), 'sigma')} {what}, taken as unknown ({_first(points, which)})"
        for which, what in (
            (no_number, "zero, negative or infinite"),
            (beyond, f"below {LEAST:g} of the velocity or above {MOST:g} times it"),
        )
        if which.any()
    ]
    return replace(points, sigma=np.where(bad, np.nan, sigma)), notes, _suspects(points, beyond)


def _first(points: Measurements, which: Mask) -> str:
    first = int(np.argmax(which))
    name = points.names[points.site[first]]
    return f"the first: {points.sigma[first]:g} m/s, site {name}, {pitch(points.frequency[first])}"


def _suspects(points: Measurements, beyond: Mask) -> list[Suspect]:
    """Return what is wrong with the sigmas of each site."""
    found = np.flatnonzero(beyond)
    sites, first, counts = np.unique(points.site[found], return_index=True, return_counts=True)
    return [
        Suspect(
            str(points.names[site]),
            f"sigma {points.sigma[i]:g} m/s of {points.velocity[i]:.4g} m/s at {pitch(points.frequency[i])} "
            f"is impossible and taken as unknown{f', like {n - 1} more' if n > 1 else ''}",
        )
        for site, i, n in zip(sites.tolist(), found[first].tolist(), counts.tolist())
    ]
