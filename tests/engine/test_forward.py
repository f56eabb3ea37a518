from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from surveys import soil_earth

from plugin.engine.curves import VelocityType, Wave
from plugin.engine.forward import Earths, dispersion


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
    velocity = dispersion(earth, np.zeros(len(frequency), dtype=int), frequency, mode=mode)
    np.testing.assert_allclose(velocity * slowness, 1.0, rtol=1e-4)


def test_a_half_space_has_the_exact_rayleigh_velocity() -> None:
    vs, vp = 500.0, 500.0 * np.sqrt(3.0)
    earth = Earths.from_layers(np.array([5.0, 0.0]), np.full(2, vs), np.full(2, vp), np.full(2, 2000.0))
    velocity = dispersion(earth, np.zeros(3, dtype=int), np.array([1.0, 10.0, 50.0]))
    # Poisson's solid: c^2 / Vs^2 = 2 - 2 / sqrt(3) (Rayleigh, 1885).
    np.testing.assert_allclose(velocity, vs * np.sqrt(2 - 2 / np.sqrt(3)), rtol=2e-6)


@pytest.mark.parametrize("kind", list(VelocityType))
@pytest.mark.parametrize("wave", list(Wave))
@pytest.mark.parametrize("mode", [0, 1])
def test_scaling_the_earth_scales_its_curve(wave: Wave, kind: VelocityType, mode: int) -> None:
    frequency = np.geomspace(15.0, 40.0, 12)
    site = np.zeros(12, dtype=int)
    small = dispersion(soil_earth(), site, frequency, wave, kind, mode)
    large = dispersion(soil_earth(1000.0, 7.0), site, frequency * 7.0 / 1000.0, wave, kind, mode)
    assert np.isfinite(small).all()
    # The group velocity is a difference of phase velocities that are exact to 1e-6.
    np.testing.assert_allclose(large, 7.0 * small, rtol=1e-4 if kind == VelocityType.GROUP else 2e-6)


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


def test_vs_at_steps_at_the_interfaces() -> None:
    depth = np.array([[0.0, 3.9, 4.1, 12.1, 500.0]])
    assert soil_earth().vs_at(depth).tolist() == [[180.0, 180.0, 260.0, 380.0, 620.0]]
