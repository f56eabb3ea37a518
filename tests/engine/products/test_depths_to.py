from __future__ import annotations

import numpy as np

from plugin.engine.products.depths_to import depth_levels, steepest_depth

DEPTH = np.geomspace(0.5, 80.0, 60)
WINDOW = np.array([2.0]), np.array([50.0])


def even(n: int, sites: int = 1) -> np.ndarray:
    return np.full((sites, n), 1.0 / n)


def test_a_depth_is_only_given_inside_the_trusted_window() -> None:
    samples = np.where(DEPTH < 20.0, 500.0, 1100.0)[None, None] * np.ones((1, 5, 1))

    def levels(shallowest: float, deepest: float) -> np.ndarray:
        window = np.array([shallowest]), np.array([deepest])
        return depth_levels(DEPTH[None], samples, even(5), *window, (1000.0,))[0]

    assert ((levels(2.0, 50.0) > 19.0) & (levels(2.0, 50.0) < 22.0)).all()
    assert np.isnan(levels(2.0, 15.0)).all()
    assert np.isnan(levels(30.0, 50.0)).all()


def test_a_depth_that_some_profiles_do_not_reach_has_no_deep_level() -> None:
    interface = np.append(np.linspace(10.0, 20.0, 80), np.full(20, 70.0))
    samples = np.where(interface[:, None] > DEPTH, 500.0, 1100.0)[None]
    low, middle, high = depth_levels(DEPTH[None], samples, even(100), *WINDOW, (1000.0,))[0][0]
    assert 9.0 < low < 12.0
    assert 15.0 < middle < 18.0
    assert np.isnan(high)


def test_a_depth_reached_above_the_window_by_some_has_no_shallow_level() -> None:
    interface = np.append(np.full(20, 1.0), np.linspace(10.0, 20.0, 80))
    samples = np.where(interface[:, None] > DEPTH, 500.0, 1100.0)[None]
    low, middle, high = depth_levels(DEPTH[None], samples, even(100), *WINDOW, (1000.0,))[0][0]
    assert np.isnan(low)
    assert 12.0 < middle < 16.0
    assert 18.0 < high < 22.0


def test_levels_are_those_asked_for() -> None:
    samples = np.where(DEPTH < 20.0, 500.0, 1100.0)[None, None] * np.ones((1, 5, 1))
    (found,) = depth_levels(DEPTH[None], samples, even(5), *WINDOW, (800.0,), (0.16, 0.84))
    assert found.shape == (1, 2)


def test_velocity_rises_most_at_an_interface() -> None:
    samples = np.where(DEPTH < 20.0, 3500.0, 4400.0)[None, None] * np.ones((1, 2, 1))
    samples[0, 1] = 4000.0
    step, flat = steepest_depth(DEPTH[None], samples, 5.0, 40.0)[0]
    assert 19.0 < step < 21.0
    assert np.isnan(flat)
    assert np.isnan(steepest_depth(DEPTH[None], samples, 30.0, 40.0)).all()
