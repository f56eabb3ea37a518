from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves, soil_earth

from plugin.engine.curves import Curves
from plugin.engine.data_errors import DataErrors
from plugin.engine.elastic import Elastic
from plugin.engine.errors import Cancelled
from plugin.engine.layering import Layering
from plugin.engine.progress import Monitor
from plugin.engine.refinement import Problem, Refined, at_priors, refine
from plugin.engine.scaling import measure
from plugin.engine.slowing import Slowing


def start(sites: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return depth, true ln Vs, a wrong start, and a covariance that is smooth in log depth."""
    depth = measure(soil_curves(sites=sites)).depth()
    truth = np.log(soil_earth().vs_at(depth))
    logs = np.log(depth)
    wrong = truth + 0.2 * np.sin(3.0 * logs)
    distance = logs[:, :, None] - logs[:, None, :]
    covariance = 0.15**2 * np.exp(-np.abs(distance)) + 1e-4 * np.eye(depth.shape[1])
    return depth, truth, wrong, covariance


def problem(
    sites: int = 1,
    monotonic: bool = False,
    curves: Curves | None = None,
    errors: DataErrors = DataErrors(),  # noqa: B008  (frozen)
) -> Problem:
    curves = curves or soil_curves(sites=sites)
    depth, _, wrong, covariance = start(sites)
    layering, elastic = Layering.of(depth), Elastic.of(measure(curves), "auto", None)
    precision = np.linalg.inv(layering.average_covariance(covariance))
    prior = layering.average(wrong)
    smooth = Slowing(np.zeros_like(prior), np.zeros_like(prior))
    return Problem(
        curves, errors, np.ones(curves.n_sites), layering, elastic, prior, precision, smooth, monotonic
    )


def refined(posed: Problem, monitor: Monitor | None = None) -> Refined:
    return refine(posed, at_priors(posed, np.arange(posed.curves.n_sites)), monitor or Monitor())


def chi(posed: Problem, velocity: np.ndarray) -> float:
    return float(posed.errors.misfit(posed.curves, velocity)[0])


def error(log_vs: np.ndarray) -> float:
    depth, truth, _, _ = start(1)
    window = (depth > 2) & (depth < 40)
    return float(np.abs(Layering.of(depth).spread(log_vs) - truth)[window].mean())


def test_a_wrong_profile_comes_to_explain_its_curve() -> None:
    posed = problem()
    assert chi(posed, posed.model(posed.prior).velocity) > 2
    velocity = refined(posed).anchor.velocity
    assert chi(posed, velocity) < 0.5
    np.testing.assert_allclose(velocity, soil_curves().velocity, rtol=0.04)


def test_refinement_comes_closer_to_the_truth() -> None:
    posed = problem()
    assert error(refined(posed).anchor.log_vs) < 0.7 * error(posed.prior)


def test_sites_are_refined_independently() -> None:
    one, three = refined(problem(1)).anchor, refined(problem(3)).anchor
    np.testing.assert_allclose(three.log_vs, np.repeat(one.log_vs, 3, axis=0), atol=1e-6)


def test_derivatives_borrowed_for_the_first_step_lead_to_the_same_profile() -> None:
    posed = problem(2)
    shifted = replace(posed, prior=posed.prior + np.array([[0.0], [0.05]]))
    own, lent = (refine(shifted, at_priors(shifted, np.array(lead)), Monitor()) for lead in ([0, 1], [0, 0]))
    np.testing.assert_allclose(lent.anchor.velocity, own.anchor.velocity, rtol=5e-3)
    np.testing.assert_allclose(lent.log_evidence, own.log_evidence, atol=0.3)


def test_the_refined_layers_are_the_most_probable_ones() -> None:
    posed = problem()
    found = refined(posed)
    best = posed.objective(found.anchor)[0]
    for layer in range(0, 22, 3):
        for change in (-0.1, 0.1):
            moved = found.anchor.log_vs + change * (np.arange(22) == layer)
            assert posed.objective(posed.model(moved))[0] > best - 0.05


def test_without_reversals_the_refined_layers_do_not_decrease() -> None:
    posed = problem(monotonic=True)
    layers = refined(posed).anchor.log_vs
    assert np.abs(layers - posed.prior).max() > 0.01
    assert (np.diff(layers, axis=1) > -1e-9).all()


def test_refinement_is_not_led_astray_by_outliers() -> None:
    clean = soil_curves()
    picked = replace(clean, velocity=np.where(np.arange(24) % 8 == 3, 1.5, 1.0) * clean.velocity)
    misled, sound = refined(problem(curves=picked)), refined(problem())
    np.testing.assert_allclose(misled.anchor.velocity, sound.anchor.velocity, rtol=0.03)
    assert error(misled.anchor.log_vs) < 0.7 * error(problem().prior)


def test_a_smooth_error_of_the_model_moves_the_profile_less_than_one_of_the_data() -> None:
    clean = soil_curves()
    precise = replace(clean, sigma=1e-3 * clean.velocity)
    biased = replace(precise, velocity=1.02 * precise.velocity)
    scattered = replace(precise, velocity=np.where(np.arange(24) % 2, 1.02, 0.98) * precise.velocity)
    start, of = problem().prior, [problem(curves=curves) for curves in (precise, biased, scattered)]
    sound, shifted, rough = (refined(posed).anchor.log_vs for posed in of)
    # 2 % is within the model's smooth error, so that less than 2 % go into the profile.
    assert 0.002 < np.median(shifted - sound) < 0.019
    assert np.abs(rough - sound).mean() < 0.2 * np.abs(start - sound).mean()


def test_smaller_estimated_errors_draw_the_profile_nearer_to_the_data() -> None:
    unknown = replace(soil_curves(), sigma=np.full(24, np.nan))
    residual = [
        np.abs(np.log(refined(posed).anchor.velocity / unknown.velocity)).mean()
        for posed in (problem(curves=unknown, errors=DataErrors(relative)) for relative in (0.2, 0.01))
    ]
    assert residual[1] < 0.5 * residual[0]


def test_refinement_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        refined(problem(), Monitor(cancelled=lambda: True))
