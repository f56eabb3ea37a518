"""The scaling law of layered ground, held by the whole engine: curve in, profile out."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from surveys import scaled, soil_earth, survey_of

from plugin.engine.curves import Curves
from plugin.engine.profiles import Profiles
from plugin.engine.results.inversion import run
from plugin.engine.waves.forward import dispersion
from plugin.protocol.request import PoissonChoice, Request

FACTOR = st.floats(1e-3, 1e3)
EACH_TYPE = 12


@cache
def mixed_curve() -> Curves:
    """Rayleigh phase velocities of modes 0 and 1, group velocities and Love waves of one earth."""
    frequency = np.tile(np.geomspace(8.0, 40.0, EACH_TYPE), 4)
    wave, kind, mode = (np.repeat(column, EACH_TYPE) for column in ((0, 0, 0, 1), (0, 1, 0, 0), (0, 0, 1, 0)))
    site = np.zeros(len(frequency), dtype=int)
    velocity = dispersion(soil_earth(), site, frequency, wave, kind, mode)
    noise = np.exp(0.02 * np.random.default_rng(1).standard_normal(len(frequency)))
    return Curves.from_points(site, frequency, velocity * noise, 0.02 * velocity, wave, kind, mode)


def changed(curves: Curves, points: list[int], length: float = 1.0, velocity: float = 1.0) -> Curves:
    """Return the chosen points, in the given order, as the scaled earth would show them."""
    chosen = Curves.from_points(
        np.zeros(len(points), dtype=int),
        curves.frequency[points],
        curves.velocity[points],
        curves.sigma[points],
        curves.wave[points],
        curves.kind[points],
        curves.mode[points],
    )
    return scaled(chosen, length, velocity)


def profile(curves: Curves, poisson: PoissonChoice = "soil", lvz: bool = True) -> Profiles:
    request = Request(samples=0, depths="native", poisson=poisson, spherical="off", lvz=lvz)
    return run(survey_of(curves), request).profiles


thinned = st.lists(st.integers(0, 4 * EACH_TYPE - 1), min_size=2, unique=True)
"""Some of the points in any order, two at least."""


@examples(max_examples=40)
@given(points=thinned, length=FACTOR, velocity=FACTOR)
def test_any_points_of_a_scaled_curve_give_the_scaled_profile(
    points: list[int], length: float, velocity: float
) -> None:
    plain = profile(changed(mixed_curve(), points))
    scaled = profile(changed(mixed_curve(), points, length, velocity))
    np.testing.assert_allclose(scaled.depth, length * plain.depth, rtol=1e-9)
    np.testing.assert_allclose(scaled.quantiles, velocity * plain.quantiles, rtol=1e-5)


@examples(max_examples=20)
@given(points=thinned)
def test_the_order_of_the_points_does_not_matter(points: list[int]) -> None:
    one, other = profile(changed(mixed_curve(), points)), profile(changed(mixed_curve(), sorted(points)))
    np.testing.assert_allclose(one.quantiles, other.quantiles, rtol=1e-6)


@pytest.mark.parametrize("poisson", ["rock", "soil", "unknown"])
@pytest.mark.parametrize("lvz", [True, False])
def test_the_law_holds_for_every_condition(poisson: PoissonChoice, lvz: bool) -> None:
    points = list(range(4 * EACH_TYPE))
    plain = profile(mixed_curve(), poisson, lvz)
    scaled = profile(changed(mixed_curve(), points, 1000.0, 7.0), poisson, lvz)
    np.testing.assert_allclose(scaled.quantiles, 7.0 * plain.quantiles, rtol=1e-5)


def test_every_second_point_tells_nearly_the_same_profile() -> None:
    whole, half = profile(mixed_curve()), profile(changed(mixed_curve(), list(range(0, 4 * EACH_TYPE, 2))))
    at_half = whole.at(half.depth[0])
    inside = half.trusted[0]
    width = np.log(half.quantiles[0, :, -1] / half.quantiles[0, :, 0])
    moved = np.abs(np.log(at_half.vs[0] / half.vs[0]))
    assert (moved < width)[inside].all()
