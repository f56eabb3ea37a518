"""Proof of profiles against their data: forward modelling and misfit."""

from __future__ import annotations

import numpy as np

from .curves import Curves, FloatArray
from .elastic import vp_and_density
from .forward import Earths, dispersion
from .progress import Monitor
from .scaling import Scale

DEPTHS_PER_LAYER = 3
DEFAULT_RELATIVE_SIGMA = 0.03


def layered(depth: FloatArray, vs: FloatArray, mean_velocity: FloatArray) -> Earths:
    """Return profiles on grid depths as layered earths.

    `DEPTHS_PER_LAYER` neighbouring depths make a layer, whose slowness is their mean; layers meet
    midway in log depth, and the last is the half-space.

    Parameters
    ----------
    depth, vs : (n, depths) float arrays
        Depth in m and Vs in m/s.
    mean_velocity : (n,) float array
        Mean velocity in m/s of the curve that each profile belongs to.
    """
    depths = vs.shape[1]
    starts = np.arange(0, depths, DEPTHS_PER_LAYER)
    layers = np.diff(starts, append=depths) / np.add.reduceat(1.0 / vs, starts, axis=1)
    interfaces = np.sqrt(depth[:, starts[1:] - 1] * depth[:, starts[1:]])
    thickness = np.diff(interfaces, axis=1, prepend=0.0, append=np.inf)
    thickness[:, -1] = 0.0
    vp, density = vp_and_density(layers, mean_velocity)
    return Earths.from_layers(thickness, layers, vp, density)


def predicted_velocity(curves: Curves, scale: Scale, depth: FloatArray, vs: FloatArray) -> FloatArray:
    """Return what one profile a site predicts for each observed point, in m/s, NaN where it fails.

    Parameters
    ----------
    curves : Curves
        The observed points.
    scale : Scale
        Units of the curves.
    depth, vs : (n_sites, depths) float arrays
        The profiles.
    """
    earths = layered(depth, vs, scale.velocity)
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
    curves: Curves, scale: Scale, depth: FloatArray, samples: FloatArray, monitor: Monitor
) -> FloatArray:
    """Forward-model sampled profiles and return chi of each, shape (n_sites, n_samples).

    Parameters
    ----------
    samples : (n_sites, n_samples, depths) float array
        Vs in m/s.
    """
    chi = np.empty(samples.shape[:2])
    for i in range(chi.shape[1]):
        monitor.step(i / chi.shape[1], "forward modelling")
        chi[:, i] = misfit(curves, predicted_velocity(curves, scale, depth, samples[:, i]))
    return chi
