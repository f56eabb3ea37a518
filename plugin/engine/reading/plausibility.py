"""Velocities that no ground has at their wavelength: a wrong unit, which no scale-free score can see."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import Curves, FloatArray

SLOWEST, FASTEST = 20.0, 8000.0
FLOOR = ((3.0, 20.0), (100.0, 40.0), (1e3, 150.0), (1e4, 500.0), (1e5, 1200.0))
"""Wavelength in m, and the slowest velocity in m/s at it: below soft marine clay (Hamilton 1980), then below
the group velocities of deep sedimentary basins."""
CEILING = ((1e3, 4000.0), (3e4, 5000.0), (3e5, FASTEST))
"""Wavelength in m, and the fastest velocity in m/s at it: above fresh rock at the surface, then above the
mantle."""
MOST = 0.5


def implausible(curves: Curves) -> NDArray[np.str_]:
    """Return a clause for each site whose velocities no ground has, empty for the others.

    A site is implausible where more than half of its points are slower or faster than any ground is known
    to be at that wavelength. Higher modes are faster: only the overall limits hold for them.

    Parameters
    ----------
    curves : Curves
        Curves in m/s and Hz.
    """
    clauses = np.full(curves.n_sites, "", dtype=object)
    for sites, word in zip(beyond_limits(curves), ("slower", "faster")):
        for site in np.flatnonzero(sites):
            clauses[site] = limit_clause(curves, int(site), word)
    return clauses.astype(str)


def beyond_limits(curves: Curves) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which sites are slower than any ground, and which are faster: (n_sites,) bool arrays."""
    wavelength, velocity = curves.wavelength, curves.velocity
    slow = (velocity < SLOWEST) | (velocity < _limit(FLOOR, wavelength))
    fast = (velocity > FASTEST) | ((curves.mode == 0) & (velocity > _limit(CEILING, wavelength)))

    def mostly(points: NDArray[np.bool_]) -> NDArray[np.bool_]:
        count = np.bincount(curves.site_index, points, minlength=curves.n_sites)
        return np.asarray(count / np.maximum(curves.counts, 1) > MOST)

    return mostly(slow), mostly(fast)


def limit_clause(curves: Curves, site: int, word: str) -> str:
    """Say that the velocities of a site are ``slower`` or ``faster`` than any ground."""
    points = slice(int(curves.offsets[site]), int(curves.offsets[site + 1]))
    velocity, wavelength = (
        np.exp(np.median(np.log(v[points]))) for v in (curves.velocity, curves.wavelength)
    )
    return (
        f"about {velocity:.3g} m/s at wavelengths about {wavelength:.3g} m is {word} than any ground: "
        "check the units of velocity and of frequency or period"
    )


def _limit(table: tuple[tuple[float, float], ...], wavelength: FloatArray) -> FloatArray:
    """Interpolate a limit in logarithms."""
    length, velocity = np.log(np.array(table)).T
    limit: FloatArray = np.exp(np.interp(np.log(wavelength), length, velocity))
    return limit
