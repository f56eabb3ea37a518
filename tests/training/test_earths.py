from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.poisson import Poisson
from plugin.engine.waves.elastic import brocher, poisson_ratio
from plugin.training.earths import EarthBatch, Recipe, draw_earths


@pytest.fixture(scope="module")
def batch() -> EarthBatch:
    return draw_earths(np.random.default_rng(0), np.full(2000, 0.05))


def used(batch: EarthBatch) -> np.ndarray:
    return np.arange(batch.earths.vs.shape[1]) < batch.earths.n_layers[:, None]


def ratio_of(batch: EarthBatch) -> np.ndarray:
    return poisson_ratio(batch.earths.vp / batch.earths.vs)


def test_layers_are_real_ground(batch: EarthBatch) -> None:
    earths = batch.earths
    assert (earths.thickness > 0).all()
    assert np.isfinite(earths.vs).all()
    poisson = ratio_of(batch)[used(batch)]
    assert poisson.min() > 0.05
    assert poisson.max() < 0.49995


def test_earths_called_monotonic_are(batch: EarthBatch) -> None:
    assert 0.15 < batch.monotonic.mean() < 0.35
    assert (np.diff(batch.earths.vs[batch.monotonic], axis=1) >= 0).all()


def test_rock_has_brocher_s_poisson_s_ratio_at_its_velocity(batch: EarthBatch) -> None:
    vs = batch.earths.vs * batch.velocity[:, None]
    fast = (batch.poisson == Poisson.ROCK) & (batch.velocity >= Recipe().velocity[Poisson.ROCK][0])
    departure = (ratio_of(batch) - poisson_ratio(brocher(vs)[0] / vs))[fast][:, 0]
    assert departure.mean() == pytest.approx(0.0, abs=0.003)
    assert departure.std() == pytest.approx(np.hypot(*Recipe().brocher_scatter), rel=0.1)


def test_weathered_rock_is_slow_with_a_poisson_s_ratio_near_a_quarter(batch: EarthBatch) -> None:
    slow = (batch.poisson == Poisson.ROCK) & (batch.velocity < Recipe().velocity[Poisson.ROCK][0])
    assert slow.sum() / (batch.poisson == Poisson.ROCK).sum() == pytest.approx(0.15, abs=0.04)
    assert np.median(ratio_of(batch)[slow]) == pytest.approx(0.25, abs=0.03)


def test_the_same_seed_draws_the_same_earths(batch: EarthBatch) -> None:
    again = draw_earths(np.random.default_rng(0), np.full(2000, 0.05))
    np.testing.assert_array_equal(again.earths.vs, batch.earths.vs)
