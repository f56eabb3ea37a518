"""The Markov chains' prior, surrogate and diagnostics are right where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.poisson import Poisson
from plugin.engine.waves.forward import Earths
from plugin.training.earths import Recipe
from tests.benchmarks.cache import key_of, remembered
from tests.benchmarks.chain import autoregressive, resampled, scale_reduction
from tests.benchmarks.chain_prior import HYPERPARAMETERS, ChainPrior
from tests.benchmarks.noise import relative_sigma
from tests.benchmarks.surrogate import Surrogate

RNG = np.random.default_rng(3)


def curve(velocity: float = 300.0) -> Curves:
    frequency = np.geomspace(2.0, 25.0, 20)
    return Curves.from_points(np.zeros(20, dtype=int), frequency, velocity * (10.0 / frequency) ** 0.3)


def test_surrogate_is_exact_for_what_it_can_express() -> None:
    vs = np.exp(RNG.standard_normal((400, 3)))
    earths = Earths.from_layers(np.ones((400, 3)), vs, vs * np.exp(RNG.random((400, 3))), np.ones((400, 3)))
    x = np.log(vs)
    truth = np.stack([1 + x[:, 0] * x[:, 2] - x[:, 1] ** 2, np.log(earths.vp / vs)[:, 1]], axis=1)
    found = Surrogate.fitted(earths, truth, RNG.random(400)).log_velocity(earths)
    np.testing.assert_allclose(found, truth, atol=1e-3)


def test_weighted_draws_follow_their_weights() -> None:
    index = resampled(np.array([0.1, 0.0, 0.6, 0.3]), 1000)
    np.testing.assert_array_equal(np.bincount(index, minlength=4), [100, 0, 600, 300])


def test_proposal_leaves_its_gaussian_unchanged() -> None:
    middle, covariance = np.array([1.0, -2.0]), np.array([[1.0, 0.6], [0.6, 0.5]])
    numbers = RNG.multivariate_normal(middle, covariance, 40_000)
    moved, log_ratio = autoregressive(middle, covariance, 0.8)(numbers, np.random.RandomState(1))
    np.testing.assert_allclose(moved.mean(axis=0), middle, atol=0.03)
    np.testing.assert_allclose(np.cov(moved.T), covariance, atol=0.03)

    def log_density(x: np.ndarray) -> np.ndarray:
        return -0.5 * np.einsum("ni,ij,nj->n", x - middle, np.linalg.inv(covariance), x - middle)

    np.testing.assert_allclose(log_density(moved) - log_density(numbers) + log_ratio, 0.0, atol=1e-3)


def test_scale_reduction_is_one_for_equal_chains_and_more_for_shifted_ones() -> None:
    draws = RNG.standard_normal((2, 200, 50, 1))
    assert scale_reduction(draws)[0] == pytest.approx(1.0, abs=0.01)
    assert scale_reduction(draws + np.array([0.0, 3.0])[:, None, None, None])[0] > 1.5


def test_prior_roughness_has_the_strength_that_was_drawn() -> None:
    prior = ChainPrior.of(curve(), Poisson.SOIL)
    numbers = np.zeros((4000, prior.size))
    numbers[:, HYPERPARAMETERS:] = RNG.standard_normal((4000, prior.size - HYPERPARAMETERS))
    numbers[:, 6] = -9.0  # no contrast
    strength = np.sqrt(np.prod(Recipe().roughness[Poisson.SOIL]))
    np.testing.assert_allclose(prior.log_vs(numbers).std(axis=0), strength, rtol=0.06)


@pytest.mark.parametrize("poisson", list(Poisson))
def test_prior_earths_are_physical(poisson: Poisson) -> None:
    prior = ChainPrior.of(curve(), poisson)
    earths = prior.earths(RNG.standard_normal((200, prior.size)))
    assert (earths.vp > 1.2 * earths.vs).all()
    assert np.isfinite(earths.vs).all()


def test_a_rival_runs_once_for_one_key(tmp_path) -> None:  # noqa: ANN001
    calls = []

    def compute() -> dict[str, int]:
        calls.append(1)
        return {"chi": 1}

    first, again = (remembered("rival", "key", compute, tmp_path) for _ in range(2))
    assert first == again
    assert len(calls) == 1


def test_the_key_changes_with_a_point_and_with_a_setting() -> None:
    assert len({key_of(curve(), 1), key_of(curve(), 2), key_of(curve(301.0), 1), key_of(curve(), 1)}) == 3


def test_sigma_is_three_percent_where_none_is_stated() -> None:
    np.testing.assert_array_equal(relative_sigma(curve()), 0.03)
