"""Weights between sites where barriers part them: those of a place are of the sites on its side alone."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from ...protocol.map_options import Method
from ..curves import FloatArray
from ..lattice.barriers import CutLattice
from .gridding import Weigh, interpolator


def parted_interpolator(points: FloatArray, method: Method, lattice: CutLattice | None) -> Weigh:
    """Return what `gridding.interpolator` does, for each compartment from its own sites.

    Parameters
    ----------
    points : (n_sites, 2) float array
        Positions in the plane of the lattice, in m.
    method : {"linear", "idw", "nearest"}
        How to interpolate.
    lattice : CutLattice or None
        What barriers part; None parts nothing.

    Returns
    -------
    callable
        Maps places (n, 2) to weights (n, n_sites), of which rows are empty where no site is on that side.
    """
    if lattice is None:
        return interpolator(points, method)
    of_site = lattice.compartments_of(points)
    sites = {part: np.flatnonzero(of_site == part) for part in np.unique(of_site).tolist()}
    weighs = {part: interpolator(points[own], method) for part, own in sites.items()}

    def weigh(places: FloatArray) -> csr_matrix:
        of_place = lattice.compartments_of(places)
        row, column, weight = [], [], []
        for part, own in sites.items():
            there = np.flatnonzero(of_place == part)
            if len(there):
                found = weighs[part](places[there]).tocoo()
                row.append(there[found.row])
                column.append(own[found.col])
                weight.append(found.data)
        shape = (len(places), len(points))
        if not row:
            return csr_matrix(shape)
        entries = (np.concatenate(weight), (np.concatenate(row), np.concatenate(column)))
        return coo_matrix(entries, shape=shape).tocsr()

    return weigh
