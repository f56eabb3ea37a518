"""The cells of a map, part by part: how far each is from a site, and where those near one lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..curves import FloatArray
from .map_plan import MapPlan


@dataclass(frozen=True)
class CellsPart:
    """Some rows and columns of cells.

    Parameters
    ----------
    distance : (n,) float array
        To the nearest site in m, NaN where the map goes beyond the Earth.
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
        self._tree = cKDTree(plan.ground.positions(plan.x, plan.y))

    def part(self, rows: NDArray[np.integer], columns: NDArray[np.integer]) -> CellsPart:
        """Return the cells of some rows and columns, row by row."""
        plan = self._plan
        x, y = plan.grid.centres(rows, columns)
        positions = plan.ground.positions(x, y)
        there = np.isfinite(positions).all(axis=1)
        distance = np.full(len(x), np.nan)
        distance[there] = self._tree.query(positions[there])[0]
        near = np.flatnonzero(distance <= plan.max_distance)
        return CellsPart(distance, near, plan.places(x[near], y[near]))
