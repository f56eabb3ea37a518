from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from plugin.engine.profiles import LEVELS
from plugin.engine.proof.layering import Layering
from plugin.engine.proof.slowing import Slowing, felt
from plugin.engine.waves.forward import Earths, dispersion

DEPTH = np.geomspace(1.0, 60.0, 64)[None]
DEVIATION = 0.2


def test_waves_feel_the_mean_slowness_of_a_log_normal_velocity() -> None:
    scatter = DEVIATION * ndtri((np.arange(100_000) + 0.5) / 100_000)
    mean_slowness = np.exp(-scatter).mean()
    quantiles = DEVIATION * ndtri(LEVELS)
    np.testing.assert_allclose(np.exp(felt(quantiles)), 1.0 / mean_slowness, rtol=1e-3)


def test_independent_scatter_of_depths_is_shared_out_between_and_within_layers() -> None:
    slowing = Slowing.of(Layering.of(DEPTH), DEVIATION**2 * np.eye(64)[None])
    np.testing.assert_allclose(slowing.total, 0.5 * DEVIATION**2)
    np.testing.assert_allclose(slowing.between[:, :-1], 0.5 * DEVIATION**2 / 3)


def test_scatter_common_to_all_depths_lies_between_layers_alone() -> None:
    slowing = Slowing.of(Layering.of(DEPTH), np.full((1, 64, 64), DEVIATION**2))
    np.testing.assert_allclose(slowing.within, 0.0, atol=1e-12)
    np.testing.assert_allclose(slowing.between, 0.5 * DEVIATION**2)


def test_a_rough_half_space_has_the_curve_of_the_velocity_that_waves_feel() -> None:
    """Forty earths of many thin layers about 300 m/s: their mean curve lies where the formula says."""
    rng = np.random.default_rng(4)
    n, layers = 40, 60
    vs = 300.0 * np.exp(DEVIATION * rng.standard_normal((n, layers)))
    thickness = np.tile(np.append(np.full(layers - 1, 0.5), 0.0), (n, 1))
    vs[:, -1] = 300.0
    rough = Earths.from_layers(thickness, vs, 2.0 * vs, np.full_like(vs, 1900.0))
    smooth = Earths.from_layers(np.zeros(1), np.array([300.0]), np.array([600.0]), np.array([1900.0]))
    frequency = np.full(n, 30.0)  # waves of some 9 m in 30 m of layers
    velocity = dispersion(rough, np.arange(n), frequency)
    guided = np.isfinite(velocity)  # the waves of very few leak into the half-space
    assert guided.mean() > 0.9
    curve = np.log(velocity[guided]).mean()
    uniform = np.log(dispersion(smooth, np.zeros(1, dtype=int), frequency[:1]))[0]
    slowed = curve - uniform
    assert -0.75 * DEVIATION**2 < slowed < -0.25 * DEVIATION**2
