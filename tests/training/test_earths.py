from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.poisson import Poisson
from plugin.training.earths import EarthBatch, draw_earths


@pytest.fixture(scope="module")
def batch() -> EarthBatch:
    return draw_earths(np.random.default_rng(0), np.full(2000, 0.05))


def used(batch: EarthBatch) -> np.ndarray:
    return np.arange(batch.earths.vs.shape[1]) < batch.earths.n_layers[:, None]


def test_layers_are_real_ground(batch: EarthBatch) -> None:
    earths = batch.earths
    assert (earths.thickness > 0).all()
    assert np.isfinite(earths.vs).all()
    ratio = (earths.vp / earths.vs)[used(batch)]
    poisson = (ratio**2 - 2) / (2 * ratio**2 - 2)
    assert poisson.min() > 0.05
    assert poisson.max() < 0.49995


def test_earths_called_monotonic_are(batch: EarthBatch) -> None:
    assert 0.15 < batch.monotonic.mean() < 0.35
    assert (np.diff(batch.earths.vs[batch.monotonic], axis=1) >= 0).all()


def test_rock_has_poisson_s_ratio_near_a_quarter(batch: EarthBatch) -> None:
    rock = batch.poisson == Poisson.ROCK
    ratio = np.median((batch.earths.vp / batch.earths.vs)[rock])
    assert (ratio**2 - 2) / (2 * ratio**2 - 2) == pytest.approx(0.25, abs=0.03)


def test_the_same_seed_draws_the_same_earths(batch: EarthBatch) -> None:
    again = draw_earths(np.random.default_rng(0), np.full(2000, 0.05))
    np.testing.assert_array_equal(again.earths.vs, batch.earths.vs)
