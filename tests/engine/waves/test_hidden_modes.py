"""A mode that a slow layer guides at depth is told from those that the surface shows."""

from __future__ import annotations

import numpy as np
import pytest
from disba import EigenFunction
from surveys import soil_earth

from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.hidden_modes import is_hidden
from plugin.protocol.waves import Wave

VS = np.array([300.0, 320.0, 150.0, 320.0, 500.0])
THICKNESS = np.array([6.0, 8.0, 6.0, 10.0, 0.0])
FREQUENCY = np.array([5.0, 10.0, 20.0, 30.0, 45.0])


def covered() -> Earths:
    """A slow layer between faster ones."""
    return Earths.from_layers(THICKNESS, VS, 2 * VS, np.full(5, 1900.0))


def hidden(earth: Earths, frequency: np.ndarray, wave: Wave) -> np.ndarray:
    site, unit = np.zeros(len(frequency), dtype=np.int64), earth.vs.min()
    velocity = dispersion(earth, site, frequency, wave, hidden=True)
    layers = earth.thickness[0] / unit, earth.vp[0] / unit, earth.vs[0] / unit, earth.density[0] / 1000
    pairs = zip(2 * np.pi * frequency, velocity / unit)
    return np.array([is_hidden(*layers, omega, c, wave == Wave.LOVE) for omega, c in pairs])


@pytest.mark.parametrize("wave", list(Wave))
def test_a_mode_is_hidden_where_it_moves_the_ground_far_more_at_depth(wave: Wave) -> None:
    # Thin layers, since disba gives the motion at interfaces; beyond 20 Hz it does not find it.
    thickness, vs = (
        np.append(np.repeat(THICKNESS[:-1] / 12, 12), 0.0),
        np.append(np.repeat(VS[:-1], 12), VS[-1]),
    )
    motion = EigenFunction(thickness / 1000, vs / 500, vs / 1000, np.full(len(vs), 1.9), dc=1e-4)
    frequency = np.array([5.0, 10.0, 20.0])
    found = [motion(1 / f, mode=0, wave=wave.name.lower()) for f in frequency]
    moved = [np.abs(f.uz if wave == Wave.RAYLEIGH else f.uu) for f in found]
    expected = [motion.max() > 30 * motion[0] for motion in moved]
    assert hidden(covered(), frequency, wave).tolist() == expected == [False, False, True]


@pytest.mark.parametrize("wave", list(Wave))
def test_a_slow_layer_at_depth_hides_its_high_frequencies_only(wave: Wave) -> None:
    found = hidden(covered(), FREQUENCY, wave)
    assert not found[0]
    assert found[-1]
    assert (np.diff(found.astype(int)) >= 0).all()


@pytest.mark.parametrize("wave", list(Wave))
def test_nothing_is_hidden_where_velocity_rises_with_depth(wave: Wave) -> None:
    assert not hidden(soil_earth(), np.geomspace(4.0, 200.0, 30), wave).any()


def test_a_point_without_a_velocity_is_not_hidden() -> None:
    layers = THICKNESS / 150, 2 * VS / 150, VS / 150, np.full(5, 1.9)
    assert not any(is_hidden(*layers, 2 * np.pi * f, np.nan, False) for f in FREQUENCY)
