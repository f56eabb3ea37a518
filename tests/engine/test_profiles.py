from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.profiles import Profiles, depth_to_velocity, mean_velocity


def power_law(depth: np.ndarray) -> Profiles:
    vs = 200.0 * depth**0.25
    return Profiles(
        depth=depth,
        vs=vs,
        quantiles=vs[..., None] * np.array([0.8, 0.9, 1.0, 1.1, 1.2]),
        trusted_min=np.full(len(depth), 2.0),
        trusted_max=np.full(len(depth), 40.0),
    )


def test_resampling_a_power_law_is_exact() -> None:
    profiles = power_law(np.stack([np.geomspace(1, 100, 30), np.geomspace(0.5, 60, 30)]))
    resampled = profiles.at(np.array([3.0, 10.0, 50.0]))
    expected = 200.0 * np.array([3.0, 10.0, 50.0]) ** 0.25
    np.testing.assert_allclose(resampled.vs, [expected, expected], rtol=1e-12)
    np.testing.assert_allclose(resampled.quantiles[..., 4], 1.2 * resampled.vs, rtol=1e-12)


def test_resampling_holds_the_ends() -> None:
    profiles = power_law(np.geomspace(1, 100, 30)[None])
    np.testing.assert_allclose(profiles.at(np.array([0.1, 500.0])).vs[0], profiles.vs[0, [0, -1]])


def test_the_trusted_window_includes_its_ends() -> None:
    profiles = power_law(np.array([[1.0, 2.0, 40.0, 41.0]]))
    assert profiles.trusted.tolist() == [[False, True, True, False]]


def test_mean_velocity_of_a_uniform_profile_is_its_velocity() -> None:
    depth = np.geomspace(0.5, 60, 40)
    assert mean_velocity(depth, np.full(40, 321.0), 30.0) == pytest.approx(321.0)


def test_mean_velocity_of_two_layers_is_the_travel_time_average() -> None:
    depth = np.geomspace(0.1, 100, 4001)
    vs = np.where(depth < 10.0, 200.0, 400.0)
    assert mean_velocity(depth, vs, 30.0) == pytest.approx(30 / (10 / 200 + 20 / 400), rel=1e-3)


def test_depth_to_velocity_is_the_first_crossing() -> None:
    depth = np.array([1.0, 2.0, 3.0, 4.0])
    vs = np.array([[500.0, 1000.0, 900.0, 1100.0], [100.0, 200.0, 300.0, 400.0]])
    np.testing.assert_array_equal(depth_to_velocity(depth[None] * np.ones((2, 1)), vs, 1000.0), [2.0, np.nan])


def test_depth_to_velocity_lies_between_depths_where_logarithms_cross() -> None:
    depth, vs = np.array([1.0, 4.0, 16.0]), np.array([250.0, 500.0, 2000.0])
    assert depth_to_velocity(depth, vs, 1000.0) == pytest.approx(8.0)
    assert depth_to_velocity(depth, vs, 250.0) == 1.0
    assert depth_to_velocity(depth, np.array([-np.inf, 500.0, 2000.0]), 400.0) == 4.0
