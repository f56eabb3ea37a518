from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_earth

from plugin.engine.curves import VelocityType, Wave
from plugin.engine.forward import Earths, dispersion
from plugin.engine.sensitivity import LAYER_STEP, dispersion_and_derivative, phase_derivative

FREQUENCY = np.geomspace(5.0, 40.0, 15)
SITE = np.zeros(15, dtype=np.int64)


def scaled(earth: Earths, factor: float) -> Earths:
    return replace(earth, vs=earth.vs * factor, vp=earth.vp * factor)


def same(value: int) -> np.ndarray:
    return np.full(15, int(value))


@pytest.mark.parametrize("kind", list(VelocityType))
@pytest.mark.parametrize("wave", list(Wave))
def test_derivatives_are_those_of_the_forward_model(wave: Wave, kind: VelocityType) -> None:
    earth = soil_earth()
    velocity, derivative = dispersion_and_derivative(
        earth, scaled(earth, 1 + LAYER_STEP), SITE, FREQUENCY, same(wave), same(kind), same(0)
    )
    np.testing.assert_allclose(velocity, dispersion(earth, SITE, FREQUENCY, wave, kind), rtol=1e-3)
    for layer in range(4):
        step = np.where(np.arange(4) == layer, 1.02, 1.0)
        up, down = (
            dispersion(replace(earth, vs=earth.vs * s, vp=earth.vp * s), SITE, FREQUENCY, wave, kind)
            for s in (step, 1 / step)
        )
        expected = np.log(up / down) / (2 * np.log(1.02))
        np.testing.assert_allclose(derivative[:, layer], expected, atol=0.04)


def test_the_layers_together_obey_the_scaling_law() -> None:
    # c(f; b v) = b c(f / b; v), so the derivatives add up to 1 - d ln c / d ln f.
    earth = soil_earth()
    velocity, derivative = dispersion_and_derivative(
        earth, scaled(earth, 1 + LAYER_STEP), SITE, FREQUENCY, same(0), same(0), same(0)
    )
    around = [dispersion(earth, SITE, FREQUENCY * s) for s in (1.001, 1 / 1.001)]
    slope = np.log(around[0] / around[1]) / (2 * np.log(1.001))
    np.testing.assert_allclose(derivative.sum(axis=1), 1 - slope, rtol=2e-3)
    assert np.isfinite(velocity).all()


@pytest.mark.parametrize("wave", list(Wave))
def test_they_hold_for_modes_that_a_slow_layer_guides_at_depth(wave: Wave) -> None:
    # At the surface nothing is left of these modes but a step of the secular function.
    frequency, vs = np.array([20.0, 30.0, 45.0]), np.array([300.0, 320.0, 150.0, 320.0, 500.0])
    earth = Earths.from_layers(
        np.array([[6.0, 8.0, 6.0, 10.0, 0.0]]), vs[None], 2 * vs[None], np.full((1, 5), 1900.0)
    )
    site = np.zeros(3, dtype=np.int64)
    velocity = dispersion(earth, site, frequency, wave, hidden=True)
    stiffer = scaled(earth, 1 + LAYER_STEP)
    derivative = phase_derivative(earth, stiffer, site, frequency, velocity, np.full(3, int(wave)))
    for layer in range(5):
        step = np.where(np.arange(5) == layer, 1.001, 1.0)
        up, down = (
            dispersion(replace(earth, vs=earth.vs * s, vp=earth.vp * s), site, frequency, wave, hidden=True)
            for s in (step, 1 / step)
        )
        expected = np.log(up / down) / (2 * np.log(1.001))
        np.testing.assert_allclose(derivative[:, layer], expected, rtol=3e-3, atol=2e-5)
    assert (velocity < 300).all()


def test_a_missing_mode_has_no_velocity_and_no_derivative() -> None:
    earth = soil_earth()
    velocity, derivative = dispersion_and_derivative(
        earth, scaled(earth, 1 + LAYER_STEP), SITE, FREQUENCY / 20, same(0), same(0), same(3)
    )
    assert np.isnan(velocity).all()
    assert (derivative == 0).all()
