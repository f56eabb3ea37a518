"""Bars say what was measured, and gains and bands are what they are called."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.bands import Band, compare
from tests.benchmarks.bars import Bar, bars
from tests.benchmarks.border import longest
from tests.benchmarks.gains import gain
from tests.benchmarks.report import refinement_table


def test_a_bar_that_is_met_says_so() -> None:
    assert Bar("chi", (0.6,), high=0.7).row() == ["chi", "at most 0.70", "0.60", "met"]


def test_a_missed_bar_says_by_how_much() -> None:
    row = Bar("gain", (0.02,), low=0.15, unit="%", form=".1f").row()
    assert row == ["gain", "at least 15.0 %", "2.0 %", "**missed by 13.0 %**"]


def test_of_several_values_the_worst_decides() -> None:
    bar = Bar("held", (0.90, 0.85, 0.92), low=0.87, high=0.93, unit="%", form=".0f")
    assert bar.row()[1:] == ["87 % to 93 %", "85 % to 92 %", "**missed by 2 %**"]


def test_a_bar_missed_by_less_than_is_shown_says_so() -> None:
    assert Bar("chi", (0.3001,), high=0.3).row()[3] == "**missed by less than 0.01**"


@pytest.mark.parametrize("value", [0.869, 0.931])
def test_a_value_just_outside_is_not_met(value: float) -> None:
    assert Bar("held", (value,), low=0.87, high=0.93).missed_by > 0


def test_a_value_that_is_no_number_is_not_met() -> None:
    assert "missed" in Bar("chi", (float("nan"),), high=0.7).row()[3]


def test_sections_that_were_not_measured_have_no_bars() -> None:
    assert [bar.what for bar in bars({"startup": {"seconds": 0.2, "heavy": []}})] == [
        "QGIS loads the plugin",
        "Heavy packages imported at load",
    ]


def test_a_report_has_bars_where_it_is_of_hundreds_of_sites() -> None:
    costs = {"seconds": 300.0, "cpu_s": 120.0, "peak_gib": 0.5}
    found = bars({"report": {"reports": [{"sites": 80, **costs}, {"sites": 595, **costs}]}})
    assert [(bar.what, bar.values) for bar in found] == [
        ("Report of 595 sites", (300.0,)),
        ("Report of 595 sites, peak memory", (0.5,)),
    ]


def test_gain_counts_the_sites_that_both_have() -> None:
    found = gain([0.8] * 5 + [9.0], [1.0] * 5)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.2, 0.2))


def test_a_band_equals_itself() -> None:
    low = np.array([[0.0, 1.0]])
    band = Band(low, low + 1.0)
    found = compare(band, band, low + np.array([[0.5, 2.0]]))
    assert (found.width_ratio, found.overlap, found.coverage) == (1.0, 1.0, 0.5)


def test_a_band_of_half_the_width_inside_shares_half() -> None:
    zero = np.zeros((1, 3))
    found = compare(Band(zero + 0.25, zero + 0.75), Band(zero, zero + 1.0), zero)
    assert (found.width_ratio, found.overlap, found.coverage) == (0.5, 0.5, 0.0)


def test_bands_apart_share_nothing() -> None:
    zero = np.zeros((1, 3))
    assert compare(Band(zero + 2, zero + 3), Band(zero, zero + 1), zero).overlap == 0.0


def test_what_refinement_changes_is_told_by_set_and_for_all_outside_the_training_together() -> None:
    def suite(name: str, direct: list[float], refined: list[float]) -> dict[str, object]:
        fit = {"chi_direct": 1.4, "chi": 0.9}
        methods = {"network": {"site_error": direct}, "refined": {"site_error": refined, **fit}}
        return {"name": name, "title": name, "methods": methods}

    suites = [suite("held_out", [0.1], [0.2]), suite("a", [0.2], [0.1]), suite("b", [0.2], [0.2])]
    rows = refinement_table({"suites": {s["name"]: s for s in suites}}).splitlines()[2:]
    assert [row.split(" | ")[1:4] for row in rows] == [
        ["1", "0.1000", "0.2000"],
        ["1", "0.2000", "0.1000"],
        ["1", "0.2000", "0.2000"],
        ["2", "0.2000", "0.1500"],
    ]
    assert "+50.0 %" in rows[1]
    assert "+25.0 %" in rows[3]
    assert rows[0].endswith("| 1.40 | 0.90 |")


def test_what_qgis_does_by_itself_is_not_held_against_the_plugin() -> None:
    assert longest({"opening": [0.05, 0.04], "QGIS's own table": [0.3, 0.3], "section": [0.07, 0.07]}) == 0.07
