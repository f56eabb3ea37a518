"""Single numbers that follow from profiles, each with its interval: Vs30 and depths to given velocities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import depth_to_velocity, mean_velocity

VS30_DEPTH = 30.0
VS30_SHALLOW_ENOUGH = 10.0
SUMMARY_LEVELS = (0.05, 0.50, 0.95)
_ROUNDING = 1e-9


def weighted_levels(values: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the quantiles at `SUMMARY_LEVELS` of weighted values, (n_sites, 3).

    Each value lies at the middle of the weight of all that are equal to it; between values the quantile is
    linear (Ma, Genton and Parzen 2011, on the quantiles of discrete values). An infinite value stands for one
    that is only known to lie beyond the finite ones: a level within the weight of the finite ones is finite,
    any other one infinite.

    Parameters
    ----------
    values, weight : (n_sites, n_samples) float arrays
        Values, which may be infinite, and weights that add up to 1 at each site.
    """
    # Values without weight must not be chosen: they take the place of the likeliest one.
    likeliest = np.take_along_axis(values, weight.argmax(axis=1)[:, None], axis=1)
    values = np.where(weight > 0, values, likeliest)
    order = np.lexsort((weight, values), axis=1)  # by weight too: sums then do not depend on the order given
    values, weight = np.take_along_axis(values, order, axis=1), np.take_along_axis(weight, order, axis=1)
    below, upto = _shares(values, weight)
    return np.stack([_quantile(values, below, upto, level) for level in SUMMARY_LEVELS], axis=1)


def _shares(values: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the weight below each of sorted values, and that of those up to it, equal ones included."""
    total = np.cumsum(weight, axis=1)
    step = values[:, 1:] != values[:, :-1]
    edge = np.ones((len(values), 1), dtype=bool)
    first, last = np.hstack([edge, step]), np.hstack([step, edge])
    place = np.arange(values.shape[1])
    start = np.maximum.accumulate(np.where(first, place, 0), axis=1)
    stop = np.minimum.accumulate(np.where(last, place, len(place))[:, ::-1], axis=1)[:, ::-1]
    before = np.hstack([np.zeros_like(total[:, :1]), total])
    return np.take_along_axis(before, start, axis=1), np.take_along_axis(total, stop, axis=1)


def _quantile(values: FloatArray, below: FloatArray, upto: FloatArray, level: float) -> FloatArray:
    """Interpolate sorted values, whose shares of the weight are given, at a level."""
    place = (below + upto) / 2
    upper = np.minimum((place < level).sum(axis=1), values.shape[1] - 1)[:, None]
    lower = np.maximum(upper - 1, 0)
    (start, stop), (low, high) = (
        [np.take_along_axis(table, index, axis=1)[:, 0] for index in (lower, upper)]
        for table in (place, values)
    )
    share = np.clip((level - start) / np.maximum(stop - start, 1e-12), 0.0, 1.0)
    finite = np.isfinite(low) & np.isfinite(high)
    step = np.subtract(high, low, out=np.zeros_like(low), where=finite)
    between = np.clip(low + share * step, low, high)  # rounding can lead beyond
    # Beside an infinite value, what the level lies within counts, not where its middle is.
    within = level <= np.take_along_axis(upto, lower, axis=1)[:, 0] + _ROUNDING
    return np.where(finite, between, np.where(within, low, high))


def vs30_levels(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    shallowest: FloatArray,
    deepest: FloatArray,
) -> FloatArray:
    """Return Vs30 in m/s at `SUMMARY_LEVELS`, (n_sites, 3); NaN where the window does not hold the top 30 m.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        Depth in m.
    samples : (n_sites, n_samples, depths) float array
        Profiles drawn for each site, Vs in m/s.
    weight : (n_sites, n_samples) float array
        Their weights, which add up to 1.
    shallowest, deepest : (n_sites,) float arrays
        The trusted window in m.
    """
    levels = weighted_levels(mean_velocity(depth[:, None], samples, VS30_DEPTH), weight)
    resolved = (deepest >= VS30_DEPTH) & (shallowest <= VS30_SHALLOW_ENOUGH)
    return np.where(resolved[:, None], levels, np.nan)


def vs30_about(levels: FloatArray, depth: FloatArray, profile: FloatArray) -> FloatArray:
    """Return levels of Vs30 (n_sites, 3) moved by a factor so that the middle one is a profile's own Vs30.

    The profile is the one that waves feel, whose curve forward modelling has checked; drawn profiles are
    rougher than the ground where the data leave them free, and roughness slows the mean velocity.

    Parameters
    ----------
    levels : (n_sites, 3) float array
        As `vs30_levels` returns them.
    depth, profile : (n_sites, depths) float arrays
        Depth in m and Vs in m/s.
    """
    return levels * (mean_velocity(depth, profile, VS30_DEPTH) / levels[:, 1])[:, None]


def depth_levels(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    shallowest: FloatArray,
    deepest: FloatArray,
    thresholds: tuple[float, ...],
) -> list[FloatArray]:
    """Return the depth in m to each velocity at `SUMMARY_LEVELS`, (n_sites, 3), inside the trusted window.

    A profile that does not reach the velocity in the window reaches it below, one that starts above it
    reached it above. A level that falls on such profiles is NaN.

    Parameters
    ----------
    depth, samples, weight, shallowest, deepest : float arrays
        As for `vs30_levels`.
    thresholds : tuple of float
        Velocities in m/s.
    """
    trusted = (depth >= shallowest[:, None]) & (depth <= deepest[:, None])
    fastest = np.where(trusted, samples.max(axis=1), 0.0).max(axis=1)
    found: list[FloatArray] = []
    for threshold in thresholds:
        levels = np.full((len(depth), len(SUMMARY_LEVELS)), np.nan)
        sites = np.flatnonzero(fastest >= threshold)  # at most sites no profile gets there
        if len(sites):
            levels[sites] = _depth_levels(
                depth[sites], samples[sites], weight[sites], trusted[sites], threshold
            )
        found.append(levels)
    return found


def _depth_levels(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    trusted: NDArray[np.bool_],
    threshold: float,
) -> FloatArray:
    """Return the depth to one velocity where `trusted` (n_sites, depths)."""
    inside = np.where(trusted[:, None], samples, -np.inf)
    reached = depth_to_velocity(np.broadcast_to(depth[:, None], samples.shape), inside, threshold)
    first = np.argmax(trusted, axis=1)[:, None, None]
    above = np.take_along_axis(samples, first, axis=2)[..., 0] >= threshold
    values = np.where(above, -np.inf, np.where(np.isnan(reached), np.inf, reached))
    levels = weighted_levels(values, weight)
    return np.where(np.isfinite(levels), levels, np.nan)
