"""How much slower waves are in rough ground than in the median of its velocities.

A wave that is longer than the layers are thick travels at their mean slowness. Where ln Vs scatters about its
median with the variance s^2, the mean slowness is that of a velocity lower by s^2 / 2 in logarithm. So the
curve of a median profile, which is smooth, is too fast, and a smooth profile that explains a curve lies below
the median of the ground. Between the exact curves of random earths and those of the network's medians the
difference is 1 to 7 %; this correction takes most of it away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import LEVELS
from .layering import Layering

LOWER, MEDIAN, UPPER = (LEVELS.index(level) for level in (0.16, 0.50, 0.84))


@dataclass(frozen=True)
class Slowing:
    """What the scatter of ln Vs that curves cannot resolve takes off ln of the velocity that waves feel.

    Parameters
    ----------
    between : (n, layers) float array
        Because of the scatter of the layers' means.
    within : (n, layers) float array
        Because of the scatter within layers.
    """

    between: FloatArray
    within: FloatArray

    @classmethod
    def of(cls, layering: Layering, covariance: FloatArray) -> Slowing:
        """Return that of the network's covariances of ln Vs between depths, (n, depths, depths)."""
        whole = layering.average(np.einsum("nii->ni", covariance))
        between = np.einsum("nii->ni", layering.average_covariance(covariance))
        return cls(0.5 * between, 0.5 * np.clip(whole - between, 0.0, None))

    @property
    def variance(self) -> FloatArray:
        """Variance of the layers' mean ln Vs, (n, layers)."""
        return 2.0 * self.between

    @property
    def total(self) -> FloatArray:
        """Both together, (n, layers)."""
        return self.between + self.within

    def take(self, rows: NDArray[np.integer]) -> Slowing:
        """Return that of the given rows, in the given order."""
        return Slowing(self.between[rows], self.within[rows])


def felt(quantiles: FloatArray) -> FloatArray:
    """Return ln of the velocity that waves feel, (..., depths), from quantiles of ln Vs (..., depths, 5)."""
    deviation = 0.5 * (quantiles[..., UPPER] - quantiles[..., LOWER])
    return np.asarray(quantiles[..., MEDIAN] - 0.5 * deviation**2)
