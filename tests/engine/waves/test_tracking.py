from __future__ import annotations

import numpy as np
import pytest
from surveys import anchored, drier, soil_earth, stiffer

from plugin.engine.curves import Curves
from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.tracking import Anchor
from plugin.engine.waves.vp_departure import unknowns_of

FREQUENCY = np.tile(np.geomspace(12.0, 40.0, 12), 5)
WAVE = np.repeat([0, 0, 1, 1, 0], 12)
KIND = np.repeat([0, 1, 0, 1, 0], 12)
MODE = np.repeat([0, 0, 0, 0, 1], 12)
EARTH_COLUMNS = ("thickness", "vs", "vp", "density", "n_layers")


def unknowns(earth: Earths, departure: float = 0.0) -> np.ndarray:
    return unknowns_of(np.log(earth.vs), departure)


@pytest.fixture(scope="module")
def anchor() -> Anchor:
    site = np.zeros(60, dtype=int)
    curves = Curves.from_points(site, FREQUENCY, np.full(60, 200.0), wave=WAVE, kind=KIND, mode=MODE)
    return anchored(curves, soil_earth())


@pytest.mark.parametrize("spread", [0.05, 0.15, 0.3])
def test_followed_curves_are_those_of_the_full_search(anchor: Anchor, spread: float) -> None:
    site = np.zeros(60, dtype=int)
    for seed in range(40):
        factor = np.exp(spread * np.random.default_rng(seed).normal(size=4))
        earth = stiffer(soil_earth(), factor)
        full = dispersion(earth, site, FREQUENCY, WAVE, KIND, MODE)
        np.testing.assert_allclose(anchor.dispersion(unknowns(earth), earth), full, rtol=1e-5)


def test_the_anchor_itself_is_exact(anchor: Anchor) -> None:
    full = dispersion(soil_earth(), np.zeros(60, dtype=int), FREQUENCY, WAVE, KIND, MODE)
    followed = anchor.dispersion(unknowns(soil_earth()), soil_earth())
    np.testing.assert_allclose(followed, full, rtol=1e-5)


def test_anchors_of_chosen_sites_follow_as_they_did_among_the_others() -> None:
    curves = Curves.from_points(
        np.repeat([0, 1], 12), np.tile(FREQUENCY[:12], 2), np.full(24, 200.0), kind=np.tile(KIND[6:18], 2)
    )
    both = Earths(*(np.repeat(getattr(soil_earth(), name), 2, axis=0) for name in EARTH_COLUMNS))
    stiff = stiffer(both, np.array([[1.0], [1.2]]))
    anchor, near = anchored(curves, stiff), stiffer(stiff, 1.02)
    swapped, target = anchor.take(np.array([1, 0, 1])), near.take(np.array([1, 0, 1]))
    velocity = anchor.dispersion(unknowns(near), near).reshape(2, 12)
    found = swapped.dispersion(unknowns(target), target).reshape(3, 12)
    np.testing.assert_allclose(found, velocity[[1, 0, 1]], rtol=1e-5)
    back = anchor.replaced(np.array([0, 1]), anchor.take(np.array([1, 0])))
    np.testing.assert_array_equal(back.velocity, anchor.velocity.reshape(2, 12)[[1, 0]].ravel())


def test_the_first_order_curve_is_near_that_of_a_like_earth(anchor: Anchor) -> None:
    near, departure = stiffer(soil_earth(), np.exp([0.02, -0.02, 0.03, 0.01])), 0.1
    like = unknowns(near, departure)
    modelled = anchor.dispersion(like, drier(near, departure))
    exists = np.isfinite(modelled) & (MODE == 0)
    error = np.abs(anchor.approximate(like) / modelled - 1)[exists]
    change = np.abs(anchor.velocity / modelled - 1)[exists]
    assert np.median(error) < 0.2 * np.median(change)
