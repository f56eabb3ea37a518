"""The simple rivals do what they claim."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.poisson import Poisson
from plugin.engine.waves.forward import Earths, dispersion
from tests.benchmarks.occam import occam
from tests.benchmarks.rule import rule_profile, rule_vs30


def curve(earths: Earths, frequency: FloatArray) -> Curves:
    site = np.zeros(len(frequency), dtype=int)
    return Curves.from_points(site, frequency, dispersion(earths, site, frequency))


def test_rule_is_exact_on_a_half_space_up_to_its_factor() -> None:
    half_space = Earths.from_layers(*np.array([[[0.0]], [[200.0]], [[346.0]], [[1800.0]]]))
    curves = curve(half_space, np.geomspace(2, 25, 20)[::-1])
    phase_velocity = curves.velocity[0]
    assert rule_profile(curves, np.array([[2.0, 10.0, 40.0]])) == pytest.approx(1.1 * phase_velocity)
    assert rule_vs30(curves) == pytest.approx(1.045 * phase_velocity)


def test_rule_reads_unsorted_points_and_holds_the_ends() -> None:
    curves = Curves.from_points(
        np.zeros(3, dtype=int), np.array([10.0, 2.0, 5.0]), np.array([100.0, 400.0, 200.0])
    )
    shallow, middle, deep = rule_profile(curves, np.array([[0.01, 40.0 / 3, 1e4]]))[0] / 1.1
    assert (shallow, middle, deep) == pytest.approx((100.0, 200.0, 400.0))


def test_occam_recovers_a_smooth_gradient_from_clean_data() -> None:
    top = np.concatenate([[0.0], np.geomspace(0.5, 120, 30)])
    middle = np.append(0.5 * (top[1:] + top[:-1]), 130.0)
    vs = 150.0 * (1.0 + middle / 5.0) ** 0.35
    ratio = np.sqrt(3.0)
    earth = Earths.from_layers(np.diff(top, append=top[-1]), vs, ratio * vs, np.full_like(vs, 1900.0))
    curves = curve(earth, np.geomspace(3, 40, 30))
    found = occam(curves, np.array([Poisson.ROCK]))
    shortest, longest = curves.wavelength_range()
    depth = np.geomspace(shortest[0] / 4, longest[0] / 3, 50)[None]
    assert np.abs(np.log(found.vs_at(depth) / earth.vs_at(depth))).mean() < 0.03
    assert found.chi[0] <= 1.0
