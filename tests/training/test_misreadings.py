from __future__ import annotations

import numpy as np
import pytest

from plugin.training.misreadings import PHASE_SLOTS, kiss, misnumber
from plugin.training.synthetics import CURVE_TYPES


@pytest.fixture
def velocity() -> np.ndarray:
    """Return velocities that tell the mode: 1 for the fundamental, 2 for the first overtone, and so on."""
    table = np.full((50, len(CURVE_TYPES), 20), np.nan)
    table[:, PHASE_SLOTS] = np.arange(1.0, 5.0)[:, None]
    return table


def test_no_share_changes_nothing(velocity: np.ndarray) -> None:
    rng = np.random.default_rng(1)
    np.testing.assert_array_equal(kiss(rng, velocity, 0.0), velocity)
    np.testing.assert_array_equal(misnumber(rng, velocity, 0.0), velocity)


def test_a_kiss_moves_one_end_of_the_fundamental_to_the_overtone(velocity: np.ndarray) -> None:
    picked = kiss(np.random.default_rng(2), velocity, 1.0)[:, PHASE_SLOTS[0]]
    assert set(np.unique(picked)) == {1.0, 2.0}
    assert (np.abs(np.diff(picked, axis=1)).sum(axis=1) <= 1.0).all()


def test_an_overtone_that_was_taken_for_the_fundamental_is_not_picked_itself(velocity: np.ndarray) -> None:
    picked = kiss(np.random.default_rng(3), velocity, 1.0)
    assert np.isnan(picked[:, PHASE_SLOTS[1]]).all()


def test_a_kiss_leaves_frequencies_where_there_is_no_overtone(velocity: np.ndarray) -> None:
    velocity[:, PHASE_SLOTS[1], :10] = np.nan
    picked = kiss(np.random.default_rng(4), velocity, 1.0)
    assert (picked[:, PHASE_SLOTS[0], :10] == 1.0).all()


def test_misnumbered_overtones_are_called_one_too_low(velocity: np.ndarray) -> None:
    called = misnumber(np.random.default_rng(5), velocity, 1.0)
    assert (called[:, PHASE_SLOTS[0]] == 1.0).all()
    assert (called[:, PHASE_SLOTS[1]] == 3.0).all()
    assert (called[:, PHASE_SLOTS[2]] == 4.0).all()
    assert np.isnan(called[:, PHASE_SLOTS[3]]).all()
