"""What sites say of the ground, and how far it may differ from that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import UNWATCHED, Monitor
from ..curves import FloatArray
from ..profiles import LEVELS, Profiles
from .covariance import Covariance
from .gridding import nearest_neighbours
from .likelihood import fit, subset

HALF_68, HALF_90 = 0.994, 1.645
"""Standard deviations from the median of a normal distribution to the ends of its 68 and 90 % bands."""
_LEAST_DEVIATION = 1e-3  # of ln values, where a site claims to be exact
_LEAST_SHARE = 0.25  # of a site's own variance


@dataclass(frozen=True)
class Values:
    """What sites say of the ground, as logarithms.

    Parameters
    ----------
    places : (n_sites, 2) float array
        Positions in m.
    mean, deviation : (n_sites, n_depths) float arrays
        ln of a value, NaN where unknown, and its standard deviation.
    depths : (n_depths,) float array
        Increasing depths in m.
    ends : (2, n_sites, n_depths) float array, optional
        Distances from the value to the ends of its 90 % band, over 1.645; by default the deviation, twice.
    """

    places: FloatArray
    mean: FloatArray
    deviation: FloatArray
    depths: FloatArray
    ends: FloatArray | None = None

    @classmethod
    def of_profiles(cls, places: FloatArray, profiles: Profiles, shown: NDArray[np.bool_]) -> Values:
        """Return ln Vs of profiles on the same depths, where `shown` (n_sites, n_depths)."""
        mean = np.log(np.where(shown, profiles.vs, np.nan))
        p05, p16, p84, p95 = (
            np.log(profiles.quantiles[..., LEVELS.index(p)]) for p in (0.05, 0.16, 0.84, 0.95)
        )
        ends = np.stack([mean - p05, p95 - mean]) / HALF_90
        deviation = np.maximum((p84 - p16) / 2, _LEAST_DEVIATION)
        return cls(places, mean, deviation, profiles.depth[0], np.maximum(ends, _LEAST_DEVIATION))

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value, (n_sites, n_depths)."""
        return np.isfinite(self.mean)

    @property
    def both_ends(self) -> FloatArray:
        """The ends, or the deviations where there are none, (2, n_sites, n_depths)."""
        return np.stack([self.deviation] * 2) if self.ends is None else self.ends

    def take(self, sites: NDArray[np.intp]) -> Values:
        """Return some of the sites."""
        ends = None if self.ends is None else self.ends[:, sites]
        return Values(self.places[sites], self.mean[sites], self.deviation[sites], self.depths, ends)

    def fitted(self, monitor: Monitor = UNWATCHED) -> Covariance:
        """Return the likeliest covariance, seen at some of the sites where there are many."""
        some = self.take(subset(len(self.places)))
        return fit(some.places, some.mean, some.deviation, self.depths, spacing_of(self.places), monitor)

    def own(self, depth: int) -> FloatArray:
        """Return the variances below and above the values by which the ground may differ from these, (n, 2).

        Of the sites that know the depth. What curves cannot see hardly varies more than what they see: to
        the sites' own precision that of the scatter of values between the sites is added. At least a quarter
        of the variance stays, since sites of ground that is all alike may err alike.
        """
        known = self.known[:, depth]
        square = self.both_ends[:, known, depth].T ** 2
        scatter = np.var(self.mean[known, depth])
        return np.asarray(np.maximum(scatter / (square + scatter), _LEAST_SHARE) * square)


def spacing_of(places: FloatArray) -> float:
    """Return the usual distance of neighbouring sites in m, 1 for a single place."""
    spacings = nearest_neighbours(places)
    return float(np.median(spacings)) if len(spacings) else 1.0
