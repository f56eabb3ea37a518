from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves, soil_earth

from plugin.engine.curves import Curves
from plugin.engine.proof.data_errors import DataErrors
from plugin.engine.proof.layering import Layering
from plugin.engine.proof.refinement import Problem, Refined, at_priors, refine
from plugin.engine.proof.slowing import Slowing
from plugin.engine.scaling import measure
from plugin.engine.waves.elastic import Elastic
from plugin.engine.waves.vp_departure import split, unknowns_of, with_departure
from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import Monitor


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
    deviation: float = 0.3,
) -> Problem:
    curves = curves or soil_curves(sites=sites)
    depth, _, wrong, covariance = start(sites)
    layering, elastic = Layering.of(depth), Elastic.of(measure(curves), "auto", None)
    precision = np.linalg.inv(layering.average_covariance(covariance))
    precision = with_departure(precision, np.full(len(depth), deviation))
    layers = layering.average(wrong)
    prior, smooth = unknowns_of(layers, 0.0), Slowing(np.zeros_like(layers), np.zeros_like(layers))
    return Problem(
        curves, errors, np.ones(curves.n_sites), layering, elastic, prior, precision, smooth, monotonic
    )


def refined(posed: Problem, monitor: Monitor | None = None) -> Refined:
    return refine(posed, at_priors(posed, np.arange(posed.curves.n_sites)), monitor or Monitor())


def chi(posed: Problem, velocity: np.ndarray) -> float:
    return float(posed.errors.misfit(posed.curves, velocity)[0])


def error(unknowns: np.ndarray) -> float:
    depth, truth, _, _ = start(1)
    window = (depth > 2) & (depth < 40)
    return float(np.abs(Layering.of(depth).spread(split(unknowns)[0]) - truth)[window].mean())


def test_a_wrong_profile_comes_to_explain_its_curve() -> None:
    posed = problem()
    assert chi(posed, posed.model(posed.prior).velocity) > 2
    velocity = refined(posed).anchor.velocity
    assert chi(posed, velocity) < 0.5
    np.testing.assert_allclose(velocity, soil_curves().velocity, rtol=0.04)


def test_refinement_comes_closer_to_the_truth() -> None:
    posed = problem()
    assert error(refined(posed).anchor.unknowns) < 0.7 * error(posed.prior)


def test_sites_are_refined_independently() -> None:
    one, three = refined(problem(1)).anchor, refined(problem(3)).anchor
    np.testing.assert_allclose(three.unknowns, np.repeat(one.unknowns, 3, axis=0), atol=1e-6)


def test_derivatives_borrowed_for_the_first_step_lead_to_the_same_profile() -> None:
    posed = problem(2)
    shifted = replace(posed, prior=posed.prior + unknowns_of(np.array([[0.0], [0.05]]) * np.ones(22), 0.0))
    own, lent = (refine(shifted, at_priors(shifted, np.array(lead)), Monitor()) for lead in ([0, 1], [0, 0]))
    np.testing.assert_allclose(lent.anchor.velocity, own.anchor.velocity, rtol=5e-3)
    np.testing.assert_allclose(lent.log_evidence, own.log_evidence, atol=0.3)


def test_the_refined_layers_and_vp_are_the_most_probable_ones() -> None:
    posed = problem()
    found = refined(posed)
    best = posed.objective(found.anchor)[0]
    for place in (*range(0, 22, 3), 22):
        for change in (-0.1, 0.1):
            moved = found.anchor.unknowns + change * (np.arange(23) == place)
            assert posed.objective(posed.model(moved))[0] > best - 0.05


def test_without_reversals_the_refined_layers_do_not_decrease() -> None:
    posed = problem(monotonic=True)
    unknowns = refined(posed).anchor.unknowns
    assert np.abs(unknowns - posed.prior).max() > 0.01
    assert (np.diff(split(unknowns)[0], axis=1) > -1e-9).all()


def test_refinement_is_not_led_astray_by_outliers() -> None:
    clean = soil_curves()
    picked = replace(clean, velocity=np.where(np.arange(24) % 8 == 3, 1.5, 1.0) * clean.velocity)
    misled, sound = refined(problem(curves=picked)), refined(problem())
    np.testing.assert_allclose(misled.anchor.velocity, sound.anchor.velocity, rtol=0.03)
    assert error(misled.anchor.unknowns) < 0.7 * error(problem().prior)


def test_a_smooth_error_of_the_model_moves_the_profile_less_than_one_of_the_data() -> None:
    clean = soil_curves()
    precise = replace(clean, sigma=1e-3 * clean.velocity)
    biased = replace(precise, velocity=1.02 * precise.velocity)
    scattered = replace(precise, velocity=np.where(np.arange(24) % 2, 1.02, 0.98) * precise.velocity)
    start, of = problem().prior, [problem(curves=curves) for curves in (precise, biased, scattered)]
    sound, shifted, rough = (refined(posed).anchor.unknowns for posed in of)
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


def test_vp_comes_to_be_what_the_curve_asks_for() -> None:
    curves = soil_curves()
    truth = problem(curves=curves).prior
    exact = {d: problem().model(unknowns_of(split(truth)[0], d)).velocity for d in (-1.0, 1.0)}
    for departure, velocity in exact.items():
        picked = replace(curves, velocity=velocity, sigma=0.003 * velocity)
        found = refined(problem(curves=picked, deviation=1.0)).anchor.unknowns
        assert 0.1 < split(found)[1][0] / departure < 1.2
        assert chi(problem(curves=picked), refined(problem(curves=picked, deviation=1.0)).anchor.velocity) < 1
