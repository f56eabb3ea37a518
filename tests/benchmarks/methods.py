"""The methods that are compared: every one gets the same curves and is told the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.network.transformer import VsTransformer
from plugin.engine.poisson import Poisson
from plugin.engine.profiles import LEVELS, mean_velocity
from plugin.engine.results.inversion import run
from plugin.engine.results.result import Result
from plugin.engine.survey import Survey
from plugin.protocol.request import Request

from .occam import occam
from .resampling import resample
from .rule import rule_profile, rule_vs30
from .suites import Suite

N_DEPTHS = 50
SHALLOWEST = 1.0 / 4.0
DEEPEST = 1.0 / 3.0
COVERAGES = (0.68, 0.9)
LOW = [LEVELS.index(level) for level in (0.16, 0.05)]
HIGH = [LEVELS.index(level) for level in (0.84, 0.95)]
SAMPLES = 50
FINE_DEPTHS = np.geomspace(0.25, 60.0, 200)
CLASSES = {Poisson.UNKNOWN: "unknown", Poisson.ROCK: "rock", Poisson.SOIL: "soil"}


@dataclass(frozen=True)
class Estimate:
    """What a method says of each site of a suite.

    Parameters
    ----------
    log_vs : (n_sites, n_depths) float array
        ln of the best Vs in m/s at the scored depths.
    vs30 : (n_sites,) float array
        Vs30 in m/s.
    seconds : float
        Wall time a curve.
    low, high : (n_coverages, n_sites, n_depths) float arrays or None
        Ends of the central bands of each of `COVERAGES`.
    vs30_band : (n_sites, 2) float array or None
        Ends of the 90 % band of Vs30.
    chi_direct, chi : (n_sites,) float arrays or None
        Misfit of the network's and of the reported profile, where it was forward-modelled.
    """

    log_vs: FloatArray
    vs30: FloatArray
    seconds: float
    low: FloatArray | None = None
    high: FloatArray | None = None
    vs30_band: FloatArray | None = None
    chi_direct: FloatArray | None = None
    chi: FloatArray | None = None


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
    vs30 = mean_velocity(fine, profiles.vs_at(fine), 30.0)
    return Estimate(log_vs, vs30, seconds, chi=profiles.chi)


def by_pipeline(network: VsTransformer, samples: int) -> Method:
    """Return what users get: the pipeline's result with so many samples, 0 for the one pass alone."""

    def method(suite: Suite, depth: FloatArray) -> Estimate:
        told = list(zip(suite.poisson.tolist(), suite.reversals.tolist()))
        parts = [np.array([i for i, t in enumerate(told) if t == group]) for group in sorted(set(told))]
        invert(suite.take(parts[0][:2]), samples, network)  # so that loading and compiling are not timed
        begun = time.perf_counter()
        results = [invert(suite.take(sites), samples, network) for sites in parts]
        seconds = (time.perf_counter() - begun) / len(depth)
        order = np.argsort(np.concatenate(parts))
        return _estimate(results, order, depth, seconds)

    return method


def invert(suite: Suite, samples: int, network: VsTransformer | None = None) -> Result:
    """Run the pipeline on a suite whose sites are all told the same."""
    request = Request(
        depths="native",
        samples=samples,
        lvz=bool(suite.reversals[0]),
        poisson=CLASSES[Poisson(int(suite.poisson[0]))],
        spherical="off",
    )
    return run(survey_of(suite.curves), request, network=network)


def survey_of(curves: Curves) -> Survey:
    """Return curves as a survey without coordinates."""
    nowhere = np.full(curves.n_sites, np.nan)
    return Survey(np.arange(curves.n_sites).astype(str), nowhere, nowhere, None, curves)


def _estimate(
    results: list[Result], order: NDArray[np.integer], depth: FloatArray, seconds: float
) -> Estimate:
    def joined(parts: list[FloatArray]) -> FloatArray:
        return np.concatenate(parts)[order]

    profiles = [result.profiles for result in results]
    best = joined([np.concatenate([p.vs[..., None], p.quantiles], axis=2) for p in profiles])
    at = resample(np.log(joined([p.depth for p in profiles])), np.log(best), np.log(depth)).transpose(2, 0, 1)
    vs30 = joined([result.vs30 for result in results])
    return Estimate(
        log_vs=at[0],
        vs30=vs30[:, 1],
        seconds=seconds,
        low=at[1:][LOW],
        high=at[1:][HIGH],
        vs30_band=vs30[:, [0, 2]],
        chi_direct=joined([result.chi_direct for result in results]),
        chi=joined([result.chi for result in results]),
    )
