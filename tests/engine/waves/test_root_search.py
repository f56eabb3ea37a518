"""The root that is found is the mode that was asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from surveys import soil_earth

from plugin.engine.waves.mode_count import count_modes
from plugin.engine.waves.root_search import find_mode

LAYER = tuple(np.array(a) for a in ([1.0, 0.0], [2.0, 4.0], [1.0, 2.0], [1.8, 2.2]))


def soil() -> tuple[np.ndarray, ...]:
    e = soil_earth()
    return e.thickness[0] / 10, e.vp[0] / 180, e.vs[0] / 180, e.density[0] / 1000


@pytest.mark.parametrize("mode", range(4))
def test_love_modes_of_one_layer_obey_the_closed_period_equation(mode: int) -> None:
    thickness, vp, vs, density = LAYER
    omega = 12.0
    c = find_mode(thickness, vp, vs, density, omega, True, mode, np.nan)
    inside, below = np.sqrt(1 / vs[0] ** 2 - 1 / c**2), np.sqrt(1 / c**2 - 1 / vs[1] ** 2)
    rigidity = density * vs**2
    # Ewing, Jardetzky and Press (1957): tan(omega h inside) = mu2 below / (mu1 inside), branch by mode.
    phase = np.arctan(rigidity[1] * below / (rigidity[0] * inside)) + mode * np.pi
    assert omega * inside == pytest.approx(phase, rel=1e-7)


@settings(max_examples=60, deadline=None)
@given(
    guess=st.one_of(st.just(float("nan")), st.floats(1e-3, 1e3)),
    mode=st.integers(0, 3),
    love=st.booleans(),
)
def test_a_guess_does_not_change_what_is_found(guess: float, mode: int, love: bool) -> None:
    found, plain = (find_mode(*soil(), 20.0, love, mode, g) for g in (guess, np.nan))
    assert found == pytest.approx(plain, rel=1e-7, nan_ok=True)


def test_a_mode_below_its_cut_off_is_not_found() -> None:
    assert np.isnan(find_mode(*soil(), 0.5, False, 2, np.nan))


@settings(max_examples=60, deadline=None)
@given(
    thickness=st.lists(st.floats(0.05, 2.0), min_size=5, max_size=5),
    vs=st.lists(st.floats(1.0, 3.0), min_size=5, max_size=5),
    omega=st.floats(1.0, 40.0),
    mode=st.integers(0, 3),
)
@example(
    [1.96484375, 0.57421875, 0.078125, 1.96484375, 0.283203125], [1.0, 1.0, 1.0, 1.96484375, 1.0], 1.0, 2
)
def test_as_many_modes_are_slower_as_the_mode_number_says(
    thickness: list[float], vs: list[float], omega: float, mode: int
) -> None:
    h, b = np.array([*thickness, 0.0]), np.array([*vs, 3.2])
    model = (h, 2.2 * b, b, np.full(6, 2.0))
    fastest = 3.2 * (1 - 1e-8)  # beyond the half-space's Vs nothing can be counted
    c = find_mode(*model, omega, False, mode, np.nan)
    if np.isnan(c):
        assert count_modes(*model, omega, fastest, False) <= mode
    else:
        assert count_modes(*model, omega, c * (1 - 1e-6), False) <= mode
        assert count_modes(*model, omega, min(c * (1 + 1e-6), fastest), False) >= mode + 1


def test_modes_that_nearly_touch_are_told_apart() -> None:
    # A slow channel below a stiff cover: its mode and that of the surface touch within a ten-thousandth.
    h, b = np.array([6.0, 2.0, 0.0]), np.array([1.0, 0.9, 2.0])
    model = (h, 2.0 * b, b, np.full(3, 2.0))
    omega = np.linspace(5.0, 5.1, 400)
    lower, upper = (np.array([find_mode(*model, w, False, m, np.nan) for w in omega]) for m in (0, 1))
    assert (upper > lower).all()
    assert (upper / lower).min() < 1 + 1e-4
