"""Layers over rock amplify as theory says."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.products.layers import quarter_wavelength
from plugin.engine.products.response import Columns
from plugin.engine.profiles import edges_of

H, SLOW, FAST = 20.0, 200.0, 1000.0


def layer(n: int = 1, slow: float = SLOW, depth: float = H) -> Columns:
    """One layer, cut into n, over a half-space of the same density."""
    thickness = np.append(np.full(n, depth / n), 0.0)[None]
    vs = np.append(np.full(n, slow), FAST)[None]
    return Columns(thickness, vs, np.full_like(vs, 2000.0))


@pytest.mark.parametrize("n", [1, 7])
def test_a_layer_resonates_at_a_quarter_of_its_wavelength(n: int) -> None:
    assert layer(n).first_peak(0.01)[0] == pytest.approx(SLOW / (4 * H), rel=4e-3)


def test_without_damping_the_peak_is_the_contrast_of_impedance() -> None:
    at = np.array([SLOW / (4 * H), 2 * SLOW / (4 * H), 3 * SLOW / (4 * H)])
    assert layer().amplification(at, 0.0)[0] == pytest.approx([FAST / SLOW, 1.0, FAST / SLOW])


@pytest.mark.parametrize("damping", [0.01, 0.05])
def test_damping_lowers_the_peak_by_its_share(damping: float) -> None:
    peak = layer().amplification(np.array([SLOW / (4 * H)]), damping)[0, 0]
    assert peak == pytest.approx(1 / (SLOW / FAST + np.pi / 2 * damping), rel=2e-3)


def test_long_waves_are_not_amplified() -> None:
    assert layer(3).amplification(np.array([1e-3]), 0.02)[0, 0] == pytest.approx(1.0, abs=1e-3)


def test_response_scales_with_velocity_over_depth() -> None:
    plain = layer(3).first_peak(0.02)
    assert layer(3, depth=4 * H).first_peak(0.02) == pytest.approx(plain / 4)
    frequency = np.array([1.0, 2.5, 7.0])
    stretched = layer(3, depth=4 * H).amplification(frequency / 4, 0.02)
    assert stretched == pytest.approx(layer(3).amplification(frequency, 0.02))


def test_layers_end_at_the_first_that_is_as_fast_as_the_reference() -> None:
    depth = np.array([[1.0, 4.0, 16.0, 64.0]])
    samples = np.array([[[200.0, 300.0, 900.0, 500.0], [200.0, 300.0, 400.0, 500.0], [900.0] * 4]])
    earth, reached = Columns.above(depth, samples, np.full((1, 4), 2000.0), 800.0)
    assert reached.tolist() == [[True, False, False]]
    assert earth.thickness[0].tolist() == [2.0, 6.0, 0.0, 0.0]
    assert earth.vs[0].tolist() == [200.0, 300.0, 900.0, 900.0]
    assert earth.travel_time[0] == pytest.approx(2 / 200 + 6 / 300)


def test_rock_is_as_fast_as_a_smeared_step_becomes_within_half_its_depth() -> None:
    depth = np.array([[4.0, 8.0, 10.0, 11.9, 14.0, 16.0]])
    smeared = [300.0, 600.0, 900.0, 1100.0, 1200.0, 1500.0]  # 15 m end at 1200 m/s
    dipping = [300.0, 600.0, 900.0, 850.0, 700.0, 500.0]
    earth, _ = Columns.above(depth, np.array([[smeared, dipping]]), 1000.0 + depth, 800.0)
    assert earth.vs.tolist() == [[300.0, 600.0, *[1200.0] * 4], [300.0, 600.0, *[900.0] * 4]]
    assert earth.density[0].tolist() == [1004.0, 1008.0, *[1014.0] * 4]
    assert (earth.thickness[0] > 0).tolist() == [True, True, *[False] * 4]


def test_two_draws_side_by_side_are_each_alone() -> None:
    two = [
        np.concatenate([getattr(layer(2, v), name) for v in (200.0, 300.0)]) for name in ("thickness", "vs")
    ]
    both = Columns(*two, np.full((2, 3), 2000.0))
    frequency = np.array([1.0, 2.5, 4.0])
    alone = [layer(2, v).amplification(frequency, 0.02)[0] for v in (200.0, 300.0)]
    assert both.amplification(frequency, 0.02) == pytest.approx(np.array(alone))


def test_layers_of_different_depths_have_each_their_own_half_space() -> None:
    """The last layer that is passed differs from draw to draw; what is below is undamped in each."""
    thickness = np.array([[10.0, 10.0, 0.0], [20.0, 0.0, 0.0]])
    vs = np.array([[200.0, 200.0, 1000.0], [200.0, 1000.0, 1000.0]])
    peaks = Columns(thickness, vs, np.full((2, 3), 2000.0)).amplification(np.array([2.5, 6.0]), 0.05)
    assert peaks[0] == pytest.approx(peaks[1])


def test_a_quarter_wavelength_of_uniform_ground_is_v_over_4f() -> None:
    depth, samples = np.geomspace(1.0, 100.0, 40)[None], np.full((1, 2, 40), 300.0)
    velocity, reached = quarter_wavelength(depth, samples, np.array([0.5, 1.0, 10.0]))
    assert velocity[0, 0].tolist() == pytest.approx([np.nan, 300.0, 300.0], nan_ok=True)
    assert reached[0, 1].tolist() == pytest.approx([np.nan, 75.0, 7.5], nan_ok=True)


def test_a_quarter_wavelength_of_layers_is_their_mean_velocity() -> None:
    depth = np.array([[5.0, 20.0, 80.0]])  # layers meet at 10 and 40 m
    samples = np.array([[[200.0, 400.0, 800.0]]])
    time = 10 / 200 + 20 / 400
    velocity, reached = quarter_wavelength(depth, samples, np.array([1 / (4 * time)]))
    assert (velocity[0, 0, 0], reached[0, 0, 0]) == pytest.approx((30 / time, 30.0))
    assert edges_of(depth)[0].tolist() == [0.0, 10.0, 40.0]
