"""Bands of curves that drawn profiles predict."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.proof.layering import Layering
from plugin.engine.report.curve_bands import curve_bands
from plugin.engine.results.ensembles import Ensembles
from plugin.engine.results.layered import LayeredEarths
from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.spherical import unflatten_depth, unflatten_factor
from plugin.protocol.progress import Monitor

FREQUENCY = np.geomspace(5.0, 40.0, 8)
FASTER = 1.1


def ground(depth: np.ndarray, vs: np.ndarray) -> LayeredEarths:
    """Layers of one site with Vp twice Vs and a density of 1900 kg/m3."""
    layering = Layering.of(depth)
    layers = np.exp(layering.average(np.log(vs)))
    same = np.full_like(layers, 1900.0)
    trusted = np.ones(layers.shape, dtype=bool)
    return LayeredEarths(layering.thickness, layers, 2 * layers, same, layers, layers, trusted)


def drawn(depth: np.ndarray, profiles: np.ndarray, weight: list[float]) -> Ensembles:
    """Profiles (n, depths) of one site."""
    one = np.array(["A"], dtype=object)
    return Ensembles(
        one, depth, profiles[None], np.array([weight]), np.full((1, len(weight)), 0.8), depth * np.nan, one
    )


def curve_of(earths: LayeredEarths, frequency: np.ndarray) -> np.ndarray:
    layers = Earths.from_layers(earths.thickness, earths.vs, earths.vp, earths.density)
    return dispersion(layers, np.zeros(len(frequency), dtype=np.int64), frequency)


@pytest.fixture
def depth() -> np.ndarray:
    return np.geomspace(1.0, 60.0, 64)[None]


@pytest.fixture
def vs(depth: np.ndarray) -> np.ndarray:
    return 150.0 * (depth / depth[0, 0]) ** 0.3


def observed(frequency: np.ndarray = FREQUENCY) -> Curves:
    velocity = np.full(len(frequency), 200.0)
    return Curves.from_points(np.zeros(len(frequency), dtype=np.int64), frequency, velocity, 0.03 * velocity)


def test_a_single_profile_predicts_its_own_curve(depth: np.ndarray, vs: np.ndarray) -> None:
    layers = ground(depth, vs)
    bands = curve_bands(observed(), drawn(depth, vs, [1.0]), layers, False, Monitor())
    for end in (bands.low, bands.middle, bands.high):
        np.testing.assert_allclose(end, curve_of(layers, FREQUENCY), rtol=1e-6)


def test_faster_ground_of_the_same_ratio_of_velocities_has_a_faster_curve(
    depth: np.ndarray, vs: np.ndarray
) -> None:
    layers = ground(depth, vs)
    both = np.concatenate([vs, FASTER * vs])
    bands = curve_bands(observed(), drawn(depth, both, [0.5, 0.5]), layers, False, Monitor())
    np.testing.assert_allclose(bands.low, curve_of(layers, FREQUENCY), rtol=1e-6)
    # All velocities FASTER times as high at FASTER times the frequency.
    faster = FASTER * curve_of(layers, FREQUENCY / FASTER)
    np.testing.assert_allclose(bands.high, faster, rtol=1e-5)


def test_profiles_without_weight_have_no_say(depth: np.ndarray, vs: np.ndarray) -> None:
    both = np.concatenate([vs, 3 * vs])
    layers = ground(depth, vs)
    bands = curve_bands(observed(), drawn(depth, both, [1.0, 0.0]), layers, False, Monitor())
    np.testing.assert_allclose(bands.high, curve_of(layers, FREQUENCY), rtol=1e-6)


def test_a_spherical_earths_profile_predicts_a_spherical_earths_curve() -> None:
    from plugin.engine.waves import spherical

    frequency = 1.0 / np.array([10.0, 30.0, 60.0])
    flat_depth = np.geomspace(1e3, 1.5e5, 64)[None]
    flat_vs = 2500.0 * (flat_depth / 1e3) ** 0.12
    flat = ground(flat_depth, flat_vs)
    curves = Curves.from_points(np.zeros(3, dtype=np.int64), frequency, np.full(3, 3500.0), np.full(3, 35.0))
    power = spherical.density_power(curves)[:, None]
    bottom = np.cumsum(flat.thickness, axis=1)
    factor = unflatten_factor(bottom - flat.thickness / 2)
    thickness = np.diff(unflatten_depth(bottom), axis=1, prepend=0.0)
    true = LayeredEarths(
        thickness,
        flat.vs * factor,
        flat.vp * factor,
        flat.density / factor**power,
        flat.vs,
        flat.vs,
        flat.trusted,
    )
    ensembles = drawn(unflatten_depth(flat_depth), flat_vs * unflatten_factor(flat_depth), [1.0])
    bands = curve_bands(curves, ensembles, true, True, Monitor())
    expected = spherical.unflatten_velocity(spherical.flatten(curves), curve_of(flat, frequency))
    np.testing.assert_allclose(bands.middle, expected, rtol=2e-4)
