from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.integrate import trapezoid
from scipy.stats import multivariate_normal, norm

from plugin.engine.network.predictive import Predictive

WEIGHT = (0.3, 0.7)


@pytest.fixture
def two_components() -> Predictive:
    random = torch.Generator().manual_seed(3)
    return Predictive(
        log_weight=torch.tensor([WEIGHT]).log(),
        mean=torch.randn(1, 2, 5, generator=random, dtype=torch.float64),
        variance=0.05 + 0.1 * torch.rand(1, 2, 5, generator=random, dtype=torch.float64),
        factor=0.5 * torch.randn(1, 2, 5, 2, generator=random, dtype=torch.float64),
    )


def covariance(predictive: Predictive, k: int) -> np.ndarray:
    factor = predictive.factor[0, k].numpy()
    return factor @ factor.T + np.diag(predictive.variance[0, k].numpy())


def share_below(predictive: Predictive, depth: int, value: np.ndarray) -> np.ndarray:
    """Return the distribution function at one depth."""
    return sum(
        weight
        * norm.cdf(value, predictive.mean[0, k, depth], np.sqrt(covariance(predictive, k)[depth, depth]))
        for k, weight in enumerate(WEIGHT)
    )


def test_the_joint_density_is_that_of_the_mixture(two_components: Predictive) -> None:
    target = torch.linspace(-1, 1, 5, dtype=torch.float64)[None]
    chosen = [0, 2, 3]
    expected = np.log(
        sum(
            weight
            * multivariate_normal.pdf(
                target[0, chosen].numpy(),
                two_components.mean[0, k, chosen].numpy(),
                covariance(two_components, k)[np.ix_(chosen, chosen)],
            )
            for k, weight in enumerate(WEIGHT)
        )
    )
    found = two_components.joint_log_prob(target, torch.tensor([chosen]))
    assert found.item() == pytest.approx(expected, rel=1e-6)


def test_quantiles_invert_the_marginal_distribution(two_components: Predictive) -> None:
    levels = (0.05, 0.5, 0.95)
    quantiles = two_components.quantiles(levels)[0]
    for depth in range(5):
        np.testing.assert_allclose(share_below(two_components, depth, quantiles[depth]), levels, atol=1e-6)


def test_samples_have_the_mean_and_covariance_of_the_mixture(two_components: Predictive) -> None:
    samples = two_components.sample(40_000, torch.Generator().manual_seed(0))[0].numpy()
    means = two_components.mean[0].numpy()
    mean = np.average(means, axis=0, weights=WEIGHT)
    within = sum(w * covariance(two_components, k) for k, w in enumerate(WEIGHT))
    between = sum(w * np.outer(m - mean, m - mean) for w, m in zip(WEIGHT, means))
    np.testing.assert_allclose(samples.mean(axis=0), mean, atol=0.03)
    np.testing.assert_allclose(np.cov(samples.T), within + between, atol=0.05)


def test_the_ranked_score_is_the_squared_distance_of_the_distribution_from_the_truth(
    two_components: Predictive,
) -> None:
    target = torch.linspace(-1, 1, 5, dtype=torch.float64)[None]
    found = two_components.ranked_score(target)[0].numpy()
    value = np.linspace(-12, 12, 200_001)
    for depth in range(5):
        below = share_below(two_components, depth, value)
        squares = (below - (value >= target[0, depth].item())) ** 2
        assert found[depth] == pytest.approx(trapezoid(squares, value), rel=1e-4)
