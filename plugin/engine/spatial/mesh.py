"""Triangles between scattered sites, and the line segments that bound them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError

from ..curves import FloatArray

_STRAIGHT = 1e-6  # width over length below which sites count as lying on a line
_FLAT = -0.5  # cosine of the widest angle that a triangle on the rim may have


@dataclass(frozen=True)
class Mesh:
    """Delaunay triangles of sites, less the flat ones on the rim, and the segments around them.

    A flat triangle on the rim joins two distant sites past a nearer one, so that beside a slightly
    crooked row of sites the ones in the middle would not count.

    Parameters
    ----------
    places : (n, 2) float array
        Distinct sites.
    triangulation : Delaunay or None
        None where the sites lie on one line.
    dropped : (n_triangles,) bool array
        Triangles that are left out.
    segments : (m, 2) int array
        Pairs of sites that bound what is left; empty for a single site.
    """

    places: FloatArray
    triangulation: Delaunay | None
    dropped: NDArray[np.bool_]
    segments: NDArray[np.int64]

    @classmethod
    def of(cls, places: FloatArray) -> Mesh:
        """Return the mesh of distinct places, shape (n, 2)."""
        _, spread, axes = np.linalg.svd(places - places.mean(axis=0), full_matrices=False)
        try:
            if len(places) < 3 or spread[1] <= _STRAIGHT * spread[0]:
                return cls._row(places, axes[0])
            triangulation = Delaunay(places)
        except QhullError:
            return cls._row(places, axes[0])
        return cls(places, triangulation, *_rim(triangulation))

    @classmethod
    def _row(cls, places: FloatArray, direction: FloatArray) -> Mesh:
        order = np.argsort(places @ direction)
        return cls(places, None, np.zeros(0, dtype=bool), np.column_stack([order[:-1], order[1:]]))

    def locate(self, cells: FloatArray) -> tuple[NDArray[np.int64], FloatArray]:
        """Return the three sites around each cell and their weights, zero where fewer count.

        Parameters
        ----------
        cells : (n_cells, 2) float array
            Positions.

        Returns
        -------
        (n_cells, 3) int array
            Sites.
        (n_cells, 3) float array
            Barycentric weights; outside the triangles those of the nearest point of a segment.
        """
        if self.triangulation is None:
            return self._on_segments(cells)
        triangle = self.triangulation.find_simplex(cells)
        transform = self.triangulation.transform[triangle]
        two = np.einsum("nij,nj->ni", transform[:, :2], cells - transform[:, 2])
        weights = np.column_stack([two, 1 - two.sum(axis=1)])
        sites = self.triangulation.simplices[triangle].astype(np.int64)
        outside = (triangle < 0) | self.dropped[triangle] | ~np.isfinite(weights).all(axis=1)
        sites[outside], weights[outside] = self._on_segments(cells[outside])
        return sites, np.clip(weights, 0.0, 1.0)

    def _on_segments(self, cells: FloatArray) -> tuple[NDArray[np.int64], FloatArray]:
        if len(self.segments) == 0:
            return np.zeros((len(cells), 3), dtype=np.int64), np.tile([1.0, 0.0, 0.0], (len(cells), 1))
        import shapely

        tree = shapely.STRtree(shapely.linestrings(self.places[self.segments]))
        start, stop = self.segments[tree.nearest(shapely.points(cells))].T
        step = self.places[stop] - self.places[start]
        along = ((cells - self.places[start]) * step).sum(axis=1) / (step**2).sum(axis=1)
        share = np.clip(along, 0.0, 1.0)
        return np.column_stack([start, stop, stop]), np.column_stack([1 - share, share, np.zeros_like(share)])


def _rim(triangulation: Delaunay) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return which triangles to drop, from the rim inwards, and the segments that bound the others."""
    corners = triangulation.points[triangulation.simplices]
    ahead, behind = corners[:, [1, 2, 0]] - corners, corners[:, [2, 0, 1]] - corners
    lengths = np.linalg.norm(ahead, axis=2) * np.linalg.norm(behind, axis=2)
    flat = (ahead * behind).sum(axis=2) < _FLAT * lengths
    dropped = np.zeros(len(corners), dtype=bool)
    given_up = np.zeros(flat.shape, dtype=bool)
    while True:
        outer = (triangulation.neighbors < 0) | dropped[triangulation.neighbors]
        new = outer & flat & ~dropped[:, None]
        if not new.any():
            break
        given_up |= new
        dropped |= new.any(axis=1)
    sides = np.sort(triangulation.simplices[:, [[1, 2], [2, 0], [0, 1]]].astype(np.int64), axis=2)
    key = sides[..., 0] * len(triangulation.points) + sides[..., 1]
    bounding = (outer | dropped[:, None]) & ~np.isin(key, key[given_up])
    return dropped, np.unique(sides[bounding], axis=0)
