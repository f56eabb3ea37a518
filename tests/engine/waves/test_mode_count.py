"""The count of modes, against closed forms and against the sign changes of disba's secular function."""

from __future__ import annotations

import numpy as np
import pytest
from disba._cps._surf96 import dltar
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import soil_earth

from plugin.engine.waves.mode_count import count_modes

LAYERS = st.lists(
    st.tuples(st.floats(0.01, 2.0), st.floats(0.5, 2.0), st.floats(1.5, 8.0)), min_size=1, max_size=6
)


def earth(layers: list[tuple[float, float, float]]) -> tuple[np.ndarray, ...]:
    """Thickness, Vp, Vs and density of layers (thickness, Vs, Vp/Vs) over a half-space of Vs 2.2."""
    thickness, vs, ratio = np.array([*layers, (0.0, 2.2, 1.8)]).T
    return thickness, vs * ratio, vs, 1.8 + 0.2 * vs


def counts(model: tuple[np.ndarray, ...], omega: float, velocity: np.ndarray, love: bool) -> np.ndarray:
    return np.array([count_modes(*model, omega, c, love) for c in velocity])


@settings(max_examples=60, deadline=None)
@given(layers=LAYERS, omega=st.floats(0.3, 20.0), love=st.booleans())
def test_the_secular_function_changes_sign_where_the_count_changes_by_one(
    layers: list[tuple[float, float, float]], omega: float, love: bool
) -> None:
    thickness, vp, vs, density = model = earth(layers)
    velocity = np.linspace(0.82 * vs.min(), 0.999 * vs[-1], 60)
    work = np.empty((5, 5))
    value = [
        dltar(omega / c, omega, thickness, vp, vs, density, 1 if love else 2, -1, work) for c in velocity
    ]
    found = counts(model, omega, velocity, love)
    clear = np.abs(value) > 1e-9 * np.abs(value).max()
    sign = np.sign(value) * np.sign(value[0])
    assert (sign == (-1.0) ** (found - found[0]))[clear].all()
    assert (np.diff(found) >= 0).all()


def test_no_mode_is_slower_than_four_fifths_of_the_slowest_layer() -> None:
    rng = np.random.default_rng(4)
    for _ in range(200):
        model = earth(list(zip(rng.uniform(0.01, 2, 5), rng.uniform(0.5, 2, 5), rng.uniform(1.5, 8, 5))))
        omega = rng.uniform(0.3, 30.0)
        assert counts(model, omega, np.array([0.8 * model[2].min()]), False) == 0


@pytest.mark.parametrize("omega", [0.5, 3.0, 10.0, 40.0])
def test_a_layer_over_a_half_space_has_as_many_love_modes_as_fit_into_it(omega: float) -> None:
    model = earth([(1.0, 1.0, 2.0)])
    fitting = 1 + int(omega * np.sqrt(1 - 1 / 2.2**2) / np.pi)
    assert counts(model, omega, np.array([2.2 * (1 - 1e-9)]), True) == fitting


def test_a_half_space_has_one_rayleigh_mode_and_no_love_mode() -> None:
    model = earth([(1.0, 2.2, 1.8), (0.3, 2.2, 1.8)])
    model = (*model[:3], np.full(3, 2.0))
    # Rayleigh (1885): x^3 - 8 x^2 + (24 - 16 y) x - 16 (1 - y) = 0, x = (c / Vs)^2, y = (Vs / Vp)^2.
    y = 1 / 1.8**2
    x = np.roots([1, -8, 24 - 16 * y, -16 * (1 - y)])
    rayleigh = 2.2 * np.sqrt(x[(x.imag == 0) & (x.real < 1)].real)
    around = np.array([0.9999, 1.0001]) * rayleigh
    assert counts(model, 7.0, around, False).tolist() == [0, 1]
    assert counts(model, 7.0, np.array([2.19]), True) == 0


@pytest.mark.parametrize("love", [False, True])
def test_splitting_layers_changes_no_count(love: bool) -> None:
    whole = soil_earth()
    one = tuple(a[0] for a in (whole.thickness, whole.vp, whole.vs, whole.density))
    many = tuple(np.repeat(a, 50) for a in one)
    many = (many[0] / 50, *many[1:])
    velocity = np.linspace(150.0, 619.0, 40)
    for omega in (10.0, 100.0, 600.0):
        np.testing.assert_array_equal(counts(many, omega, velocity, love), counts(one, omega, velocity, love))
