"""The secular functions are Dunkin's and Haskell's, whatever they are computed from."""

from __future__ import annotations

import numpy as np
import pytest
from disba._cps._surf96 import dltar
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.engine.waves.secular import SURFACE, half_space, joined, secular, through

five = st.lists(st.floats(0.05, 2.0), min_size=5, max_size=5)


@settings(max_examples=120, deadline=None)
@given(thickness=five, vs=five, omega=st.floats(1.0, 60.0), share=st.floats(0.05, 0.95), love=st.booleans())
def test_it_changes_sign_where_that_of_disba_does(
    thickness: list[float], vs: list[float], omega: float, share: float, love: bool
) -> None:
    h, b = np.array([*thickness, 0.0]), np.array([*vs, 2.2])
    model = (h, 2.1 * b, b, np.linspace(1.7, 2.4, 6))
    c = 0.8 * b.min() + share * (2.2 - 0.8 * b.min())
    work = np.empty((5, 5))
    theirs = dltar(omega / c, omega, *model, 1 if love else 2, -1, work)
    nearby = dltar(omega / (1.0001 * c), omega, *model, 1 if love else 2, -1, work)
    if abs(theirs) > 1e-9 and theirs * nearby > 0:
        assert np.sign(secular(*model, omega, c, love)) == np.sign(theirs)


@pytest.mark.parametrize("love", [False, True])
@pytest.mark.parametrize("interface", range(4))
def test_an_earth_may_be_joined_at_any_interface(interface: int, love: bool) -> None:
    h, b = np.array([0.3, 0.5, 1.0, 0.0]), np.array([1.0, 0.8, 1.6, 2.2])
    a, r, c, k = 2.1 * b, np.array([1.8, 1.7, 2.0, 2.3]), 1.3, 4.0
    below, above = half_space(a[3], b[3], r[3], c, love), SURFACE
    whole = below
    for layer in (2, 1, 0):
        whole = through(whole, k * h[layer], a[layer], b[layer], r[layer], c, love)
        if layer >= interface:
            below = whole
    for layer in range(interface):
        above = through(above, k * h[layer], a[layer], b[layer], r[layer], c, love)
    assert joined(below, above) == pytest.approx(whole[0], rel=1e-9)
