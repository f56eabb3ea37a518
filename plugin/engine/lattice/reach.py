"""Where sites speak for a place: near enough, and on its side of every barrier."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..curves import FloatArray
from .barriers import CutLattice

APART = 1e8
"""Distance in m that tells compartments apart: farther than anything on the Earth."""
ANYWHERE = APART / 10
"""Distance in m within which all places of a compartment lie."""


class Reach:
    """Which depths are known within reach of a place.

    Parameters
    ----------
    places : (n_sites, 2) float array
        Positions in m.
    known : (n_sites, n_depths) bool array
        What the sites know.
    limit : float
        How far they speak in m.
    lattice : CutLattice, optional
        What barriers part: sites say nothing of other compartments.
    """

    def __init__(
        self, places: FloatArray, known: NDArray[np.bool_], limit: float, lattice: CutLattice | None = None
    ) -> None:
        self._limit, self._lattice = limit, lattice
        patterns, pattern = np.unique(known, axis=1, return_inverse=True)
        self._pattern = pattern.ravel()
        located = parted(places, places, lattice)
        self._trees = [cKDTree(located[own]) if own.any() else None for own in patterns.T]

    def __call__(self, points: FloatArray) -> NDArray[np.bool_]:
        """Return which depths are known at points (n, 2) in m, (n, n_depths)."""
        located = parted(points, points, self._lattice)
        near = np.zeros((len(points), len(self._trees)), dtype=bool)
        for k, tree in enumerate(self._trees):
            if tree is not None:
                near[:, k] = tree.query(located)[0] <= self._limit
        return near[:, self._pattern]


def parted(positions: FloatArray, places: FloatArray, lattice: CutLattice | None) -> FloatArray:
    """Return positions with one coordinate more, by which those of different compartments lie very far apart.

    Parameters
    ----------
    positions : (n, d) float array
        In m, in which distances are to be taken.
    places : (n, 2) float array
        The same in the plane of the lattice.
    lattice : CutLattice or None
        What has the compartments; None leaves positions as they are.
    """
    if lattice is None:
        return positions
    return np.column_stack([positions, APART * lattice.compartments_of(places)])
