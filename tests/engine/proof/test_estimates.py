from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.proof.basis import Basis
from plugin.engine.proof.estimates import Estimates, with_average

TOGETHER, BETWEEN = 2, 3
NAN = float("nan")


def chosen(
    chi: tuple[float, ...], loss: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0), well_fitted: float = 1.2
) -> int:
    column, costs = np.array(chi)[:, None], np.array(loss)[:, None]
    empty = np.zeros((4, 1, 1))
    found = Estimates(empty[..., None], empty, np.zeros((4, 0)), column, costs, np.array([well_fitted]))
    return int(found.choose()[0])


@pytest.mark.parametrize(
    ("chi", "expected"),
    [
        ((2.0, 0.5, 0.9, 0.7), TOGETHER),
        ((2.0, 0.5, 1.3, 0.7), BETWEEN),
        ((2.0, 0.5, 1.3, 1.3), Basis.REFINED),
        ((2.0, 1.5, 1.4, 1.6), TOGETHER),
        ((0.6, 0.5, 0.7, 0.8), Basis.REFINED),
        ((0.6, 0.7, 0.8, 0.9), Basis.ONE_PASS),
        ((NAN, 0.5, 0.9, 0.7), TOGETHER),
        ((1.0, NAN, NAN, NAN), Basis.ONE_PASS),
    ],
)
def test_the_first_that_fits_is_reported(chi: tuple[float, ...], expected: int) -> None:
    assert chosen(chi) == expected


def test_a_median_that_is_clearly_less_likely_than_the_refined_profile_is_passed_over() -> None:
    chi = (2.0, 0.5, 0.9, 0.7)
    assert chosen(chi, loss=(50.0, 1.0, 9.5, 2.0)) == TOGETHER
    assert chosen(chi, loss=(50.0, 1.0, 10.5, 2.0)) == BETWEEN
    assert chosen(chi, loss=(50.0, 1.0, 10.5, 10.5)) == Basis.REFINED


def test_where_errors_are_larger_than_stated_a_greater_misfit_is_a_good_fit() -> None:
    chi = (4.0, 2.0, 2.3, 2.1)
    assert chosen(chi) == Basis.REFINED
    assert chosen(chi, well_fitted=2.4) == TOGETHER


def test_the_average_is_of_what_was_refined() -> None:
    three = np.array([[1.0], [2.0], [5.0]])
    np.testing.assert_array_equal(with_average(three), [[1.0], [2.0], [5.0], [3.5]])
