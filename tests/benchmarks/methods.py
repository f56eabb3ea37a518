"""The methods that are compared: every one gets the same curves and is told the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from plugin.engine.curves import FloatArray
from plugin.engine.data_errors import DataErrors
from plugin.engine.elastic import Elastic
from plugin.engine.layering import Layering
from plugin.engine.network import Inputs, VsTransformer
from plugin.engine.predictive import Predictive
from plugin.engine.profiles import LEVELS, mean_velocity
from plugin.engine.progress import Monitor
from plugin.engine.refinement import refine
from plugin.engine.scaling import Scale, measure, nondimensionalise

from .occam import occam
from .rule import rule_profile, rule_vs30
from .suites import Suite

N_DEPTHS = 50
SHALLOWEST = 1.0 / 4.0
DEEPEST = 1.0 / 3.0
COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
FINE_DEPTHS = np.geomspace(0.25, 60.0, 200)
BATCH = 256
VS30_SAMPLES = 200


@dataclass(frozen=True)
class Estimate:
    """What a method says of each site of a suite.

    Parameters
    ----------
    log_vs : (n_sites, n_depths) float array
        ln of the best Vs in m/s at the scored depths.
    low, high : (n_coverages, n_sites, n_depths) float arrays or None
        Ends of the central bands of each of `COVERAGES`.
    vs30 : (n_sites,) float array
        Vs30 in m/s.
    vs30_band : (n_sites, 2) float array or None
        Ends of the 90 % band of Vs30.
    seconds : float
        Wall time a curve.
    """

    log_vs: FloatArray
    vs30: FloatArray
    seconds: float
    low: FloatArray | None = None
    high: FloatArray | None = None
    vs30_band: FloatArray | None = None


Method = Callable[[Suite, FloatArray], Estimate]


def scored_depths(suite: Suite) -> FloatArray:
    """Return 50 depths even in log between lambda_min/4 and lambda_max/3, (n_sites, n_depths)."""
    shortest, longest = suite.curves.wavelength_range()
    return np.exp(np.linspace(np.log(SHALLOWEST * shortest), np.log(DEEPEST * longest), N_DEPTHS, axis=1))


def by_rule(suite: Suite, depth: FloatArray) -> Estimate:
    """Apply the lambda/3 rule."""
    begun = time.perf_counter()
    log_vs, vs30 = np.log(rule_profile(suite.curves, depth)), rule_vs30(suite.curves)
    return Estimate(log_vs, vs30, (time.perf_counter() - begun) / len(depth))


def by_occam(suite: Suite, depth: FloatArray) -> Estimate:
    """Invert by Occam's method."""
    begun = time.perf_counter()
    profiles = occam(suite.curves, suite.poisson)
    log_vs = np.log(profiles.vs_at(depth))
    seconds = (time.perf_counter() - begun) / len(depth)
    fine = np.broadcast_to(FINE_DEPTHS, (len(depth), len(FINE_DEPTHS)))
    return Estimate(log_vs, mean_velocity(fine, profiles.vs_at(fine), 30.0), seconds)


def by_refinement(network: VsTransformer) -> Method:
    """Return the method of one pass of the network and the refinement of its median."""

    def method(suite: Suite, depth: FloatArray) -> Estimate:
        _refine(network, suite.take(np.arange(min(4, suite.curves.n_sites))))  # compiles
        begun = time.perf_counter()
        correction = _refine(network, suite)
        seconds = (time.perf_counter() - begun) / len(depth)
        own_depth = measure(suite.curves).depth()
        shift = _resample(np.log(own_depth), correction[..., None], np.log(depth))[..., 0]
        with torch.inference_mode():
            predictive, scale = _predict(network, suite)
            median = predictive.quantiles((0.5,)).double().numpy()[..., 0]
        vs = scale.velocity[:, None] * np.exp(median + correction)
        direct = _one_pass(network, suite, depth)
        return Estimate(
            log_vs=direct.log_vs + shift,
            vs30=mean_velocity(own_depth, vs, 30.0),
            seconds=seconds,
            low=direct.low + shift,
            high=direct.high + shift,
        )

    return method


def _refine(network: VsTransformer, suite: Suite) -> FloatArray:
    """Return the correction to ln Vs on the network's depths, (n_sites, depths)."""
    with torch.inference_mode():
        predictive, scale = _predict(network, suite)
        median = predictive.quantiles((0.5,)).double().numpy()[..., 0]
        covariance = predictive.covariance().double().numpy()
    log_vs = median + np.log(scale.velocity)[:, None]
    layering, elastic = Layering.of(scale.depth()), Elastic.of(scale.velocity, "auto", None)
    return refine(
        suite.curves, DataErrors(), layering, log_vs, covariance, elastic, False, Monitor()
    ).correction


def by_network(network: VsTransformer) -> Method:
    """Return the method of one pass of the network, its median being the estimate."""

    def method(suite: Suite, depth: FloatArray) -> Estimate:
        sites = np.arange(suite.curves.n_sites)
        parts = [suite.take(part) for part in np.array_split(sites, -(-len(sites) // BATCH))]
        _predict(network, parts[0])  # so that loading costs are not timed
        begun = time.perf_counter()
        for part in parts:
            _predict(network, part)[0].quantiles(LEVELS)
        seconds = (time.perf_counter() - begun) / len(sites)
        depths = np.array_split(depth, len(parts))
        estimates = [_one_pass(network, part, z) for part, z in zip(parts, depths)]
        joined = {
            name: np.concatenate([getattr(e, name) for e in estimates], axis=axis)
            for name, axis in (("log_vs", 0), ("vs30", 0), ("vs30_band", 0), ("low", 1), ("high", 1))
        }
        return replace(estimates[0], **joined, seconds=seconds)

    return method


@torch.inference_mode()
def _predict(network: VsTransformer, suite: Suite) -> tuple[Predictive, Scale]:
    scale = measure(suite.curves)
    inputs = Inputs.of(
        nondimensionalise(suite.curves, scale),
        poisson=torch.from_numpy(suite.poisson),
        reversals=torch.from_numpy(suite.reversals),
    )
    return network(inputs), scale


@torch.inference_mode()
def _one_pass(network: VsTransformer, suite: Suite, depth: FloatArray) -> Estimate:
    predictive, scale = _predict(network, suite)
    tails = [0.5 - 0.5 * c for c in COVERAGES]
    levels = (*tails, 0.5, *(1.0 - t for t in tails))
    quantiles = predictive.quantiles(levels).double().numpy()
    unit = np.log(scale.velocity)[:, None, None]
    at_depth = _resample(np.log(scale.depth()), quantiles + unit, np.log(depth)).transpose(2, 0, 1)
    n = len(COVERAGES)
    samples = predictive.sample(VS30_SAMPLES, torch.Generator().manual_seed(0)).double().numpy()
    own_depth = scale.depth()
    vs30 = mean_velocity(own_depth[:, None], np.exp(samples + unit), 30.0)
    median = mean_velocity(own_depth, np.exp(quantiles[..., n] + unit[..., 0]), 30.0)
    band = np.quantile(vs30, [0.05, 0.95], axis=1).T
    return Estimate(at_depth[n], median, 0.0, at_depth[:n], at_depth[n + 1 :], band)


def _resample(grid: FloatArray, values: FloatArray, target: FloatArray) -> FloatArray:
    """Interpolate (n, depths, levels) on an even grid of log depth to (n, targets, levels)."""
    step = (grid[:, 1] - grid[:, 0])[:, None]
    place = np.clip((target - grid[:, :1]) / step, 0.0, grid.shape[1] - 1.0)
    lower = np.minimum(place.astype(np.int64), grid.shape[1] - 2)[..., None]
    below = np.take_along_axis(values, lower, axis=1)
    above = np.take_along_axis(values, lower + 1, axis=1)
    return below + (place[..., None] - lower) * (above - below)
