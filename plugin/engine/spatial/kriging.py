"""Ordinary kriging: the likeliest value at a place and how sure it is, from the values of all sites."""

from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.spatial.distance import cdist

from ..curves import FloatArray
from .covariance import Kernel

_AT_ONCE = 4_000_000  # distances


class Kriging:
    """Values at sites as noisy observations of a field about an unknown mean (Matheron 1963).

    Parameters
    ----------
    places : (n_sites, 2) float array
        Positions in m.
    values : (n_sites, k) float array
        What is known there; the k quantities get the same weights.
    noise : (n_sites,) float array
        Variance of the values about the field, above 0.
    kernel : Kernel
        Covariance of the field.
    """

    def __init__(self, places: FloatArray, values: FloatArray, noise: FloatArray, kernel: Kernel) -> None:
        self._places, self._kernel = kernel.straightened(places), kernel
        total = kernel(cdist(self._places, self._places)) + np.diag(noise)
        self._inverse = cho_solve(cho_factor(total, lower=True), np.eye(len(total)))
        towards_mean = self._inverse.sum(axis=1)
        self._of_mean = 1 / towards_mean.sum()
        self._mean = self._of_mean * (towards_mean @ values)
        self._pull = self._inverse @ (values - self._mean)
        self._towards_mean = towards_mean

    def __call__(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the values (n, k) and the variance (n,) of the field at points (n, 2) in m."""
        step = max(1, _AT_ONCE // len(self._places))
        parts = [self._at(points[start : start + step]) for start in range(0, len(points), step)]
        means, variances = zip(*parts)
        return np.concatenate(means), np.concatenate(variances)

    def _at(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        near = self._kernel(cdist(self._kernel.straightened(points), self._places))
        explained = ((near @ self._inverse) * near).sum(axis=1)
        of_mean = self._of_mean * (1 - near @ self._towards_mean) ** 2
        return self._mean + near @ self._pull, np.maximum(self._kernel.variance - explained, 0) + of_mean
