"""Quantiles of weighted values."""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray

SUMMARY_LEVELS = (0.05, 0.50, 0.95)
_ROUNDING = 1e-9


def weighted_levels(
    values: FloatArray, weight: FloatArray, levels: tuple[float, ...] = SUMMARY_LEVELS
) -> FloatArray:
    """Return the quantiles of weighted values, (n_sites, levels).

    Each value lies at the middle of the weight of all that are equal to it; between values the quantile is
    linear (Ma, Genton and Parzen 2011, on the quantiles of discrete values). An infinite value stands for one
    that is only known to lie beyond the finite ones: a level within the weight of the finite ones is finite,
    any other one infinite.

    Parameters
    ----------
    values, weight : (n_sites, n_samples) float arrays
        Values, which may be infinite, and weights that add up to 1 at each site.
    levels : tuple of float
        Which quantiles.
    """
    # Values without weight must not be chosen: they take the place of the likeliest one.
    likeliest = np.take_along_axis(values, weight.argmax(axis=1)[:, None], axis=1)
    values = np.where(weight > 0, values, likeliest)
    order = np.lexsort((weight, values), axis=1)  # by weight too: sums then do not depend on the order given
    values, weight = np.take_along_axis(values, order, axis=1), np.take_along_axis(weight, order, axis=1)
    below, upto = _shares(values, weight)
    return np.stack([_quantile(values, below, upto, level) for level in levels], axis=1)


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
