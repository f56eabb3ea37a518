"""Small parts of the windows that need no window."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from plugin.gui.axes import Axis
from plugin.gui.remaining import Remaining
from plugin.protocol.display_units import unit_for
from plugin.protocol.request import parse_depths
from plugin.qgis_layers.ticks import linear_ticks, log_ticks, number, rounded

FINITE = st.floats(-1e6, 1e6, allow_nan=False)


@given(low=FINITE, span=st.floats(1e-3, 1e6), about=st.integers(3, 12))
def test_ticks_lie_inside_in_order_and_are_neither_few_nor_many(low: float, span: float, about: int) -> None:
    ticks = linear_ticks(low, low + span, about)
    assert ticks == sorted(ticks)
    assert all(low - 1e-6 * span <= t <= low + span * (1 + 1e-6) + 1e-6 for t in ticks)
    assert 1 <= len(ticks) <= 2 * about + 1


@given(low=st.floats(1e-3, 1e5), ratio=st.floats(1.01, 1e5))
def test_log_ticks_lie_inside_in_order(low: float, ratio: float) -> None:
    ticks = log_ticks(low, low * ratio)
    assert ticks == sorted(ticks)
    assert all(low * (1 - 1e-6) <= t <= low * ratio * (1 + 1e-6) for t in ticks)


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "0.5"), (1500.0, "1500"), (2e6, "2000000"), (0.1 + 0.2, "0.3")]
)
def test_numbers_read_as_a_person_writes_them(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("text", "depths"),
    [("", None), ("5, 10,30", (5.0, 10.0, 30.0)), ("30 5; 5", (5.0, 30.0)), (" native", "native")],
)
def test_depths_are_read_sorted_and_once(text: str, depths: object) -> None:
    assert parse_depths(text) == depths


@pytest.mark.parametrize("text", ["x", "5, -1", "0", "inf", "nan", "5 m"])
def test_wrong_depths_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Depths"):
        parse_depths(text)


def test_the_time_that_is_left_is_told_once_it_is_more_than_a_guess() -> None:
    left = Remaining()
    assert left.told(1.0, "looking for the water table: refining") == ""
    assert left.told(30.0, "inverting, 0 of 800 sites: refining") == ""
    assert left.told(33.0, "inverting, 100 of 800 sites: refining") == ""
    assert left.told(36.0, "inverting, 180 of 800 sites: refining") == "about 21 s left"
    assert left.told(40.0, "inverting, 180 of 800 sites: refining") == "about 17 s left"
    assert left.told(50.0, "inverting, 700 of 800 sites: refining") == ""  # the later half went far faster
    assert left.told(70.0, "each by itself, 700 of 800 sites: refining") == ""
    assert left.told(90.0, "each by itself, 800 of 800 sites: refining") == ""


# Seconds and sites done of stages of runs on a busy machine with two processors, thinned out.
STAGES = {
    "300, by themselves": "0 0, 8.9 17, 9 33, 10.7 51, 11.2 67, 12 102, 12.2 136, 12.6 170, 13 190, "
    "13.5 220, 14 232, 14.7 240, 15 253, 16 265, 16.4 284, 17 293, 17.1 300",
    "300, refined": "0 0, 5.1 20, 5.6 40, 6.3 60, 7.2 71, 8 80, 8.5 97, 9.1 114, 9.5 127, 10 151, 10.4 210, "
    "14 256, 15 268, 15.6 276, 16.4 283, 17.2 300",
    "2000, by themselves": "0 0, 8.7 130, 10.1 176, 13.3 269, 17.2 354, 18.8 437, 20.4 520, 24.1 656, "
    "26 739, 28.2 898, 31.6 1048, 34 1131, 36.5 1189, 41.6 1301, 43.6 1406, 48.3 1494, 51.2 1570, 54.8 1634, "
    "57.8 1685, 60.1 1794, 62.1 1883, 66.7 1977, 68 2000",
    "2000, refined": "0 0, 6.4 91, 8 127, 9.2 189, 17.1 339, 18.1 381, 19.1 423, 29.2 566, 33.1 670, 43 813, "
    "46.1 884, 49.5 1026, 55.2 1116, 58.8 1213, 65.4 1322, 69.8 1443, 75.4 1579, 78.6 1709, 85.9 1816, "
    "91.3 1948, 92.6 2000",
    "2000, in one pass": "0 0, 5.2 512, 6 1024, 8.2 1536, 8.8 2000",
}


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_told_of_real_runs_is_good_to_a_factor_of_one_and_a_half(stage: str) -> None:
    points = [tuple(map(float, point.split())) for point in STAGES[stage].split(", ")]
    (end, every), left, told = points[-1], Remaining(), []
    for (at, done), (following, _) in zip(points, points[1:]):
        for moment in np.arange(at, following, 0.25):
            seconds = left.seconds(moment, f"inverting, {done:.0f} of {every:.0f} sites: refining")
            told += [] if seconds is None else [seconds / (end - moment)]
    assert all(1 / 1.5 <= ratio <= 1.5 for ratio in told)
    assert bool(told) is (end > 20)


@pytest.mark.parametrize(("metres", "unit"), [(30, "m/s"), (1999, "m/s"), (2000, "km/s"), (50_000, "km/s")])
def test_crustal_lengths_are_shown_in_kilometres(metres: float, unit: str) -> None:
    assert unit_for(metres).velocity == unit


def test_an_axis_holds_its_values_and_places_its_ends() -> None:
    axis = Axis.holding([2.0, np.nan, 8.0], "x")
    assert axis.low < 2 < 8 < axis.high
    assert axis.fraction([axis.low, axis.high]) == pytest.approx([0, 1])
    log = Axis.holding([0.0, 1.0, 100.0], "f", log=True)
    assert 0 < log.low < 1
    assert log.fraction(10.0) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [(130.4, ".2g", "130"), (1234567.0, ".4g", "1235000"), (0.0123, ".2g", "0.012")],
)
def test_a_rounded_number_has_no_exponent(value: float, form: str, said: str) -> None:
    assert rounded(value, form) == said
