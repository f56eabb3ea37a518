"""How ln Vs of a survey's sites lies about its mean at all depths together: learnt from the sites.

The network and the curves together say of each site where its profile is and how well that is known. The mean
of the profiles, their scatter and the mean of what is not known of each add up to mean and covariance of the
ground (the moments of a hierarchical Gaussian model; Gelman et al. 2013, Bayesian Data Analysis, ch. 5).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..curves import FloatArray
from ..proof.linearised import Linearised
from .correlation import correlation
from .depth_nodes import DepthNodes

BEYOND = 0.5
"""Standard deviation of ln Vs about the survey's mean at depths that a site says nothing of."""
BEYOND_RANGE = 1.5
"""How far in ln depth a profile goes on as it is there."""
JITTER = 1e-8


@dataclass(frozen=True)
class DepthLaw:
    """Mean and covariance of ln Vs, Vs in m/s, on the depth nodes.

    Parameters
    ----------
    mean : (nodes,) float array
        Mean.
    covariance : (nodes, nodes) float array
        Covariance.
    """

    mean: FloatArray
    covariance: FloatArray

    @classmethod
    def of(cls, sites: Linearised, nodes: DepthNodes) -> DepthLaw:
        """Learn it from two sites or more."""
        layers = nodes.layers(sites.depth)
        log_vs = sites.unknowns[:, :-1]
        precision = own_precision(sites)
        beyond = BEYOND**2 * correlation(nodes.apart / BEYOND_RANGE, 1.5) + 1e-6 * np.eye(
            len(nodes.log_depth)
        )
        smooth = np.asarray(np.linalg.inv(beyond), dtype=np.float64)
        mean = _mean_profile(layers, log_vs, smooth)
        seen = np.swapaxes(layers, 1, 2) @ precision
        covariance = np.linalg.inv(seen @ layers + smooth)
        away = (log_vs - layers @ mean)[..., None]
        profiles = mean + (covariance @ (seen @ away))[..., 0]
        scatter = np.cov(profiles.T) + covariance.mean(axis=0)
        return cls(profiles.mean(axis=0), scatter + JITTER * np.eye(len(mean)))


def own_precision(sites: Linearised) -> FloatArray:
    """Return the inverse covariance of the layers' ln Vs by curve and network, (n_sites, layers, layers)."""
    whole = sites.normal + sites.prior
    across, own = whole[:, :-1, -1], whole[:, -1, -1]
    return whole[:, :-1, :-1] - across[:, :, None] * (across / own[:, None])[:, None]


def _mean_profile(layers: FloatArray, log_vs: FloatArray, smooth: FloatArray) -> FloatArray:
    """Return the profile (nodes,) nearest to those of all sites, which counts where few of them reach."""
    across = np.swapaxes(layers, 1, 2)
    normal = (across @ layers).sum(axis=0) + 1e-5 * len(layers) * smooth
    start = log_vs.mean()
    return start + np.linalg.solve(normal, (across @ (log_vs - start)[..., None]).sum(axis=0)[:, 0])
