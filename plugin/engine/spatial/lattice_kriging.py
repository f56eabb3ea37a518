"""Kriging of very many sites: the field on a lattice, where only neighbouring cells know each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, diags
from scipy.spatial import cKDTree

from ..curves import FloatArray
from ..lattice.conjugate_gradients import LikeSystems
from ..lattice.lattice import Lattice, symmetric_solver
from .covariance import Kernel, rate

_NEIGHBOURS = 32
_AT_ONCE = 2048  # points
_LAGS, _FARTHEST = 4096, 10.0  # of the table of the covariance; ranges, where it has fallen to nothing


class LatticeKriging:
    """Ordinary kriging from sites to the square cells of a lattice, any number of times.

    Parameters
    ----------
    lattice : Lattice
        The cells.
    places : (n_sites, 2) float array
        Positions of the sites in m.
    """

    def __init__(self, lattice: Lattice, places: FloatArray) -> None:
        self.lattice, self._places = lattice, places
        weights = lattice.weights(places).tocoo()
        shape = (len(places), lattice.n_cells)
        self._observed = csr_matrix((weights.data, (weights.row, lattice.squares[weights.col])), shape=shape)
        self._solved = LikeSystems()

    def __call__(
        self, sites: NDArray[np.intp], values: FloatArray, noise: FloatArray, kernel: Kernel
    ) -> tuple[FloatArray, float]:
        """Return the values (n_squares, k) of the field, and the variance of its mean.

        Parameters
        ----------
        sites : (n,) int array
            The sites with a value.
        values, noise, kernel
            As for `kriging.Kriging`, (n, k) and (n,).
        """
        observed = self._observed[sites]
        sides = observed.T @ (np.column_stack([values, np.ones(len(sites))]) / noise[:, None])
        field = self._solved(self._precision(kernel) + observed.T @ diags(1 / noise) @ observed, sides)
        towards_mean = (1 - observed @ field[:, -1]) / noise
        of_mean = 1 / towards_mean.sum()
        mean = of_mean * (towards_mean @ values)
        inner = field[self.lattice.squares]
        means = inner[:, :-1] + mean * (1 - inner[:, -1:])
        return means, float(of_mean)

    def errors(
        self, sites: NDArray[np.intp], noise: FloatArray, kernel: Kernel, cells: FloatArray, own: FloatArray
    ) -> FloatArray:
        """Return what kriging is off by, drawn from its distribution, (n_squares, n_draws).

        Parameters
        ----------
        sites, noise, kernel
            As for kriging.
        cells : (n_cells, n_draws) float array
            Standard normal numbers.
        own : (n_all_sites + 1, n_draws) float array
            Others: for all sites, and for the mean of the field.
        """
        observed, root = self._observed[sites], self._root(kernel)
        sides = root @ cells + observed.T @ (own[sites] / np.sqrt(noise)[:, None])
        both = np.column_stack([sides, observed.T @ (1 / noise)])
        field = symmetric_solver(csc_matrix(root @ root.T + observed.T @ diags(1 / noise) @ observed))(both)
        of_mean = 1 / ((1 - observed @ field[:, -1]) / noise).sum()
        inner = field[self.lattice.squares]
        return np.asarray(inner[:, :-1] + np.sqrt(of_mean) * (1 - inner[:, -1:]) * own[-1])

    def _precision(self, kernel: Kernel) -> csc_matrix:
        """Return the inverse covariance of the field on the lattice."""
        root = self._root(kernel)
        return root @ root.T

    def _root(self, kernel: Kernel) -> csc_matrix:
        """Return a root of the inverse covariance of the field on the lattice, (n_cells, n_cells)."""
        along = rate(kernel.range)
        scale = diags(1 / np.sqrt(4 * np.pi * along**2 * kernel.variance * self.lattice.area))
        return self.lattice.operator(along, kernel.tensor) @ scale


def unconditional(lattice: Lattice, kernel: Kernel, cells: FloatArray) -> FloatArray:
    """Return fields as alike as one, but of variance 1, that no site has seen, (n_squares, n_draws).

    Parameters
    ----------
    lattice : Lattice
        The cells.
    kernel : Kernel
        Covariance of the field.
    cells : (n_cells, n_draws) float array
        Standard normal numbers.
    """
    along = rate(kernel.range)
    sides = np.sqrt(4 * np.pi * along**2 * lattice.area)[:, None] * cells
    return np.asarray(symmetric_solver(lattice.operator(along, kernel.tensor))(sides)[lattice.squares])


def nearby_variance(
    places: FloatArray, points: FloatArray, noise: FloatArray, kernel: Kernel
) -> tuple[FloatArray, FloatArray]:
    """Return the kriging variance at points (n, 2) in m from the sites nearest to the nearest one, (n,).

    Those behind them add next to nothing; so they are left out, which errs on the safe side. The variance is
    about a known mean; besides is returned which share of the variance of the mean is to be added, (n,).
    The parameters are as for `kriging.Kriging`.
    """
    places, points = kernel.straightened(places), kernel.straightened(points)
    tree, count, table = cKDTree(places), min(_NEIGHBOURS, len(places)), _Table(kernel)
    centres, home = np.unique(tree.query(points)[1], return_inverse=True)
    sites = tree.query(places[centres], k=np.arange(1, count + 1))[1]
    inverse = np.empty((len(centres), count, count))
    for some in _batches(len(centres)):
        x, y = places[sites[some]].T
        total = table(np.hypot(x[:, None] - x, y[:, None] - y).T)
        total[:, np.arange(count), np.arange(count)] += noise[sites[some]]
        inverse[some] = np.linalg.inv(total)
    variance, of_mean = np.empty((2, len(points)))
    for some in _batches(len(points)):
        x, y = places[sites[home[some]]].T
        near = table(np.hypot(x - points[some, 0], y - points[some, 1]).T)
        pull = (near[:, None, :] @ inverse[home[some]])[:, 0]
        variance[some] = np.maximum(kernel.variance - (pull * near).sum(axis=1), 0.0)
        of_mean[some] = (1 - pull.sum(axis=1)) ** 2
    return variance, of_mean


def _batches(n: int) -> list[slice]:
    return [slice(start, start + _AT_ONCE) for start in range(0, n, _AT_ONCE)]


class _Table:
    """A covariance read from a table, which costs a tenth of its Bessel function."""

    def __init__(self, kernel: Kernel) -> None:
        self._steps = (_LAGS - 1) / np.sqrt(_FARTHEST * kernel.range)
        self._value = kernel((np.arange(_LAGS) / self._steps) ** 2)
        self._rise = np.append(np.diff(self._value), 0.0)

    def __call__(self, distance: FloatArray) -> FloatArray:
        place = np.minimum(np.sqrt(distance) * self._steps, _LAGS - 1)
        below = place.astype(np.int32)
        return np.asarray(self._value[below] + (place - below) * self._rise[below])
