"""How strongly a flux holds neighbours together, by leaving out whole blocks of sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ...protocol.progress import UNWATCHED, Monitor
from ..curves import FloatArray
from ..lattice.lattice import Lattice, symmetric_solver
from ..spatial.gridding import interpolator, weighted
from ..spatial.likelihood import FEWEST_SITES, LEAST_NOISE, subset
from ..spatial.validation import BLOCKS, Score, blocks_of
from ..spatial.values import Values, spacing_of
from .flux import Flux, Pull, SteadyFlux, linear_system

_STRENGTHS = np.geomspace(0.01, 1000.0, 11)  # of the variance between the sites
_LENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0)  # usual spacings
_GRADIENTS = (0.1, 0.3, 1.0)  # of the usual slope between neighbouring sites
_LOOKED_AT = 5  # depths
_VAGUE = 1e4  # variance of the mean of a compartment, strengths
_UNFORETOLD = 0.1  # of that: of a site of whose compartment all sites are left out
_90 = 1.645


@dataclass(frozen=True)
class FluxFit:
    """A law with what the sites say of it.

    Parameters
    ----------
    flux : Flux
        The law; its strength is that of the first depth.
    strength : (n_depths,) float array
        As of `Flux`, depth by depth.
    scale : (n_depths,) float array
        What the variance of the fields and the sites' own is to be multiplied by.
    score : Score or None
        How well left-out blocks are foretold.
    """

    flux: Flux
    strength: FloatArray
    scale: FloatArray
    score: Score | None


def fit_flux(values: Values, lattice: Lattice, asked: Flux, monitor: Monitor = UNWATCHED) -> FluxFit:
    """Find what is not asked for: strength, and the length or the gradient of the law.

    Blocks of sites are left out in turn (`validation.blocks_of`), and what foretells them best is taken, for
    all depths together: strengths as shares of the variance at a depth.

    Parameters
    ----------
    values : Values
        What the sites say.
    lattice : Lattice
        Coarse square cells, cut by the barriers.
    asked : Flux
        The law; a length of 0 or an infinite gradient is to be found.
    monitor : Monitor, optional
        Progress and cancellation.
    """
    values = values.take(subset(len(values.places)))
    kernel = _Kernel(lattice, values.places)
    block, spread = blocks_of(values.places), _spread(values)
    depths = np.flatnonzero(values.known.sum(axis=0) >= FEWEST_SITES)
    if len(depths) == 0:
        return FluxFit(asked, spread, np.ones_like(spread), None)
    some = depths[np.unique(np.linspace(0, len(depths) - 1, _LOOKED_AT).astype(int))]
    best: tuple[float, float, Flux] = (np.inf, 1.0, asked)
    for flux in _lengths(asked, spacing_of(values.places)):
        green = kernel(flux.length)
        for share in _STRENGTHS:
            monitor.step(0.0, "leaving out blocks of sites")
            error = np.mean(
                [np.mean(np.abs(_left_out(values, d, green, share * spread[d], block)[0])) / spread[d] ** 0.5
                 for d in some]
            )  # fmt: skip
            if error < best[0]:
                best = float(error), float(share), flux
    _, share, flux = best
    strength, green = share * spread, kernel(flux.length)
    if flux.law == "edge-preserving":
        flux = _with_gradient(values, lattice, flux, strength, some, monitor)
    scale = np.array(
        [_scale(values, d, green, strength[d]) if d in depths else 1.0 for d in range(len(spread))]
    )
    flux = replace(flux, strength=float(strength[0]))
    return FluxFit(flux, strength, scale, _score(values, green, strength, scale, depths, block))


def _spread(values: Values) -> FloatArray:
    """Return the variance of the values at each depth."""
    spread = np.array([np.var(column[np.isfinite(column)]) if np.isfinite(column).any() else np.nan
                       for column in values.mean.T])  # fmt: skip
    usual = np.nanmedian(spread) if np.isfinite(spread).any() else LEAST_NOISE
    return np.maximum(np.where(np.isfinite(spread), spread, usual), LEAST_NOISE)


def _lengths(asked: Flux, spacing: float) -> Iterator[Flux]:
    if asked.law != "smooth" or asked.length > 0:
        yield asked
        return
    for times in _LENGTHS:
        yield replace(asked, length=times * spacing)


class _Kernel:
    """Covariance of the values that a linear flux carries, between sites, for a strength of 1."""

    def __init__(self, lattice: Lattice, places: FloatArray) -> None:
        self._lattice = lattice
        cells = lattice.squares[lattice.homes(places)]
        at = (np.ones(len(places)), (cells, np.arange(len(places))))
        self._at = csr_matrix(at, shape=(lattice.n_cells, len(places)))
        self._rough = self._inverse(_tie(lattice))

    def __call__(self, length: float) -> FloatArray:
        """Return it, (n_sites, n_sites)."""
        if length == 0:
            return self._rough
        return self._rough - self._inverse(self._lattice.area / length**2)

    def _inverse(self, weight: FloatArray) -> FloatArray:
        system = linear_system(self._lattice, self._lattice.faces.coupling, weight)
        return np.asarray(self._at.T @ symmetric_solver(system)(self._at.toarray()))


def _tie(lattice: Lattice) -> FloatArray:
    """Return the pull of cells to 0 that leaves the mean of each compartment as good as free."""
    size = np.bincount(lattice.compartments)
    return np.asarray(1 / (_VAGUE * size[lattice.compartments]))


def _of_depth(
    values: Values, depth: int, green: FloatArray, strength: float
) -> tuple[NDArray[np.intp], FloatArray, FloatArray, FloatArray]:
    """Return the sites with a value, inverse covariance, centred values and own variances."""
    known: NDArray[np.intp] = np.flatnonzero(values.known[:, depth])
    own = values.deviation[known, depth] ** 2 + LEAST_NOISE
    inverse = np.linalg.inv(strength * green[np.ix_(known, known)] + np.diag(own))
    centred = values.mean[known, depth] - values.mean[known, depth].mean()
    return known, np.asarray(inverse, dtype=np.float64), centred, own


def _left_out(
    values: Values, depth: int, green: FloatArray, strength: float, block: NDArray[np.intp]
) -> tuple[FloatArray, FloatArray, NDArray[np.intp]]:
    """Return by how much left-out sites are missed, the variances of that for a scale of 1, and the sites."""
    known, inverse, centred, own = _of_depth(values, depth, green, strength)
    pulled = inverse @ centred
    missed, variance = np.empty(len(known)), np.empty(len(known))
    for part in np.unique(block[known]):
        out = np.flatnonzero(block[known] == part)
        total = np.linalg.inv(inverse[np.ix_(out, out)])
        missed[out], variance[out] = total @ pulled[out], np.diag(total) - own[out]
    foretold = variance < _UNFORETOLD * _VAGUE * strength
    return missed[foretold], variance[foretold], known[foretold]


def _scale(values: Values, depth: int, green: FloatArray, strength: float) -> float:
    """Return what makes the values as likely as can be (restricted: free of the compartments' means)."""
    _, inverse, centred, _ = _of_depth(values, depth, green, strength)
    free = int((np.linalg.eigvalsh(green) > _UNFORETOLD * _VAGUE).sum())
    return float(centred @ inverse @ centred / max(len(centred) - max(free, 1), 1))


def _with_gradient(
    values: Values,
    lattice: Lattice,
    flux: Flux,
    strength: FloatArray,
    depths: NDArray[np.intp],
    monitor: Monitor,
) -> Flux:
    """Return the law with the gradient that foretells left-out blocks best."""
    if np.isfinite(flux.gradient):
        return flux
    usual = np.median(np.sqrt(2 * _spread(values)[depths])) / spacing_of(values.places)
    block, cells = blocks_of(values.places), lattice.squares[lattice.homes(values.places)]
    errors = []
    for k, times in enumerate(_GRADIENTS):
        tried = SteadyFlux(lattice, replace(flux, gradient=float(times * usual)))
        missed = []
        for depth in depths[len(depths) // 2 :][:1]:
            for part in range(BLOCKS):
                monitor.step(k / len(_GRADIENTS), "leaving out blocks of sites")
                known = values.known[:, depth]
                out, rest = known & (block == part), known & (block != part)
                centre = values.mean[known, depth].mean()
                own = values.deviation[rest, depth] ** 2 + LEAST_NOISE
                pull = Pull.of(cells[rest], values.mean[rest, depth] - centre, own, lattice.n_cells)
                u = tried(pull, float(strength[depth]), enough=1e-4)
                missed.append(np.abs(u[cells[out]] + centre - values.mean[out, depth]))
        errors.append(np.concatenate(missed).mean())
    return replace(flux, gradient=float(_GRADIENTS[int(np.argmin(errors))] * usual))


def _score(
    values: Values,
    green: FloatArray,
    strength: FloatArray,
    scale: FloatArray,
    depths: NDArray[np.intp],
    block: NDArray[np.intp],
) -> Score | None:
    """Return the score of the linear flux, beside that of linear interpolation from the same sites."""
    linear = np.full(values.mean.shape, np.nan)
    for part in np.unique(block):
        out, rest = np.flatnonzero(block == part), values.take(np.flatnonzero(block != part))
        if len(rest.places):
            linear[out] = weighted(interpolator(rest.places, "linear")(values.places[out]), rest.mean)
    errors, of_linear, inside = [], [], []
    for depth in depths:
        missed, variance, sites = _left_out(values, depth, green, float(strength[depth]), block)
        total = scale[depth] * variance + values.deviation[sites, depth] ** 2
        other = np.abs(linear[sites, depth] - values.mean[sites, depth])
        both = np.isfinite(other)
        errors.append(np.abs(missed[both]))
        of_linear.append(other[both])
        inside.append(np.abs(missed[both]) <= _90 * np.sqrt(total[both]))
    n = sum(map(len, errors))
    if n == 0:
        return None
    error, other_error, share = (float(np.concatenate(part).mean()) for part in (errors, of_linear, inside))
    return Score(error, other_error, share, n)
