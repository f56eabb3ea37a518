from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from surveys import soil_curves, soil_earth

from plugin.engine.curves import Curves
from plugin.engine.proof.data_errors import DataErrors
from plugin.engine.proof.ensemble import MOST_DRAWS, Draws, Ensemble, Sampler, gather, truncated
from plugin.engine.proof.layering import Layering
from plugin.engine.proof.mixture import Mixture
from plugin.engine.proof.model_error import N_BUMPS, POINT_ERROR, bumps
from plugin.engine.proof.refinement import Problem, at_priors, refine
from plugin.engine.proof.slowing import Slowing
from plugin.engine.scaling import measure
from plugin.engine.waves.elastic import Elastic
from plugin.engine.waves.vp_departure import split, unknowns_of, with_departure
from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import Monitor


def linear_posterior(rng: np.random.Generator) -> tuple[Mixture, np.ndarray, np.ndarray, np.ndarray]:
    """Prior, operator, data with unit errors, and the exact posterior's mean with its covariance below."""
    prior = Mixture(np.zeros(1, dtype=int), np.zeros(1), np.zeros((1, 6)), 4.0 * np.eye(6)[None])
    operator = rng.normal(size=(8, 6))
    data = operator @ rng.normal(scale=0.5, size=6) + rng.normal(size=8)
    covariance = np.linalg.inv(operator.T @ operator + 4.0 * np.eye(6))
    return prior, operator, data, np.vstack([covariance @ operator.T @ data, covariance])


def test_weights_give_the_exact_mean_and_covariance_of_a_linear_gaussian_posterior() -> None:
    prior, operator, data, exact = linear_posterior(np.random.default_rng(3))
    # Off the mark by a third of a standard deviation and wider by a half.
    off = exact[0] + 0.3 * np.sqrt(np.diag(exact[1:]))
    proposal = replace(prior, mean=off[None], precision=np.linalg.inv(1.5 * exact[1:])[None])
    n = 20_000
    site = np.zeros(n, dtype=int)
    drawn = proposal.draw(site, np.arange(n))
    loss = ((drawn @ operator.T - data) ** 2).sum(axis=1)
    log_weight = prior.log_density(site, drawn) - 0.5 * loss - proposal.log_density(site, drawn)
    ensemble = Ensemble.of(Draws(site, site, drawn, np.zeros(n), log_weight), 1)
    weight = ensemble.weight[0][:, None]
    mean = (weight * drawn).sum(axis=0)
    covariance = (weight * (drawn - mean)).T @ (drawn - mean)
    np.testing.assert_allclose(mean, exact[0], atol=0.01)
    np.testing.assert_allclose(covariance, exact[1:], atol=0.01)
    assert 0.2 * n < ensemble.effective[0] < n


def test_a_weight_is_cut_at_the_mean_times_the_root_of_the_number() -> None:
    weight = truncated(np.log([[8.0, 1.0, 1.0, 2.0]]))
    np.testing.assert_allclose(weight, [[0.6, 0.1, 0.1, 0.2]])


@given(st.lists(st.floats(-800, 800), min_size=1, max_size=60))
def test_weights_add_up_to_one_whatever_their_logarithms(logs: list[float]) -> None:
    weight = truncated(np.array([logs + [-np.inf] * 3]))[0]
    assert weight.sum() == pytest.approx(1.0)
    assert (weight[len(logs) :] == 0).all()
    assert (np.diff(weight[np.argsort(logs)]) >= 0).all()


def test_a_site_without_profiles_has_neither_weights_nor_nan() -> None:
    nothing = Draws(*(np.zeros(0, dtype=int),) * 2, np.zeros((0, 4)), np.zeros(0), np.zeros(0))
    ensemble = Ensemble.of(nothing, 2)
    assert (ensemble.weight == 0).all()
    np.testing.assert_array_equal(ensemble.effective, [0.0, 0.0])


def sampler(
    curves: Curves, prior_vs: np.ndarray, layering: Layering | None = None, deviation: float = 0.15
) -> Sampler:
    """What `prove` would make of a known prior of the layers, at temperature 1."""
    layering = layering or Layering.of(measure(curves).depth())
    elastic = Elastic.of(measure(curves), "soil", None)
    n, layers = prior_vs.shape
    distance = np.abs(np.subtract.outer(np.arange(layers), np.arange(layers)))
    precision = np.broadcast_to(np.linalg.inv(deviation**2 * np.exp(-distance / 4)), (n, layers, layers))
    precision, smooth = with_departure(precision, np.full(n, 0.3)), Slowing(*2 * (np.zeros_like(prior_vs),))
    mean = unknowns_of(prior_vs, 0.0)
    problem = Problem(curves, DataErrors(), np.ones(n), layering, elastic, mean, precision, smooth, False)
    refined = refine(problem, at_priors(problem, np.arange(n)), Monitor())
    prior = Mixture(np.arange(n), np.zeros(n), mean, precision)
    posterior = Mixture(np.arange(n), np.zeros(n), refined.anchor.unknowns, refined.precision)
    return Sampler(problem, refined.anchor, prior, posterior)


def soil_layers(curves: Curves) -> np.ndarray:
    depth = measure(curves).depth()
    return Layering.of(depth).average(np.log(soil_earth().vs_at(depth)))


def test_accepted_profiles_explain_the_curve() -> None:
    curves = soil_curves(sites=2)
    posed = sampler(curves, soil_layers(curves))
    draws = gather(posed, 30, Monitor())
    kept = draws.take(draws.accepted)
    assert (np.bincount(kept.site, minlength=2) >= 30).all()
    velocity = posed.problem.take(kept.site).velocity(posed.anchor.take(kept.site), kept.unknowns)
    chi = DataErrors().misfit(curves.take(kept.site), velocity)
    assert (chi < 1.0).all()


def test_drawing_stops_at_the_limit_and_at_once_where_nothing_fits() -> None:
    curves = soil_curves(sites=2)
    jumbled = np.where(np.arange(48) % 2, 0.7, 1.3)
    curves = replace(curves, velocity=np.where(curves.site_index == 1, jumbled, 1.0) * curves.velocity)
    asked: list[np.ndarray] = []

    class Counting(Sampler):
        def draw(self, site: np.ndarray, number: np.ndarray, monitor: Monitor) -> Draws:
            asked.append(site)
            return super().draw(site, number, monitor)

    posed = sampler(curves, soil_layers(curves))
    draws = gather(Counting(posed.problem, posed.anchor, posed.prior, posed.proposal), 40, Monitor())
    drawn = np.bincount(np.concatenate(asked), minlength=2)
    assert drawn[1] == 40
    assert 40 <= drawn[0] <= 40 * MOST_DRAWS
    assert not draws.accepted[draws.site == 1].any()
    assert np.isfinite(draws.log_weight[draws.accepted]).all()


def test_a_sites_profiles_do_not_depend_on_other_sites() -> None:
    curves = soil_curves(sites=3)
    all_sites = gather(sampler(curves, soil_layers(curves)), 10, Monitor())
    alone = curves.take(np.array([0]))
    one = gather(sampler(alone, soil_layers(alone)), 10, Monitor())
    np.testing.assert_allclose(all_sites.unknowns[all_sites.site == 2], one.unknowns, atol=1e-6)


def test_drawing_can_be_cancelled() -> None:
    curves = soil_curves()
    posed = sampler(curves, soil_layers(curves))
    with pytest.raises(Cancelled):
        gather(posed, 10, Monitor(cancelled=lambda: True))


def test_a_known_prior_gives_calibrated_ensembles() -> None:
    """Earths of the prior, with the noise that the posterior assumes: 90 % bands hold nine tenths of them."""
    rng = np.random.default_rng(8)
    n, sigma = 160, 0.08
    template = soil_curves(sites=n)
    centre = soil_layers(template)
    known = sampler(template, centre)
    root = np.linalg.cholesky(np.linalg.inv(known.problem.precision[0]))
    truth = unknowns_of(centre, 0.0) + rng.standard_normal((n, len(root))) @ root.T
    exact = known.problem.model(truth).velocity
    common = (bumps(template) * np.repeat(rng.standard_normal((n, N_BUMPS)), 24, axis=0)).sum(axis=1)
    noisy = exact * np.exp(np.hypot(sigma, POINT_ERROR) * rng.standard_normal(len(exact)) + common)
    curves = replace(template, velocity=noisy, sigma=sigma * noisy)
    posed = sampler(curves, centre, known.problem.layering)
    draws = gather(posed, 40, Monitor())
    ensemble = Ensemble.of(draws.take(draws.accepted), n)
    weight = ensemble.weight[..., None]
    mean = (weight * ensemble.log_vs).sum(axis=1)
    few = ensemble.effective[:, None]
    spread = (weight * (ensemble.log_vs - mean[:, None]) ** 2).sum(axis=1)
    enough = ensemble.effective > 8
    deviation = np.sqrt(spread * few / np.maximum(few - 1, 1))  # of a few weighted profiles, without bias
    inside = np.abs(split(truth)[0] - mean) < 1.645 * deviation
    assert enough.sum() > 40
    assert 0.84 < inside[enough].mean() < 0.96
