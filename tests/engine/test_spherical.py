from __future__ import annotations

import numpy as np
import pytest

from plugin.engine import spherical
from plugin.engine.curves import Curves, VelocityType, Wave


def crustal(kind: VelocityType = VelocityType.PHASE, wave: Wave = Wave.RAYLEIGH) -> Curves:
    period = np.array([10.0, 40.0, 100.0, 250.0])
    velocity = np.array([3100.0, 3700.0, 4100.0, 4700.0])
    return Curves.from_points(np.zeros(4, dtype=int), 1 / period, velocity, wave=wave, kind=kind)


@pytest.mark.parametrize("wave", list(Wave))
def test_flattening_solves_the_published_relation(wave: Wave) -> None:
    curves = crustal(wave=wave)
    flat = spherical.flatten(curves).velocity
    order = 3 if wave == Wave.LOVE else 1
    x = order * flat / (2 * 2 * np.pi * curves.frequency * spherical.EARTH_RADIUS)
    np.testing.assert_allclose(flat / np.sqrt(1 + x**2), curves.velocity, rtol=1e-12)


@pytest.mark.parametrize("kind", list(VelocityType))
def test_unflattening_is_the_inverse(kind: VelocityType) -> None:
    curves = crustal(kind)
    flat = spherical.flatten(curves)
    # A group velocity's wavenumber is only known to first order, which is ample for a 1e-4 effect.
    np.testing.assert_allclose(spherical.unflatten_velocity(flat, flat.velocity), curves.velocity, rtol=1e-7)


def test_depths_shrink_towards_the_radius() -> None:
    assert spherical.unflatten_depth(np.array([100e3]))[0] == pytest.approx(99.22e3, rel=1e-4)
    assert spherical.unflatten_factor(np.array([100e3]))[0] == pytest.approx(1 - 100 / 6371, rel=2e-4)


def test_auto_starts_at_thirty_seconds() -> None:
    curves = crustal()
    assert spherical.is_needed("auto", curves)
    assert not spherical.is_needed("off", curves)
    short = Curves.from_points(np.zeros(2, dtype=int), np.array([0.1, 0.05]), np.array([3000.0, 2900.0]))
    assert not spherical.is_needed("auto", short)
    assert spherical.is_needed("on", short)
