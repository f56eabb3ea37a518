"""Joint draws of profiles: each place as the model says, neighbours and depths alike."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from plugin.engine.spatial import depth_correlation
from plugin.engine.spatial.covariance import Covariance
from plugin.engine.spatial.draws import Draws, most_at_once
from plugin.engine.spatial.kriging import Kriging
from plugin.engine.spatial.spatial_model import SpatialModel
from plugin.engine.spatial.values import Values
from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import Monitor

DEPTHS = np.array([5.0, 7.0, 10.0, 40.0])
RANGE, SITE = 500.0, 0.1
DRAWN = 800
COVARIANCE = Covariance(*(np.full(4, each) for each in (RANGE, 0.04, 0.2, 1e-3, 1.0, 0.0)))


@pytest.fixture(scope="module")
def model() -> SpatialModel:
    rng = np.random.default_rng(0)
    places = rng.uniform(0, 1000, (40, 2))
    total = COVARIANCE.kernel(0)(cdist(places, places)) + 1e-6 * np.eye(40)
    mean = 5.5 + np.linalg.cholesky(total) @ rng.standard_normal((40, 1)) + 0.1 * np.log(DEPTHS)
    mean[places[:, 0] > 300, -1] = np.nan
    values = Values(places, mean, np.full(mean.shape, SITE), DEPTHS)
    return SpatialModel(values, COVARIANCE, np.zeros(2), np.full(2, 1000.0), 300.0, Monitor())


@pytest.fixture(scope="module")
def points() -> np.ndarray:
    return np.random.default_rng(1).uniform(0, 1000, (30, 2))


@pytest.fixture(scope="module")
def drawn(model: SpatialModel, points: np.ndarray) -> np.ndarray:
    return Draws(model, range(DRAWN))(points)


def test_mean_and_deviation_at_a_place_are_those_of_the_model(
    model: SpatialModel, points: np.ndarray, drawn: np.ndarray
) -> None:
    mean, below, above = model(points)
    deviation = np.sqrt((below**2 + above**2) / 2)
    assert drawn.shape == (DRAWN, 30, 4)
    known = np.isfinite(mean)
    assert np.array_equal(np.isfinite(drawn).all(axis=0), known)
    assert np.abs((drawn.mean(axis=0) - mean) / deviation)[known].max() < 4.5 / np.sqrt(DRAWN)
    ratio = (drawn.std(axis=0) / deviation)[known]
    assert ratio.mean() == pytest.approx(1, abs=0.02) and np.abs(ratio - 1).max() < 0.1


def test_a_place_gets_the_same_whatever_is_asked_for_beside_it(
    model: SpatialModel, points: np.ndarray
) -> None:
    draws = Draws(model, range(3), seed=5)
    whole = draws(points)
    for part in (slice(0, 7), slice(7, 8), slice(8, 30)):
        assert draws(points[part]).tobytes() == np.ascontiguousarray(whole[:, part]).tobytes()


def test_a_draw_is_the_same_whichever_are_drawn_with_it(model: SpatialModel, points: np.ndarray) -> None:
    whole, part = Draws(model, range(6))(points), Draws(model, range(4, 6))(points)
    assert part == pytest.approx(whole[4:], abs=1e-6, nan_ok=True)
    assert np.nanstd(Draws(model, range(1), seed=1)(points) - whole[:1]) > 0.01


def test_places_are_alike_as_far_as_the_field_and_the_errors_of_sites_reach(
    model: SpatialModel, points: np.ndarray, drawn: np.ndarray
) -> None:
    noise = COVARIANCE.noise(np.full((40, 1), SITE))[:, 0] + 1e-6
    places, kernel = model.values.places, COVARIANCE.kernel(0)
    near, total = kernel(cdist(points, places)), kernel(cdist(places, places)) + np.diag(noise)
    pull = np.linalg.solve(total, np.column_stack([near.T, np.ones(40)]))
    left = 1 - pull[:, :-1].sum(axis=0)
    field = kernel(cdist(points, points)) - near @ pull[:, :-1] + np.outer(left, left) / pull[:, -1].sum()
    together = 0.8 * SITE**2 * kernel(cdist(points, points)) / kernel.variance
    expected = field + together + 0.2 * SITE**2 * np.eye(30) + 1e-3 * np.eye(30)
    apart = cdist(points, points) > 60
    found = np.cov(drawn[:, :, 0].T)
    assert np.abs(found - expected)[apart].max() < 0.15 * np.diag(expected).mean()
    assert np.diag(field) == pytest.approx(Kriging(places, np.zeros((40, 1)), noise, kernel)(points)[1])


def test_depths_are_alike_as_those_of_the_sites_are(model: SpatialModel, drawn: np.ndarray) -> None:
    length = depth_correlation.length(model.values.mean, DEPTHS)
    assert length > 5  # the same departure at every depth
    near, far = (
        np.mean([np.corrcoef(drawn[:, place, 0], drawn[:, place, depth])[0, 1] for place in range(30)])
        for depth in (1, 2)
    )
    assert 0.3 < far < near < 0.9


def test_how_alike_depths_are_is_learnt_from_the_sites() -> None:
    depths = np.geomspace(1, 100, 12)
    share = depth_correlation.carried(depths, 0.8)
    rng, ground = np.random.default_rng(0), np.zeros((400, 12))
    for depth in range(12):
        before = ground[:, depth - 1] if depth else 0.0
        ground[:, depth] = share[depth] * before + np.sqrt(1 - share[depth] ** 2) * rng.standard_normal(400)
    ground[rng.random(ground.shape) < 0.2] = np.nan
    assert depth_correlation.length(6 + 0.3 * ground, depths) == pytest.approx(0.8, rel=0.15)
    assert depth_correlation.length(np.ones((400, 1)), depths[:1]) == 1.0


def test_drawing_can_be_stopped_and_says_how_much_goes_at_once(model: SpatialModel) -> None:
    with pytest.raises(Cancelled):
        Draws(model, range(2), monitor=Monitor(cancelled=lambda: True))
    assert 100 < most_at_once(model) < 10_000
