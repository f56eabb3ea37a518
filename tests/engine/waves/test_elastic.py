"""Vp and density that follow from Vs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.engine.scaling import Scale
from plugin.engine.waves.elastic import (
    CRUST_ABOVE,
    DRY_POISSON_RATIO,
    LIKELY_WET,
    ROCK_POISSON_RATIO,
    Elastic,
    brocher,
    likely_soil,
)
from plugin.protocol.request import SOIL_POISSON_RATIOS, PoissonChoice

THICKNESS = np.array([[2.0, 4.0, 8.0, 0.0]])


def scale(*velocity: float) -> Scale:
    n = len(velocity)
    return Scale(np.full(n, 50.0), np.full(n, 5.0), np.array(velocity))


def poisson_ratio(vp: np.ndarray, vs: np.ndarray) -> np.ndarray:
    ratio = (vp / vs) ** 2
    return (ratio - 2) / (2 * ratio - 2)


def vp_of_soil(vs: np.ndarray, water_table: float | None) -> np.ndarray:
    soil = Elastic.of(scale(300.0), "soil", water_table)
    return soil.vp_and_density(vs[None], THICKNESS)[0][0]


def test_brocher_at_three_and_a_half_kilometres_a_second() -> None:
    # Evaluated by hand from the published polynomials.
    vp, density = brocher(np.array([3500.0]))
    assert vp[0] == pytest.approx(5956.79, abs=0.1)
    assert density[0] == pytest.approx(2707.46, abs=0.1)


@pytest.mark.parametrize(
    ("poisson", "slow", "fast"),
    [
        ("auto", "soil", "crust"),
        ("unknown", "soil", "crust"),
        ("soil", "soil", "soil"),
        ("rock", "rock", "crust"),
    ],
)
def test_the_relation_follows_what_is_said_of_the_ground_and_else_the_scale(
    poisson: PoissonChoice, slow: str, fast: str
) -> None:
    elastic = Elastic.of(scale(0.3 * CRUST_ABOVE, 3.0 * CRUST_ABOVE), poisson, None)
    assert elastic.names.tolist() == [slow, fast]
    assert set(elastic.statements()) == {slow, fast}


def test_each_site_gets_its_own_relation() -> None:
    vs = np.full((3, 4), 900.0)
    thickness = np.repeat(THICKNESS, 3, axis=0)
    longest = np.full(3, 50.0)
    vp, density = Elastic(np.array([0, 1, 2]), longest).vp_and_density(vs, thickness)
    ratio = poisson_ratio(vp, vs)
    np.testing.assert_allclose(vp[0], likely_soil(vs[0], np.array([1.0, 4.0, 10.0, 14.0]) / 50.0))
    np.testing.assert_allclose(ratio[1], ROCK_POISSON_RATIO)
    np.testing.assert_allclose(vp[2], brocher(vs[2])[0])
    assert (np.diff(density[:, 0]) != 0).all()


def test_below_the_water_table_soil_has_the_bulk_modulus_of_its_water() -> None:
    vs = np.array([150.0, 200.0, 300.0, 400.0])
    vp = vp_of_soil(vs, 6.0)
    np.testing.assert_allclose(poisson_ratio(vp[:2], vs[:2]), DRY_POISSON_RATIO)
    np.testing.assert_allclose(vp[2:] ** 2, 1500.0**2 + 4 / 3 * vs[2:] ** 2)


def test_where_the_water_table_is_not_known_poissons_ratio_rises_with_depth_in_wavelengths() -> None:
    depth = np.concatenate([[0.0, LIKELY_WET[0]], np.geomspace(0.02, 0.2, 5), [LIKELY_WET[1], 2.0]])
    vs = np.linspace(100.0, 500.0, len(depth))
    ratio = poisson_ratio(likely_soil(vs, depth), vs)
    np.testing.assert_allclose(ratio[[0, 1, -2, -1]], np.repeat(SOIL_POISSON_RATIOS, 2))
    np.testing.assert_allclose(np.diff(ratio[2:7]), np.diff(ratio[2:7])[0])
    assert (np.diff(ratio[1:-1]) > 0).all()


def test_an_earth_of_another_scale_has_the_same_poissons_ratios() -> None:
    vs = np.array([[150.0, 200.0, 300.0, 400.0]])
    small = Elastic(np.array([0]), np.array([50.0])).vp_and_density(vs, THICKNESS)[0]
    large = Elastic(np.array([0]), np.array([5e3])).vp_and_density(vs, 100 * THICKNESS)[0]
    np.testing.assert_allclose(large, small)


def test_a_layer_cut_by_the_water_table_keeps_the_travel_time_of_its_parts() -> None:
    vs = np.full(4, 200.0)
    dry, wet = vp_of_soil(vs, 100.0)[1], vp_of_soil(vs, 0.0)[1]
    assert 4.0 / vp_of_soil(vs, 3.0)[1] == pytest.approx(1.0 / dry + 3.0 / wet)


def test_a_half_space_is_wet_if_its_top_is() -> None:
    vs = np.full(4, 200.0)
    assert vp_of_soil(vs, 13.9)[3] == pytest.approx(vp_of_soil(vs, 0.0)[3])
    assert vp_of_soil(vs, 14.1)[3] == pytest.approx(vp_of_soil(vs, 100.0)[3])


def test_a_water_table_does_not_touch_rock() -> None:
    vs = np.full((2, 4), 900.0)
    with_water, without = (
        Elastic(np.array([1, 2]), np.full(2, 50.0), depth).vp_and_density(vs, np.repeat(THICKNESS, 2, axis=0))
        for depth in (0.0, None)
    )
    np.testing.assert_array_equal(with_water, without)


@settings(deadline=None)
@given(
    vs=st.floats(10.0, 5000.0),
    relation=st.integers(0, 2),
    water_table=st.one_of(st.none(), st.floats(0.0, 1e4)),
)
def test_every_earth_is_physical(vs: float, relation: int, water_table: float | None) -> None:
    layers = np.full((1, 4), vs)
    vp, density = Elastic(np.array([relation]), np.array([50.0]), water_table).vp_and_density(
        layers, THICKNESS
    )
    ratio = poisson_ratio(vp, layers)
    assert ((ratio > 0.15) & (ratio < 0.5)).all()
    assert ((density > 900) & (density < 3500)).all()


def test_the_numbers_are_stated() -> None:
    (unknown,) = Elastic.of(scale(300.0), "auto", None).statements().values()
    (wet,) = Elastic.of(scale(300.0), "auto", 2.5).statements().values()
    assert "0.32 down to a depth of 0.01 longest wavelengths" in unknown
    assert "0.44 at 0.3 of them and below" in unknown
    assert "not known" in unknown
    assert "2.5 m" in wet
    assert "0.33" in wet
    assert "Brocher" in Elastic.of(scale(3000.0), "auto", None).statements()["crust"]
