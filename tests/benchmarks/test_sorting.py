"""Sites are sorted by what they are, targets are exact, and smoothing is an average."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.waves.forward import Earths
from plugin.protocol.waves import VelocityType, Wave
from tests.benchmarks.earths.boreholes import draw_boreholes
from tests.benchmarks.earths.columns import batch
from tests.benchmarks.kinds import noise_labels, observed_labels, point_labels
from tests.benchmarks.noise import true_noise
from tests.benchmarks.resampling import resample
from tests.benchmarks.resolution import smoothed
from tests.benchmarks.suites import held_out, scaled
from tests.benchmarks.targets import LAYERS, target_suite


def site(*types: tuple[int, int, int]) -> Curves:
    wave, kind, mode = np.array(types).T
    n = len(types)
    return Curves.from_points(
        np.zeros(n, dtype=int), np.arange(1.0, n + 1), np.full(n, 300.0), None, wave, kind, mode
    )


R, L, P, G = Wave.RAYLEIGH, Wave.LOVE, VelocityType.PHASE, VelocityType.GROUP


@pytest.mark.parametrize(
    ("curves", "name"),
    [
        (site((R, P, 0)), "Rayleigh phase"),
        (site((R, P, 0), (R, G, 0)), "Rayleigh phase and group"),
        (site((R, G, 0)), "Rayleigh group"),
        (site((L, P, 0), (L, G, 0)), "Love"),
        (site((R, P, 0), (L, P, 0)), "Rayleigh and Love"),
        (site((R, P, 0), (R, P, 1)), "with overtones"),
        (site((L, P, 1)), "with overtones"),
    ],
)
def test_sites_are_named_by_what_is_observed(curves: Curves, name: str) -> None:
    assert list(observed_labels(curves)) == [name]


def test_edges_belong_to_the_range_that_names_them() -> None:
    assert list(point_labels(np.array([5, 6, 10, 11, 41]))) == [
        "2 to 5",
        "6 to 10",
        "6 to 10",
        "11 to 20",
        "above 40",
    ]
    assert list(noise_labels(np.array([0.005, 0.015, 0.05, np.nan]))) == [
        "below 1 %",
        "1 to 2 %",
        "above 4 %",
        "unknown",
    ]


def test_noise_of_exact_curves_is_none_and_of_shaken_ones_what_it_was() -> None:
    suite = target_suite()
    assert true_noise(suite.earths, suite.curves).max() < 1e-3
    error = np.random.default_rng(0).normal(0.0, 0.03, suite.curves.n_points)
    curves = suite.curves
    shaken = Curves.from_points(curves.site_index, curves.frequency, curves.velocity * np.exp(error))
    assert np.median(true_noise(suite.earths, shaken)) == pytest.approx(0.03, rel=0.2)


def test_targets_are_seen_from_2_to_150_m_and_have_three_to_seven_layers() -> None:
    suite = target_suite()
    shortest, longest = suite.curves.wavelength_range()
    np.testing.assert_allclose(shortest, 2.0, rtol=0.01)
    np.testing.assert_allclose(longest, 150.0, rtol=0.01)
    assert len(LAYERS) == 12
    assert {3, 7} <= set(suite.earths.n_layers) <= {3, 4, 5, 6, 7}


def test_scaled_curves_are_those_of_the_scaled_earths() -> None:
    suite = target_suite()
    factors = np.full(12, 50.0), np.full(12, 8.0)
    assert true_noise(*scaled(suite.earths, suite.curves, *factors)).max() < 1e-3


def test_held_out_sites_have_the_velocities_of_their_class() -> None:
    suite = held_out(24)
    for family, low, high in (("soil", 100, 900), ("rock", 1000, 9000)):
        sites = suite.family == family
        mean = suite.curves.take(np.flatnonzero(sites)).velocity.mean()
        assert low < mean < high


def test_smoothing_leaves_a_half_space_and_narrow_smoothing_any_earth_nearly_as_they_are() -> None:
    depth = np.geomspace(1.0, 50.0, 30)[None]
    half_space = Earths.from_layers(*np.array([[[0.0]], [[200.0]], [[346.0]], [[1800.0]]]))
    np.testing.assert_allclose(smoothed(half_space, depth, 0.5), np.log(200.0))
    earth = batch(draw_boreholes(np.random.default_rng(1), 1))
    wrong = np.abs(smoothed(earth, depth, 1e-4) - np.log(earth.vs_at(depth)))
    assert np.median(wrong) < 1e-9


def test_resampling_is_exact_on_the_grid_and_between_for_a_line() -> None:
    grid = np.linspace(0.0, 1.0, 11)[None]
    values = np.stack([grid, 3 * grid], axis=-1)
    target = np.array([[0.0, 0.15, 1.0, 2.0]])
    np.testing.assert_allclose(resample(grid, values, target)[0, :, 1], [0.0, 0.45, 3.0, 3.0])
