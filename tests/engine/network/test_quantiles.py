"""Quantiles of a mixture are where its distribution function has the level."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from plugin.engine.network.quantiles import gaussian_mixture_quantiles

LEVELS = (0.01, 0.05, 0.5, 0.95, 0.99)


def test_those_of_one_gaussian_are_its_own() -> None:
    mean, spread = np.array([[[0.5, -2.0]]]), np.array([[[0.1, 3.0]]])
    found = gaussian_mixture_quantiles(np.ones((1, 1)), mean, spread, LEVELS)
    np.testing.assert_allclose(
        found[0], norm.ppf(LEVELS, mean[0, 0, :, None], spread[0, 0, :, None]), rtol=2e-5
    )


@settings(max_examples=150, deadline=None)
@given(
    weight=st.lists(st.floats(0.02, 1.0), min_size=3, max_size=3),
    mean=st.lists(st.floats(-3.0, 3.0), min_size=3, max_size=3),
    spread=st.lists(st.floats(0.01, 2.0), min_size=3, max_size=3),
)
def test_as_much_lies_below_as_the_level_says(
    weight: list[float], mean: list[float], spread: list[float]
) -> None:
    w, m, s = np.array(weight) / sum(weight), np.array(mean), np.array(spread)
    found = gaussian_mixture_quantiles(w[None], m[None, :, None], s[None, :, None], LEVELS)[0, 0]
    below = [w @ norm.cdf(value, m, s) for value in found]
    assert below == pytest.approx(LEVELS, abs=2e-5)


def test_a_component_without_weight_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    mean, spread = rng.normal(size=(4, 2, 7)), rng.uniform(0.1, 1.0, (4, 2, 7))
    two = gaussian_mixture_quantiles(np.full((4, 2), 0.5), mean, spread, LEVELS)
    padded = [np.concatenate([part, part[:, :1]], axis=1) for part in (mean, spread)]
    three = gaussian_mixture_quantiles(np.tile([0.5, 0.5, 0.0], (4, 1)), *padded, LEVELS)
    np.testing.assert_allclose(three, two, atol=1e-5)
