from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from plugin.engine.proof.message import Message

RNG = np.random.default_rng(7)


def message(precision: float, information: float) -> Message:
    return Message(np.array([[[precision]]]), np.array([[information]]))


def prior(mean: float, precision: float) -> tuple[np.ndarray, np.ndarray]:
    """One layer, and a departure of mean 0.3 and deviation 1."""
    return np.array([[mean, 0.3]]), np.array([np.diag([precision, 1.0])])


def test_what_says_nothing_changes_nothing() -> None:
    mean, precision = RNG.normal(size=(3, 5)), np.tile(2.0 * np.eye(5), (3, 1, 1))
    found = Message(np.zeros((3, 4, 4)), np.zeros((3, 4))).applied(mean, precision)
    assert found[0] == pytest.approx(mean, abs=1e-14)
    assert (found[1] == precision).all()
    assert found[2] == pytest.approx(0.0, abs=1e-13)


def test_mean_and_precision_are_those_of_the_product_of_gaussians() -> None:
    mean, precision, _ = message(3.0, 3.0 * 5.2).applied(*prior(5.0, 1.0))
    assert mean[0] == pytest.approx([(5.0 + 3 * 5.2) / 4, 0.3])
    assert np.diag(precision[0]) == pytest.approx([4.0, 1.0])


def test_weights_of_rival_priors_change_by_the_integrals_of_their_products() -> None:
    factor = message(30.0, 30.0 * 5.5)

    def integral(mean: float, precision: float) -> float:
        return quad(
            lambda x: norm.pdf(x, mean, precision**-0.5) * np.exp(-15 * x * x + 165 * x - 453.75), 0, 10
        )[0]

    rivals = (5.0, 4.0), (5.6, 9.0)
    change = [factor.applied(*prior(*rival))[2][0] for rival in rivals]
    assert change[1] - change[0] == pytest.approx(np.log(integral(*rivals[1]) / integral(*rivals[0])))


def test_silenced_sites_are_told_nothing() -> None:
    told = Message(np.ones((2, 1, 1)), np.ones((2, 1))).silenced(np.array([True, False]))
    assert told.precision.ravel().tolist() == [0.0, 1.0]
    assert told.information.ravel().tolist() == [0.0, 1.0]
