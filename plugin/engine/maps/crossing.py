"""Depths at which profiles of a map reach a velocity, with bounds where they do so out of sight."""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray


def depth_reached(depths: FloatArray, profiles: FloatArray, threshold: float) -> FloatArray:
    """Return where profiles first reach a value.

    Parameters
    ----------
    depths : (n_depths,) float array
        Increasing depths in m.
    profiles : (n, n_depths) float array
        ln Vs, NaN at depths that are not known.
    threshold : float
        ln Vs to reach.

    Returns
    -------
    (n,) float array
        Depth in m, between two depths by the logarithms; minus infinity where the first known depth is
        beyond it, infinity where no known depth is, NaN where none is known.
    """
    known = np.isfinite(profiles)
    reached = known & (np.nan_to_num(profiles) >= threshold)
    row = np.arange(len(profiles))
    at = np.argmax(reached, axis=1)
    before = np.maximum(at - 1, 0)
    low, high = profiles[row, before], profiles[row, at]
    share = (threshold - low) / np.where(high > low, high - low, 1.0)
    share = np.where(np.isfinite(share), np.clip(share, 0.0, 1.0), 1.0)
    logs = np.log(depths)
    between = np.exp(logs[before] + share * (logs[at] - logs[before]))
    between = np.where(at == np.argmax(known, axis=1), -np.inf, between)
    return np.where(known.any(axis=1), np.where(reached.any(axis=1), between, np.inf), np.nan)


def bounded(depths: FloatArray, known: FloatArray, levels: list[FloatArray]) -> list[FloatArray]:
    """Return 5, 50 and 95 % depths as they go into a map.

    The 5 % depth is the deepest known one where it lies below that, the 95 % depth the shallowest known one
    where it lies above: so much is certain. What else lies out of sight is NaN.

    Parameters
    ----------
    depths : (n_depths,) float array
        Increasing depths in m.
    known : (n, n_depths) bool array
        Depths known at each place.
    levels : list of (n,) float arrays
        From `depth_reached`.
    """
    low, middle, high = levels
    shallowest = depths[np.argmax(known, axis=1)]
    deepest = depths[len(depths) - 1 - np.argmax(known[:, ::-1], axis=1)]
    low, high = np.where(low == np.inf, deepest, low), np.where(high == -np.inf, shallowest, high)
    return [np.where(np.isfinite(level), level, np.nan) for level in (low, middle, high)]
