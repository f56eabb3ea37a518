"""Proof of sampled profiles against their data, by forward modelling."""

from __future__ import annotations

import numpy as np

from .curves import Curves, FloatArray
from .data_errors import DataErrors
from .elastic import Elastic
from .layering import Layering
from .progress import Monitor
from .sensitivity import LAYER_STEP
from .tracking import Anchor


def screen(
    curves: Curves,
    errors: DataErrors,
    layering: Layering,
    centre: FloatArray,
    samples: FloatArray,
    elastic: Elastic,
    monitor: Monitor,
) -> FloatArray:
    """Forward-model sampled profiles and return chi of each, shape (n_sites, n_samples).

    Parameters
    ----------
    curves : Curves
        The observed points.
    errors : DataErrors
        What is assumed of their errors; if robust, so is chi.
    layering : Layering
        How the output depths group into layers.
    centre : (n_sites, depths) float array
        ln Vs of the profiles about which the samples lie, Vs in m/s.
    samples : (n_sites, n_samples, depths) float array
        ln Vs of the samples.
    elastic : Elastic
        How Vp and density follow from Vs.
    monitor : Monitor
        Asked once a sample of all sites.
    """
    middle = layering.average(centre)
    stiffer = layering.earths(middle + np.log1p(LAYER_STEP), elastic)
    anchor = Anchor.at(curves, layering.earths(middle, elastic), stiffer)
    chi = np.empty(samples.shape[:2])
    for i, sample in enumerate(np.moveaxis(layering.average(samples), 1, 0)):
        monitor.step(i / chi.shape[1], "forward modelling")
        chi[:, i] = errors.misfit(curves, anchor.dispersion(layering.earths(sample, elastic)))
    return chi
