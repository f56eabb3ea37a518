"""Proof of profiles against their data: forward modelling and misfit."""

from __future__ import annotations

import numpy as np

from .curves import Curves, FloatArray
from .elastic import vp_and_density
from .forward import Earths, dispersion
from .layering import Layering
from .progress import Monitor

DEFAULT_RELATIVE_SIGMA = 0.03


def predicted_velocity(
    curves: Curves, layering: Layering, vs: FloatArray, mean_velocity: FloatArray
) -> FloatArray:
    """Return what one profile a site predicts for each observed point, in m/s, NaN where it fails.

    Parameters
    ----------
    curves : Curves
        The observed points.
    layering : Layering
        How the output depths group into layers.
    vs : (n_sites, depths) float array
        The profiles in m/s.
    mean_velocity : (n_sites,) float array
        Mean velocity of each curve in m/s, which chooses Vp and density.
    """
    layers = np.exp(layering.average(np.log(vs)))
    earths = Earths.from_layers(layering.thickness, layers, *vp_and_density(layers, mean_velocity))
    return dispersion(
        earths, curves.site_index, curves.frequency, curves.wave, curves.kind, curves.mode.astype(np.int64)
    )


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
    curves: Curves, layering: Layering, samples: FloatArray, mean_velocity: FloatArray, monitor: Monitor
) -> FloatArray:
    """Forward-model sampled profiles and return chi of each, shape (n_sites, n_samples).

    Parameters
    ----------
    samples : (n_sites, n_samples, depths) float array
        Vs in m/s; other parameters as in `predicted_velocity`.
    """
    chi = np.empty(samples.shape[:2])
    for i in range(chi.shape[1]):
        monitor.step(i / chi.shape[1], "forward modelling")
        chi[:, i] = misfit(curves, predicted_velocity(curves, layering, samples[:, i], mean_velocity))
    return chi
