from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves

from plugin.engine.curves import Curves
from plugin.engine.reading.plausibility import implausible


def curve(frequency: list[float], velocity: list[float], mode: int = 0) -> Curves:
    return Curves.from_points(
        np.zeros(len(frequency), dtype=int), np.array(frequency), np.array(velocity), mode=mode
    )


@pytest.mark.parametrize(
    "plausible",
    [
        curve([1.0, 2.0, 5.0], [60.0, 40.0, 25.0]),  # soft marine clay
        curve([4.0, 10.0, 40.0], [900.0, 400.0, 180.0]),  # soil over rock
        curve([30.0, 60.0], [3200.0, 3100.0]),  # fresh rock at the surface
        curve([1 / 40, 1 / 10, 1 / 5], [3900.0, 3100.0, 2600.0]),  # crust
        curve([0.1, 0.15], [700.0, 600.0]),  # group velocity of a deep basin
        curve([1 / 250, 1 / 100], [5300.0, 4200.0]),  # mantle
    ],
)
def test_real_ground_is_plausible(plausible: Curves) -> None:
    assert implausible(plausible).tolist() == [""]


@pytest.mark.parametrize(
    ("frequency", "velocity", "word"),
    [
        ([5.0, 10.0], [12.0, 8.0], "slower"),  # m/s that are something else
        ([1 / 10, 1 / 20], [180.0, 300.0], "slower"),  # soil's 10 and 20 Hz read as periods
        ([1 / 10, 1 / 20], [9200.0, 9800.0], "faster"),  # crust in ft/s read as m/s
        ([10.0, 20.0], [4900.0, 4500.0], "faster"),
    ],
)
def test_what_no_ground_has_is_named(frequency: list[float], velocity: list[float], word: str) -> None:
    (clause,) = implausible(curve(frequency, velocity))
    assert f"{word} than any ground" in clause
    assert "check the units" in clause


def test_overtones_may_be_fast() -> None:
    assert implausible(curve([10.0, 20.0], [4900.0, 4500.0], mode=1)).tolist() == [""]


def test_one_odd_point_does_not_condemn_a_site() -> None:
    assert implausible(curve([5.0, 10.0, 20.0], [300.0, 250.0, 9000.0])).tolist() == [""]


def test_each_site_is_judged_by_itself() -> None:
    good = soil_curves(sites=2)
    second = good.site_index == 1
    mixed = replace(good, velocity=np.where(second, good.velocity / 30.0, good.velocity))
    clauses = implausible(mixed)
    assert clauses[0] == ""
    assert clauses[1] != ""
