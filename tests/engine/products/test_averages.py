"""Mean velocities of layers are what travel times give."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.products.averages import centred, mean_between, mean_to

# Depths midway in log depth between which the velocities meet at 10 and 40 m.
DEPTH = np.array([[5.0, 20.0, 80.0]])
VS = np.array([[[200.0, 400.0, 800.0], [300.0, 600.0, 1200.0]]])
WEIGHT = np.array([[0.5, 0.5]])
UNMOVED = np.full((1, 3), np.nan)


def test_the_mean_to_a_depth_is_the_depth_over_the_travel_time() -> None:
    exact = 30.0 / (10 / 200 + 20 / 400)
    assert mean_to(DEPTH, VS, WEIGHT, UNMOVED, 30.0) == pytest.approx(np.array([[exact, 1.5 * exact]]))
    assert mean_to(DEPTH, VS, WEIGHT, UNMOVED, np.array([10.0])) == pytest.approx(np.array([[200.0, 300.0]]))


def test_the_mean_between_depths_is_that_of_the_layers_between() -> None:
    found = mean_between(DEPTH, VS, WEIGHT, UNMOVED, 5.0, 50.0)
    exact = 45.0 / (5 / 200 + 30 / 400 + 10 / 800)
    assert found == pytest.approx(np.array([[exact, 1.5 * exact]]))
    whole = mean_between(DEPTH, VS, WEIGHT, UNMOVED, 0.0, 30.0)
    assert whole == pytest.approx(mean_to(DEPTH, VS, WEIGHT, UNMOVED, 30.0))


def test_draws_are_moved_so_that_their_median_is_that_of_the_felt_profile() -> None:
    felt = np.array([[300.0, 300.0, 300.0]])
    moved = mean_to(DEPTH, VS, WEIGHT, felt, 30.0)
    plain = mean_to(DEPTH, VS, WEIGHT, UNMOVED, 30.0)
    assert moved.mean() == pytest.approx(300.0)
    assert moved[0, 1] / moved[0, 0] == pytest.approx(plain[0, 1] / plain[0, 0])


def test_a_site_without_a_middle_stays() -> None:
    values = np.array([[1.0, 2.0], [1.0, 3.0]])
    weight = np.full((2, 2), 0.5)
    assert centred(values, weight, np.array([np.nan, 4.0])).tolist() == [[1.0, 2.0], [2.0, 6.0]]
