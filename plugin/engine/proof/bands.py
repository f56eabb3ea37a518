"""Quantiles of Vs at every depth: of Gaussian mixtures, and of weighted ensembles smoothed by a kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from ..curves import FloatArray
from ..network.quantiles import gaussian_mixture_quantiles
from ..profiles import LEVELS
from ..waves.vp_departure import split
from .ensemble import Ensemble
from .interpretations import Interpretations
from .layering import Layering
from .mixture import Mixture
from .slowing import MEDIAN, Slowing

WIDEST_KERNEL = 0.7
LEAST_VARIANCE = 1e-8


@dataclass(frozen=True)
class Depths:
    """How layers' ln Vs become profiles on the output depths.

    Parameters
    ----------
    layering : Layering
        How the output depths group into layers.
    detail : (n, depths) float array
        Departure of each component's median from its layers, which data do not change: from their means, and
        what roughness within them takes off these.
    variance : (n, depths) float array
        Variance of each component beyond that of its layers' means.
    """

    layering: Layering
    detail: FloatArray
    variance: FloatArray

    @classmethod
    def of(cls, layering: Layering, rivals: Interpretations, slowing: Slowing) -> Depths:
        """Keep from the network what layers cannot carry."""
        whole = np.einsum("nii->ni", rivals.covariance)
        between = layering.spread(slowing.variance)
        detail = rivals.log_vs - layering.spread(layering.average(rivals.log_vs) - slowing.within)
        return cls(layering, detail, np.clip(whole - between, 0.0, None))

    def profiles(self, ensemble: Ensemble) -> FloatArray:
        """Return ln Vs of an ensemble's profiles, (n_sites, most, depths)."""
        return self.layering.spread(ensemble.log_vs) + self.detail[ensemble.component]


def mixture_quantiles(posterior: Mixture, depths: Depths) -> FloatArray:
    """Return quantiles of ln Vs of each site at `LEVELS`, (n_sites, depths, 5)."""
    mean, variance = _moments(posterior, depths)
    shape = (posterior.site[-1] + 1, int(np.bincount(posterior.site).max()))
    place = np.arange(len(mean)) - np.searchsorted(posterior.site, posterior.site)
    best = posterior.best()
    # Padding without weight lies where it does not widen the search for the quantiles.
    means, variances = (np.repeat(part[best][:, None], shape[1], axis=1) for part in (mean, variance))
    weight = np.zeros(shape)
    weight[posterior.site, place] = posterior.share
    means[posterior.site, place], variances[posterior.site, place] = mean, variance
    return _quantiles(weight, means, variances)


def gaussian_quantiles(posterior: Mixture, chosen: NDArray[np.integer], depths: Depths) -> FloatArray:
    """Return quantiles of ln Vs of the given components, one a site, (n_sites, depths, 5)."""
    mean, variance = (part[chosen] for part in _moments(posterior, depths))
    return mean[..., None] + np.sqrt(variance)[..., None] * ndtri(LEVELS)


def ensemble_quantiles(ensemble: Ensemble, depths: Depths) -> FloatArray:
    """Return quantiles of ln Vs of each site's weighted ensemble at `LEVELS`, (n_sites, depths, 5).

    Each profile stands for a Gaussian of the width h s, with s the ensemble's standard deviation and h =
    (effective number)^(-1/5), and all are drawn towards their mean so that the variance stays what it is
    (West 1993, Approximating posterior distributions by mixtures, J. R. Stat. Soc. B 55). Within
    layers the variance is greater by what the network says of depths beside their layer.
    """
    weight = ensemble.weight[..., None]
    mean = (weight * ensemble.log_vs).sum(axis=1, keepdims=True)
    away = np.where(weight > 0, ensemble.log_vs - mean, 0.0)
    effective = np.maximum(ensemble.effective, 2.0)[:, None, None]
    kernel = np.minimum(effective**-0.2, WIDEST_KERNEL)
    variance = (weight * away**2).sum(axis=1, keepdims=True) * effective / (effective - 1)
    widths = np.broadcast_to(kernel**2 * variance, away.shape)
    layers = _quantiles(ensemble.weight, np.sqrt(1 - kernel**2) * away, widths)
    detail = (weight * depths.detail[ensemble.component]).sum(axis=1)
    beside = (weight * depths.variance[ensemble.component]).sum(axis=1)
    between = depths.layering.spread(variance[:, 0])
    widening = np.sqrt(1 + beside / np.maximum(between, LEAST_VARIANCE))[..., None]
    centre = depths.layering.spread(mean[:, 0]) + detail
    spread = depths.layering.spread(layers.transpose(0, 2, 1)).transpose(0, 2, 1)
    return np.asarray(centre[..., None] + widening * spread)


def recentred(quantiles: FloatArray, about: FloatArray) -> FloatArray:
    """Return quantiles of ln Vs (n_sites, depths, 5) moved so that their medians are those of `about`.

    The median of some tens of profiles scatters; their spread is what they are drawn for.
    """
    return quantiles + about[..., MEDIAN, None] - quantiles[..., MEDIAN, None]


def _moments(posterior: Mixture, depths: Depths) -> tuple[FloatArray, FloatArray]:
    """Return mean and variance of ln Vs of each component, (n, depths)."""
    centre, deviation = (split(part)[0] for part in (posterior.mean, posterior.deviation))
    spread = depths.layering.spread
    return spread(centre) + depths.detail, spread(deviation**2) + depths.variance


def _quantiles(weight: FloatArray, mean: FloatArray, variance: FloatArray) -> FloatArray:
    """Return quantiles of mixtures: weights (n, k), means and variances (n, k, depths)."""
    spread = np.sqrt(np.maximum(variance, LEAST_VARIANCE))
    return gaussian_mixture_quantiles(weight, mean, spread, LEVELS).astype(float)
