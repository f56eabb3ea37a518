from __future__ import annotations

import numpy as np

from plugin.engine.proof.layering import Layering

DEPTH = np.geomspace(1.0, 100.0, 64)[None]


def test_layers_meet_midway_between_depths_and_end_in_a_half_space() -> None:
    layering = Layering.of(DEPTH)
    bottoms = np.cumsum(layering.thickness[0, :-1])
    np.testing.assert_allclose(bottoms, np.sqrt(DEPTH[0, 2:-1:3] * DEPTH[0, 3::3]))
    assert layering.thickness[0, -1] == 0


def test_the_average_of_spread_layers_is_the_layers() -> None:
    layering = Layering.of(DEPTH)
    layers = np.random.default_rng(0).normal(size=(2, len(layering.starts)))
    np.testing.assert_allclose(layering.average(layering.spread(layers)), layers)


def test_the_covariance_of_averages_is_that_of_samples() -> None:
    rng = np.random.default_rng(1)
    root = rng.normal(size=(64, 64))
    layering = Layering.of(DEPTH)
    samples = (root @ rng.normal(size=(64, 40_000))).T
    expected = np.cov(layering.average(samples).T)
    found = layering.average_covariance((root @ root.T)[None])[0]
    np.testing.assert_allclose(found, expected, atol=0.05 * np.abs(expected).max())
