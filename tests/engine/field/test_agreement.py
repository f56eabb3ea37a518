from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plugin.engine.field.agreement import STANDS_OUT, Agreement, evenly, stand_out
from plugin.engine.field.correlation import correlation

LAYERS, SITES = 6, 40
RNG = np.random.default_rng(11)
BEFORE = 0.09 * correlation(np.abs(np.subtract.outer(range(LAYERS), range(LAYERS))) / 2.0, 1.5)
TOLD = BEFORE - 0.6 * BEFORE @ np.linalg.inv(BEFORE + 0.02 * np.eye(LAYERS)) @ BEFORE
OWN = 0.002 * np.eye(LAYERS)
MEAN = np.linspace(5.0, 6.0, LAYERS)


def each(matrix: np.ndarray) -> np.ndarray:
    return np.tile(matrix, (SITES, *(1,) * matrix.ndim))


def agreement(blur: float = 0.0) -> Agreement:
    """Sites that scatter about what is foretold as they should, or more, by a share of `BEFORE`."""
    foretold = MEAN + RNG.multivariate_normal(np.zeros(LAYERS), BEFORE - TOLD, SITES)
    scatter = TOLD + blur * BEFORE + OWN
    own = foretold + RNG.multivariate_normal(np.zeros(LAYERS), scatter, SITES)
    return Agreement(own, each(OWN), foretold, each(TOLD), each(BEFORE), each(MEAN))


def test_a_message_turns_the_prior_of_any_site_into_what_is_foretold_of_this_one() -> None:
    those = agreement()
    message = those.message(0.0)
    before = np.linalg.inv(BEFORE)
    precision = before + message.precision
    mean = np.linalg.solve(precision, (before @ MEAN + message.information)[..., None])[..., 0]
    assert np.linalg.inv(precision) == pytest.approx(each(TOLD), abs=1e-5)
    assert mean == pytest.approx(those.mean, abs=1e-4)


def test_where_neighbours_know_nothing_the_message_is_silent() -> None:
    those = replace(agreement(), covariance=each(BEFORE), mean=each(MEAN))
    message = those.message(0.1)
    assert np.abs(message.precision).max() < 1e-6
    assert np.abs(message.information).max() < 1e-4


def test_the_more_it_is_blurred_the_less_it_says() -> None:
    those = agreement()
    size = [np.linalg.norm(those.message(blur).precision) for blur in (0.0, 0.1, 0.4)]
    assert size[0] > size[1] > size[2] > 0


@pytest.mark.parametrize(("truth", "among"), [(0.0, {0.0, 0.02}), (0.4, {0.2, 0.4, 0.8})])
def test_the_blur_is_told_from_how_sites_scatter_about_what_is_foretold(
    truth: float, among: set[float]
) -> None:
    assert agreement(truth).blur() in among


def test_a_site_with_velocities_twice_too_high_stands_out() -> None:
    those = agreement()
    own = those.own.copy()
    own[3] = those.mean[3] + np.log(2.0)
    found = replace(those, own=own).deviations(0.0)
    assert np.flatnonzero(stand_out(found)).tolist() == [3]
    assert found[3] > STANDS_OUT


def test_some_of_many_are_taken_from_the_first_to_the_last() -> None:
    assert evenly(np.arange(100), 4).tolist() == [0, 33, 66, 99]
    assert evenly(np.arange(3), 4).tolist() == [0, 1, 2]
