"""Proof of the network's profiles: refinement, and an ensemble of profiles that explain the data."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ...protocol.request import Request
from ..curves import Curves, FloatArray
from ..network.one_pass import Prediction
from ..waves.elastic import Elastic
from ..waves.spherical import density_power
from ..waves.vp_departure import split, unknowns_of, with_departure
from .bands import Depths
from .basis import Basis
from .criteria import SUMMARY_SAMPLES
from .data_errors import DataErrors
from .ensemble import Ensemble, Sampler, gather
from .error_scale import refine_again
from .estimates import Findings, estimate
from .interpretations import Interpretations
from .layering import Layering
from .linearised import Linearised
from .message import Message
from .mixture import Mixture
from .refinement import Problem, Refined, at_priors, refine
from .slowing import Slowing

TEMPERATURE = 4.0
"""Prior and likelihood are raised to the power 1 / 4: the network has seen the data that both hold."""
PROPOSAL_TEMPERATURE = 2.8
"""The same for what profiles are drawn from: wider draws seldom explain the curve; weights make up for it."""
EVIDENCE_TEMPERATURE = 10.0
"""The same for the weights of rival interpretations, which the network knows better than one fit does."""
DEFENSIVE = 0.2


@dataclass(frozen=True)
class Proof:
    """What became of the network's predictions for some sites.

    Parameters
    ----------
    quantiles : (n_sites, depths, 5) float array
        Quantiles of Vs in m/s at `profiles.LEVELS`; the median is the reported profile.
    samples : (n_sites, n_samples, depths) float array
        Profiles drawn for each site, Vs in m/s: the accepted ones where `basis` is the ensemble.
    weight : (n_sites, n_samples) float array
        Their weights, which add up to 1.
    sample_chi : (n_sites, n_samples) float array
        Their misfits where they are accepted ones, else NaN.
    layers : (n_sites, layers) float array
        Vs in m/s of the layers that predict the curves.
    departure : (n_sites,) float array
        How far their Vp departs from the relation; see `vp_departure`.
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
    informed : (n_sites,) bool array
        Whether others had something to say of it.
    """

    quantiles: FloatArray
    samples: FloatArray
    weight: FloatArray
    sample_chi: FloatArray
    layers: FloatArray
    departure: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]
    n_effective: FloatArray
    basis: NDArray[np.int64]
    informed: NDArray[np.bool_]


@dataclass(frozen=True)
class _Fit:
    """The refined interpretations of some sites, and what they were refined from."""

    rivals: Interpretations
    problem: Problem
    prior: Mixture
    refined: Refined
    likeliest: NDArray[np.int64]
    log_evidence: FloatArray

    @property
    def roughness(self) -> FloatArray:
        """What lies between the unknowns that waves feel and those of drawn profiles, (n, layers + 1)."""
        return unknowns_of(self.problem.slowing.between, 0.0)


def prove(
    curves: Curves, prediction: Prediction, request: Request, monitor: Monitor, message: Message | None = None
) -> Proof:
    """Refine the interpretations of curves, draw profiles near them and weigh those that fit.

    Parameters
    ----------
    curves : Curves
        The curves; the request's correction for the Earth's curvature is on where they are flattened ones.
    prediction : Prediction
        What the network says of them.
    request : Request
        Settings.
    monitor : Monitor
        Progress and cancellation.
    message : Message, optional
        What others say of the sites.
    """
    fit = _fit(curves, prediction, request, monitor.part(0.0, 0.3), message)
    problem, prior, refined, rivals = fit.problem, fit.prior, fit.refined, fit.rivals
    posterior = Mixture(
        rivals.site,
        rivals.log_weight + refined.log_evidence / EVIDENCE_TEMPERATURE,
        refined.anchor.unknowns + fit.roughness,
        refined.precision / TEMPERATURE,
    )
    proposal = replace(posterior, precision=refined.precision / PROPOSAL_TEMPERATURE)
    sampler = Sampler(problem, refined.anchor, prior, proposal.blended(prior, DEFENSIVE), TEMPERATURE)
    draws = gather(sampler, request.samples, monitor.part(0.3, 1.0))
    informed = np.zeros(curves.n_sites, dtype=bool) if message is None else message.speaks
    return _outcome(
        Findings(
            prediction=prediction,
            posterior=posterior,
            likeliest=problem.take(fit.likeliest),
            anchor=refined.anchor.take(fit.likeliest),
            rows=fit.likeliest,
            depths=Depths.of(problem.layering, rivals, problem.slowing),
            ensemble=Ensemble.of(draws.take(draws.accepted), curves.n_sites),
        ),
        informed,
    )


def linearise(curves: Curves, prediction: Prediction, request: Request, monitor: Monitor) -> Linearised:
    """Refine as `prove` does, and return what each curve says near its likeliest profile."""
    fit = _fit(curves, prediction, request, monitor, None)
    anchor = fit.refined.anchor.take(fit.likeliest)
    return Linearised.of(fit.problem.take(fit.likeliest), anchor, prediction.depth, fit.log_evidence)


def _fit(
    curves: Curves, prediction: Prediction, request: Request, monitor: Monitor, message: Message | None
) -> _Fit:
    """Refine all interpretations of curves."""
    rivals = Interpretations.of(prediction)
    problem = _problem(curves, prediction, rivals, request)
    if message is not None:
        rivals, problem = _heeding(message, rivals, problem)
    rough = unknowns_of(problem.slowing.between, 0.0)
    prior = Mixture(rivals.site, rivals.log_weight, problem.prior + rough, problem.precision / TEMPERATURE)
    start = at_priors(problem, prior.best()[rivals.site])
    refined = refine(problem, start, monitor.part(0.0, 0.8))
    best = _likeliest(prior, refined)[rivals.site]
    # Before errors are taken larger: those of each would be others.
    evidence = _summed(rivals.site, rivals.log_weight + refined.log_evidence)
    problem, refined = refine_again(problem, refined, best, monitor.part(0.8, 1.0))
    return _Fit(rivals, problem, prior, refined, _likeliest(prior, refined), evidence)


def _heeding(message: Message, rivals: Interpretations, problem: Problem) -> tuple[Interpretations, Problem]:
    """Multiply the priors of all interpretations by what others say of their sites."""
    mean, precision, log_weight = message.take(rivals.site).applied(problem.prior, problem.precision)
    weighed = replace(rivals, log_weight=rivals.log_weight + log_weight)
    return weighed, replace(problem, prior=mean, precision=precision)


def _likeliest(prior: Mixture, refined: Refined) -> NDArray[np.int64]:
    """Return the row of each site's likeliest interpretation, (n_sites,)."""
    return replace(prior, log_weight=prior.log_weight + refined.log_evidence).best()


def _summed(site: NDArray[np.int64], log_values: FloatArray) -> FloatArray:
    """Return ln of the sum of the values of each site, (n_sites,), whose sites are in order."""
    first = np.flatnonzero(np.diff(site, prepend=-1))
    return np.asarray(np.logaddexp.reduceat(log_values, first))


def _problem(curves: Curves, prediction: Prediction, rivals: Interpretations, request: Request) -> Problem:
    """Return the curves with the priors of their interpretations."""
    layering = Layering.of(prediction.depth)
    power = density_power(curves) if request.spherical == "on" else None
    elastic = Elastic.of(prediction.scale, request.poisson, request.water_table, power)
    covariance = layering.average_covariance(rivals.covariance)
    precision = np.asarray(np.linalg.inv(covariance), dtype=np.float64)
    slowing = Slowing.of(layering, rivals.covariance)
    deviation = elastic.departure_deviation(request.poisson)
    return Problem(
        curves=curves.take(rivals.site),
        errors=DataErrors.of(request),
        inflation=np.ones(len(rivals.site)),
        layering=layering.take(rivals.site),
        elastic=elastic.take(rivals.site),
        prior=unknowns_of(layering.average(rivals.log_vs) - slowing.total, 0.0),
        precision=with_departure(precision, deviation[rivals.site]),
        slowing=slowing,
        monotonic=prediction.monotonic,
    )


def _outcome(findings: Findings, informed: NDArray[np.bool_]) -> Proof:
    """Choose what is reported of each site, and collect what it says."""
    found = estimate(findings)
    choice = found.choose()
    sites, curves, errors = np.arange(len(choice)), findings.likeliest.curves, findings.likeliest.errors
    together = np.where(findings.enough, Basis.ENSEMBLE, Basis.REFINED)
    basis = np.where(choice >= Basis.ENSEMBLE, together, choice)
    samples, weight, sample_chi = _samples(findings, basis)
    predicted = found.predicted[choice[curves.site_index], np.arange(curves.n_points)]
    squares = replace(errors, robust=False)
    log_vs, departure = split(found.unknowns[choice, sites])
    quantiles = found.quantiles[choice, sites]
    monotonic = findings.prediction.monotonic
    return Proof(
        quantiles=np.exp(np.maximum.accumulate(quantiles, axis=1) if monotonic else quantiles),
        samples=samples,
        weight=weight,
        sample_chi=sample_chi,
        layers=np.exp(log_vs),
        departure=departure,
        predicted=predicted,
        chi_direct=squares.misfit(curves, found.predicted[Basis.ONE_PASS]),
        chi=squares.misfit(curves, predicted),
        n_accepted=findings.n_accepted,
        n_effective=findings.ensemble.effective,
        basis=basis,
        informed=informed,
    )


def _samples(findings: Findings, basis: NDArray[np.int64]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return profiles for each site, Vs in m/s, their weights and their misfits, as `basis` says."""
    posterior, depths, ensemble = findings.posterior, findings.depths, findings.ensemble
    n_sites, n = len(basis), max(SUMMARY_SAMPLES, ensemble.weight.shape[1])
    number = np.tile(np.arange(n), n_sites)
    site = np.repeat(np.arange(n_sites), n)
    unknowns = posterior.draw(site, number)
    detail = depths.detail[posterior.nearest(site, unknowns)]
    drawn: FloatArray = (depths.layering.spread(split(unknowns)[0]) + detail).reshape(n_sites, n, -1)
    weight, chi = np.full((n_sites, n), 1.0 / n), np.full((n_sites, n), np.nan)
    chosen, width = basis == Basis.ENSEMBLE, ensemble.weight.shape[1]
    drawn[chosen, :width] = depths.profiles(ensemble.take(chosen))
    weight[chosen] = 0.0
    weight[chosen, :width], chi[chosen, :width] = ensemble.weight[chosen], ensemble.chi[chosen]
    if findings.prediction.monotonic:
        drawn = np.maximum.accumulate(drawn, axis=2)
    direct = basis == Basis.ONE_PASS
    samples = np.exp(drawn)
    if direct.any():
        samples[direct] = findings.prediction.samples(n)[direct]
    return samples, weight, chi
