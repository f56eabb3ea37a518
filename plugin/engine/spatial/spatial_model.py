"""The survey as one field: ln values of all sites at all depths in, their distribution at any place out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...protocol.progress import UNWATCHED, Monitor
from ..curves import FloatArray
from .covariance import Covariance
from .gridding import nearest_neighbours
from .kriging import Kriging
from .lattice import Lattice
from .lattice_kriging import LatticeKriging
from .likelihood import LEAST_NOISE, fit, subset

_MOST_DENSE = 1000  # sites that are kriged all from all
_STEPS_PER_SPACING, _STEPS_OF_MANY = 4.0, 3.0
_MOST_SQUARES = 250_000
_MOST_PAIRS = 60_000_000  # of squares and sites


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
    """

    places: FloatArray
    mean: FloatArray
    deviation: FloatArray
    depths: FloatArray

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value, (n_sites, n_depths)."""
        return np.isfinite(self.mean)

    def take(self, sites: NDArray[np.intp]) -> Values:
        """Return some of the sites."""
        return Values(self.places[sites], self.mean[sites], self.deviation[sites], self.depths)

    def fitted(self, monitor: Monitor = UNWATCHED) -> Covariance:
        """Return the likeliest covariance, seen at some of the sites where there are many."""
        some = self.take(subset(len(self.places)))
        return fit(some.places, some.mean, some.deviation, self.depths, spacing_of(self.places), monitor)


class SpatialModel:
    """The distribution of ln values over a map.

    Parameters
    ----------
    values : Values
        At the sites.
    covariance : Covariance
        Of `Values.fitted`.
    low, high : (2,) float arrays
        Corners of the box around the sites in m.
    reach : float
        Distance in m beyond which a site that has a value does not speak for a place.
    monitor : Monitor
        Progress and cancellation.
    max_deviation : float or None
        Standard deviation beyond which nothing is said of a place.

    Attributes
    ----------
    lattice : Lattice
        What the model is held on.
    table : (n_squares, 3 n_depths) float array
        Means, variances of kriging and variances of the sites about themselves on its squares.
    """

    def __init__(
        self,
        values: Values,
        covariance: Covariance,
        low: FloatArray,
        high: FloatArray,
        reach: float,
        monitor: Monitor,
        max_deviation: float | None = None,
    ) -> None:
        self.values, self.covariance = values, covariance
        self._reach, self._max_deviation = reach, max_deviation
        patterns, self._pattern = np.unique(values.known, axis=1, return_inverse=True)
        self._trees = [cKDTree(values.places[known]) if known.any() else None for known in patterns.T]
        many = len(values.places) > _MOST_DENSE
        low, high = low - reach, high + reach
        step = _step(low, high, spacing_of(values.places), len(values.places), many)
        pad = float(covariance.longest.max()) if many else 0.0
        self.lattice = Lattice.covering(low, high, step, pad)
        self.table = _table(values, covariance, self.lattice, many, monitor)
        self._latest: tuple[FloatArray, tuple[FloatArray, FloatArray]] | None = None

    def __call__(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return mean and standard deviation of ln values at points (n, 2) in m, (n, n_depths) each.

        NaN at depths that no site within reach knows, or that are too uncertain. The variance is that of
        kriging, of what changes between sites and of the sites around themselves: most of what a site errs
        its neighbours share.
        """
        if self._latest is None or self._latest[0] is not points:  # several rasters ask for the same places
            self._latest = points, self._at(points)
        return self._latest[1]

    def _at(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        table = self.lattice.weights(points) @ self.table
        mean, field, own = np.split(table, 3, axis=1)
        deviation = np.sqrt(np.maximum(field, 0.0) + np.maximum(own, 0.0))
        mean[~self.near(points)] = np.nan
        if self._max_deviation is not None:
            mean[deviation > self._max_deviation] = np.nan
        return mean, np.where(np.isfinite(mean), deviation, np.nan)

    def near(self, points: FloatArray) -> NDArray[np.bool_]:
        """Return at which depths a site within reach of points (n, 2) in m knows a value, (n, n_depths)."""
        near = np.zeros((len(self._trees), len(points)), dtype=bool)
        for pattern, tree in enumerate(self._trees):
            if tree is not None:
                near[pattern] = tree.query(points)[0] <= self._reach
        return near.T[:, self._pattern.ravel()]


def spacing_of(places: FloatArray) -> float:
    """Return the usual distance of neighbouring sites in m, 1 for a single place."""
    spacings = nearest_neighbours(places)
    return float(np.median(spacings)) if len(spacings) else 1.0


def krige(values: Values, covariance: Covariance, depth: int) -> Kriging:
    """Return the kriging, at one depth, of the values and of the logarithms of their deviations."""
    known = values.known[:, depth]
    own = np.log(values.deviation[known, depth])
    noise = covariance.noise(values.deviation)[known, depth] + LEAST_NOISE
    both = np.column_stack([values.mean[known, depth], own])
    return Kriging(values.places[known], both, noise, covariance.kernel(depth))


def krige_variance(
    values: Values, covariance: Covariance, depth: int, points: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return mean and standard deviation of ln values at points (n, 2) in m, at one depth known somewhere.

    As `SpatialModel` has them, without a lattice between, for few points.
    """
    own = np.log(values.deviation[values.known[:, depth], depth])
    means, variance = krige(values, covariance, depth)(points)
    site = np.exp(2 * np.clip(means[:, 1], own.min(), own.max()))
    return means[:, 0], np.sqrt(variance + site + covariance.nugget[depth])


def _step(low: FloatArray, high: FloatArray, spacing: float, n_sites: int, many: bool) -> float:
    """Return the side of the squares in m: a quarter of the spacing, as far as their number allows."""
    most = _MOST_SQUARES if many else min(_MOST_SQUARES, _MOST_PAIRS // n_sites)
    coarsest = float(np.sqrt(np.prod(np.maximum(high - low, spacing)) / most))
    return max(spacing / (_STEPS_OF_MANY if many else _STEPS_PER_SPACING), coarsest)


def _table(
    values: Values, covariance: Covariance, lattice: Lattice, many: bool, monitor: Monitor
) -> FloatArray:
    """Return means, field variances and own variances at the squares, (n_squares, 3 n_depths)."""
    noise = covariance.noise(values.deviation) + LEAST_NOISE
    on_lattice = LatticeKriging(lattice, values.places) if many else None
    columns = []
    for depth in range(len(values.depths)):
        monitor.step(depth / len(values.depths), "kriging")
        known = np.flatnonzero(values.known[:, depth])
        if len(known) == 0:
            columns.append((np.full(len(lattice.middles()), np.nan),) * 3)
            continue
        own = np.log(values.deviation[known, depth])
        if on_lattice is None:
            means, variance = krige(values, covariance, depth)(lattice.middles())
        else:
            both = np.column_stack([values.mean[known, depth], own])
            means, variance = on_lattice(known, both, noise[known, depth], covariance.kernel(depth))
        site = np.exp(2 * np.clip(means[:, 1], own.min(), own.max()))
        columns.append((means[:, 0], variance, site + covariance.nugget[depth]))
    return np.concatenate([np.column_stack(part) for part in zip(*columns)], axis=1)
