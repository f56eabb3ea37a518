"""Single numbers that follow from profiles: Vs30 with its interval, depths to given velocities."""

from __future__ import annotations

import numpy as np

from .curves import FloatArray
from .profiles import Profiles, depth_to_velocity, mean_velocity

SUMMARY_SAMPLES = 64
VS30_DEPTH = 30.0
VS30_SHALLOW_ENOUGH = 10.0
VS30_LEVELS = (0.05, 0.50, 0.95)


def vs30_levels(
    depth: FloatArray, samples: FloatArray, shallowest: FloatArray, deepest: FloatArray
) -> FloatArray:
    """Return Vs30 in m/s at `VS30_LEVELS`, (n_sites, 3); NaN where the window does not hold the top 30 m.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        Depth in m.
    samples : (n_sites, n_samples, depths) float array
        Profiles drawn for each site, Vs in m/s.
    shallowest, deepest : (n_sites,) float arrays
        The trusted window in m.
    """
    vs30 = mean_velocity(depth[:, None], samples, VS30_DEPTH)
    levels = np.quantile(vs30, VS30_LEVELS, axis=1).T
    resolved = (deepest >= VS30_DEPTH) & (shallowest <= VS30_SHALLOW_ENOUGH)
    return np.where(resolved[:, None], levels, np.nan)


def trusted_depth_to(profiles: Profiles, threshold: float) -> FloatArray:
    """Return the depth in m where Vs reaches a threshold in m/s inside the trusted window, NaN elsewhere.

    A profile that starts above the threshold has its crossing above the window: NaN as well.
    """
    depth = depth_to_velocity(profiles.depth, np.where(profiles.trusted, profiles.vs, -np.inf), threshold)
    first = np.argmax(profiles.trusted, axis=1)
    starts_above = np.take_along_axis(profiles.vs, first[:, None], axis=1)[:, 0] >= threshold
    return np.where(starts_above, np.nan, depth)
