"""Scattered sites to cells, as sparse weights worked out once and applied to any number of quantities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from ...protocol.map_options import Method
from ..curves import FloatArray
from .mesh import Mesh

Weigh = Callable[[FloatArray], csr_matrix]

_IDW_NEIGHBOURS = 12
_SAME_PLACE = 1e-9  # of the sites' extent
_NEXT_TO = 0.05  # of the distance that nine in ten sites keep
_MIN_SHARE = 0.5 - 1e-9


@dataclass(frozen=True)
class Grid:
    """Square cells on the map, rows from the top.

    Parameters
    ----------
    left, top : float
        Outer corner of the first cell in map units, a multiple of `resolution`.
    resolution : float
        Cell size in map units.
    n_rows, n_columns : int
        Number of cells.
    """

    left: float
    top: float
    resolution: float
    n_rows: int
    n_columns: int

    @classmethod
    def covering(cls, x: FloatArray, y: FloatArray, resolution: float, pad: tuple[float, float]) -> Grid:
        """Return the grid that holds all sites with a margin of `pad` (along x, along y) in map units."""
        left = np.floor((x.min() - pad[0]) / resolution)
        right = np.ceil((x.max() + pad[0]) / resolution)
        bottom = np.floor((y.min() - pad[1]) / resolution)
        top = np.ceil((y.max() + pad[1]) / resolution)
        shape = (int(max(top - bottom, 1)), int(max(right - left, 1)))
        return cls(float(left * resolution), float(top * resolution), resolution, *shape)

    @property
    def n_cells(self) -> int:
        """Number of cells."""
        return self.n_rows * self.n_columns

    def centres(
        self, rows: NDArray[np.integer], columns: NDArray[np.integer]
    ) -> tuple[FloatArray, FloatArray]:
        """Return x and y of the cells of some rows and columns, row by row, each of shape (n,)."""
        x = self.left + (columns + 0.5) * self.resolution
        y = self.top - (rows + 0.5) * self.resolution
        grid_y, grid_x = np.meshgrid(y, x, indexing="ij")
        return grid_x.ravel(), grid_y.ravel()


def nearest_neighbours(positions: FloatArray) -> FloatArray:
    """Return the distance from each place to the next one; a place shared by several sites counts once.

    So do places that lie next to each other, over less than a twentieth of the usual distance.

    Parameters
    ----------
    positions : (n, d) float array
        Positions of the sites.

    Returns
    -------
    (n_places,) float array
        Distances in the unit of `positions`; empty for a single place.
    """
    places = _places(positions)[0]
    if len(places) < 2:
        return np.empty(0)
    tree = cKDTree(places)
    distance = tree.query(places, k=2)[0][:, 1]
    near = _NEXT_TO * float(np.quantile(distance, 0.9))
    if distance.min() >= near:
        return np.asarray(distance)
    pairs = tree.query_pairs(near, output_type="ndarray")
    apart = np.setdiff1d(np.arange(len(places)), pairs[:, 1])
    return np.asarray(cKDTree(places[apart]).query(places[apart], k=2)[0][:, 1])


def interpolator(points: FloatArray, method: Method) -> Weigh:
    """Return the function that gives the weight of every site in any cells.

    ``linear`` interpolates in Delaunay triangles and, outside them, takes the value of the nearest
    point on their rim; sites in a row are interpolated along it. ``idw`` weights the 12 nearest
    sites by inverse squared distance, ``nearest`` takes one. Sites at the same place are averaged.

    Parameters
    ----------
    points : (n_sites, 2) float array
        Positions in a plane; for ``idw`` and ``nearest`` in any space, (n_sites, d).
    method : {"linear", "idw", "nearest"}
        How to interpolate.

    Returns
    -------
    callable
        Maps cells of shape (n_cells, d) to weights of shape (n_cells, n_sites), rows of sum 1.
    """
    places, membership = _places(points)
    centre, extent = places.mean(axis=0), _extent(places)
    weigh = _METHODS[method]((places - centre) / extent)
    return lambda cells: weigh((cells - centre) / extent) @ membership


def weighted(weights: csr_matrix, values: FloatArray) -> FloatArray:
    """Return the weighted mean of the known values in each cell.

    Parameters
    ----------
    weights : (n_cells, n_sites) sparse matrix
        From `interpolator`.
    values : (n_sites, k) float array
        NaN where unknown.

    Returns
    -------
    (n_cells, k) float array
        NaN where sites of more than half the weight are unknown, and where no site has weight.
    """
    known = np.isfinite(values)
    total = weights @ np.where(known, values, 0.0)
    if known.all():
        total[np.diff(weights.indptr) == 0] = np.nan
        return total
    share = weights @ known.astype(np.float64)
    return np.divide(total, share, out=np.full_like(total, np.nan), where=share >= _MIN_SHARE)


def _extent(points: FloatArray) -> float:
    """Return the longest side of the box around the points, 1 for a single place."""
    return float(np.ptp(points, axis=0).max()) or 1.0


def _places(points: FloatArray) -> tuple[FloatArray, csr_matrix]:
    """Return the distinct places, and the (n_places, n_sites) matrix that averages the sites at each."""
    key = np.round((points - points.min(axis=0)) / (_extent(points) * _SAME_PLACE))
    _, first, place, counts = np.unique(
        key, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    place = place.ravel()
    shape = (len(first), len(points))
    membership = csr_matrix((1.0 / counts[place], (place, np.arange(len(points)))), shape=shape)
    return points[first], membership


def _nearest(places: FloatArray) -> Weigh:
    tree = cKDTree(places)

    def weigh(cells: FloatArray) -> csr_matrix:
        site = tree.query(cells)[1][:, None]
        return _rows(site, np.ones(site.shape), len(places))

    return weigh


def _inverse_distance(places: FloatArray) -> Weigh:
    tree = cKDTree(places)
    neighbours = list(range(1, min(_IDW_NEIGHBOURS, len(places)) + 1))

    def weigh(cells: FloatArray) -> csr_matrix:
        distance, site = tree.query(cells, k=neighbours)
        return _rows(site, 1.0 / np.maximum(distance, _SAME_PLACE) ** 2, len(places))

    return weigh


def _linear(places: FloatArray) -> Weigh:
    mesh = Mesh.of(places)
    return lambda cells: _rows(*mesh.locate(cells), len(places))


def _rows(sites: NDArray[np.integer], weights: FloatArray, n_sites: int) -> csr_matrix:
    """Return the sparse matrix of k weighted sites a cell, each row scaled to sum 1."""
    n_cells, k = sites.shape
    scaled = weights / weights.sum(axis=1, keepdims=True)
    return csr_matrix((scaled.ravel(), sites.ravel(), np.arange(n_cells + 1) * k), shape=(n_cells, n_sites))


_METHODS: dict[str, Callable[[FloatArray], Weigh]] = {
    "linear": _linear,
    "idw": _inverse_distance,
    "nearest": _nearest,
}

METHODS = tuple(_METHODS)
"""Methods that weight sites one by one."""
