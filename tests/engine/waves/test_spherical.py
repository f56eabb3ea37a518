from __future__ import annotations

import numpy as np
import pytest
from spherical_waves import Sphere

from plugin.engine.curves import Curves
from plugin.engine.waves import spherical
from plugin.engine.waves.elastic import Elastic, Relation, brocher
from plugin.engine.waves.forward import Earths, dispersion
from plugin.protocol.waves import VelocityType, Wave


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


# To three quarters of the longest wavelength, as the layers of an inversion.
BOTTOMS = 1e3 * np.array([20, 38, 60, 90, 120, 160, 200, 250, 300, 350, 400, 460, 530, 610, 700.0])
CRUST_AND_MANTLE = np.interp(
    np.append(0.0, BOTTOMS), [0, 37e3, 38e3, 150e3, 700e3], [3400, 3900, 4480, 4450, 5400]
)


def flat_earth(wave: Wave) -> Earths:
    """The flat equivalent of the sphere, as an inversion makes it of its layers."""
    thickness = np.append(np.diff(BOTTOMS, prepend=0.0), 0.0)[None]
    power = spherical.density_power(crustal(wave=wave))
    crust = Elastic(np.array([Relation.CRUST]), np.array([1e6]), None, power)
    vs = CRUST_AND_MANTLE[None]
    return Earths.from_layers(thickness, vs, *crust.vp_and_density(vs, thickness))


def sphere(depth: float) -> Sphere:
    """The sphere itself down to a depth where the wave has died away."""
    n = int(np.searchsorted(BOTTOMS, depth - 50e3)) + 1
    bottoms = np.append(BOTTOMS[: n - 1], depth)
    tops = np.append(0.0, bottoms[:-1])
    middle = np.where(np.arange(n) == len(BOTTOMS), tops, (tops + np.append(BOTTOMS, 0.0)[:n]) / 2)
    factor = spherical.unflatten_factor(middle)
    vp, density = brocher(CRUST_AND_MANTLE[:n] * factor)
    return Sphere(bottoms, CRUST_AND_MANTLE[:n], vp / factor, density)


@pytest.mark.parametrize(("wave", "error"), [(Wave.LOVE, 2e-4), (Wave.RAYLEIGH, 1.7e-3)])
@pytest.mark.parametrize("period", [20.0, 50.0, 100.0, 150.0])
def test_a_corrected_curve_is_that_of_the_sphere(period: float, wave: Wave, error: float) -> None:
    frequency, site = np.array([1 / period]), np.zeros(1, dtype=int)
    flat = dispersion(flat_earth(wave), site, frequency, wave)
    curves = Curves.from_points(site, frequency, flat, wave=wave)
    (corrected,) = spherical.unflatten_velocity(curves, flat)
    exact = sphere(3 * flat[0] * period).phase_velocity(period, wave, corrected)
    assert corrected == pytest.approx(exact, rel=error)


@pytest.mark.parametrize(("wave", "error"), [(Wave.LOVE, 1e-3), (Wave.RAYLEIGH, 3e-3)])
def test_a_corrected_group_velocity_is_that_of_the_sphere(wave: Wave, error: float) -> None:
    frequency, site = np.array([1 / 80.0]), np.zeros(1, dtype=int)
    flat = dispersion(flat_earth(wave), site, frequency, wave, VelocityType.GROUP)
    curves = Curves.from_points(site, frequency, flat, wave=wave, kind=VelocityType.GROUP)
    (corrected,) = spherical.unflatten_velocity(curves, flat)
    ball, near = sphere(3 * 4400.0 * 80.0), 4400.0 if wave == Wave.LOVE else 4000.0
    f = np.array([0.99, 1.01]) / 80.0
    wavenumber = [each / ball.phase_velocity(1 / each, wave, near) for each in f]
    assert corrected == pytest.approx(np.diff(f)[0] / np.diff(wavenumber)[0], rel=error)


def test_the_density_of_a_site_with_both_waves_is_between_those_of_either() -> None:
    both = Curves.from_points(
        np.array([0, 0, 1]), np.full(3, 0.02), np.full(3, 4000.0), wave=np.array([0, 1, 1])
    )
    np.testing.assert_allclose(spherical.density_power(both), [(2.275 + 5) / 2, 5])
