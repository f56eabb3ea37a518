"""Vs30 has no holes: where the data end above 30 m it is carried down, and the band says how well."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.products.carrying_down import carried_down, law_at
from plugin.engine.products.vs30 import Vs30, vs30_of

DEPTH = np.geomspace(0.5, 80.0, 60)[None]
NOT_MOVED = np.full((1, 60), np.nan)
FACTOR = np.linspace(0.8, 1.2, 401)


def found(deepest: float, law: str = "network", samples: np.ndarray | None = None, **other: object) -> Vs30:
    samples = 300.0 * FACTOR[None, :, None] * np.ones((1, 401, 60)) if samples is None else samples
    weight = np.full(samples.shape[:2], 1.0 / samples.shape[1])
    depth, shallowest = other.get("depth", DEPTH), np.array([other.get("shallowest", 2.0)])
    return vs30_of(depth, samples, weight, np.full_like(depth, np.nan), shallowest, np.array([deepest]), law)


def test_vs30_has_the_interval_of_its_samples() -> None:
    measured = found(50.0)
    assert measured.levels() == pytest.approx(np.array([[300 * 0.82, 300.0, 300 * 1.18]]), rel=1e-3)
    assert (measured.law[0], measured.measured[0]) == ("measured", 1.0)


@pytest.mark.parametrize("law", ["network", "california", "japan"])
def test_a_law_changes_nothing_where_the_data_reach_30_m(law: str) -> None:
    assert np.array_equal(found(30.0, law).levels(), found(50.0).levels())
    assert found(30.0, law).law[0] == "measured"


def test_the_network_carries_down_with_its_own_draws() -> None:
    short = found(15.0)
    assert np.array_equal(short.levels(), found(50.0).levels())
    assert (short.law[0], short.measured[0]) == ("network", 0.5)


def test_where_the_draws_end_the_law_of_japan_goes_on() -> None:
    depth = np.geomspace(0.5, 20.0, 60)[None]
    one = np.full((1, 1, 60), 250.0)
    carried = found(13.0, "network", one, depth=depth)
    levels = carried.levels()[0]
    middle, sigma = law_at("japan", np.array([20.0]))
    x = np.log10(250.0)
    assert carried.law[0] == "network"
    assert levels[1] == pytest.approx(10 ** (middle[0] @ [1.0, x, x**2]), rel=3e-4)
    assert np.log10(levels[2] / levels[0]) / (2 * 1.645) == pytest.approx(sigma[0], rel=0.1)


def test_vs30_is_blank_where_the_shortest_wave_is_too_long_or_nothing_is_known() -> None:
    late, shallow = found(50.0, shallowest=15.0), found(3.0, depth=np.geomspace(0.5, 4.5, 60)[None])
    for blank in (late, shallow):
        assert np.isnan(blank.levels()).all()
        assert blank.law[0] == ""


def test_a_law_that_is_not_tabulated_so_shallow_leaves_it_to_the_network() -> None:
    assert found(9.9, "california").law[0] == "network"
    assert found(10.0, "california").law[0] == "california"
    assert found(5.0, "japan").law[0] == "japan"
    assert found(4.9, "japan").law[0] == "network"


@pytest.mark.parametrize(
    ("law", "z", "vs", "log_vs30", "sigma"),
    [
        ("california", 10.0, 200.0, 0.042062 + 1.0292 * np.log10(200.0), 0.07126),
        ("california", 29.0, 400.0, 0.00043143 + 1.0015 * np.log10(400.0), 0.0027355),
        ("japan", 5.0, 200.0, 0.2046 + 1.318 * np.log10(200.0) - 0.1174 * np.log10(200.0) ** 2, 0.119),
        ("japan", 20.0, 300.0, -0.4059 + 1.396 * np.log10(300) - 0.08064 * np.log10(300) ** 2, 0.035),
    ],
)
def test_laws_are_those_of_their_tables(law: str, z: float, vs: float, log_vs30: float, sigma: float) -> None:
    middle, above = carried_down(np.array([[vs]]), np.array([z]), law, np.array([0.0, 1.0]))[0, 0]
    assert np.log10(middle) == pytest.approx(log_vs30)
    assert np.log10(above / middle) == pytest.approx(sigma)


def test_coefficients_lie_between_those_of_whole_metres() -> None:
    coefficients, sigma = law_at("california", np.array([10.5, 29.5, 30.0]))
    assert coefficients[0].tolist() == pytest.approx([(0.042062 + 0.02214) / 2, (1.0292 + 1.0341) / 2, 0.0])
    assert coefficients[1].tolist() == pytest.approx([0.00043143 / 2, 1.00075, 0.0])
    assert coefficients[2].tolist() == [0.0, 1.0, 0.0]
    assert sigma.tolist() == pytest.approx([(0.07126 + 0.064722) / 2, 0.0027355 / 2, 0.0])


def test_the_band_holds_the_draws_and_the_laws_scatter_together() -> None:
    rng = np.random.default_rng(1)
    samples = 300.0 * np.exp(0.05 * rng.standard_normal((1, 4000, 1))) * np.ones((1, 1, 60))
    low, _, high = found(20.0, "japan", samples).levels()[0]
    z20 = law_at("japan", np.array([20.0]))
    slope = z20[0][0, 1] + 2 * z20[0][0, 2] * np.log10(300.0)
    wanted = np.hypot(slope * 0.05, z20[1][0] * np.log(10))
    assert np.log(high / low) / (2 * 1.645) == pytest.approx(wanted, rel=0.04)
