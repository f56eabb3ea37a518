"""What decides site classes, of each drawn profile."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import mean_velocity
from .averages import mean_to
from .carrying_down import VS30_DEPTH
from .depths_to import depth_draws
from .standards import ROCK, Criteria
from .vs30 import Vs30

_SURFACE = 1e-3


def criteria_of(
    depth: FloatArray, samples: NDArray[np.floating], weight: FloatArray, felt: FloatArray, vs30: Vs30
) -> Criteria:
    """Return what decides the classes of draws, as many values a site as `vs30` has.

    Parameters
    ----------
    depth, samples, weight, felt : float arrays
        As for `averages.mean_to`.
    vs30 : Vs30
        Their Vs30.
    """
    everywhere = np.ones(depth.shape, dtype=bool)
    reached = np.maximum(depth_draws(depth, samples, everywhere, ROCK), 0.0)
    to = np.clip(reached, _SURFACE, depth[:, -1:])
    above = mean_velocity(depth[:, None], samples, to)
    # Moved as all mean velocities are: so that the median draw is as slow as the profile that waves feel.
    above = above * _factor(depth, samples, weight, felt)[:, None]
    times = vs30.values.shape[1] // samples.shape[1]
    above, reached = np.repeat(above, times, axis=1), np.repeat(reached, times, axis=1)
    known = (vs30.law != "")[:, None]
    values = np.where(known, vs30.values, np.nan)
    cover = np.where(reached < VS30_DEPTH, above, values)
    return Criteria(values, reached, cover, above, depth[:, -1])


def _factor(
    depth: FloatArray, samples: NDArray[np.floating], weight: FloatArray, felt: FloatArray
) -> FloatArray:
    """Return the factor by which mean velocities down to 30 m are moved, (n_sites,)."""
    below = np.minimum(depth[:, -1], VS30_DEPTH)
    plain = mean_velocity(depth[:, None], samples, below[:, None])
    best = weight.argmax(axis=1)[:, None]
    moved = mean_to(depth, samples, weight, felt, below)
    return np.asarray(np.take_along_axis(moved, best, 1)[:, 0] / np.take_along_axis(plain, best, 1)[:, 0])
