"""How alike the ground is at two places: Matérn's correlation (Matérn 1960; Stein 1999)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from ..curves import FloatArray

SMOOTHNESSES = (0.5, 1.5, 2.5)
"""Those with closed forms: continuous ground, ground with slopes, and with slopes that change smoothly."""


def correlation(distance: FloatArray, smoothness: float) -> FloatArray:
    """Return Matérn's correlation at distances in units of its range.

    Parameters
    ----------
    distance : float array
        Distances, not negative.
    smoothness : float
        One of `SMOOTHNESSES`.
    """
    reach = np.sqrt(2.0 * smoothness) * distance
    if smoothness == 0.5:
        return np.exp(-reach)
    if smoothness == 1.5:
        return (1.0 + reach) * np.exp(-reach)
    return (1.0 + reach + reach**2 / 3.0) * np.exp(-reach)


@dataclass(frozen=True)
class SpaceLaw:
    """Covariance between places, in units of the depth law's.

    Parameters
    ----------
    variance : float
        Variance of the ground, shared and local.
    local : float
        Share of it that no neighbour shares.
    range_m : float
        Range of the shared part in m.
    smoothness : float
        Its smoothness.
    """

    variance: float
    local: float
    range_m: float
    smoothness: float

    def shared(self, one: FloatArray, other: FloatArray) -> FloatArray:
        """Return the covariance between places (n, d) and (m, d) in m that are not the same, (n, m)."""
        near = correlation(cdist(one, other) / self.range_m, self.smoothness)
        return self.variance * (1.0 - self.local) * near

    def between(self, places: FloatArray) -> FloatArray:
        """Return the covariance between sites at places (n, d) in m, each with its own local part, (n, n)."""
        return self.shared(places, places) + self.variance * self.local * np.eye(len(places))
