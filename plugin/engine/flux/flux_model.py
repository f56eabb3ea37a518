"""The survey as values that a conserved flux carries: their distribution at any place, barriers respected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, diags

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..lattice.barriers import Barriers, CutLattice
from ..lattice.conjugate_gradients import LikeSystems
from ..lattice.latest import Latest
from ..lattice.lattice import Lattice
from ..lattice.reach import Reach
from ..spatial.likelihood import LEAST_NOISE
from ..spatial.values import Values, spacing_of
from .drawn_variance import drawn_variance
from .flux import Flux, Pull, SteadyFlux, conductances, linear_system, smooth_system, tied
from .flux_fit import FluxFit, fit_flux

_MOST_CELLS = {"harmonic": 4_500_000, "edge-preserving": 1_000_000, "smooth": 250_000}
_COARSE_CELLS = 20_000  # of the lattice on which the law is fitted and variances are drawn
_ENOUGH = 1e-5  # of ln values about their mean
_COARSE_STEPS = 3.0  # of it, a spacing of sites


class FluxModel:
    """The distribution of ln values over a map.

    Parameters
    ----------
    values : Values
        At the sites.
    fitted : FluxFit
        The law.
    lattice, coarse : CutLattice
        Cells of the map, and coarser ones for what changes little: variances.
    reach : float
        Distance in m beyond which a site that has a value does not speak for a place.
    monitor : Monitor
        Progress and cancellation.
    max_deviation : float or None
        Standard deviation beyond which nothing is said of a place.
    """

    def __init__(
        self,
        values: Values,
        fitted: FluxFit,
        lattice: CutLattice,
        coarse: CutLattice,
        reach: float,
        monitor: Monitor,
        max_deviation: float | None = None,
    ) -> None:
        self._lattice, self._coarse, self._max_deviation = lattice, coarse, max_deviation
        self._reach = Reach(values.places, values.known, reach, lattice)
        shape = (lattice.n_cells, len(values.depths))
        self._mean = np.full(shape, 0.0, dtype=np.float32)
        self._variance, self._own = np.zeros((2, coarse.n_cells, len(values.depths)))
        steady, rough = SteadyFlux(lattice, fitted.flux), _Rough(coarse, fitted.flux)
        cells, coarse_cells = (grid.squares[grid.homes(values.places)] for grid in (lattice, coarse))
        u: FloatArray | None = None
        for depth in range(len(values.depths)):
            monitor.step(depth / len(values.depths), "following the flux")
            known = np.flatnonzero(values.known[:, depth])
            if len(known) == 0:
                continue
            centre = float(values.mean[known, depth].mean())
            own = values.deviation[known, depth] ** 2 + LEAST_NOISE
            strength = float(fitted.strength[depth])
            pull = Pull.of(cells[known], values.mean[known, depth] - centre, own, lattice.n_cells)
            u = steady(pull, strength, u if fitted.flux.law == "harmonic" else None, _ENOUGH)
            self._mean[:, depth] = u + centre
            at = coarse_cells[known]
            pull = Pull.of(at, values.mean[known, depth] - centre, own, coarse.n_cells)
            variance, spread = rough(pull, strength, Pull.of(at, np.log(own) / 2, own, coarse.n_cells))
            self._variance[:, depth] = fitted.scale[depth] * variance
            self._own[:, depth] = np.exp(2 * np.clip(spread, np.log(own).min() / 2, np.log(own).max() / 2))
        self._latest = Latest(self._at)

    def __call__(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return mean and standard deviation of ln values at points (n, 2) in m, (n, n_depths) each.

        NaN at depths that no site within reach and on the same side of all barriers knows, or that are too
        uncertain. The variance is that of the flux and of the sites around themselves.
        """
        return self._latest(points)

    def _at(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        mean = np.asarray(self._lattice.weights(points) @ self._mean, dtype=np.float64)
        coarse = self._coarse.weights(points)
        variance, own = (np.maximum(coarse @ of, 0.0) for of in (self._variance, self._own))
        deviation = np.sqrt(variance + own)
        mean[~self._reach(points)] = np.nan
        if self._max_deviation is not None:
            mean[deviation > self._max_deviation] = np.nan
        return mean, np.where(np.isfinite(mean), deviation, np.nan)


def flux_model(
    values: Values,
    asked: Flux,
    barriers: Barriers,
    box: tuple[FloatArray, FloatArray, float],
    reach: float,
    monitor: Monitor,
    max_deviation: float | None = None,
) -> tuple[FluxModel, FluxFit]:
    """Fit a law to values and follow it over a box.

    Parameters
    ----------
    values : Values
        At the sites.
    asked : Flux
        The law, as far as the user says.
    barriers : Barriers
        What nothing passes.
    box : ((2,) float array, (2,) float array, float)
        Middles of the first and the last cell of the map in m, and their distance from each other.
    reach, monitor, max_deviation
        As for `FluxModel`.
    """
    low, high, step = box
    lattice = _covering(low, high, step, _MOST_CELLS[asked.law], barriers)
    rough_step = max(spacing_of(values.places) / _COARSE_STEPS, step)
    coarse = _covering(low, high, rough_step, _COARSE_CELLS, barriers)
    fitted = fit_flux(values, coarse, asked, monitor.part(0.0, 0.3))
    rest = monitor.part(0.3, 1.0)
    return FluxModel(values, fitted, lattice, coarse, reach, rest, max_deviation), fitted


def _covering(low: FloatArray, high: FloatArray, step: float, most: int, barriers: Barriers) -> CutLattice:
    coarsest = float(np.sqrt(np.prod(np.maximum(high - low, step)) / most))
    return CutLattice.of(Lattice.covering(low, high, max(step, coarsest), 0.0), barriers)


class _Rough:
    """Variances and the sites' own deviations on a coarse lattice, where systems are solved directly."""

    def __init__(self, lattice: CutLattice, flux: Flux) -> None:
        self._lattice, self._flux, self._solved = lattice, flux, LikeSystems()
        self._steady = SteadyFlux(lattice, flux) if flux.law == "edge-preserving" else None

    def __call__(self, pull: Pull, strength: float, own: Pull) -> tuple[FloatArray, FloatArray]:
        """Return the variance of the field for a scale of 1, and values that are carried as its own are."""
        lattice, length = self._lattice, self._flux.length
        weight, coupling = tied(lattice, strength * pull.weight), lattice.faces.coupling
        if self._steady is not None:
            coupling = conductances(lattice, self._flux.gradient, self._steady(pull, strength, enough=1e-5))
        system = linear_system(lattice, coupling, weight)
        roots = [_incidence(lattice, coupling), csr_matrix(diags(np.sqrt(weight)))]
        if self._flux.law == "smooth":
            system = smooth_system(lattice, length, weight)
            laplacian = lattice.operator(0.0)
            roots.append(csr_matrix(length * laplacian @ diags(lattice.area**-0.5)))

        def solve(sides: FloatArray) -> FloatArray:
            return self._solved(csc_matrix(system), sides)

        return strength * drawn_variance(solve, roots), solve(weight * own.value)


def _incidence(lattice: Lattice, coupling: FloatArray) -> csr_matrix:
    """Return the square root of the Laplacian: differences over faces, (n_cells, n_faces)."""
    faces, n = lattice.faces, len(coupling)
    face: NDArray[np.intp] = np.arange(n)
    root = np.sqrt(coupling)
    at = (np.concatenate([faces.first, faces.second]), np.concatenate([face, face]))
    return csr_matrix((np.concatenate([-root, root]), at), shape=(lattice.n_cells, n))
