"""Depths that all sites of a survey share: nodes even in log depth, and each site's layers as their means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..curves import FloatArray
from ..proof.layering import Layering

SPACING = 0.17
"""Distance of the nodes in ln depth, about that of a site's layers."""
FEWEST, MOST = 16, 96


@dataclass(frozen=True)
class DepthNodes:
    """Nodes even in ln depth.

    Parameters
    ----------
    log_depth : (nodes,) float array
        ln of their depths in m, increasing.
    """

    log_depth: FloatArray

    @classmethod
    def across(cls, depth: FloatArray) -> DepthNodes:
        """Return nodes across the depths (n_sites, depths) in m of all sites."""
        low, high = np.log(depth.min()), np.log(depth.max())
        count = int(np.clip(np.ceil((high - low) / SPACING) + 1, FEWEST, MOST))
        return cls(np.linspace(low, high, count))

    @property
    def apart(self) -> FloatArray:
        """Distances between nodes in ln depth, (nodes, nodes)."""
        return np.abs(self.log_depth[:, None] - self.log_depth)

    def at(self, depth: FloatArray) -> FloatArray:
        """Return the weights of the nodes at depths (n_sites, depths) in m, (n_sites, depths, nodes)."""
        last = len(self.log_depth) - 1
        step = self.log_depth[1] - self.log_depth[0]
        place = np.clip((np.log(depth) - self.log_depth[0]) / step, 0, last)
        lower = np.minimum(place.astype(np.int64), last - 1)
        weight = np.zeros((*depth.shape, last + 1))
        site, row = np.indices(depth.shape)
        weight[site, row, lower] = 1 - (place - lower)
        weight[site, row, lower + 1] = place - lower
        return weight

    def layers(self, depth: FloatArray) -> FloatArray:
        """Return the weights of the nodes in the means of layers, (n_sites, layers, nodes).

        The layers are those of the output depths (n_sites, depths) in m.
        """
        weights = np.swapaxes(self.at(depth), 1, 2)
        return np.swapaxes(Layering.of(depth).average(weights), 1, 2)
