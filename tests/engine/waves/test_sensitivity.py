from __future__ import annotations

import numpy as np
import pytest
from surveys import anchored, drier, nearby, soil_earth, stiffer

from plugin.engine.curves import Curves
from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.tracking import Anchor
from plugin.protocol.waves import VelocityType, Wave

FREQUENCY = np.geomspace(5.0, 40.0, 15)
SITE = np.zeros(15, dtype=np.int64)


def modelled(frequency: np.ndarray, wave: int, kind: int, mode: int) -> Anchor:
    given = (np.full(15, int(value)) for value in (wave, kind, mode))
    columns = dict(zip(("wave", "kind", "mode"), given))
    curves = Curves.from_points(SITE, frequency, np.full(15, 200.0), **columns)
    return anchored(curves, soil_earth())


@pytest.mark.parametrize("kind", list(VelocityType))
@pytest.mark.parametrize("wave", list(Wave))
def test_derivatives_are_those_of_the_forward_model(wave: Wave, kind: VelocityType) -> None:
    earth, found = soil_earth(), modelled(FREQUENCY, wave, kind, 0)
    exact = dispersion(earth, SITE, FREQUENCY, wave, kind)
    np.testing.assert_allclose(found.velocity, exact, rtol=1e-3)
    for layer in range(4):
        step = np.where(np.arange(4) == layer, 1.02, 1.0)
        up, down = (dispersion(stiffer(earth, s), SITE, FREQUENCY, wave, kind) for s in (step, 1 / step))
        expected = np.log(up / down) / (2 * np.log(1.02))
        np.testing.assert_allclose(found.derivative[:, layer], expected, atol=0.04)


@pytest.mark.parametrize("kind", list(VelocityType))
@pytest.mark.parametrize("wave", list(Wave))
def test_so_is_that_by_the_departure_of_vp(wave: Wave, kind: VelocityType) -> None:
    up, down = (dispersion(drier(soil_earth(), d), SITE, FREQUENCY, wave, kind) for d in (0.1, -0.1))
    found = modelled(FREQUENCY, wave, kind, 0).derivative[:, -1]
    np.testing.assert_allclose(found, np.log(up / down) / 0.2, atol=2e-3)
    assert (np.abs(found) > 1e-3).any() == (wave == Wave.RAYLEIGH)


def test_the_layers_together_obey_the_scaling_law() -> None:
    # c(f; b v) = b c(f / b; v), so the derivatives add up to 1 - d ln c / d ln f.
    found = modelled(FREQUENCY, 0, 0, 0)
    around = [dispersion(soil_earth(), SITE, FREQUENCY * s) for s in (1.001, 1 / 1.001)]
    slope = np.log(around[0] / around[1]) / (2 * np.log(1.001))
    np.testing.assert_allclose(found.derivative[:, :-1].sum(axis=1), 1 - slope, rtol=2e-3)
    assert np.isfinite(found.velocity).all()


@pytest.mark.parametrize("wave", list(Wave))
def test_they_hold_for_modes_that_a_slow_layer_guides_at_depth(wave: Wave) -> None:
    # At the surface nothing is left of these modes but a step of the secular function.
    frequency, vs = np.array([20.0, 30.0, 45.0]), np.array([300.0, 320.0, 150.0, 320.0, 500.0])
    earth = Earths.from_layers(
        np.array([[6.0, 8.0, 6.0, 10.0, 0.0]]), vs[None], 2 * vs[None], np.full((1, 5), 1900.0)
    )
    site = np.zeros(3, dtype=np.int64)
    velocity = dispersion(earth, site, frequency, wave, hidden=True)
    derivative = nearby(earth).derivative(site, frequency, velocity, np.full(3, int(wave)))
    for layer in range(5):
        step = np.where(np.arange(5) == layer, 1.001, 1.0)
        up, down = (
            dispersion(stiffer(earth, s), site, frequency, wave, hidden=True) for s in (step, 1 / step)
        )
        expected = np.log(up / down) / (2 * np.log(1.001))
        np.testing.assert_allclose(derivative[:, layer], expected, rtol=3e-3, atol=2e-5)
    assert (velocity < 300).all()


def test_a_missing_mode_has_no_velocity_and_no_derivative() -> None:
    found = modelled(FREQUENCY / 20, 0, 0, 3)
    assert np.isnan(found.velocity).all()
    assert (found.derivative == 0).all()
