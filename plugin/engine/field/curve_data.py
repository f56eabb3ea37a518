"""Each curve as about ten whitened numbers that are linear in ln Vs on the survey's depth nodes.

A curve, not a posterior, is what a site has to say to others: posteriors hold priors, which would be counted
once a neighbour. What the departure of Vp can explain of it is taken out, by that departure's own prior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..curves import FloatArray
from ..proof.linearised import Linearised
from .depth_nodes import DepthNodes

LEAST_SINGULAR = 0.01
"""Directions of ln Vs that a curve sees this much less than the clearest one are left out."""


@dataclass(frozen=True)
class CurveData:
    """Data d = G f + e with errors of unit variance, f being ln Vs on the nodes as waves feel it.

    Parameters
    ----------
    design : (n_sites, numbers, nodes) float array
        G; rows of zeros where a site has fewer numbers than others.
    data : (n_sites, numbers) float array
        d, 0 there.
    """

    design: FloatArray
    data: FloatArray

    @classmethod
    def of(cls, sites: Linearised, nodes: DepthNodes) -> CurveData:
        """Whiten what linearised curves say of their layers."""
        normal, known = without_departure(sites)
        size, direction = np.linalg.eigh(normal)
        kept = (size > LEAST_SINGULAR**2 * size[:, -1:]) & (size > 0)
        root = np.sqrt(np.where(kept, size, 1.0))
        rows = np.swapaxes(direction, 1, 2) * kept[..., None]
        used = max(int(kept.sum(axis=1).max(initial=1)), 1)
        design = (root[..., None] * rows)[:, -used:] @ nodes.layers(sites.depth)
        data = (rows @ known[..., None])[..., 0] / root
        return cls(design, data[:, -used:])

    def take(self, sites: np.ndarray) -> CurveData:
        """Return those of the given sites, in the given order."""
        return CurveData(self.design[sites], self.data[sites])

    def about(self, mean: FloatArray) -> FloatArray:
        """Return the data less those of a mean (nodes,), (n_sites, numbers)."""
        return self.data - self.design @ mean


def without_departure(sites: Linearised) -> tuple[FloatArray, FloatArray]:
    """Return the curves' quadratic forms in ln Vs of the layers alone, the departure of Vp integrated out.

    Returns
    -------
    normal : (n_sites, layers, layers) float array
        The matrix N of -(x' N x) / 2 + h' x.
    known : (n_sites, layers) float array
        h.
    """
    linear = (sites.normal @ sites.unknowns[..., None])[..., 0] + sites.gradient
    across, own = sites.normal[:, :-1, -1], sites.normal[:, -1, -1] + sites.prior[:, -1, -1]
    share = across / own[:, None]
    normal = sites.normal[:, :-1, :-1] - across[:, :, None] * share[:, None]
    return normal, linear[:, :-1] - share * linear[:, -1:]
