"""The survey as one field that barriers cut: what lies across one says nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..lattice.barriers import CutLattice
from ..lattice.lattice import Lattice
from ..lattice.reach import Reach, parted
from .covariance import Covariance
from .lattice_kriging import LatticeKriging
from .likelihood import LEAST_NOISE
from .spatial_model import SpatialModel, columns_of
from .values import Values, spacing_of

_DRAWS = 128
_STEPS_PER_SPACING = 6.0
_MOST_SQUARES = 40_000


class PartedModel(SpatialModel):
    """The distribution of ln values over a map whose field lacks the couplings across barriers.

    Each compartment has a mean of its own: that of its sites, about which the field is kriged. The
    variance is that of draws of what kriging is off by.

    Parameters
    ----------
    values : Values
        At the sites.
    covariance : Covariance
        Of values `about_their_parts`.
    cells : CutLattice
        Those of the map.
    reach, monitor, max_deviation
        As for `SpatialModel`.
    """

    def __init__(
        self,
        values: Values,
        covariance: Covariance,
        cells: CutLattice,
        reach: float,
        monitor: Monitor,
        max_deviation: float | None = None,
    ) -> None:
        self.values, self.covariance = values, covariance
        low, high = cells.middles()[0], cells.middles()[-1]
        coarsest = float(np.sqrt(np.prod(high - low) / _MOST_SQUARES))
        step = max(cells.step, spacing_of(values.places) / _STEPS_PER_SPACING, coarsest)
        squares = CutLattice.of(Lattice.covering(low, high, step, 0.0), cells.barriers)
        self.lattice = squares.padded(float(covariance.longest.max()))
        self.table = self._filled(squares, monitor)
        self._ready(Reach(values.places, values.known, reach, cells), max_deviation)

    def _filled(self, squares: CutLattice, monitor: Monitor) -> FloatArray:
        """Return means, field variances and own variances at the squares, (n_squares, 4 n_depths)."""
        values, covariance = self.values, self.covariance
        parts = about_their_parts(values, squares)
        kriging = LatticeKriging(self.lattice, values.places)
        noise = covariance.noise(values.deviation) + LEAST_NOISE
        of_site, of_square = squares.compartments[squares.homes(values.places)], squares.compartments
        rng = np.random.default_rng(0)
        shocks = [rng.standard_normal((n, _DRAWS)) for n in (self.lattice.n_cells, len(values.places) + 1)]
        table = np.full((4, squares.n_cells, len(values.depths)), np.nan)
        for depth in range(len(values.depths)):
            monitor.step(depth / len(values.depths), "kriging")
            known = np.flatnonzero(values.known[:, depth])
            if len(known) == 0:
                continue
            levels = _levels(values.mean[known, depth], of_site[known], int(of_square.max()) + 1)
            said = np.column_stack([parts.mean[known, depth], parts.own(depth)])
            kernel, noises = covariance.kernel(depth), noise[known, depth]
            found, _ = kriging(known, said, noises, kernel)
            field = (kriging.errors(known, noises, kernel, *shocks) ** 2).mean(axis=1)
            table[..., depth] = columns_of(found, field, said, covariance.nugget[depth])
            table[0, :, depth] += levels[of_square]
        return np.concatenate(table, axis=1)


def about_their_parts(values: Values, cells: CutLattice) -> Values:
    """Return values less the means of the sites of their compartments."""
    of_site = cells.compartments_of(values.places)
    mean = values.mean.copy()
    for depth in range(mean.shape[1]):
        known = np.flatnonzero(np.isfinite(mean[:, depth]))
        if len(known):
            mean[known, depth] -= _levels(mean[known, depth], of_site[known], int(of_site.max()) + 1)[
                of_site[known]
            ]
    return replace(values, mean=mean)


def apart(values: Values, cells: CutLattice) -> Values:
    """Return values about the means of their compartments, which lie too far apart to know of each other."""
    far = parted(values.places, values.places, cells)
    places = values.places + np.column_stack([far[:, 2], np.zeros(len(far))])
    return replace(about_their_parts(values, cells), places=places)


def _levels(values: FloatArray, compartment: NDArray[np.intp], n: int) -> FloatArray:
    """Return the mean of the sites of each compartment, of all where there is none, (n,)."""
    count = np.bincount(compartment, minlength=n)
    total = np.bincount(compartment, values, n)
    return np.divide(total, count, out=np.full(n, values.mean()), where=count > 0)
