"""Proof of profiles against their data: forward modelling and misfit."""

from __future__ import annotations

import numpy as np

from .curves import Curves, FloatArray
from .layering import Layering
from .progress import Monitor
from .sensitivity import LAYER_STEP
from .tracking import Anchor

DEFAULT_RELATIVE_SIGMA = 0.03


def sigma_of(curves: Curves) -> FloatArray:
    """Return the points' sigmas in m/s, `DEFAULT_RELATIVE_SIGMA` of the velocity where none is known."""
    known = np.isfinite(curves.sigma) & (curves.sigma > 0)
    return np.where(known, curves.sigma, DEFAULT_RELATIVE_SIGMA * curves.velocity)


def misfit(curves: Curves, predicted: FloatArray) -> FloatArray:
    """Return chi = sqrt(mean(((observed - predicted) / sigma)^2)) of each site.

    A site whose profile lacks a prediction at more than a fifth of its points has no chi (NaN).
    """
    residual = (curves.velocity - predicted) / sigma_of(curves)
    computed = np.isfinite(residual)
    n = curves.n_sites
    total = np.bincount(curves.site_index, np.where(computed, residual, 0.0) ** 2, minlength=n)
    count = np.bincount(curves.site_index, computed, minlength=n)
    chi = np.sqrt(total / np.maximum(count, 1))
    return np.where(count >= 0.8 * curves.counts, chi, np.nan)


def screen(
    curves: Curves,
    layering: Layering,
    centre: FloatArray,
    samples: FloatArray,
    mean_velocity: FloatArray,
    monitor: Monitor,
) -> FloatArray:
    """Forward-model sampled profiles and return chi of each, shape (n_sites, n_samples).

    Parameters
    ----------
    curves : Curves
        The observed points.
    layering : Layering
        How the output depths group into layers.
    centre : (n_sites, depths) float array
        ln Vs of the profiles about which the samples lie, Vs in m/s.
    samples : (n_sites, n_samples, depths) float array
        ln Vs of the samples.
    mean_velocity : (n_sites,) float array
        Mean velocity of each curve in m/s, which chooses Vp and density.
    monitor : Monitor
        Asked once a sample of all sites.
    """
    middle = layering.average(centre)
    stiffer = layering.earths(middle + np.log1p(LAYER_STEP), mean_velocity)
    anchor = Anchor.at(curves, layering.earths(middle, mean_velocity), stiffer)
    chi = np.empty(samples.shape[:2])
    for i, sample in enumerate(np.moveaxis(layering.average(samples), 1, 0)):
        monitor.step(i / chi.shape[1], "forward modelling")
        chi[:, i] = misfit(curves, anchor.dispersion(layering.earths(sample, mean_velocity)))
    return chi
