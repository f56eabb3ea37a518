"""The cells of a map, part by part: how far each is from a site, and where those near one lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..curves import FloatArray
from ..lattice.reach import APART, parted
from .map_plan import MapPlan


@dataclass(frozen=True)
class CellsPart:
    """Some rows and columns of cells.

    Parameters
    ----------
    distance : (n,) float array
        To the nearest site on the same side of all barriers in m, NaN where there is none, or no Earth.
    near : (n_near,) int array
        The cells that are drawn.
    places : (n_near, 2) or (n_near, 3) float array
        Where these lie, in m.
    """

    distance: FloatArray
    near: NDArray[np.intp]
    places: FloatArray


class Cells:
    """The cells of a planned map.

    Parameters
    ----------
    plan : MapPlan
        The plan.
    """

    def __init__(self, plan: MapPlan) -> None:
        self._plan = plan
        self._tree = cKDTree(self._located(plan.x, plan.y, plan.ground.positions(plan.x, plan.y)))

    def part(self, rows: NDArray[np.integer], columns: NDArray[np.integer]) -> CellsPart:
        """Return the cells of some rows and columns, row by row."""
        plan = self._plan
        x, y = plan.grid.centres(rows, columns)
        positions = plan.ground.positions(x, y)
        there = np.isfinite(positions).all(axis=1)
        distance = np.full(len(x), np.nan)
        found = self._tree.query(self._located(x[there], y[there], positions[there]))[0]
        distance[there] = np.where(found < APART, found, np.nan)
        near = np.flatnonzero(distance <= plan.max_distance)
        return CellsPart(distance, near, plan.places(x[near], y[near]))

    def _located(self, x: FloatArray, y: FloatArray, positions: FloatArray) -> FloatArray:
        """Return positions in which what barriers part lies very far apart."""
        parts = self._plan.parting
        if parts is None:
            return positions
        return parted(positions, self._plan.ground.flat(x, y), parts.lattice)
