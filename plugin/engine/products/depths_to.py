"""Depths at which velocities are reached, and where velocity rises most, with their intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import depth_to_velocity
from .levels import SUMMARY_LEVELS, weighted_levels


def depth_levels(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    shallowest: FloatArray,
    deepest: FloatArray,
    thresholds: tuple[float, ...],
    levels: tuple[float, ...] = SUMMARY_LEVELS,
) -> list[FloatArray]:
    """Return quantiles of the depth in m to each velocity, (n_sites, levels), inside the trusted window.

    A profile that does not reach the velocity in the window reaches it below, one that starts above it
    reached it above. A level that falls on such profiles is NaN.

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
    thresholds : tuple of float
        Velocities in m/s.
    levels : tuple of float
        Which quantiles.
    """
    trusted = (depth >= shallowest[:, None]) & (depth <= deepest[:, None])
    fastest = np.where(trusted, samples.max(axis=1), 0.0).max(axis=1)
    found: list[FloatArray] = []
    for threshold in thresholds:
        of_all = np.full((len(depth), len(levels)), np.nan)
        sites = np.flatnonzero(fastest >= threshold)  # at most sites no profile gets there
        if len(sites):
            values = depth_draws(depth[sites], samples[sites], trusted[sites], threshold)
            reached = weighted_levels(values, weight[sites], levels)
            of_all[sites] = np.where(np.isfinite(reached), reached, np.nan)
        found.append(of_all)
    return found


def depth_draws(
    depth: FloatArray, samples: NDArray[np.floating], trusted: NDArray[np.bool_], threshold: float
) -> FloatArray:
    """Return the depth in m at which each draw reaches a velocity, (n_sites, n_samples).

    Inf where it does not down to the last depth that counts, minus inf where it starts above it.

    Parameters
    ----------
    depth, samples : float arrays
        As for `depth_levels`.
    trusted : (n_sites, depths) bool array
        Which depths count.
    threshold : float
        Velocity in m/s.
    """
    inside = np.where(trusted[:, None], samples, -np.inf)
    reached = depth_to_velocity(np.broadcast_to(depth[:, None], samples.shape), inside, threshold)
    first = np.argmax(trusted, axis=1)[:, None, None]
    above = np.take_along_axis(samples, first, axis=2)[..., 0] >= threshold
    return np.where(above, -np.inf, np.where(np.isnan(reached), np.inf, reached))


def steepest_depth(depth: FloatArray, samples: NDArray[np.floating], top: float, bottom: float) -> FloatArray:
    """Return the depth in m between `top` and `bottom` where each draw's ln Vs rises most with ln depth.

    Midway in log depth between the two depths of the greatest rise; NaN where the draw does not rise there,
    or where fewer than two depths lie between.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        Depth in m.
    samples : (n_sites, n_samples, depths) float array
        Vs in m/s.
    top, bottom : float
        The window in m.
    """
    middle = np.sqrt(depth[:, 1:] * depth[:, :-1])
    inside = (middle >= top) & (middle <= bottom)
    slope = np.diff(np.log(samples), axis=-1) / np.diff(np.log(depth), axis=-1)[:, None]
    slope = np.where(inside[:, None], slope, -np.inf)
    place = slope.argmax(axis=-1)[..., None]
    found = np.take_along_axis(np.broadcast_to(middle[:, None], slope.shape), place, axis=-1)[..., 0]
    return np.where(np.take_along_axis(slope, place, axis=-1)[..., 0] > 0, found, np.nan)
