"""Joint draws of profiles: maps that could be true, alike from place to place and from depth to depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...protocol.progress import UNWATCHED, Monitor
from ..curves import FloatArray
from ..lattice.lattice import Lattice
from .depth_correlation import OF_SITES, carried, length
from .lattice_kriging import LatticeKriging, unconditional
from .likelihood import LEAST_NOISE
from .spatial_model import SpatialModel
from .values import Values

_ROOM = 256e6  # bytes
_BYTES = 8.0  # of a draw, for each cell and depth


class Draws:
    """Draws of ln profiles, correlated in space and over depth, each by itself as likely as the model says.

    Their mean and deviation at any place are those of the model. What a map may be off by is drawn: the error
    of kriging, what sites err together and what each errs alone. Over depth the first is alike as the sites'
    departures from their mean are, the others over `depth_correlation.OF_SITES`.

    Parameters
    ----------
    model : SpatialModel
        The model.
    draws : range
        Which draws; each is the same whichever are asked for beside it.
    seed : int
        Another one gives other draws.
    monitor : Monitor
        Progress and cancellation.
    """

    def __init__(
        self, model: SpatialModel, draws: range, seed: int = 0, monitor: Monitor = UNWATCHED
    ) -> None:
        self._model = model
        lattice = simulated_on(model)
        own = model.parts[2]
        kriging = LatticeKriging(lattice, model.values.places)
        shape = (len(lattice.squares), len(draws), len(model.values.depths))
        self._smooth, self._rough = (np.full(shape, np.nan, dtype=np.float32) for _ in range(2))
        for depth, shocks in enumerate(_shocks(model.values, lattice, draws, seed)):
            monitor.step(depth / shape[2], "drawing profiles")
            if model.values.known[:, depth].any():
                smooth, rough = _departures(model, depth, kriging, np.maximum(own[:, depth], 0.0), shocks)
                self._smooth[:, :, depth], self._rough[:, :, depth] = smooth, rough

    def __call__(self, places: FloatArray) -> FloatArray:
        """Return ln values at places (n, 2) in m, (n_draws, n, n_depths); NaN where the model is.

        Each place by itself: a place gets the same whatever is asked for beside it.
        """
        weights = self._model.weights(places)
        of_rough = np.sqrt(weights.multiply(weights).sum(axis=1))  # mixing squares would make it too small
        flat = (len(self._smooth), -1)
        smooth, rough = (weights @ part.reshape(flat) for part in (self._smooth, self._rough))
        total = smooth + rough / np.asarray(of_rough).reshape(-1, 1)
        departures = total.reshape(len(places), *self._smooth.shape[1:]).transpose(1, 0, 2)
        return np.asarray(self._model(places)[0] + departures)


def simulated_on(model: SpatialModel) -> Lattice:
    """Return the lattice of a model with cells for a range around its squares."""
    lattice = model.lattice
    if lattice.n_cells > len(lattice.squares):
        return lattice
    return lattice.within(float(model.covariance.longest.max()))


def most_at_once(model: SpatialModel) -> int:
    """Return how many draws take no more than some 256 MB."""
    cells, n_depths = model.lattice.n_cells, len(model.values.depths)
    return max(1, int(_ROOM / (_BYTES * cells * (n_depths + 5))))


def _departures(
    model: SpatialModel, depth: int, kriging: LatticeKriging, own: FloatArray, shocks: _Shocks
) -> tuple[FloatArray, FloatArray]:
    """Return what neighbouring squares share of the departures at a depth, and what not, (n_squares, n)."""
    values, covariance = model.values, model.covariance
    known, kernel = np.flatnonzero(values.known[:, depth]), covariance.kernel(depth)
    noise = (covariance.noise(values.deviation) + LEAST_NOISE)[known, depth]
    nugget = covariance.nugget[depth]
    alone = np.clip(nugget + covariance.alpha[depth] * (own - nugget), 0.0, own)
    field = kriging.errors(known, noise, kernel, shocks.cells, shocks.sites)
    shared = unconditional(kriging.lattice, kernel, shocks.shared)
    return field + np.sqrt(own - alone)[:, None] * shared, np.sqrt(alone)[:, None] * shocks.alone


@dataclass
class _Shocks:
    """Standard normal numbers that the departures at one depth are made of, a column a draw."""

    cells: FloatArray
    sites: FloatArray
    shared: FloatArray
    alone: FloatArray


def _shocks(values: Values, lattice: Lattice, draws: range, seed: int) -> Iterator[_Shocks]:
    """Give those of depth after depth, each alike to the one before as far as the depths are."""
    sources = [np.random.default_rng((seed, draw)) for draw in draws]
    sizes = (lattice.n_cells, len(values.places) + 1, lattice.n_cells, len(lattice.squares))
    ground = carried(values.depths, length(values.mean, values.depths))
    errors = carried(values.depths, OF_SITES)
    parts = [np.zeros((size, len(draws)), order="F") for size in sizes]  # filled a column at a time
    for of_ground, of_errors in zip(ground, errors):
        shares = (of_ground, of_ground, of_errors, of_errors)
        for column, source in enumerate(sources):
            for part, share in zip(parts, shares):
                fresh = source.standard_normal(len(part))
                part[:, column] = share * part[:, column] + np.sqrt(1 - share**2) * fresh
        yield _Shocks(*parts)
