"""Rival interpretations of a curve: the main components of the distribution that the network predicts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..network.one_pass import Prediction

LEAST_WEIGHT = 0.1


@dataclass(frozen=True)
class Interpretations:
    """Gaussian distributions of ln Vs, Vs in m/s, one or more for each site, in the order of the sites.

    Parameters
    ----------
    site : (n,) int array
        Site that each belongs to.
    log_weight : (n,) float array
        Logarithm of its weight among those of its site.
    log_vs : (n, depths) float array
        Mean.
    covariance : (n, depths, depths) float array
        Covariance.
    """

    site: NDArray[np.int64]
    log_weight: FloatArray
    log_vs: FloatArray
    covariance: FloatArray

    @classmethod
    def of(cls, prediction: Prediction) -> Interpretations:
        """Return the components whose weight exceeds `LEAST_WEIGHT`."""
        found = prediction.predictive
        log_weight, mean, variance, factor = (
            part.cpu().numpy().astype(float)
            for part in (found.log_weight, found.mean, found.variance, found.factor)
        )
        site, component = np.nonzero(log_weight > np.log(LEAST_WEIGHT))
        factor, variance = factor[site, component], variance[site, component]
        log_vs = mean[site, component] + np.log(prediction.scale.velocity[site])[:, None]
        return cls(
            site=site,
            log_weight=log_weight[site, component],
            log_vs=np.maximum.accumulate(log_vs, axis=1) if prediction.monotonic else log_vs,
            covariance=factor @ factor.transpose(0, 2, 1) + variance[:, :, None] * np.eye(mean.shape[2]),
        )
