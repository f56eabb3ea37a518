"""Very large systems of cells that know their neighbours: coarser and coarser cells lead to the solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix, diags
from scipy.sparse.csgraph import connected_components

from ..curves import FloatArray
from .conjugate_gradients import conjugate_gradients
from .faces import Faces
from .lattice import Solve, symmetric_solver

_COARSEST = 4_000  # cells that are solved for directly
_WEIGHTS = (0.9, 0.55)  # of Jacobi's steps, which together damp what alternates from cell to cell
_COARSER_COUPLING = 0.5  # twice the distance, through the sum of two faces
_LITTLE_GAINED = 0.7  # of the number of cells, where most have no neighbours left
_MOST_STEPS = 300

_Singles = NDArray[np.floating[Any]]
_Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class _Level:
    """Cells, what couples them, the sum of that, and which coarser cell each is part of."""

    coupling: csr_matrix
    total: _Singles
    coarser: _Numbers


class Multigrid:
    """Solves (Laplacian of faces + diagonal) u = sides for any diagonal, in time that grows as the cells do.

    Four cells make one of the next coarser level as far as open faces join them, so that what is parted stays
    parted on every level (aggregation, Braess 1995; it leads conjugate gradients).

    Parameters
    ----------
    faces : Faces
        What couples the cells.
    shape : (int, int)
        Rows and columns of cells.
    """

    def __init__(self, faces: Faces, shape: tuple[int, int]) -> None:
        coupling = _both_ways(faces, shape[0] * shape[1])
        place = np.indices(shape, dtype=np.int32).reshape(2, -1)
        self._finest = coupling.astype(np.float64)
        self._total = _sums(self._finest)
        self._levels: list[_Level] = []
        while coupling.shape[0] > _COARSEST:
            place //= 2
            label, coarse = _coarser(coupling, place)
            if coarse.shape[0] > _LITTLE_GAINED * coupling.shape[0]:
                break
            self._levels.append(_Level(coupling, _sums(coupling), label))
            coarse_place = np.empty((2, coarse.shape[0]), dtype=np.int32)
            coarse_place[:, label] = place
            coupling, place = coarse, coarse_place
        self._coarsest = coupling.astype(np.float64)

    def solver(self, diagonal: FloatArray) -> Solve:
        """Return what solves nearly, (n,), with a diagonal (n,), positive somewhere in each compartment."""
        diagonals: list[FloatArray] = [diagonal]
        for level in self._levels:
            diagonals.append(np.asarray(np.bincount(level.coarser, diagonals[-1]), dtype=np.float64))
        own = diags(_sums(self._coarsest) + diagonals[-1])
        coarsest = symmetric_solver(csc_matrix(own - self._coarsest))
        totals = [level.total + d.astype(np.float32) for level, d in zip(self._levels, diagonals)]
        inverses = [1 / total for total in totals]

        def cycle(k: int, sides: _Singles) -> _Singles:
            if k == len(self._levels):
                return coarsest(sides.astype(np.float64))
            level, total, inverse = self._levels[k], totals[k], inverses[k]

            def left(found: _Singles) -> _Singles:
                amount = level.coupling @ found
                amount += sides
                amount -= total * found
                return amount

            found = _WEIGHTS[0] * inverse * sides
            found += _WEIGHTS[1] * inverse * left(found)
            coarser = np.bincount(level.coarser, left(found)).astype(np.float32)
            found += cycle(k + 1, coarser).astype(np.float32)[level.coarser]
            for weight in reversed(_WEIGHTS):
                found += weight * inverse * left(found)
            return found

        if not self._levels:
            return coarsest
        return lambda sides: cycle(0, sides.astype(np.float32)).astype(np.float64)

    def solve(
        self, diagonal: FloatArray, sides: FloatArray, start: FloatArray | None = None, enough: float = 1e-7
    ) -> FloatArray:
        """Return u (n,) for a diagonal and sides (n,), begun at `start`, within a share `enough` of it."""
        total, nearly = self._total + diagonal, self.solver(diagonal)

        def apply(u: FloatArray) -> FloatArray:
            return np.asarray(total * u - self._finest @ u)

        if start is not None:
            left = sides - apply(start)
            missed = float(np.linalg.norm(nearly(left)))
            if missed <= enough * float(np.linalg.norm(start)):
                return start
            enough *= float(np.linalg.norm(start)) / missed
            found = conjugate_gradients(apply, left, nearly, enough, _MOST_STEPS)
            return self._directly(diagonal, sides) if found is None else start + found
        found = conjugate_gradients(apply, sides, nearly, enough, _MOST_STEPS)
        return self._directly(diagonal, sides) if found is None else found

    def _directly(self, diagonal: FloatArray, sides: FloatArray) -> FloatArray:
        return symmetric_solver(csc_matrix(diags(self._total + diagonal) - self._finest))(sides)


def _both_ways(faces: Faces, n: int) -> csr_matrix:
    open_ = faces.coupling > 0
    ends = tuple(side[open_].astype(np.int32) for side in (faces.first, faces.second))
    one_way = coo_matrix((faces.coupling[open_].astype(np.float32), ends), shape=(n, n)).tocsr()
    return csr_matrix(one_way + one_way.T)


def _sums(coupling: csr_matrix) -> FloatArray:
    return np.asarray(coupling.sum(axis=1)).ravel()


def _coarser(coupling: csr_matrix, block: _Numbers) -> tuple[_Numbers, csr_matrix]:
    """Return the coarser cell of each cell, those of one block (2, n) that faces join, and their coupling."""
    n = coupling.shape[0]
    of = np.repeat(np.arange(n, dtype=np.int32), np.diff(coupling.indptr))
    to = coupling.indices
    same = (block[0][of] == block[0][to]) & (block[1][of] == block[1][to])
    graph = coo_matrix((np.ones(int(same.sum()), dtype=np.int8), (of[same], to[same])), shape=(n, n))
    m, label = connected_components(graph, directed=False)
    out = ~same
    ends = label[of[out]], label[to[out]]
    coarse = coo_matrix((np.float32(_COARSER_COUPLING) * coupling.data[out], ends), shape=(m, m))
    return label, coarse.tocsr()
