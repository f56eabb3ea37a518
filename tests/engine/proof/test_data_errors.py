"""The errors of the points, what they make of a misfit, and how far an outlier pulls."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import soil_curves

from plugin.engine.curves import Curves
from plugin.engine.proof.data_errors import HUBER, DataErrors, huber_loss, huber_weight
from plugin.protocol.request import Request

RESIDUAL = st.floats(-1e6, 1e6, allow_nan=False)


def mixed_curves(misfits: np.ndarray) -> tuple[Curves, np.ndarray]:
    """One site with each wave, velocity type and two modes, and predictions so many sigmas off."""
    wave, kind, mode = (a.ravel() for a in np.meshgrid([0, 1], [0, 1], [0, 1]))
    n = len(wave)
    velocity = np.geomspace(200.0, 400.0, n)
    sigma = np.where(np.arange(n) % 2, 0.05, 0.01) * velocity
    curves = Curves.from_points(
        np.zeros(n, dtype=int), np.geomspace(5, 40, n), velocity, sigma, wave, kind, mode
    )
    return curves, velocity + misfits * sigma


def test_misfit_is_the_root_mean_square_of_residuals_over_sigma() -> None:
    curves = soil_curves(sites=2)
    predicted = curves.velocity + np.where(curves.site_index == 0, 2.0, -0.5) * curves.sigma
    np.testing.assert_allclose(DataErrors().misfit(curves, predicted), [2.0, 0.5])


@pytest.mark.parametrize("point", range(8))
def test_every_wave_velocity_type_and_mode_counts_alike(point: int) -> None:
    curves, predicted = mixed_curves(np.where(np.arange(8) == point, 4.0, 0.0))
    np.testing.assert_allclose(DataErrors().misfit(curves, predicted), [np.sqrt(16 / 8)])


def test_a_site_that_mostly_lacks_predictions_has_no_misfit() -> None:
    curves = soil_curves(sites=2)
    predicted = np.where((curves.site_index == 0) & (curves.frequency < 15), np.nan, curves.velocity)
    chi = DataErrors().misfit(curves, predicted)
    assert np.isnan(chi[0])
    assert chi[1] == 0


def test_only_unknown_sigmas_take_the_estimate() -> None:
    curves = soil_curves()
    curves = replace(curves, sigma=np.where(np.arange(24) < 12, np.nan, curves.sigma))
    sigma = DataErrors(relative=0.07).sigma(curves)
    np.testing.assert_allclose(sigma[:12], 0.07 * curves.velocity[:12])
    np.testing.assert_array_equal(sigma[12:], curves.sigma[12:])


def test_the_misfit_of_points_without_sigma_is_inverse_to_the_estimate() -> None:
    curves = replace(soil_curves(), sigma=np.full(24, np.nan))
    chi = [DataErrors(relative).misfit(curves, 1.02 * curves.velocity)[0] for relative in (0.01, 0.04)]
    np.testing.assert_allclose(chi, [2.0, 0.5])


def test_the_errors_are_those_that_were_asked_for() -> None:
    assert DataErrors.of(Request()) == DataErrors(0.03, robust=False)
    assert DataErrors.of(Request(relative_error=0.1, robust=True)) == DataErrors(0.1, robust=True)


@settings(deadline=None)
@given(residual=RESIDUAL)
def test_a_robust_loss_is_the_square_of_small_residuals_and_never_more(residual: float) -> None:
    robust, square = huber_loss(np.array(residual)), residual**2
    assert robust <= square * (1 + 1e-12)
    assert (robust == square) == (abs(residual) <= HUBER)


@settings(deadline=None)
@given(residual=RESIDUAL)
def test_the_weights_have_the_gradient_of_the_loss(residual: float) -> None:
    step = 1e-4 * max(abs(residual), 1.0)
    loss = huber_loss(np.array([residual - step, residual + step]))
    slope = (loss[1] - loss[0]) / (2 * step)
    assert slope == pytest.approx(2 * huber_weight(np.array(residual)) * residual, rel=1e-3, abs=1e-3)


def test_without_robustness_a_residual_costs_its_square() -> None:
    np.testing.assert_array_equal(DataErrors().loss(np.array([0.0, 3.0, -10.0])), [0.0, 9.0, 100.0])


def test_one_outlier_hardly_moves_a_robust_misfit() -> None:
    curves, predicted = mixed_curves(np.where(np.arange(8) == 3, 40.0, 0.5))
    assert DataErrors().misfit(curves, predicted)[0] > 14
    # One of eight points costs 2 k 40 - k^2, the others a quarter each.
    expected = np.sqrt((2 * HUBER * 40 - HUBER**2 + 7 * 0.25) / 8)
    np.testing.assert_allclose(DataErrors(robust=True).misfit(curves, predicted), [expected])
