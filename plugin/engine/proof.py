"""Proof of the network's profiles: refinement, and samples that are forward-modelled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from .curves import Curves, FloatArray
from .data_errors import DataErrors
from .derived import SUMMARY_SAMPLES
from .elastic import Elastic
from .inversion import Prediction
from .layering import Layering
from .profiles import LEVELS
from .progress import Monitor
from .refinement import refine
from .request import Request
from .screening import screen
from .spherical import density_power

SEED = 20241


@dataclass(frozen=True)
class Proof:
    """What became of the network's predictions for some sites.

    Parameters
    ----------
    quantiles : (n_sites, depths, 5) float array
        Quantiles of Vs in m/s at `profiles.LEVELS`, about the refined profile.
    samples : (n_sites, n_samples, depths) float array
        Profiles drawn about it, Vs in m/s.
    layers : (n_sites, layers) float array
        Vs in m/s of the refined profiles' layers, which predict the curves.
    predicted : (n_points,) float array
        Velocities in m/s that the refined profiles predict.
    chi_direct, chi : (n_sites,) float arrays
        Misfit of the network's and of the refined profile.
    n_accepted : (n_sites,) int array
        Samples with chi < 1 (robust if asked for), of those that were asked for.
    """

    quantiles: FloatArray
    samples: FloatArray
    layers: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]


def prove(curves: Curves, prediction: Prediction, request: Request, monitor: Monitor) -> Proof:
    """Refine the predicted profiles of `curves` and forward-model profiles drawn about them.

    The request's correction for the Earth's curvature is on where `curves` are flattened ones.
    """
    layering = Layering.of(prediction.depth)
    power = density_power(curves) if request.spherical == "on" else None
    elastic = Elastic.of(prediction.scale.velocity, request.poisson, request.water_table, power)
    median = np.log(prediction.quantiles[..., LEVELS.index(0.50)])
    errors, monotonic = DataErrors.of(request), not request.lvz
    part = monitor.part(0.0, 0.3)
    refined = refine(curves, errors, layering, median, prediction.covariance(), elastic, monotonic, part)
    centre = median + refined.correction
    quantiles = np.exp(centre[..., None] + refined.deviation[..., None] * ndtri(LEVELS))
    shape = (curves.n_sites, max(SUMMARY_SAMPLES, request.samples), refined.root.shape[1])
    departures = np.random.default_rng(SEED).standard_normal(shape) @ refined.root.transpose(0, 2, 1)
    samples = centre[:, None] + layering.spread(departures)
    if monotonic:
        quantiles, samples = np.maximum.accumulate(quantiles, 1), np.maximum.accumulate(samples, 2)
    wanted = samples[:, : request.samples]
    chi = screen(curves, errors, layering, centre, wanted, elastic, monitor.part(0.3, 1.0))
    return Proof(
        quantiles=quantiles,
        samples=np.exp(samples),
        layers=refined.layers,
        predicted=refined.predicted,
        chi_direct=refined.chi_direct,
        chi=refined.chi,
        n_accepted=(chi < 1.0).sum(axis=1),
    )
