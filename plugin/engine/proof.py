"""Proof of the network's profiles: refinement, and an ensemble of profiles that explain the data."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from .bands import (
    Depths,
    ensemble_quantiles,
    gaussian_quantiles,
    mixture_quantiles,
    recentred,
    widened,
)
from .basis import Basis
from .curves import Curves, FloatArray
from .data_errors import DataErrors
from .derived import SUMMARY_SAMPLES
from .elastic import Elastic
from .ensemble import Draws, Ensemble, Sampler, gather
from .interpretations import Interpretations
from .inversion import Prediction
from .layering import Layering
from .mixture import Mixture
from .progress import Monitor
from .refinement import Problem, at_priors, refine
from .request import Request
from .slowing import MEDIAN, Slowing, felt
from .spherical import density_power

TEMPERATURE = 5.0
"""Prior and likelihood are raised to the power 1 / 5: the network has seen the data that both hold."""
PROPOSAL_TEMPERATURE = 3.5
"""The same for what profiles are drawn from: wider draws seldom explain the curve; weights make up for it."""
EVIDENCE_TEMPERATURE = 10.0
"""The same for the weights of rival interpretations, which the network knows better than one fit does."""
NETWORK_SHARE = 0.25
"""Part of the network's profile in the reported one where that fits: the average errs less than either."""
WELL_FITTED = 1.2
CLEARLY_WORSE = 9.0
"""Difference of -2 ln likelihood that chance rarely makes."""
DEFENSIVE = 0.2
SEED = 20242
FEWEST_ACCEPTED = 20
FEWEST_EFFECTIVE = 8.0


@dataclass(frozen=True)
class Proof:
    """What became of the network's predictions for some sites.

    Parameters
    ----------
    quantiles : (n_sites, depths, 5) float array
        Quantiles of Vs in m/s at `profiles.LEVELS`; the median is the reported profile.
    samples : (n_sites, n_samples, depths) float array
        Profiles drawn for each site, Vs in m/s: the accepted ones where `basis` is the ensemble. Each
        stands twice, faster and slower by what assumed Vp and density may do to it.
    weight : (n_sites, n_samples) float array
        Their weights, which add up to 1.
    layers : (n_sites, layers) float array
        Vs in m/s of the layers that predict the curves.
    predicted : (n_points,) float array
        Velocities in m/s that the reported profiles predict.
    chi_direct, chi : (n_sites,) float arrays
        Misfit of the network's and of the reported profile, by squares even if the errors are robust. By the
        errors' own measure the reported profile never fits worse.
    n_accepted : (n_sites,) int array
        Drawn profiles with chi < 1 (robust if asked for).
    n_effective : (n_sites,) float array
        Effective number of the accepted profiles under their weights.
    basis : (n_sites,) int array
        `Basis` of each site.
    """

    quantiles: FloatArray
    samples: FloatArray
    weight: FloatArray
    layers: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]
    n_effective: FloatArray
    basis: NDArray[np.int64]


@dataclass(frozen=True)
class _Estimates:
    """Candidates for the reported quantiles of ln Vs, with the curves that their medians predict.

    The first two of a site are, in the order of `Basis`, the network's, and the best refined profile's with
    Laplace's bands. The others are averages of those of all refined interpretations together, with the
    ensemble's bands where that is large: with the network's, and with the best refined profile's.

    Parameters
    ----------
    quantiles : (4, n_sites, depths, 5) float array
        Quantiles of ln Vs at `profiles.LEVELS`.
    layers : (4, n_sites, layers) float array
        Vs in m/s of the layers as waves feel them.
    predicted : (4, n_points) float array
        Velocities in m/s of these.
    chi : (4, n_sites) float array
        Their misfits.
    loss : (4, n_sites) float array
        What these curves cost in the refinement, errors of the model and outliers heeded.
    """

    quantiles: FloatArray
    layers: FloatArray
    predicted: FloatArray
    chi: FloatArray
    loss: FloatArray

    def choose(self) -> NDArray[np.int64]:
        """Return which is reported, (n_sites,).

        The first average that fits no worse than the network's profile and not clearly worse than the best
        refined one; else that: the median of rival interpretations can lie where neither is.
        """
        chi = np.where(np.isnan(self.chi), np.inf, self.chi)
        direct, refined = chi[Basis.ONE_PASS], chi[Basis.REFINED]
        least = np.minimum(direct, np.maximum(refined, WELL_FITTED))
        clear = self.loss - self.loss[Basis.REFINED] > CLEARLY_WORSE
        fits = (chi <= least) & ~clear
        best = np.where(refined <= direct, Basis.REFINED, Basis.ONE_PASS)
        averages = range(Basis.ENSEMBLE, len(chi))
        return np.select([fits[i] for i in averages], averages, best)


def prove(curves: Curves, prediction: Prediction, request: Request, monitor: Monitor) -> Proof:
    """Refine the interpretations of curves, draw profiles near them and weigh those that fit.

    The request's correction for the Earth's curvature is on where `curves` are flattened ones.
    """
    rivals = Interpretations.of(prediction)
    problem = _problem(curves, prediction, rivals, request)
    rough = problem.slowing.between
    prior = Mixture(rivals.site, rivals.log_weight, problem.prior + rough, problem.precision / TEMPERATURE)
    start = at_priors(problem, prior.best()[rivals.site])
    refined = refine(problem, start, monitor.part(0.0, 0.3))
    posterior = Mixture(
        rivals.site,
        rivals.log_weight + refined.log_evidence / EVIDENCE_TEMPERATURE,
        refined.anchor.log_vs + rough,
        refined.precision / TEMPERATURE,
    )
    likeliest = replace(posterior, log_weight=rivals.log_weight + refined.log_evidence).best()
    proposal = replace(posterior, precision=refined.precision / PROPOSAL_TEMPERATURE)
    sampler = Sampler(problem, refined.anchor, prior, proposal.blended(prior, DEFENSIVE), TEMPERATURE)
    draws = gather(sampler, request.samples, monitor.part(0.3, 1.0))
    depths = Depths.of(problem.layering, rivals, problem.slowing)
    return _outcome(curves, prediction, sampler, posterior, likeliest, depths, draws)


def _problem(curves: Curves, prediction: Prediction, rivals: Interpretations, request: Request) -> Problem:
    """Return the curves with the priors of their interpretations."""
    layering = Layering.of(prediction.depth)
    power = density_power(curves) if request.spherical == "on" else None
    elastic = Elastic.of(prediction.scale.velocity, request.poisson, request.water_table, power)
    covariance = layering.average_covariance(rivals.covariance)
    slowing = Slowing.of(layering, rivals.covariance)
    return Problem(
        curves=curves.take(rivals.site),
        errors=DataErrors.of(request),
        layering=layering.take(rivals.site),
        elastic=elastic.take(rivals.site),
        prior=layering.average(rivals.log_vs) - slowing.total,
        precision=np.linalg.inv(covariance),
        slowing=slowing,
        monotonic=prediction.monotonic,
    )


def _outcome(
    curves: Curves,
    prediction: Prediction,
    sampler: Sampler,
    posterior: Mixture,
    likeliest: NDArray[np.int64],
    depths: Depths,
    draws: Draws,
) -> Proof:
    """Choose what is reported of each site, and collect what it says."""
    ensemble = Ensemble.of(draws.take(draws.accepted), curves.n_sites)
    n_accepted = (ensemble.weight > 0).sum(axis=1)
    enough = (n_accepted >= FEWEST_ACCEPTED) & (ensemble.effective >= FEWEST_EFFECTIVE)
    found = _estimates(curves, prediction, sampler, posterior, likeliest, depths, ensemble, enough)
    choice, sites = found.choose(), np.arange(curves.n_sites)
    together = np.where(enough, Basis.ENSEMBLE, Basis.REFINED)
    basis = np.where(choice >= Basis.ENSEMBLE, together, choice)
    samples, weight = _samples(prediction, posterior, depths, ensemble, basis)
    # The network's own bands know that Vp is not known; those found by forward modelling do not.
    error = np.where(
        basis == Basis.ONE_PASS, 0.0, sampler.problem.elastic.take(posterior.best()).velocity_error
    )
    predicted = found.predicted[choice[curves.site_index], np.arange(curves.n_points)]
    squares = replace(sampler.problem.errors, robust=False)
    log_quantiles = found.quantiles[choice, sites]
    bands, factor = widened(log_quantiles, error), _common_factor(error, samples.shape[1])
    return Proof(
        quantiles=np.exp(np.maximum.accumulate(bands, axis=1) if prediction.monotonic else bands),
        samples=np.concatenate([samples * factor, samples / factor], axis=1),
        weight=np.concatenate([weight, weight], axis=1) / 2,
        layers=found.layers[choice, sites],
        predicted=predicted,
        chi_direct=squares.misfit(curves, found.predicted[Basis.ONE_PASS]),
        chi=squares.misfit(curves, predicted),
        n_accepted=n_accepted,
        n_effective=ensemble.effective,
        basis=basis,
    )


def _estimates(
    curves: Curves,
    prediction: Prediction,
    sampler: Sampler,
    posterior: Mixture,
    likeliest: NDArray[np.int64],
    depths: Depths,
    ensemble: Ensemble,
    enough: NDArray[np.bool_],
) -> _Estimates:
    """Return the candidates and forward-model their medians; `likeliest` are the rows of the second."""
    whole = mixture_quantiles(posterior, depths)
    whole = np.where(enough[:, None, None], recentred(ensemble_quantiles(ensemble, depths), whole), whole)
    network, refined = np.log(prediction.quantiles), gaussian_quantiles(posterior, likeliest, depths)
    quantiles = np.stack([network, refined, whole])
    if prediction.monotonic:
        quantiles = np.maximum.accumulate(quantiles, axis=2)
    problem, anchor = sampler.problem.take(likeliest), sampler.anchor.take(likeliest)
    layers = depths.layering.average(quantiles[..., MEDIAN]) - problem.slowing.total
    layers[Basis.ONE_PASS] = depths.layering.average(felt(quantiles[Basis.ONE_PASS]))
    quantiles, layers = _averaged(*quantiles), _averaged(*layers)
    predicted = np.stack([anchor.dispersion(problem.earths(log_vs)) for log_vs in layers])
    chi = np.stack([problem.errors.misfit(curves, velocity) for velocity in predicted])
    loss = np.stack([problem.loss(velocity) for velocity in predicted])
    return _Estimates(quantiles, np.exp(layers), predicted, chi, loss)


def _averaged(network: FloatArray, refined: FloatArray, together: FloatArray) -> FloatArray:
    """Return the candidates of `_Estimates`; quantiles are averaged level by level (Ratcliff, 1979)."""
    toward = NETWORK_SHARE * network + (1 - NETWORK_SHARE) * together
    return np.stack([network, refined, toward, 0.5 * (refined + together)])


def _samples(
    prediction: Prediction,
    posterior: Mixture,
    depths: Depths,
    ensemble: Ensemble,
    basis: NDArray[np.int64],
) -> tuple[FloatArray, FloatArray]:
    """Return profiles for each site, Vs in m/s, and their weights, as `basis` says."""
    n_sites, n = len(basis), max(SUMMARY_SAMPLES, ensemble.weight.shape[1])
    number = np.tile(np.arange(n), n_sites)
    site = np.repeat(np.arange(n_sites), n)
    log_vs = posterior.draw(site, number)
    detail = depths.detail[posterior.nearest(site, log_vs)]
    drawn = (depths.layering.spread(log_vs) + detail).reshape(n_sites, n, -1)
    weight = np.full((n_sites, n), 1.0 / n)
    chosen, width = basis == Basis.ENSEMBLE, ensemble.weight.shape[1]
    drawn[chosen, :width] = depths.profiles(ensemble.take(chosen))
    weight[chosen] = 0.0
    weight[chosen, :width] = ensemble.weight[chosen]
    if prediction.monotonic:
        drawn = np.maximum.accumulate(drawn, axis=2)
    direct = basis == Basis.ONE_PASS
    samples = np.exp(drawn)
    if direct.any():
        samples[direct] = prediction.samples(n)[direct]
    return samples, weight


def _common_factor(error: FloatArray, n: int) -> FloatArray:
    """Return log-normal factors of the given errors for `n` profiles of each site, (n_sites, n, 1)."""
    place = np.random.default_rng(SEED).permutation(n)
    return np.exp(error[:, None, None] * ndtri((place + 0.5) / n)[:, None])
