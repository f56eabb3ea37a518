from __future__ import annotations

import numpy as np
from surveys import soil_curves

from plugin.engine.curves import Curves
from plugin.engine.reading.suspects import find_backwards, find_suspects

NAMES = np.array(["A", "B"])


def with_velocity(change: np.ndarray, sites: int = 2) -> Curves:
    """Change the velocities of site B by factors, from the lowest frequency up."""
    curves = soil_curves(sites=sites)
    factor = np.where(curves.site_index == 1, np.tile(change, sites), 1.0)
    return Curves.from_points(curves.site_index, curves.frequency, curves.velocity * factor, curves.sigma)


def test_a_clean_curve_is_not_suspect() -> None:
    assert find_suspects(NAMES, soil_curves(sites=2)) == ()


def test_noise_of_three_percent_is_rarely_suspect() -> None:
    rng = np.random.default_rng(0)
    curves = soil_curves(sites=50)
    noisy = curves.velocity * np.exp(0.03 * rng.standard_normal(curves.n_points))
    names = np.array([f"S{i}" for i in range(50)])
    found = find_suspects(names, Curves.from_points(curves.site_index, curves.frequency, noisy))
    assert len(found) <= 2


def test_a_jump_to_a_faster_mode_is_named_with_its_frequencies() -> None:
    (suspect,) = find_suspects(NAMES, with_velocity(np.where(np.arange(24) >= 12, 1.5, 1.0)))
    assert suspect.site == "B"
    assert "jump to another mode" in suspect.reason
    assert "Hz" in suspect.reason


def test_velocities_that_fall_at_the_lowest_frequencies_are_named() -> None:
    (suspect,) = find_suspects(NAMES, with_velocity(np.clip(0.75 + 0.05 * np.arange(24), None, 1.0)))
    assert suspect.site == "B"
    assert "near-field" in suspect.reason


def test_few_points_and_narrow_bands_are_named() -> None:
    curves = Curves.from_points(
        np.array([0, 0, 1, 1, 1, 1]),
        np.array([5.0, 10.0, 10.0, 10.5, 11.0, 11.5]),
        np.array([300.0, 250.0, 250.0, 249.0, 248.0, 247.0]),
    )
    reasons = {suspect.site: suspect.reason for suspect in find_suspects(NAMES, curves)}
    assert reasons["A"] == "only 2 points"
    assert reasons["B"].startswith("narrow band")


def test_a_survey_without_sites_has_no_suspects() -> None:
    assert find_suspects(np.array([], dtype=str), soil_curves().take(np.array([], dtype=int))) == ()


def test_velocities_that_no_ground_has_are_suspect_before_a_run() -> None:
    frequency = np.array([0.05, 0.1])
    slow = Curves.from_points(np.zeros(2, dtype=int), frequency, np.array([300.0, 180.0]))
    assert any("slower than any ground" in s.reason for s in find_suspects(np.array(["A"]), slow))


def test_velocities_that_are_all_the_same_are_named() -> None:
    curves = Curves.from_points(
        np.array([0, 0, 0, 0, 1, 1, 1, 1]),
        np.array([5.0, 8.0, 13.0, 20.0] * 2),
        np.array([500.0, 500.0, 500.0, 500.0, 500.0, 400.0, 300.0, 250.0]),
    )
    (suspect,) = find_suspects(NAMES, curves)
    assert suspect.site == "A"
    assert suspect.reason == "all 4 velocities are 500 m/s: a mark for no value, or a default?"


def test_velocities_that_run_backwards_at_depth_are_found() -> None:
    period = np.array([5.0, 8, 12, 16, 20, 25] * 2)
    slowness = np.array([0.325, 0.310, 0.296, 0.283, 0.275, 0.265])
    curves = Curves.from_points(
        np.repeat([0, 1], 6), 1 / period, 1000 * np.concatenate([slowness, 1 / slowness])
    )
    doubt = find_backwards(curves)
    assert doubt.sites.tolist() == [0]
    assert doubt.clause(0) == (
        "phase velocity falls from 325 m/s at 0.2 Hz to 265 m/s at 0.04 Hz, where the ground gets faster "
        "downwards: are these slownesses?"
    )
