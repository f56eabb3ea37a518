"""Shear-wave velocity profiles with their predictive quantiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .curves import FloatArray

LEVELS = (0.05, 0.16, 0.50, 0.84, 0.95)


@dataclass(frozen=True)
class Profiles:
    """Vs against depth for many sites.

    Parameters
    ----------
    depth : (n_sites, n_depths) float array
        Depth below the surface in m, increasing along the second axis.
    vs : (n_sites, n_depths) float array
        Best estimate of Vs in m/s.
    quantiles : (n_sites, n_depths, 5) float array
        Quantiles of Vs in m/s at `LEVELS`.
    trusted_min, trusted_max : (n_sites,) float arrays
        The window lambda_min/4 to lambda_max/2 in m that the curve can resolve.
    """

    depth: FloatArray
    vs: FloatArray
    quantiles: FloatArray
    trusted_min: FloatArray
    trusted_max: FloatArray

    @property
    def n_sites(self) -> int:
        """Number of sites."""
        return len(self.vs)

    @property
    def trusted(self) -> NDArray[np.bool_]:
        """True inside the trusted window, shape (n_sites, n_depths)."""
        slack = 1e-9
        return (self.depth >= self.trusted_min[:, None] * (1 - slack)) & (
            self.depth <= self.trusted_max[:, None] * (1 + slack)
        )

    def take(self, sites: NDArray[np.integer]) -> Profiles:
        """Return the profiles of the given sites, in the given order."""
        return Profiles(
            depth=self.depth[sites],
            vs=self.vs[sites],
            quantiles=self.quantiles[sites],
            trusted_min=self.trusted_min[sites],
            trusted_max=self.trusted_max[sites],
        )

    def at(self, depths: FloatArray) -> Profiles:
        """Return the profiles on depths shared by all sites.

        Velocities are interpolated linearly in log velocity against log depth and
        held constant beyond the ends.

        Parameters
        ----------
        depths : (n,) float array
            Increasing positive depths in m.
        """
        depths = np.asarray(depths, dtype=np.float64)
        lower, weight = _bracket(np.log(self.depth), np.log(depths))

        def resample(values: FloatArray) -> FloatArray:
            trailing = (slice(None), slice(None)) + (None,) * (values.ndim - 2)
            index = lower[trailing]
            below, above = (np.log(np.take_along_axis(values, i, axis=1)) for i in (index, index + 1))
            return np.exp(below + weight[trailing] * (above - below))

        shape = (self.n_sites, len(depths))
        return Profiles(
            depth=np.broadcast_to(depths, shape),
            vs=resample(self.vs),
            quantiles=resample(self.quantiles),
            trusted_min=self.trusted_min,
            trusted_max=self.trusted_max,
        )


def _bracket(grid: FloatArray, targets: FloatArray) -> tuple[NDArray[np.intp], FloatArray]:
    """Return for each row of `grid` the interval that holds each target, and the weight of its upper end."""
    above = (grid[:, None, :] <= targets[None, :, None]).sum(axis=2)
    lower = np.clip(above - 1, 0, grid.shape[1] - 2)
    start = np.take_along_axis(grid, lower, axis=1)
    stop = np.take_along_axis(grid, lower + 1, axis=1)
    return lower, np.clip((targets - start) / (stop - start), 0.0, 1.0)


def edges_of(depth: FloatArray) -> FloatArray:
    """Return the tops in m of the layers that depths stand for, (..., n_depths), the first at the surface.

    Velocity holds from each depth to halfway to its neighbours, in log depth.
    """
    between = np.sqrt(depth[..., 1:] * depth[..., :-1])
    return np.concatenate([np.zeros_like(depth[..., :1]), between], axis=-1)


def mean_velocity(depth: FloatArray, vs: NDArray[np.floating], bottom: FloatArray | float) -> FloatArray:
    """Return the travel-time averaged velocity from the surface to `bottom`.

    Vs,Z = Z / sum(h_i / Vs_i). Velocity is taken constant from each depth to halfway to its
    neighbours (in log depth), from the surface for the first and without end for the last.

    Parameters
    ----------
    depth, vs : (..., n_depths) float arrays
        Depth in m and velocity in m/s.
    bottom : (...) float array or float
        Z in m, 30 for Vs30.

    Returns
    -------
    (...) float array
        Mean velocity in m/s.
    """
    tops = edges_of(depth)
    bottoms = np.concatenate([tops[..., 1:], np.full_like(depth[..., :1], np.inf)], axis=-1)
    below = np.asarray(bottom, dtype=float)[..., None]
    thickness = np.clip(np.minimum(bottoms, below) - tops, 0.0, None).astype(vs.dtype)
    return bottom / np.einsum("...d,...d->...", thickness, 1.0 / vs)


def depth_to_velocity(depth: FloatArray, vs: NDArray[np.floating], threshold: float) -> FloatArray:
    """Return the shallowest depth in m where Vs reaches `threshold` m/s, NaN where it never does.

    Between depths ln Vs is linear in ln depth; the first depth is taken where Vs is there already.

    Parameters
    ----------
    depth, vs : (..., n_depths) float arrays
        Depth in m and velocity in m/s; a velocity of minus infinity is not known.
    threshold : float
        Velocity in m/s, 1000 for Z1.0 and 2500 for Z2.5.
    """
    reached = vs >= threshold
    first = np.argmax(reached, axis=-1)[..., None]
    above = np.maximum(first - 1, 0)
    (start, stop), (slow, fast) = (
        [np.take_along_axis(table, place, axis=-1)[..., 0] for place in (above, first)]
        for table in (depth, vs)
    )
    # Where nothing slower is known above, the depth itself.
    slow = np.where((slow > 0) & (slow < fast), slow, fast)
    rise = np.log(np.where(fast > 0, fast, 1.0) / np.where(slow > 0, slow, 1.0))
    left = np.log(np.where(fast > 0, fast, threshold) / threshold)
    share = np.divide(left, rise, out=np.zeros_like(left), where=rise > 0)
    return np.where(reached.any(axis=-1), stop * (start / stop) ** share, np.nan)
