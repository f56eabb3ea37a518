from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_earth

from plugin.engine.curves import Curves
from plugin.engine.forward import Earths, dispersion
from plugin.engine.sensitivity import LAYER_STEP
from plugin.engine.tracking import Anchor

FREQUENCY = np.tile(np.geomspace(12.0, 40.0, 12), 5)
WAVE = np.repeat([0, 0, 1, 1, 0], 12)
KIND = np.repeat([0, 1, 0, 1, 0], 12)
MODE = np.repeat([0, 0, 0, 0, 1], 12)


def changed(earth: Earths, factor: np.ndarray | float) -> Earths:
    return replace(earth, vs=earth.vs * factor, vp=earth.vp * factor)


@pytest.fixture(scope="module")
def anchor() -> Anchor:
    site = np.zeros(60, dtype=int)
    curves = Curves.from_points(site, FREQUENCY, np.full(60, 200.0), wave=WAVE, kind=KIND, mode=MODE)
    return Anchor.at(curves, soil_earth(), changed(soil_earth(), 1 + LAYER_STEP))


@pytest.mark.parametrize("spread", [0.05, 0.15, 0.3])
def test_followed_curves_are_those_of_the_full_search(anchor: Anchor, spread: float) -> None:
    site = np.zeros(60, dtype=int)
    for seed in range(40):
        factor = np.exp(spread * np.random.default_rng(seed).normal(size=4))
        earth = changed(soil_earth(), factor)
        full = dispersion(earth, site, FREQUENCY, WAVE, KIND, MODE)
        np.testing.assert_allclose(anchor.dispersion(earth), full, rtol=1e-5)


def test_the_anchor_itself_is_exact(anchor: Anchor) -> None:
    full = dispersion(soil_earth(), np.zeros(60, dtype=int), FREQUENCY, WAVE, KIND, MODE)
    np.testing.assert_allclose(anchor.dispersion(soil_earth()), full, rtol=1e-5)
