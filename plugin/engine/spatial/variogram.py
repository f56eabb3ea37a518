"""How much sites differ the farther they lie apart: as they do, and as the model says they should."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import pdist

from ..curves import FloatArray
from .covariance import Covariance
from .likelihood import subset
from .values import Values

_MOST_SITES = 600
_FARTHEST = 0.6  # of the longest distance; few pairs lie farther apart
_FEWEST = 5  # pairs


def empirical(
    values: Values, covariance: Covariance, depth: int, n: int = 12
) -> tuple[FloatArray, FloatArray]:
    """Return distances in m and half the mean squared difference of sites so far apart, (up to n,) each.

    Distances are those of places straightened, where the field is alike in all directions.
    """
    some = values.take(subset(len(values.places), _MOST_SITES))
    known = some.known[:, depth]
    distance = pdist(covariance.kernel(depth).straightened(some.places[known]))
    half = 0.5 * pdist(some.mean[known, depth, None], "sqeuclidean")
    if len(distance) == 0:
        return np.empty(0), np.empty(0)
    edges = np.linspace(0.0, _FARTHEST * distance.max(), n + 1)
    bin_ = np.searchsorted(edges, distance, side="left") - 1
    counted = (bin_ >= 0) & (bin_ < n)
    count = np.bincount(bin_[counted], minlength=n)
    enough = count >= _FEWEST
    means = [
        np.bincount(bin_[counted], each[counted], n)[enough] / count[enough] for each in (distance, half)
    ]
    return means[0], means[1]


def modelled(values: Values, covariance: Covariance, depth: int, distance: FloatArray) -> FloatArray:
    """Return half the mean squared difference that the model expects of sites at distances in m."""
    known = values.known[:, depth]
    noise = float(covariance.noise(values.deviation)[known, depth].mean())
    kernel = covariance.kernel(depth)
    return np.asarray(noise + kernel.variance - kernel(distance))
