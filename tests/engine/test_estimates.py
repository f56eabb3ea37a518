from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.basis import Basis
from plugin.engine.estimates import Estimates, averaged

TOWARD, BETWEEN = 2, 3
NAN = float("nan")


def chosen(chi: tuple[float, ...], loss: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)) -> int:
    column = np.array(chi)[:, None]
    empty = np.zeros((4, 1, 1))
    found = Estimates(empty[..., None], empty, np.zeros((4, 0)), column, np.array(loss)[:, None])
    return int(found.choose()[0])


@pytest.mark.parametrize(
    ("chi", "expected"),
    [
        ((2.0, 0.5, 0.9, 0.7), TOWARD),
        ((2.0, 0.5, 1.3, 0.7), BETWEEN),
        ((2.0, 0.5, 1.3, 1.3), Basis.REFINED),
        ((2.0, 1.5, 1.4, 1.6), TOWARD),
        ((0.6, 0.5, 0.7, 0.8), Basis.REFINED),
        ((0.6, 0.7, 0.8, 0.9), Basis.ONE_PASS),
        ((NAN, 0.5, 0.9, 0.7), TOWARD),
        ((1.0, NAN, NAN, NAN), Basis.ONE_PASS),
    ],
)
def test_the_first_average_that_fits_is_reported(chi: tuple[float, ...], expected: int) -> None:
    assert chosen(chi) == expected


def test_an_average_that_is_clearly_less_likely_than_the_refined_profile_is_passed_over() -> None:
    chi = (2.0, 0.5, 0.9, 0.7)
    assert chosen(chi, loss=(50.0, 1.0, 9.5, 2.0)) == TOWARD
    assert chosen(chi, loss=(50.0, 1.0, 10.5, 2.0)) == BETWEEN
    assert chosen(chi, loss=(50.0, 1.0, 10.5, 10.5)) == Basis.REFINED


def test_averages_lie_between_what_they_are_of() -> None:
    network, refined, toward, between = averaged(np.array([1.0]), np.array([2.0]), np.array([5.0]))
    assert (network, refined, between) == (1.0, 2.0, 3.5)
    assert 1.0 < toward[0] < 5.0
