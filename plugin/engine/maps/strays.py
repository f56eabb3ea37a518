"""Sites that lie so far from all others that their coordinates must be wrong."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..curves import FloatArray

_FEWEST = 5  # sites, of which one can be a stray
_MOST = 50  # of how many sites one group of strays may be one
_LINKS = 8  # nearest sites that a site is linked to
_NEAR = 20.0  # usual spacings: sites linked over less are of one group
_FAR = 2.0  # sizes of the survey: a group that is farther away is astray


def strays(positions: FloatArray) -> NDArray[np.bool_]:
    """Return which sites lie farther from all others than twice the whole survey is wide.

    A site typed into the ocean, or with its coordinates swapped, is such a one: a group of one site, or of up
    to a fiftieth of them.

    Parameters
    ----------
    positions : (n, d) float array
        Positions in m, in which straight lines are distances.
    """
    n = len(positions)
    astray = np.zeros(n, dtype=bool)
    if n < _FEWEST:
        return astray
    distance, site = cKDTree(positions).query(positions, k=min(_LINKS + 1, n))
    spacing = float(np.median(distance[:, 1]))
    if spacing == 0:
        spacing = float(distance.max()) or 1.0
    linked = distance <= _NEAR * spacing
    start = np.broadcast_to(np.arange(n)[:, None], site.shape)[linked]
    graph = coo_matrix((np.ones(linked.sum()), (start, site[linked])), shape=(n, n))
    group = connected_components(graph, directed=False)[1]
    sizes = np.bincount(group)
    small = sizes[group] <= max(1, n // _MOST)
    if small.all() or not small.any():
        return astray
    rest = positions[~small]
    width = float(np.linalg.norm(np.ptp(rest, axis=0)))
    far = cKDTree(rest).query(positions)[0] > _FAR * max(width, spacing)
    astray[small & far] = True
    return astray
