"""Classes come with their odds, and with all that are within range."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.products.class_odds import class_odds
from plugin.engine.products.criteria import criteria_of
from plugin.engine.products.standards import Criteria
from plugin.engine.products.vs30 import vs30_of

VS30 = np.array([[150.0, 170.0, 300.0, 350.0, 400.0]])
WEIGHT = np.array([[0.1, 0.1, 0.3, 0.3, 0.2]])


def of(vs30: np.ndarray, h800: float = np.inf, bottom: float = 200.0) -> Criteria:
    return Criteria(vs30, np.full_like(vs30, h800), vs30, vs30, np.array([bottom]))


def test_the_class_is_that_of_the_median_with_the_share_of_each() -> None:
    found = class_odds("asce7_16", of(VS30), WEIGHT)
    assert found.names.tolist() == ["D"]
    assert found.odds[0].tolist() == pytest.approx([0.0, 0.0, 0.2, 0.6, 0.2])
    assert found.odds_of_class.tolist() == pytest.approx([0.6])
    assert found.ranges.tolist() == ["C D E"]


def test_a_narrow_range_touches_one_class() -> None:
    found = class_odds("asce7_16", of(VS30), np.array([[0.0, 0.0, 0.5, 0.5, 0.0]]))
    assert found.ranges.tolist() == ["D"]


def test_by_a_profile_the_class_is_the_likeliest_and_those_of_5_percent_are_within_range() -> None:
    found = class_odds("ec8", of(VS30), np.array([[0.04, 0.0, 0.3, 0.3, 0.36]]))
    assert found.names.tolist() == ["C"]
    assert found.ranges.tolist() == ["B C"]


def test_what_is_not_resolved_is_missing_from_the_odds() -> None:
    found = class_odds("ec8_second", of(VS30, bottom=60.0), WEIGHT)
    assert found.names.tolist() == [None]
    assert found.odds[0].sum() == pytest.approx(0.2 + 0.0)  # stiff is B however deep rock is
    assert np.isnan(found.odds_of_class).all()


def test_a_site_of_which_nothing_is_known_has_no_class() -> None:
    found = class_odds("asce7_22", of(np.full((1, 5), np.nan)), WEIGHT)
    assert found.names.tolist() == [None]
    assert found.ranges.tolist() == [""]
    assert found.odds.sum() == 0.0


def test_eurocode_8_e_comes_from_the_profile() -> None:
    depth = np.geomspace(0.5, 120.0, 200)[None]
    samples = np.where(depth < 12.0, 250.0, 1200.0)[:, None] * np.ones((1, 4, 1))
    weight, nothing = np.full((1, 4), 0.25), np.full(depth.shape, np.nan)
    vs30 = vs30_of(depth, samples, weight, nothing, np.array([1.0]), np.array([80.0]))
    criteria = criteria_of(depth, samples, weight, nothing, vs30)
    assert criteria.h800[0] == pytest.approx(12.0, rel=0.03)
    assert criteria.above[0] == pytest.approx(250.0, rel=0.02)
    assert vs30.values[0, 0] > 360
    assert class_odds("ec8", criteria, weight).names.tolist() == ["E"]
    assert class_odds("ntc_2018", criteria, weight).names.tolist() == ["E"]
    assert class_odds("ec8_second", criteria, weight).names.tolist() == ["E"]


def test_rock_from_the_surface_is_rock() -> None:
    depth = np.geomspace(0.5, 120.0, 60)[None]
    samples, weight = np.full((1, 3, 60), 1600.0), np.full((1, 3), 1 / 3)
    nothing = np.full(depth.shape, np.nan)
    vs30 = vs30_of(depth, samples, weight, nothing, np.array([1.0]), np.array([80.0]), "japan")
    criteria = criteria_of(depth, samples, weight, nothing, vs30)
    for key in ("asce7_16", "asce7_22", "ec8", "ec8_second", "ntc_2018"):
        assert class_odds(key, criteria, vs30.weight).names.tolist() == ["A"], key
