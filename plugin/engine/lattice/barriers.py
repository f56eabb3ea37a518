"""Lines that nothing passes, as faults are for velocities: closed faces of a lattice, and what they part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from ..curves import FloatArray
from .faces import Faces
from .lattice import Lattice

if TYPE_CHECKING:
    import shapely

_ASIDE = 1e-7 * np.array([0.618, 0.273])  # steps, so that no line goes through the middle of a cell exactly
_ON_MIDDLE = 1e-6  # steps
_POOR = 0.05  # weight of the four cells around a place, below which those around them are asked
_LOOP = 4.0  # gaps, the shortest line whose own ends may be meant to meet


@dataclass(frozen=True)
class Barriers:
    """Lines on the ground.

    Parameters
    ----------
    lines : sequence of (n, 2) float arrays
        Their vertices in m, at least two each.
    """

    lines: Sequence[FloatArray]

    @cached_property
    def _shapes(self) -> NDArray[np.object_]:
        import shapely

        return np.array([shapely.LineString(line) for line in self.lines], dtype=object)

    @cached_property
    def _segments(self) -> tuple[FloatArray, FloatArray]:
        """Starts and stops of all straight pieces, (n, 2) each."""
        empty = np.empty((0, 2))
        starts = np.concatenate([empty, *(line[:-1] for line in self.lines)])
        return starts, np.concatenate([empty, *(line[1:] for line in self.lines)])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        import shapely

        return shapely.STRtree(shapely.linestrings(np.stack(self._segments, axis=1)))

    def crossed(self, start: FloatArray, stop: FloatArray) -> NDArray[np.bool_]:
        """Return whether the straight ways between places, (n, 2) each in m, meet a line."""
        import shapely

        meets = np.zeros(len(start), dtype=bool)
        meets[self._tree.query(shapely.linestrings(np.stack([start, stop], axis=1)), "intersects")[0]] = True
        return meets

    def distance(self, places: FloatArray) -> FloatArray:
        """Return how far places (n, 2) in m are from the nearest line, infinite where there is none."""
        import shapely

        if not self.lines:
            return np.full(len(places), np.inf)
        points = shapely.points(places)
        return np.asarray(shapely.distance(points, self._tree.geometries[self._tree.nearest(points)]))

    def ends(self, reach: float) -> tuple[FloatArray, list[FloatArray]]:
        """Return the ends that meet no line, (n, 2), and the straight bridges from those within `reach` m."""
        import shapely

        free: list[FloatArray] = []
        bridges: dict[
            tuple[tuple[float, ...], ...], FloatArray
        ] = {}  # by their ends, so that each counts once
        tree = shapely.STRtree(self._shapes)
        for own, line in enumerate(self.lines):
            for end, other in ((line[0], line[-1]), (line[-1], line[0])):
                point = shapely.Point(end)
                near = self._shapes[[k for k in tree.query(point.buffer(reach)) if k != own]].tolist()
                if self._shapes[own].length > _LOOP * reach or (line[0] == line[-1]).all():
                    near.append(shapely.Point(other))
                ways = [shapely.shortest_line(point, shape) for shape in near]
                way = min(ways, key=shapely.length, default=None)
                if way is None or way.length >= reach:
                    free.append(end)
                elif way.length > 0:
                    ends = shapely.get_coordinates(way)
                    bridges[tuple(sorted(map(tuple, ends)))] = ends
        return np.reshape(free, (-1, 2)), list(bridges.values())

    def joined(self, gap: float) -> Barriers:
        """Return the lines with those ends carried on that miss another line by less than `gap` m."""
        return Barriers([*self.lines, *self.ends(gap)[1]])

    def closed(self, lattice: Lattice) -> NDArray[np.bool_]:
        """Return which faces the lines close: those that part the middles of two cells, (n_faces,).

        A way from cell to cell leads over middles, so that no way through open faces crosses a line.
        """
        x, y = lattice.axes
        start, stop = (ends + _ASIDE * lattice.step for ends in self._segments)
        up = _parted(start, stop, x, y)
        across = _parted(start[:, ::-1], stop[:, ::-1], y, x)
        n_across = len(y) * (len(x) - 1)
        closed = np.zeros(n_across + (len(y) - 1) * len(x), dtype=bool)
        closed[across[0] * (len(x) - 1) + across[1]] = True
        closed[n_across + up[1] * len(x) + up[0]] = True
        return closed


@dataclass(frozen=True)
class CutLattice(Lattice):
    """A lattice whose faces are closed where barriers run.

    Parameters
    ----------
    barriers : Barriers
        What cuts it.
    """

    barriers: Barriers

    @classmethod
    def of(cls, lattice: Lattice, barriers: Barriers) -> CutLattice:
        """Return a lattice with its faces closed by barriers."""
        faces = lattice.faces
        coupling = np.where(barriers.closed(lattice), 0.0, faces.coupling)
        cut = Faces(faces.first, faces.second, coupling)
        return cls(lattice.low, lattice.step, lattice.inner, lattice.widths, lattice.heights, cut, barriers)

    def padded(self, pad: float) -> CutLattice:
        """Return the same squares with growing cells for `pad` m around them.

        These belong to what they lie beside, so that what barriers part within stays parted outside.
        """
        plain = Lattice(self.low, self.step, self.inner, self.widths, self.heights, self.faces)
        whole = plain.within(pad)
        rows, columns = (
            np.clip(np.arange(len(sides)) - (len(sides) - n) // 2, 0, n - 1)
            for sides, n in ((whole.heights, self.inner[1]), (whole.widths, self.inner[0]))
        )
        square = (rows[:, None] * self.inner[0] + columns).ravel()
        inside = np.zeros(whole.n_cells, dtype=bool)
        inside[whole.squares] = True
        first, second = whole.faces.first, whole.faces.second
        part = self.compartments[self.squares][square]
        closed = np.where(
            inside[first] & inside[second], self.barriers.closed(whole), part[first] != part[second]
        )
        cut = Faces(first, second, np.where(closed, 0.0, whole.faces.coupling))
        return CutLattice(whole.low, whole.step, whole.inner, whole.widths, whole.heights, cut, self.barriers)

    within = padded

    @cached_property
    def compartments(self) -> NDArray[np.intp]:
        """Number of the compartment of each cell, (n_cells,): what open faces join."""
        open_ = self.faces.coupling > 0
        pairs = (self.faces.first[open_], self.faces.second[open_])
        shape = (self.n_cells, self.n_cells)
        graph = coo_matrix((np.ones(len(pairs[0]), dtype=np.int8), pairs), shape=shape)
        return np.asarray(connected_components(graph, directed=False)[1], dtype=np.intp)

    @cached_property
    def _beside(self) -> NDArray[np.bool_]:
        """Square cells from which a place may be on the other side of a barrier than a cell that it knows."""
        faces, cell = self.faces, np.zeros(self.n_cells, dtype=bool)
        shut = faces.coupling == 0
        cell[faces.first[shut]] = cell[faces.second[shut]] = True
        return binary_dilation(cell[self.squares].reshape(self.inner[::-1]), iterations=5).ravel()

    def weights(self, places: FloatArray) -> csr_matrix:
        """Return weights as an uncut lattice does; those of places near barriers are of cells in sight."""
        weights = super().weights(places)
        position = (places - self.low) / self.step
        nearest = np.clip(np.round(position).astype(np.intp), 0, np.array(self.inner) - 1)
        home = nearest[:, 1] * self.inner[0] + nearest[:, 0]
        off = np.abs(position - nearest).max(axis=1) > _ON_MIDDLE
        near = np.flatnonzero(self._beside[home] & off)
        if len(near) == 0:
            return weights
        seen = self._in_sight(places[near], home[near])
        keep = np.ones(len(places))
        keep[near] = 0.0
        rows = csr_matrix((np.ones(len(near)), (near, np.arange(len(near)))), shape=(len(places), len(near)))
        cleared = csr_matrix(weights.multiply(keep[:, None]))
        cleared.eliminate_zeros()
        return cleared + rows @ seen

    def homes(self, places: FloatArray) -> NDArray[np.intp]:
        """Return the square cell that speaks most for each place, on its own side of every barrier, (n,)."""
        weights = self.weights(places)
        return np.asarray(weights.argmax(axis=1), dtype=np.intp).ravel()

    def compartments_of(self, places: FloatArray) -> NDArray[np.intp]:
        """Return the number of the compartment that each place lies in, (n,)."""
        return np.asarray(self.compartments[self.squares][self.homes(places)], dtype=np.intp)

    def _in_sight(self, places: FloatArray, home: NDArray[np.intp]) -> csr_matrix:
        """Return linear weights of the cells around places to which no barrier bars the way."""
        around = self._seen(places, np.arange(2), _linear)
        poor = np.flatnonzero(around[1].sum(axis=1) < _POOR)
        cells, weight = np.repeat(home[:, None], 16, axis=1), np.zeros((len(places), 16))
        cells[:, :4], weight[:, :4] = around
        if len(poor):
            cells[poor], weight[poor] = self._seen(places[poor], np.arange(-1, 3), _by_distance)
        blind = weight.sum(axis=1) == 0
        cells[blind, 0], weight[blind, 0] = home[blind], 1.0
        weight /= weight.sum(axis=1, keepdims=True)
        starts = np.arange(len(places) + 1) * 16
        return csr_matrix(
            (weight.ravel(), cells.ravel(), starts), (len(places), self.inner[0] * self.inner[1])
        )

    def _seen(
        self, places: FloatArray, offsets: NDArray[np.intp], weigh: Callable[[FloatArray], FloatArray]
    ) -> tuple[NDArray[np.intp], FloatArray]:
        """Return cells around places and their weights by how many steps they are away, 0 for barred ones."""
        position = (places - self.low) / self.step
        base = np.floor(position).astype(np.intp)
        step = np.stack(np.meshgrid(offsets, offsets), axis=-1).reshape(1, -1, 2)
        cell = np.clip(base[:, None] + step, 0, np.array(self.inner) - 1)
        weight = weigh(position[:, None] - cell)
        start = np.repeat(places, step.shape[1], axis=0)
        barred = self.barriers.crossed(start, (self.low + self.step * cell).reshape(-1, 2))
        return cell[..., 1] * self.inner[0] + cell[..., 0], np.where(
            barred.reshape(weight.shape), 0.0, weight
        )


def _linear(away: FloatArray) -> FloatArray:
    return np.asarray(np.prod(np.maximum(1 - np.abs(away), 0.0), axis=2))


def _by_distance(away: FloatArray) -> FloatArray:
    return np.asarray(1 / ((away**2).sum(axis=2) + _ON_MIDDLE))


def _parted(
    start: FloatArray, stop: FloatArray, x: FloatArray, y: FloatArray
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return columns and lower rows of the middles, one above the other, that pieces of lines part.

    Which side of a piece a middle lies on is computed the same way wherever it is asked, so that pieces
    close faces without a gap.
    """
    first, last = (np.searchsorted(x, end(start[:, 0], stop[:, 0])) for end in (np.minimum, np.maximum))
    count = last - first
    piece = np.repeat(np.arange(len(start)), count)
    column = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    a, run = start[piece], stop[piece] - start[piece]

    def left(row: NDArray[np.intp]) -> NDArray[np.bool_]:
        return run[:, 0] * (y[row] - a[:, 1]) - run[:, 1] * (x[column] - a[:, 0]) >= 0

    below, above = np.zeros_like(column), np.full_like(column, len(y) - 1)
    of_first = left(below)
    parts = of_first != left(above)
    while (above - below > 1).any():
        middle = (below + above) // 2
        same = left(middle) == of_first
        below, above = np.where(same, middle, below), np.where(same, above, middle)
    return column[parts], below[parts]
