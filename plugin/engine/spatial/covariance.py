"""How alike the ground is at two places: a Matérn covariance of smoothness 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import k0, k1

from ..curves import FloatArray

SMOOTHNESS = 1.0
_SCALE = float(np.sqrt(8.0 * SMOOTHNESS))  # at the range the correlation is 0.14
_CLOSE = 1e-10  # where Bessel functions would be infinite


@dataclass(frozen=True)
class Covariance:
    """Gaussian fields, as ln Vs at several depths over the same ground.

    Parameters
    ----------
    range : (n,) float array
        Distance in m at which the correlation has fallen to 0.14.
    variance : (n,) float array
        Variance of each field.
    alpha : (n,) float array
        Share of a site's own variance that it does not share with its neighbours.
    nugget : (n,) float array
        Variance of what changes over less than the distance of sites.
    """

    range: FloatArray
    variance: FloatArray
    alpha: FloatArray
    nugget: FloatArray

    def kernel(self, field: int) -> Kernel:
        """Return the covariance of one of the fields."""
        return Kernel(float(self.range[field]), float(self.variance[field]))

    def noise(self, deviation: FloatArray) -> FloatArray:
        """Return the variance of sites' values about the fields, (n_sites, n), of their deviations."""
        return self.alpha * deviation**2 + self.nugget


@dataclass(frozen=True)
class Kernel:
    """The covariance of one field.

    Parameters
    ----------
    range : float
        Distance in m at which the correlation has fallen to 0.14.
    variance : float
        Variance of the field.
    """

    range: float
    variance: float

    def __call__(self, distance: FloatArray) -> FloatArray:
        """Return the covariance at distances in m, of any shape."""
        return self.variance * correlation(distance, self.range)


def rate(range_m: float) -> float:
    """Return how fast the correlation falls, in 1/m, of a range in m."""
    return _SCALE / range_m


def correlation(distance: FloatArray, range_m: float) -> FloatArray:
    """Return the correlation at distances in m, of any shape."""
    x = np.maximum(rate(range_m) * distance, _CLOSE)
    return np.asarray(x * k1(x))


def range_slope(distance: FloatArray, range_m: float) -> FloatArray:
    """Return the derivative of `correlation` by the logarithm of the range."""
    x = np.maximum(rate(range_m) * distance, _CLOSE)
    return np.asarray(x**2 * k0(x))
