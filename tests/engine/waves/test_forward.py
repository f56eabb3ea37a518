from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from disba import PhaseDispersion
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import soil_earth

from plugin.engine.waves.forward import Earths, dispersion
from plugin.protocol.waves import VelocityType, Wave

FACTOR = st.floats(1e-3, 1e3)


def read_modes(path: Path) -> list[np.ndarray]:
    """Return the (frequency, slowness) table of each mode of a Geopsy dispersion file."""
    modes: list[list[list[float]]] = []
    for line in path.read_text().splitlines():
        if line.startswith("# Mode"):
            modes.append([])
        elif line and not line.startswith("#"):
            modes[-1].append([float(word) for word in line.split()])
    return [np.array(mode) for mode in modes]


def read_earth(path: Path, model: int) -> Earths:
    lines = json.loads(path.read_text())[f"model_{model}"]
    columns = {}
    for line in lines:
        name, values = (part.strip() for part in line.split("="))
        repeated = values.split("*")
        columns[name] = np.array(
            json.loads(repeated[0]) * (int(repeated[1]) if len(repeated) > 1 else 1), float
        )
    return Earths.from_layers(columns["tk"], columns["vs"], columns["vp"], columns["rh"])


@pytest.mark.parametrize("model", range(4))
@pytest.mark.parametrize("mode", [0, 1])
def test_published_models_are_matched_within_a_hundredth_of_a_percent(
    real_data: Path, model: int, mode: int
) -> None:
    folder = real_data / "benchmark_models"
    earth = read_earth(folder / "benchmark_true_models.json", model)
    frequency, slowness = read_modes(folder / f"mod{model}_dc.txt")[mode].T
    velocity = dispersion(earth, np.zeros(len(frequency), dtype=int), frequency, mode=mode, hidden=True)
    np.testing.assert_allclose(velocity * slowness, 1.0, rtol=1e-4)


def test_a_half_space_has_the_exact_rayleigh_velocity() -> None:
    vs, vp = 500.0, 500.0 * np.sqrt(3.0)
    earth = Earths.from_layers(np.array([5.0, 0.0]), np.full(2, vs), np.full(2, vp), np.full(2, 2000.0))
    velocity = dispersion(earth, np.zeros(3, dtype=int), np.array([1.0, 10.0, 50.0]))
    # Poisson's solid: c^2 / Vs^2 = 2 - 2 / sqrt(3) (Rayleigh, 1885).
    np.testing.assert_allclose(velocity, vs * np.sqrt(2 - 2 / np.sqrt(3)), rtol=2e-6)


@settings(max_examples=60, deadline=None)
@given(
    length=FACTOR,
    velocity=FACTOR,
    density=FACTOR,
    wave=st.sampled_from(Wave),
    kind=st.sampled_from(VelocityType),
    mode=st.integers(0, 1),
)
def test_scaling_the_earth_scales_its_curve(
    length: float, velocity: float, density: float, wave: Wave, kind: VelocityType, mode: int
) -> None:
    frequency = np.geomspace(15.0, 40.0, 12)
    site = np.zeros(12, dtype=int)
    small, earth = soil_earth(), soil_earth(length, velocity)
    earth = replace(earth, density=density * earth.density)
    one = dispersion(small, site, frequency, wave, kind, mode)
    other = dispersion(earth, site, frequency * velocity / length, wave, kind, mode)
    assert np.isfinite(one).all()
    # The group velocity is a difference of phase velocities that are exact to 1e-11.
    np.testing.assert_allclose(other, velocity * one, rtol=1e-7 if kind == VelocityType.GROUP else 1e-9)


def test_points_may_come_in_any_order_and_mixture() -> None:
    rng = np.random.default_rng(1)
    frequency = np.tile(np.geomspace(10.0, 40.0, 10), 4)
    wave = np.repeat([0, 0, 1, 1], 10)
    kind = np.repeat([0, 1, 0, 1], 10)
    earths = Earths.from_layers(*(np.stack([a, a]) for a in _columns(soil_earth())))
    order = rng.permutation(40)
    straight = dispersion(earths, np.zeros(40, dtype=int), frequency, wave, kind)
    shuffled = dispersion(earths, np.ones(40, dtype=int), frequency[order], wave[order], kind[order])
    np.testing.assert_allclose(shuffled, straight[order])


def _columns(earth: Earths) -> tuple[np.ndarray, ...]:
    return earth.thickness[0], earth.vs[0], earth.vp[0], earth.density[0]


def test_group_velocity_is_the_derivative_of_the_phase_curve() -> None:
    frequency = np.geomspace(5.0, 40.0, 2001)
    site = np.zeros(2001, dtype=int)
    phase = dispersion(soil_earth(), site, frequency)
    group = dispersion(soil_earth(), site, frequency, kind=VelocityType.GROUP)
    derived = np.gradient(frequency, frequency / phase)
    np.testing.assert_allclose(group[50:-50], derived[50:-50], rtol=5e-3)


def test_a_mode_below_its_cut_off_is_nan() -> None:
    assert np.isnan(dispersion(soil_earth(), np.zeros(1, dtype=int), np.array([0.5]), mode=3)).all()


def test_a_curve_does_not_depend_on_which_of_its_points_are_asked_for() -> None:
    frequency = np.geomspace(4.0, 40.0, 30)
    whole = dispersion(soil_earth(), np.zeros(30, dtype=int), frequency)
    alone = np.array([dispersion(soil_earth(), np.zeros(1, dtype=int), f[None])[0] for f in frequency])
    np.testing.assert_allclose(alone, whole, rtol=1e-7)


def test_a_stiff_cover_over_a_slower_half_space_still_has_a_curve() -> None:
    # Faster than the half-space's Vs nothing is guided; disba's search, at any small step, agrees.
    vs, thickness = np.array([600.0, 400.0, 250.0]), np.array([0.3, 0.5, 0.0])
    earth = Earths.from_layers(thickness, vs, 2 * vs, np.full(3, 2000.0))
    frequency = np.geomspace(50.0, 500.0, 20)
    velocity = dispersion(earth, np.zeros(20, dtype=int), frequency)
    assert np.isfinite(velocity).all()
    assert (velocity > 250.0).any()
    layers = np.stack([thickness, 2 * vs, vs, np.full(3, 2000.0)]) / 1000
    expected = 1000 * PhaseDispersion(*layers, dc=0.0005)(1 / frequency[::-1], mode=0).velocity[::-1]
    np.testing.assert_allclose(velocity, expected, rtol=1e-4)


def test_below_a_stiff_cover_the_slowest_mode_that_is_seen_is_the_fundamental() -> None:
    vs, thickness = np.array([260.0, 140.0, 250.0, 550.0]), np.array([2.0, 6.0, 20.0, 0.0])
    earth = Earths.from_layers(thickness, vs, 2 * vs, np.full(4, 1900.0))
    frequency, site = np.array([10.0, 20.0, 36.0, 42.0]), np.zeros(4, dtype=int)
    seen = dispersion(earth, site, frequency)
    counted = np.stack([dispersion(earth, site, frequency, mode=mode, hidden=True) for mode in range(3)])
    # By the count of all modes the waves of 36 and 42 Hz run in the second layer.
    np.testing.assert_allclose(seen, counted[[0, 0, 1, 2], np.arange(4)])
    assert (counted[0, 2:] < 155).all()
    assert (seen[2:] > 180).all()


def test_with_nothing_but_hidden_modes_there_is_no_velocity() -> None:
    vs, thickness = np.array([900.0, 150.0, 400.0]), np.array([5.0, 20.0, 0.0])
    earth = Earths.from_layers(thickness, vs, 2 * vs, np.full(3, 1900.0))
    assert np.isnan(dispersion(earth, np.zeros(1, dtype=int), np.array([300.0]))).all()
    assert np.isfinite(dispersion(earth, np.zeros(1, dtype=int), np.array([300.0]), hidden=True)).all()


def test_vs_at_steps_at_the_interfaces() -> None:
    depth = np.array([[0.0, 3.9, 4.1, 12.1, 500.0]])
    assert soil_earth().vs_at(depth).tolist() == [[180.0, 180.0, 260.0, 380.0, 620.0]]


def test_an_absurd_earth_has_no_velocity_rather_than_an_endless_search() -> None:
    thickness, vs = np.array([1e3, 0.0]), np.array([1e-9, 4e8])
    absurd = Earths.from_layers(thickness, vs, 2.0 * vs, np.array([2000.0, 2000.0]))
    assert np.isnan(dispersion(absurd, np.zeros(1, dtype=int), np.array([10.0]))).all()
