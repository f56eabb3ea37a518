"""The survey as one field: ln values of all sites at all depths in, their distribution at any place out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..lattice.latest import Latest
from ..lattice.lattice import Lattice
from ..lattice.reach import Reach
from ..workers import Job, each_of
from .covariance import Covariance, Kernel
from .kriging import Kriging
from .lattice_kriging import LatticeKriging, nearby_variance
from .likelihood import LEAST_NOISE
from .values import Values, spacing_of

_MOST_DENSE = 1000  # sites that are kriged all from all
_STEPS_PER_SPACING, _STEPS_OF_MANY = 4.0, 3.0
_MOST_SQUARES = 250_000
_MOST_PAIRS = 60_000_000  # of squares and sites


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
    table : (n_squares, 4 n_depths) float array
        On its squares: means, variances of kriging, and variances below and above of the sites' own.
    near : callable
        Returns at which depths a site within reach of points (n, 2) in m knows a value, (n, n_depths).
    weights : callable
        Returns the weights (n, n_squares) that interpolate from the squares to points.
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
        many = len(values.places) > _MOST_DENSE
        low, high = low - reach, high + reach
        step = _step(low, high, spacing_of(values.places), len(values.places), many)
        pad = float(covariance.longest.max()) if many else 0.0
        self.lattice = Lattice.covering(low, high, step, pad)
        self.table = _table(values, covariance, self.lattice, many, monitor)
        self._ready(Reach(values.places, values.known, reach), max_deviation)

    def _ready(self, near: Reach, max_deviation: float | None) -> None:
        """Get ready for points: several rasters ask for the same ones."""
        self._max_deviation = max_deviation
        self.near, self.weights = Latest(near), Latest(self.lattice.weights)
        self._latest = Latest(self._at)

    def __call__(self, points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return median and standard deviations below and above it, of ln values at points (n, 2) in m.

        (n, n_depths) each, NaN at depths that no site within reach knows, or that are too uncertain. The
        variance is that of kriging, of what changes between sites and of the sites around themselves: most
        of what a site errs its neighbours share.
        """
        return self._latest(points)

    @property
    def parts(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Means, variances of kriging and mean variances of the sites' own on the squares."""
        mean, field, below, above = np.split(self.table, 4, axis=1)
        return mean, field, (below + above) / 2

    def _at(self, points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        table = self.weights(points) @ self.table
        mean, field, *own = np.split(table, 4, axis=1)
        below, above = (np.sqrt(np.maximum(field, 0.0) + np.maximum(end, 0.0)) for end in own)
        mean[~self.near(points)] = np.nan
        if self._max_deviation is not None:
            mean[(below + above) / 2 > self._max_deviation] = np.nan
        drawn = np.isfinite(mean)
        return mean, np.where(drawn, below, np.nan), np.where(drawn, above, np.nan)


def level(mean: FloatArray, deviations: Sequence[FloatArray], times: float) -> FloatArray:
    """Return what lies so many of the standard deviations, below and above, from a median."""
    return mean + times * deviations[int(times > 0)] if times else mean


def krige(
    values: Values, covariance: Covariance, depth: int, points: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return median and standard deviations as `SpatialModel` does, at one depth known somewhere, (n,) each.

    Without a lattice between, for few points.
    """
    known = np.flatnonzero(values.known[:, depth])
    noise = covariance.noise(values.deviation)[known, depth] + LEAST_NOISE
    said = np.column_stack([values.mean[known, depth], values.own(depth)])
    kriging = Kriging(values.places[known], said, noise, covariance.kernel(depth))
    mean, field, below, above = columns_of(*kriging(points), said, covariance.nugget[depth])
    return mean, np.sqrt(field + below), np.sqrt(field + above)


def columns_of(
    means: FloatArray, field: FloatArray, said: FloatArray, nugget: float
) -> tuple[FloatArray, ...]:
    """Return means, field variance, and variances below and above of the sites' own with the nugget."""
    own = np.clip(means[:, 1:], said[:, 1:].min(axis=0), said[:, 1:].max(axis=0)) + nugget
    return means[:, 0], field, own[:, 0], own[:, 1]


def _step(low: FloatArray, high: FloatArray, spacing: float, n_sites: int, many: bool) -> float:
    """Return the side of the squares in m: a quarter of the spacing, as far as their number allows."""
    most = _MOST_SQUARES if many else min(_MOST_SQUARES, _MOST_PAIRS // n_sites)
    coarsest = float(np.sqrt(np.prod(np.maximum(high - low, spacing)) / most))
    return max(spacing / (_STEPS_OF_MANY if many else _STEPS_PER_SPACING), coarsest)


def _table(
    values: Values, covariance: Covariance, lattice: Lattice, many: bool, monitor: Monitor
) -> FloatArray:
    """Return means, field variances and own variances at the squares, (n_squares, 4 n_depths)."""
    noise = covariance.noise(values.deviation) + LEAST_NOISE
    known = list(_said(values))
    depths = [
        _Depth(values.places[sites], said, noise[sites, depth], covariance.kernel(depth), sites)
        for depth, sites, said in known
    ]
    found = _on_lattice(depths, lattice, values.places, monitor) if many else _dense(depths, lattice, monitor)
    table = np.full((4, len(lattice.middles()), len(values.depths)), np.nan)
    for (depth, _, said), field in zip(known, found):
        table[..., depth] = columns_of(*field, said, covariance.nugget[depth])
    return np.concatenate(table, axis=1)


def _said(values: Values) -> Iterator[tuple[int, NDArray[np.intp], FloatArray]]:
    """Give each depth that any site knows, with these sites and what is kriged of them, (n, 3)."""
    for depth in range(len(values.depths)):
        known = np.flatnonzero(values.known[:, depth])
        if len(known):
            yield depth, known, np.column_stack([values.mean[known, depth], values.own(depth)])


@dataclass(frozen=True)
class _Depth:
    """What is kriged of one depth: see `kriging.Kriging`; `sites` are those among all."""

    places: FloatArray
    said: FloatArray
    noise: FloatArray
    kernel: Kernel
    sites: NDArray[np.intp]


def _dense(
    depths: Sequence[_Depth], lattice: Lattice, monitor: Monitor
) -> list[tuple[FloatArray, FloatArray]]:
    """Krige depths from all sites to all squares."""

    def krige(depth: _Depth, monitor: Monitor) -> tuple[FloatArray, FloatArray]:
        monitor.step(0.0, "kriging")
        return Kriging(depth.places, depth.said, depth.noise, depth.kernel)(lattice.middles())

    return each_of(krige, depths, monitor)


def _on_lattice(
    depths: Sequence[_Depth], lattice: Lattice, places: FloatArray, monitor: Monitor
) -> list[tuple[FloatArray, FloatArray]]:
    """Krige depths on a lattice, one after the other: one leads to the next. Variances come beside them."""
    kriging = LatticeKriging(lattice, places)

    def fields(monitor: Monitor) -> list[tuple[FloatArray, float]]:
        found = []
        for done, depth in enumerate(depths):
            monitor.step(done / len(depths), "kriging")
            found.append(kriging(depth.sites, depth.said, depth.noise, depth.kernel))
        return found

    def variance(depth: _Depth, monitor: Monitor) -> tuple[FloatArray, FloatArray]:
        monitor.step(0.0, "kriging")
        return nearby_variance(depth.places, lattice.middles(), depth.noise, depth.kernel)

    jobs: list[Job[Any]] = [fields, *(partial(variance, depth) for depth in depths)]
    means, *variances = each_of(lambda job, monitor: job(monitor), jobs, monitor)
    return [(mean, own + of_mean * share) for (mean, of_mean), (own, share) in zip(means, variances)]
