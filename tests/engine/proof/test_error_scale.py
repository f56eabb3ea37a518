"""Errors that are larger than stated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from surveys import soil_curves
from test_refinement import problem

from plugin.engine.curves import Curves
from plugin.engine.proof.error_scale import FOLLOWED, inflation, refine_again, robust_scale
from plugin.engine.proof.refinement import Problem, Refined, at_priors, refine
from plugin.protocol.progress import Monitor


def noisy(true: float, stated: float) -> Curves:
    """Return two sites: one without noise, one with noise of a relative size other than stated."""
    clean = soil_curves(sites=2)
    noise = np.where(clean.site_index == 1, np.random.default_rng(0).standard_normal(clean.n_points), 0.0)
    return replace(clean, velocity=clean.velocity * (1 + true * noise), sigma=stated * clean.velocity)


def solved(curves: Curves) -> tuple[Problem, Refined, Problem, Refined]:
    posed = problem(2, curves=curves)
    once = refine(posed, at_priors(posed, np.arange(2)), Monitor())
    return posed, once, *refine_again(posed, once, np.arange(2), Monitor())


def test_errors_are_taken_larger_only_where_nothing_fits() -> None:
    chi = np.array([0.2, 1.19, 1.3, 4.0, 4.0, np.nan])
    scale = np.array([0.2, 1.5, 1.3, 3.0, 0.4, np.nan])
    np.testing.assert_array_equal(inflation(chi, scale), [1.0, 1.0, 1.3 * FOLLOWED, 3.0 * FOLLOWED, 1.0, 1.0])


def test_the_scale_is_the_standard_deviation_of_gaussian_residuals() -> None:
    residual = 3.0 * np.random.default_rng(0).standard_normal(20_000)
    np.testing.assert_allclose(robust_scale(residual, np.repeat([0, 1], 10_000)), 3.0, rtol=0.03)


def test_a_wrong_pick_hardly_changes_the_scale() -> None:
    residual = np.random.default_rng(0).standard_normal(40)
    struck = np.where(np.arange(40) == 7, 20.0, residual)
    site = np.zeros(40, dtype=int)
    assert robust_scale(struck, site)[0] < 1.15 * robust_scale(residual, site)[0]
    assert np.std(struck) > 3 * np.std(residual)


def test_lost_points_do_not_count() -> None:
    residual = np.append(np.random.default_rng(0).standard_normal(30), np.full(10, np.nan))
    site = np.zeros(40, dtype=int)
    np.testing.assert_allclose(robust_scale(residual, site), robust_scale(residual[:30], site[:30]))


def test_noise_beyond_the_stated_errors_is_found() -> None:
    _, _, scaled, _ = solved(noisy(true=0.08, stated=0.02))
    assert scaled.inflation[0] == 1.0
    assert 3.0 < scaled.inflation[1] < 8.0  # 4, less what the profile follows, times `FOLLOWED`


def test_the_profile_then_departs_less_from_its_prior_and_is_less_certain() -> None:
    posed, once, _, again = solved(noisy(true=0.08, stated=0.02))
    departure = [np.abs(found.anchor.unknowns - posed.prior).mean(axis=1) for found in (once, again)]
    assert departure[1][1] < departure[0][1]
    variance = [np.linalg.inv(found.precision).trace(axis1=1, axis2=2) for found in (once, again)]
    assert variance[1][1] > variance[0][1]


def test_sites_that_fit_are_left_as_they_are() -> None:
    _, once, _, again = solved(noisy(true=0.08, stated=0.02))
    np.testing.assert_array_equal(again.anchor.unknowns[0], once.anchor.unknowns[0])
    np.testing.assert_array_equal(again.precision[0], once.precision[0])
    assert again.log_evidence[0] == once.log_evidence[0]


def test_nothing_is_refined_again_where_all_fit() -> None:
    _, once, scaled, again = solved(noisy(true=0.02, stated=0.03))
    assert again is once
    np.testing.assert_array_equal(scaled.inflation, 1.0)
