from __future__ import annotations

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from plugin.engine.proof.mixture import Mixture

COVARIANCE = np.array([[0.04, 0.01, 0.0], [0.01, 0.09, 0.02], [0.0, 0.02, 0.05]])
SITE = np.array([0, 0, 1])
MEAN = np.array([[5.0, 5.2, 5.4], [6.0, 5.0, 5.5], [4.0, 4.5, 5.0]])
WEIGHT = np.array([0.3, 0.7, 1.0])


def mixture() -> Mixture:
    precision = np.linalg.inv(np.stack([COVARIANCE, 0.5 * COVARIANCE, 2 * COVARIANCE]))
    return Mixture(SITE, np.log(WEIGHT) + np.array([4.0, 4.0, -3.0]), MEAN, precision)


def test_shares_of_a_site_add_up_to_one_and_the_greatest_is_best() -> None:
    np.testing.assert_allclose(mixture().share, WEIGHT)
    np.testing.assert_array_equal(mixture().best(), [1, 2])


def test_the_density_is_that_of_the_mixture() -> None:
    points = MEAN[[0, 1, 0]] + 0.1
    parts = [
        np.log(0.3) + multivariate_normal(MEAN[0], COVARIANCE).logpdf(points[:2]),
        np.log(0.7) + multivariate_normal(MEAN[1], 0.5 * COVARIANCE).logpdf(points[:2]),
    ]
    exact = [*logsumexp(parts, axis=0), multivariate_normal(MEAN[2], 2 * COVARIANCE).logpdf(points[2])]
    np.testing.assert_allclose(mixture().log_density(np.array([0, 0, 1]), points), exact)


def test_draws_have_the_mean_and_the_covariance_of_the_mixture() -> None:
    n = 8000
    drawn = mixture().draw(np.zeros(n, dtype=int), np.arange(n))
    mean = 0.3 * MEAN[0] + 0.7 * MEAN[1]
    between = 0.21 * np.outer(MEAN[0] - MEAN[1], MEAN[0] - MEAN[1])
    np.testing.assert_allclose(drawn.mean(axis=0), mean, atol=2e-3)
    np.testing.assert_allclose(np.cov(drawn.T), 0.65 * COVARIANCE + between, atol=6e-3)


def test_a_sites_draws_do_not_depend_on_what_else_is_drawn() -> None:
    alone = mixture().draw(np.ones(10, dtype=int), np.arange(10))
    site, number = np.repeat([0, 1, 1], 10), np.concatenate([np.arange(10), np.arange(20)])
    np.testing.assert_array_equal(mixture().draw(site, number)[10:20], alone)


def test_few_draws_visit_every_component_as_often_as_its_share_says() -> None:
    drawn = mixture().draw(np.zeros(50, dtype=int), np.arange(50))
    row = mixture().nearest(np.zeros(50, dtype=int), drawn)
    assert abs((row == 0).sum() - 15) <= 3


def test_blending_mixes_the_shares() -> None:
    even = Mixture(SITE, np.zeros(3), MEAN, np.stack([np.eye(3)] * 3))
    np.testing.assert_allclose(mixture().blended(even, 0.5).share, [0.4, 0.6, 1.0])


def test_a_stiff_precision_still_has_draws_and_deviations() -> None:
    """One direction may be known a million times better than others."""
    rotation = np.linalg.qr(np.random.default_rng(5).normal(size=(3, 3)))[0]
    deviation = np.array([1e-6, 0.3, 0.5])
    precision = (rotation / deviation**2) @ rotation.T
    stiff = Mixture(np.zeros(1, dtype=int), np.zeros(1), np.zeros((1, 3)), precision[None])
    expected = np.sqrt(((rotation * deviation) ** 2).sum(axis=1))
    np.testing.assert_allclose(stiff.deviation[0], expected, rtol=1e-2)
    assert np.isfinite(stiff.draw(np.zeros(10, dtype=int), np.arange(10))).all()


def test_a_precision_that_rounding_left_indefinite_ends_no_run() -> None:
    broken = np.diag([1e16, -1.0, 4.0])
    draws = Mixture(np.zeros(1, dtype=int), np.zeros(1), np.zeros((1, 3)), broken[None])
    assert np.isfinite(draws.draw(np.zeros(10, dtype=int), np.arange(10))).all()


def test_draws_do_not_hang_on_rounding() -> None:
    # Equal precisions leave the eigenvectors free to turn.
    site, number = np.zeros(20, dtype=int), np.arange(20)
    nudge = 1e-15 * np.random.default_rng(0).normal(size=(3, 3))
    plain, nudged = (
        Mixture(SITE[:1], np.zeros(1), MEAN[:1], (np.eye(3) + part)[None]).draw(site, number)
        for part in (np.zeros((3, 3)), nudge + nudge.T)
    )
    np.testing.assert_allclose(nudged, plain, atol=1e-12)
