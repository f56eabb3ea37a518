from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plugin.engine.reading.measurements import Measurements
from plugin.engine.reading.quality import check


def measured(
    site: list[int], frequency: list[float], velocity: list[float], sigma: float = np.nan
) -> Measurements:
    n_sites, n = max(site) + 1, len(site)
    zeros = np.zeros(n, dtype=np.int64)
    return Measurements(
        names=np.array([chr(ord("A") + i) for i in range(n_sites)]),
        x=np.arange(n_sites, dtype=float),
        y=np.zeros(n_sites),
        crs="EPSG:4326",
        site=np.array(site),
        frequency=np.array(frequency, dtype=float),
        velocity=np.array(velocity, dtype=float),
        sigma=np.full(n, sigma),
        wave=zeros,
        kind=zeros,
        mode=zeros,
        row=np.arange(1, n + 1),
    )


@pytest.mark.parametrize(
    ("frequency", "velocity", "reason"),
    [
        (4.0, -310.0, "velocity -310 m/s at 4 Hz is not positive (row 3)"),
        (0.125, -310.0, "velocity -310 m/s at 8 s is not positive (row 3)"),
        (4.0, 0.0, "velocity 0 m/s at 4 Hz is not positive (row 3)"),
        (4.0, np.nan, "the velocity at 4 Hz is blank or not a number (row 3)"),
        (4.0, np.inf, "velocity inf m/s at 4 Hz is outside 5 to 12000 m/s (row 3)"),
        (4.0, 4.9, "velocity 4.9 m/s at 4 Hz is outside 5 to 12000 m/s (row 3)"),
        (np.nan, 300.0, "the frequency or period is blank, zero or not a number (row 3)"),
        (0.0, 300.0, "frequency 0 Hz is not positive (row 3)"),
        (-2.0, 300.0, "frequency -2 Hz is not positive (row 3)"),
        (np.inf, 300.0, "frequency inf Hz is outside 0.0001 to 100000 Hz (row 3)"),
    ],
)
def test_an_impossible_point_is_rejected_alone(frequency: float, velocity: float, reason: str) -> None:
    survey = check(measured([0, 0, 0], [5.0, 6.0, frequency], [300.0, 290.0, velocity]), "f.csv")
    assert survey.report.lines() == [f"f.csv: site A: {reason}"]
    assert survey.curves.velocity.tolist() == [300.0, 290.0]
    assert not survey.report.rejects[0].whole_site


@pytest.mark.parametrize("field", ["wave", "kind", "mode"])
def test_a_point_of_unknown_type_is_rejected(field: str) -> None:
    found = measured([0, 0, 0], [5.0, 6.0, 7.0], [300.0, 290.0, 280.0])
    survey = check(replace(found, **{field: np.array([0, -1, 0])}), "f.csv")
    assert field in survey.report.lines()[0] or "velocity type" in survey.report.lines()[0]
    assert survey.curves.frequency.tolist() == [5.0, 7.0]


def test_a_site_with_one_point_is_rejected_and_the_others_stay() -> None:
    survey = check(measured([0, 1, 1, 2], [5.0, 5.0, 6.0, 5.0], [300.0, 290.0, 280.0, -1.0]), "f.csv")
    assert survey.names.tolist() == ["B"]
    assert survey.curves.n_sites == 1
    assert {r.site: r.reason for r in survey.report.rejects if r.whole_site} == {
        "A": "one point only",
        "C": "no valid point",
    }


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [(0.0, 120.0, "swapped"), (500.0, 10.0, "not on the globe")],
)
def test_a_site_off_the_globe_is_rejected(x: float, y: float, reason: str) -> None:
    found = measured([0, 0, 1, 1], [5.0, 6.0, 5.0, 6.0], [300.0, 290.0, 280.0, 270.0])
    survey = check(replace(found, x=np.array([1.0, x]), y=np.array([1.0, y])), "f.csv")
    assert survey.names.tolist() == ["A"]
    assert reason in survey.report.rejects[0].reason


def test_sites_without_any_coordinates_are_kept() -> None:
    found = measured([0, 0], [5.0, 6.0], [300.0, 290.0])
    survey = check(replace(found, x=np.array([np.nan]), y=np.array([np.nan]), crs=None), "f.csv")
    assert survey.n_sites == 1
    assert not survey.has_coordinates


def test_repeated_points_become_their_mean_with_their_scatter_as_sigma() -> None:
    survey = check(measured([0, 0, 0, 0], [6.0, 5.0, 6.0, 6.0], [300.0, 350.0, 310.0, 320.0]), "f.csv")
    assert survey.curves.frequency.tolist() == [6.0, 5.0]
    assert survey.curves.velocity.tolist() == [310.0, 350.0]
    assert survey.curves.sigma[0] == pytest.approx(10.0)
    assert np.isnan(survey.curves.sigma[1])
    assert "3 repeated points are merged into 1" in survey.report.notes[-1]


def test_repeated_points_keep_the_sigma_that_they_were_given_unless_they_scatter_more() -> None:
    near = check(measured([0, 0, 0], [6.0, 5.0, 6.0], [300.0, 350.0, 302.0], sigma=7.0), "f.csv")
    assert near.curves.sigma.tolist() == [7.0, 7.0]
    far = check(measured([0, 0, 0], [6.0, 5.0, 6.0], [300.0, 350.0, 340.0], sigma=7.0), "f.csv")
    assert far.curves.sigma.tolist() == pytest.approx([np.std([300, 340], ddof=1), 7.0])


def test_frequencies_that_differ_by_rounding_are_one() -> None:
    survey = check(measured([0, 0, 0], [6.0, 5.0, 6.0 - 1e-15], [300.0, 350.0, 310.0]), "f.csv")
    assert survey.curves.frequency.tolist() == [6.0, 5.0]
    assert survey.curves.velocity.tolist() == [305.0, 350.0]
    apart = check(measured([0, 0, 0], [6.0, 5.0, 6.0 - 1e-7], [300.0, 350.0, 310.0]), "f.csv")
    assert apart.curves.n_points == 3


def test_rejects_say_where_they_are() -> None:
    found = measured([0, 0, 0, 1, 2, 2], [5.0, 6.0, 7.0, 5.0, 5.0, 6.0], [300.0, 290.0, -1.0, 1.0, 2e2, 2e2])
    rejects = check(replace(found, y=np.array([0.0, 50.0, 95.0])), "f.csv").report.rejects
    assert [(r.site, r.place) for r in rejects] == [
        ("A", (0.0, 0.0)),
        ("B", (1.0, 50.0)),
        ("B", (1.0, 50.0)),
        ("C", None),
    ]


def overtones() -> Measurements:
    """Site A with modes 0, 0, 1, 2 at four frequencies; B with modes 0, 1, 1; C with modes 1, 1."""
    found = measured([0] * 4 + [1] * 3 + [2] * 2, [4, 5, 6, 7, 5, 6, 7, 5, 6], [*range(300, 210, -10)])
    return replace(found, mode=np.array([0, 0, 1, 2, 0, 1, 1, 1, 1]))


def test_modes_above_the_highest_asked_for_are_left_out_and_listed() -> None:
    survey = check(overtones(), "f.csv", highest_mode=1)
    assert survey.names.tolist() == ["A", "B", "C"]
    assert survey.curves.mode.tolist() == [0, 0, 1, 0, 1, 1, 1, 1]
    assert survey.report.lines() == [
        "f.csv: site A: mode 2 at 7 Hz is above the highest mode asked for, 1 (row 4)"
    ]
    assert survey.report.rejects[0].place == (0.0, 0.0)
    assert survey.report.notes == ("--highest-mode 1: 1 point is of higher modes and left out",)


def test_a_site_without_enough_points_up_to_the_highest_mode_is_rejected_before_single_points() -> None:
    survey = check(overtones(), "f.csv", highest_mode=0)
    assert survey.names.tolist() == ["A"]
    assert survey.curves.velocity.tolist() == [300.0, 290.0]
    assert [(r.site, r.reason) for r in survey.report.rejects if r.whole_site] == [
        ("B", "one point only up to mode 0"),
        ("C", "no valid point up to mode 0"),
    ]
    assert [r.whole_site for r in survey.report.rejects] == [True, True] + [False] * 6
    assert survey.report.notes == ("--highest-mode 0: 6 points are of higher modes and left out",)


def test_a_point_is_not_told_to_be_of_too_high_a_mode_where_it_is_impossible() -> None:
    survey = check(replace(overtones(), velocity=np.full(9, -1.0)), "f.csv", highest_mode=0)
    assert {"asked for" in line for line in survey.report.lines()} == {False}


def test_repeats_and_suspects_are_judged_on_the_modes_that_are_left() -> None:
    frequency, velocity = [4, 5, 6, 7, 9, 9, 10], [310, 300, 290, 280, 400, 410, 600]
    found = replace(measured([0] * 7, frequency, velocity), mode=np.array([0] * 4 + [1] * 3))
    both, alone = check(found, "f.csv").report, check(found, "f.csv", highest_mode=0).report
    assert "2 repeated points are merged into 1" in both.notes[0]
    assert "phase velocity rises by 48 % from 9 to 10 Hz" in both.suspects[0].reason
    assert alone.notes == ("--highest-mode 0: 3 points are of higher modes and left out",)
    assert alone.suspects == ()


def test_a_highest_mode_that_no_point_exceeds_is_said_to_leave_out_nothing() -> None:
    plain, asked = check(overtones(), "f.csv"), check(overtones(), "f.csv", highest_mode=2)
    assert asked.curves.mode.tolist() == plain.curves.mode.tolist()
    assert (plain.report.notes, asked.report.notes) == ((), ("--highest-mode 2: leaves out nothing",))


def test_points_of_other_types_are_no_repeats() -> None:
    found = measured([0, 0, 0], [6.0, 6.0, 6.0], [300.0, 310.0, 320.0])
    survey = check(replace(found, kind=np.array([0, 1, 0]), mode=np.array([0, 0, 1])), "f.csv")
    assert survey.curves.velocity.tolist() == [300.0, 310.0, 320.0]


@pytest.mark.parametrize("sigma", [-3.0, 0.0, np.inf])
def test_a_sigma_that_is_no_positive_number_is_taken_as_unknown(sigma: float) -> None:
    survey = check(measured([0, 0], [5.0, 6.0], [300.0, 290.0], sigma=sigma), "f.csv")
    assert np.isnan(survey.curves.sigma).all()
    assert survey.report.notes == (
        f"2 sigmas are zero, negative or infinite, taken as unknown (the first: {sigma:g} m/s, site A, 5 Hz)",
    )


@pytest.mark.parametrize("sigma", [1e-300, 1e-150, 2e-4, 3001.0, 1e300])
def test_a_sigma_that_no_measurement_has_is_taken_as_unknown_and_told_by_site(sigma: float) -> None:
    found = measured([0, 0, 0], [5.0, 0.5, 0.25], [300.0, 290.0, 280.0])
    survey = check(replace(found, sigma=np.array([9.0, sigma, sigma])), "f.csv")
    np.testing.assert_array_equal(survey.curves.sigma, [9.0, np.nan, np.nan])
    assert survey.curves.velocity.tolist() == [300.0, 290.0, 280.0]
    assert survey.report.notes == (
        "2 sigmas are below 1e-06 of the velocity or above 10 times it, taken as unknown "
        f"(the first: {sigma:g} m/s, site A, 2 s)",
    )
    assert survey.report.suspect_lines()[0] == (
        f"f.csv: site A: suspect, but used: sigma {sigma:g} m/s of 290 m/s at 2 s is impossible and taken as "
        "unknown, like 1 more"
    )


def test_numbers_over_the_full_range_of_floats_are_rejected_point_by_point() -> None:
    extremes = [5e-324, 1e-300, 1e-5, 1e6, 1e300, 1.7976931348623157e308]
    found = measured([0] * 14, [*extremes, 5.0, 6.0, *[7.0] * 6], [*[300.0] * 6, 300.0, 290.0, *extremes])
    survey = check(found, "f.csv")
    assert survey.curves.frequency.tolist() == [5.0, 6.0]
    assert len(survey.report.rejects) == 12


def test_a_wavelength_longer_than_half_around_the_earth_is_rejected_by_point() -> None:
    found = measured([0, 0, 0], [0.01, 0.02, 1 / 9999], [4000.0, 3900.0, 9999.0])
    survey = check(found, "f.csv")
    assert survey.curves.velocity.tolist() == [4000.0, 3900.0]
    assert survey.report.lines() == [
        "f.csv: site A: velocity 9999 m/s at 9999 s makes a wavelength of 99980 km, longer than half around "
        "the Earth (row 3)"
    ]


def test_a_unit_that_makes_most_velocities_impossible_is_remarked_on() -> None:
    survey = check(measured([0, 0], [5.0, 6.0], [3e5, 2.9e5]), "f.csv")
    assert survey.n_sites == 0
    assert any("unit is probably another one" in note for note in survey.report.notes)
