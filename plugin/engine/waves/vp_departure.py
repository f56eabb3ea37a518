"""How far Vp departs from the relation that gives it, one number for each site.

Vp changes a Rayleigh wave's velocity by some per cent, and nothing but the curve says how it differs from the
usual. So the refinement estimates, beside the Vs of each layer, one departure of a site's Vp: what it adds to
ln of the odds of (Vs/Vp)^2 between 0, the ratio in mud, and `DRIEST`. Ground of departure 1 is drier at every
depth, or of more quartz and less clay; what is saturated stays nearly so.

It stands last among the numbers that the refinement solves for, behind ln Vs of the layers.
"""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray

DRIEST = 0.4
"""Limit of (Vs/Vp)^2, at a Poisson's ratio of 1/6."""


def departed(vs: FloatArray, vp: FloatArray, departure: FloatArray) -> FloatArray:
    """Return Vp (n_sites, layers) in m/s that departs from the given one.

    Parameters
    ----------
    vs, vp : (n_sites, layers) float arrays
        Vs, and Vp by the relation, in m/s.
    departure : (n_sites,) float array
        The departure.
    """
    ratio = np.minimum((vs / vp) ** 2 / DRIEST, 1.0 - 1e-6)
    odds = ratio / (1.0 - ratio) * np.exp(departure)[:, None]
    return np.asarray(vs / np.sqrt(DRIEST * odds / (1.0 + odds)))


def split(unknowns: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the layers' ln Vs (..., layers) and the departure (...) of what is solved for.

    The departure is a copy without gaps: numpy's exp and log of a view with gaps give other last digits where
    their result happens to lie close behind it in memory, so that equal runs would differ.
    """
    return unknowns[..., :-1], np.ascontiguousarray(unknowns[..., -1])


def unknowns_of(log_vs: FloatArray, departure: FloatArray | float) -> FloatArray:
    """Return ln Vs of the layers (..., layers) with the departure behind it."""
    last = np.broadcast_to(departure, log_vs.shape[:-1])
    return np.concatenate([log_vs, last[..., None]], axis=-1)


def with_departure(precision: FloatArray, deviation: FloatArray) -> FloatArray:
    """Return the precision (n, layers + 1, layers + 1) of layers (n, layers, layers) and a departure.

    `deviation` (n,) is that of the departure, independent of the layers.
    """
    n, layers, _ = precision.shape
    whole = np.zeros((n, layers + 1, layers + 1))
    whole[:, :-1, :-1] = precision
    whole[:, -1, -1] = 1.0 / np.square(deviation)
    return whole
