"""Profiles from one grid of depths onto another."""

from __future__ import annotations

import numpy as np

from plugin.engine.curves import FloatArray


def resample(grid: FloatArray, values: FloatArray, target: FloatArray) -> FloatArray:
    """Interpolate (n, depths, levels) from an even grid of log depth (n, depths) to (n, targets, levels).

    They are constant beyond the ends.
    """
    step = (grid[:, 1] - grid[:, 0])[:, None]
    place = np.clip((target - grid[:, :1]) / step, 0.0, grid.shape[1] - 1.0)
    lower = np.minimum(place.astype(np.int64), grid.shape[1] - 2)[..., None]
    below = np.take_along_axis(values, lower, axis=1)
    above = np.take_along_axis(values, lower + 1, axis=1)
    return below + (place[..., None] - lower) * (above - below)
