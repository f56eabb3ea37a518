"""How alike the ground is at two places: a Matérn covariance of smoothness 1.

Ground that changes less along one direction than across it is *anisotropic*: its covariance is one of
distances after the places were pushed together along that direction and pulled apart across it, areas kept.
"""

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
        Distance in m at which the correlation has fallen to 0.14, the geometric mean of those along and
        across.
    variance : (n,) float array
        Variance of each field.
    alpha : (n,) float array
        Share of a site's own variance that it does not share with its neighbours.
    nugget : (n,) float array
        Variance of what changes over less than the distance of sites.
    ratio : (n,) float array
        Range along `azimuth` over that across it, 1 or more.
    azimuth : (n,) float array
        Direction of the longest range in degrees clockwise from the second axis of the places, 0 to 180.
    """

    range: FloatArray
    variance: FloatArray
    alpha: FloatArray
    nugget: FloatArray
    ratio: FloatArray
    azimuth: FloatArray

    def kernel(self, field: int) -> Kernel:
        """Return the covariance of one of the fields."""
        numbers = (self.range, self.variance, self.ratio, self.azimuth)
        return Kernel(*(float(each[field]) for each in numbers))

    def between(self, known: FloatArray, wanted: FloatArray) -> Covariance:
        """Return the fields at depths `wanted`, of fields at increasing depths `known`."""

        def at(values: FloatArray) -> FloatArray:
            return np.asarray(np.interp(np.log(wanted), np.log(known), values))

        logs = [np.log(each) for each in (self.range, self.variance, self.alpha, self.nugget)]
        twice, log_ratio = 2 * np.radians(self.azimuth), np.log(self.ratio)
        north, east = at(log_ratio * np.cos(twice)), at(log_ratio * np.sin(twice))
        azimuth = np.degrees(np.arctan2(east, north)) / 2 % 180
        range_m, variance, alpha, nugget, ratio = np.exp([*map(at, logs), np.hypot(north, east)])
        return Covariance(range_m, variance, alpha, nugget, ratio, azimuth)

    @property
    def longest(self) -> FloatArray:
        """Range of each field in m along the direction in which it is longest, (n,)."""
        return np.asarray(self.range * np.sqrt(self.ratio))

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
    ratio, azimuth : float, optional
        As of `Covariance`.
    """

    range: float
    variance: float
    ratio: float = 1.0
    azimuth: float = 0.0

    def __call__(self, distance: FloatArray) -> FloatArray:
        """Return the covariance at distances in m between straightened places, of any shape."""
        return self.variance * correlation(distance, self.range)

    def straightened(self, places: FloatArray) -> FloatArray:
        """Return places (n, 2) in m where the field is alike in all directions."""
        return places if self.ratio == 1.0 else places @ self._stretched(-0.5)

    @property
    def tensor(self) -> FloatArray | None:
        """What the gradient of the field is spread by, (2, 2) of determinant 1; None where isotropic."""
        return None if self.ratio == 1.0 else self._stretched(1.0)

    def _stretched(self, power: float) -> FloatArray:
        """Return the matrix that stretches along the azimuth by a power of the ratio, shrinks across it."""
        angle = np.radians(self.azimuth)
        along = np.array([np.sin(angle), np.cos(angle)])
        across = np.array([along[1], -along[0]])
        stretch = self.ratio**power
        return np.asarray(stretch * np.outer(along, along) + np.outer(across, across) / stretch)


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
