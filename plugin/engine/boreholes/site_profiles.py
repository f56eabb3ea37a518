"""The profiles of a site as they are held against a borehole: its drawn ones, or their quantiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..curves import FloatArray
from ..products.levels import weighted_levels
from ..profiles import LEVELS, Profiles, edges_of
from ..results.ensembles import Ensembles


@dataclass(frozen=True)
class SiteProfiles:
    """Profiles of one site.

    Parameters
    ----------
    depth : (depths,) float array
        Depths in m; Vs holds midway, in log depth, to the depths above and below.
    vs : (n_profiles, depths) float array
        Drawn profiles in m/s, or the quantiles of Vs at `profiles.LEVELS`.
    weight : (n_profiles,) float array or None
        Weights of drawn profiles; None of quantiles.
    resolved : (float, float)
        The window in m that the site's curve resolves.
    """

    depth: FloatArray
    vs: FloatArray
    weight: FloatArray | None
    resolved: tuple[float, float]

    @classmethod
    def of(cls, profiles: Profiles, site: int, drawn: Ensembles | None, row: int) -> SiteProfiles:
        """Return those of a site: of its row among the drawn ones, where they were kept."""
        window = float(profiles.trusted_min[site]), float(profiles.trusted_max[site])
        if drawn is None:
            return cls(profiles.depth[site], profiles.quantiles[site].T, None, window)
        kept = drawn.weight[row] > 0
        return cls(drawn.depth[row], drawn.vs[row][kept].astype(float), drawn.weight[row][kept], window)

    @property
    def edges(self) -> FloatArray:
        """Tops of the layers that the depths stand for, and the deepest depth, (depths + 1,)."""
        return np.concatenate([edges_of(self.depth), self.depth[-1:]])

    def levels(self) -> FloatArray:
        """Return the quantiles of Vs at `profiles.LEVELS`, (depths, levels) in m/s."""
        return self._levels(self.vs)

    def between(self, top: FloatArray, bottom: FloatArray) -> FloatArray:
        """Return the quantiles of the mean velocity between depths, (n_intervals, levels) in m/s."""
        return self._levels(interval_velocity(self.depth, self.vs, top, bottom))

    def _levels(self, values: FloatArray) -> FloatArray:
        """Return quantiles of (n_profiles, n) values, (n, levels)."""
        if self.weight is None:
            return values.T
        return weighted_levels(values.T, np.tile(self.weight, (values.shape[1], 1)), LEVELS)


def interval_velocity(depth: FloatArray, vs: FloatArray, top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Return mean velocities by travel time between depths, (n_profiles, n_intervals).

    Parameters
    ----------
    depth : (depths,) float array
        Depths in m; Vs holds midway, in log depth, to the depths above and below.
    vs : (n_profiles, depths) float array
        Profiles in m/s.
    top, bottom : (n_intervals,) float arrays
        The intervals in m.
    """
    edges = edges_of(depth)
    slowness = 1.0 / vs
    steps = np.cumsum(slowness[:, :-1] * np.diff(edges), axis=1)
    before = np.concatenate([np.zeros((len(vs), 1)), steps], axis=1)

    def time(to: FloatArray) -> FloatArray:
        layer = np.searchsorted(edges, to, side="right") - 1
        return np.asarray(before[:, layer] + (to - edges[layer]) * slowness[:, layer])

    return np.asarray((bottom - top) / (time(bottom) - time(top)))
