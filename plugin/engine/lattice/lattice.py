"""A Matérn field on a lattice: cells, and the faces through which they know of each other.

The field solves (rate^2 - Laplacian) u = white noise (Lindgren, Rue and Lindström 2011), by finite volumes.
What couples two cells is the face between them and nothing else, so that a face can be closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix, diags
from scipy.sparse.linalg import splu

from ..curves import FloatArray
from .faces import Faces
from .oblique import oblique

Solve = Callable[[FloatArray], FloatArray]

_MARGIN = 3  # cells of full fineness beyond the box, which the cubic interpolation needs
_WHOLE = 1e-6  # steps, by which a box of whole steps may be missed
_GROWTH = 1.35  # of one cell to the next, farther out
_AT_ONCE = 16  # right sides


@dataclass(frozen=True)
class Lattice:
    """Rows and columns of cells: square ones over a box, growing ones around it.

    Parameters
    ----------
    low : (2,) float array
        Middle of the first square cell in m.
    step : float
        Side of the square cells in m.
    inner : (int, int)
        Columns and rows of square cells.
    widths, heights : (n_columns,), (n_rows,) float arrays
        Sides of all cells in m.
    faces : Faces
        What couples them. Cells are numbered row by row.
    """

    low: FloatArray
    step: float
    inner: tuple[int, int]
    widths: FloatArray
    heights: FloatArray
    faces: Faces

    @classmethod
    def covering(cls, low: FloatArray, high: FloatArray, step: float, pad: float) -> Lattice:
        """Return the lattice over the box from `low` to `high`, with growing cells for `pad` m around it."""
        n = np.maximum(np.ceil((high - low) / step - _WHOLE).astype(int), 1) + 1 + 2 * _MARGIN
        start = (low + high) / 2 - (n - 1) / 2 * step
        return cls._around(start, step, (int(n[0]), int(n[1])), pad)

    @classmethod
    def _around(cls, start: FloatArray, step: float, inner: tuple[int, int], pad: float) -> Lattice:
        n_outer = int(np.ceil(np.log(1 + pad / step * (_GROWTH - 1) / _GROWTH) / np.log(_GROWTH)))
        outer = step * _GROWTH ** np.arange(1, n_outer + 1)
        widths, heights = (np.concatenate([outer[::-1], np.full(n, step), outer]) for n in inner)
        return cls(start, step, inner, widths, heights, _faces(widths, heights))

    def within(self, pad: float) -> Lattice:
        """Return the same squares with growing cells for `pad` m around them."""
        return self._around(self.low, self.step, self.inner, pad)

    @property
    def n_cells(self) -> int:
        """Number of cells."""
        return len(self.widths) * len(self.heights)

    @property
    def area(self) -> FloatArray:
        """Area of each cell in m2, (n_cells,)."""
        return np.outer(self.heights, self.widths).ravel()

    @property
    def compartments(self) -> NDArray[np.intp]:
        """Number of the compartment of each cell, (n_cells,): here all cells are joined."""
        return np.zeros(self.n_cells, dtype=np.intp)

    @property
    def axes(self) -> tuple[FloatArray, FloatArray]:
        """Middles of all columns and rows in m, (n_columns,) and (n_rows,)."""
        x, y = (_middles(s, n, low) for s, n, low in zip((self.widths, self.heights), self.inner, self.low))
        return x, y

    @property
    def squares(self) -> NDArray[np.intp]:
        """The square cells, row by row."""
        sides = (self.widths, self.heights)
        columns, rows = (np.arange(n) + (len(side) - n) // 2 for n, side in zip(self.inner, sides))
        return (rows[:, None] * len(self.widths) + columns).ravel()

    def middles(self) -> FloatArray:
        """Return the middles of the square cells in m, (n_squares, 2)."""
        x, y = (start + self.step * np.arange(n) for start, n in zip(self.low, self.inner))
        return np.column_stack([np.tile(x, len(y)), np.repeat(y, len(x))])

    def weights(self, places: FloatArray) -> csr_matrix:
        """Return the weights (n, n_squares) that interpolate from square cells to places in m, smoothly.

        By cubic convolution (Keys 1981): exact at the middles and for planes, with a steady slope.
        """
        position = (places - self.low) / self.step
        base = np.clip(np.floor(position).astype(np.intp), 1, np.array(self.inner) - 3)
        away = np.clip(position - base, 0.0, 1.0)
        across, down = _cubic(away[:, 0]), _cubic(away[:, 1])
        near = np.arange(-1, 3)
        columns, rows = base[:, :1] + near, base[:, 1:] + near
        index = rows[:, :, None] * self.inner[0] + columns[:, None, :]
        weight = down[:, :, None] * across[:, None, :]
        starts = np.arange(len(places) + 1) * 16
        shape = (len(places), self.inner[0] * self.inner[1])
        return csr_matrix((weight.ravel(), index.ravel(), starts), shape=shape)

    def homes(self, places: FloatArray) -> NDArray[np.intp]:
        """Return the square cell that each place lies in, (n,)."""
        nearest = np.round((places - self.low) / self.step).astype(np.intp)
        column, row = np.clip(nearest, 0, np.array(self.inner) - 1).T
        return np.asarray(row * self.inner[0] + column)

    def operator(self, rate: float, tensor: FloatArray | None = None) -> csc_matrix:
        """Return what the field solves, rate^2 - Laplacian over each cell, (n_cells, n_cells).

        With a `tensor` (2, 2) the field spreads by it, and the Laplacian is div (tensor grad).
        """
        faces = self.faces
        if tensor is not None:
            faces = oblique(faces, (len(self.heights), len(self.widths)), tensor)
        ends = faces.first, faces.second
        through = coo_matrix((faces.coupling, ends), shape=(self.n_cells, self.n_cells))
        through = through + through.T
        out = np.asarray(through.sum(axis=1)).ravel()
        return csc_matrix(diags(rate**2 * self.area + out) - through)


def symmetric_solver(matrix: csc_matrix) -> Solve:
    """Return the function that solves a symmetric positive definite system, for (n,) or (n, k)."""
    options = {"SymmetricMode": True, "Equil": False}
    factors = splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
    return partial(_in_parts, factors.solve)


def _in_parts(solve: Solve, sides: FloatArray) -> FloatArray:
    """Solve for some right sides at a time: more leave the processor's cache, and take twice as long."""
    if sides.ndim == 1 or sides.shape[1] <= _AT_ONCE:
        return solve(sides)
    solved = np.empty(sides.shape, order="F")
    for start in range(0, sides.shape[1], _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        solved[:, part] = solve(sides[:, part])
    return solved


def _middles(sides: FloatArray, n_inner: int, low: float) -> FloatArray:
    """Return the middles of cells of some sides, of which the first inner one is at `low`."""
    middles = np.cumsum(sides) - sides / 2
    return np.asarray(middles - middles[(len(sides) - n_inner) // 2] + low)


def _faces(widths: FloatArray, heights: FloatArray) -> Faces:
    cell = np.arange(len(widths) * len(heights)).reshape(len(heights), len(widths))
    between_x, between_y = ((sides[1:] + sides[:-1]) / 2 for sides in (widths, heights))
    across = heights[:, None] / between_x
    down = widths / between_y[:, None]
    return Faces(
        np.concatenate([cell[:, :-1].ravel(), cell[:-1].ravel()]),
        np.concatenate([cell[:, 1:].ravel(), cell[1:].ravel()]),
        np.concatenate([across.ravel(), down.ravel()]),
    )


def _cubic(away: FloatArray) -> FloatArray:
    """Return the weights (n, 4) of the cells at -1, 0, 1 and 2 for places `away` (n,) from 0 towards 1."""
    t = away[:, None] ** np.arange(4)
    return t @ np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]]) / 2
