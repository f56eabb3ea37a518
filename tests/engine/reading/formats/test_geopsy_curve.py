from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, mutants
from one_curve import first_and_last, notes, read_text, types, units

from plugin.engine.reading.slowness import velocity_and_sigma
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.waves import VelocityType, Wave

HEADED = """# Curve name: A01
# | Frequency (Hz) | Slowness (s/m) | Stddev | Weight | Valid |
2.5 0.004 1.0513157894736842 1 1
5.0 0.005 0.0001 1 1
6.0 0.005 0 1 1
9.0 0.005 1.05 1 0
"""


def test_a_deviation_of_geopsy_2_is_carried_over_to_the_velocity() -> None:
    velocity, sigma, _ = velocity_and_sigma(np.array([0.004]), np.array([0.0002]))
    assert (velocity[0], sigma[0]) == pytest.approx((250.0, 0.0002 * 250**2))


@pytest.mark.parametrize("variation", [0.01, 0.05, 0.2, 0.5])
def test_a_factor_of_geopsy_3_gives_back_the_variation_that_it_was_made_from(variation: float) -> None:
    factor = ((1 + variation) + 1 / (1 - variation)) / 2
    _, sigma, _ = velocity_and_sigma(np.array([0.004]), np.array([factor]))
    assert sigma[0] == pytest.approx(variation * 250)


def test_the_deviation_decides_point_by_point_and_invalid_points_are_left_out(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.txt", HEADED)
    assert survey.names.tolist() == ["A01"]
    assert survey.curves.frequency.tolist() == [2.5, 5.0, 6.0]
    assert survey.curves.velocity == pytest.approx([250, 200, 200])
    assert survey.curves.sigma == pytest.approx([12.5, 4.0, np.nan], nan_ok=True)
    for remark in ("(Geopsy 3)", "(Geopsy 2)", "1 point that the file marks as not valid is"):
        assert remark in notes(survey)


def test_wave_and_velocity_type_are_the_users_where_the_file_gives_none(tmp_path: Path) -> None:
    options = {"wave": Wave.LOVE, "kind": VelocityType.GROUP}
    survey = read_text(tmp_path, "A01.txt", HEADED, **options)
    assert types(survey.curves) == {(Wave.LOVE, VelocityType.GROUP, 0)}


@pytest.mark.parametrize(
    "rows", ["2 0.004\n5 0.005\n", "2,0.004,1.05\n5,0.005,1.05\n", "2 4e-3 2e-4 1\n5 5e-3 0 1\n"]
)
def test_bare_columns_of_slowness_are_recognised(tmp_path: Path, rows: str) -> None:
    survey = read_text(tmp_path, "A01.txt", rows)
    assert survey.curves.velocity == pytest.approx([250, 200])
    assert units(survey)["slowness"] == ("s/m", "format")


@pytest.mark.parametrize("sigma", ["", " 0.004"])
def test_soft_ground_in_km_s_is_no_slowness(tmp_path: Path, sigma: str) -> None:
    speeds = ((4, 0.095), (8, 0.082), (16, 0.061))
    survey = read_text(tmp_path, "A01.txt", "".join(f"{f} {c}{sigma}\n" for f, c in speeds))
    assert survey.curves.velocity == pytest.approx([95, 82, 61])
    assert units(survey)["velocity"] == ("km/s", "magnitude")


def test_one_damaged_row_among_bare_columns_is_rejected_alone(tmp_path: Path) -> None:
    rows = "".join(f"{f} 0.004 1.05\n" for f in range(1, 9))
    survey = read_text(tmp_path, "A01.txt", rows + "9 x 1.05\n")
    assert survey.curves.n_points == 8
    assert survey.report.lines() == [
        "A01.txt: site A01: the velocity at 9 Hz is blank or not a number (row 9)"
    ]


def test_the_file_of_version_2(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("geopsy_curve_v2.txt"))
    assert survey.names.tolist() == ["geopsy_curve_v2"]
    assert survey.curves.n_points == 20
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((2.16050231927867, 324.0753498, 324.0753498**2 * 0.000154671787315163))
    assert last == pytest.approx((46.4399547995138, 92.87990959, 92.87990959**2 * 0.000539678747531132))
    assert survey.crs is None


def test_the_file_of_version_3(sample: Callable[[str], Path]) -> None:
    first, last = first_and_last(read_survey(sample("geopsy_curve_v3.txt")).curves)
    assert first == pytest.approx((2.160502319278673, 324.0753498, 0.05 * 324.0753498))
    assert last == pytest.approx((46.43995479951383, 92.87990959, 0.05 * 92.87990959))


def test_the_file_without_a_header(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("geopsy_3col_curve.txt"))
    assert survey.curves.n_points == 8
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx(
        (2.526964583481839, 1 / 0.0019485364630327533, 0.05 / 0.0019485364630327533)
    )
    assert last[:2] == pytest.approx((4.5384636886683705, 1 / 0.0037485246033812664))
    variation = last[2] / last[1]
    assert ((1 + variation) + 1 / (1 - variation)) / 2 == pytest.approx(1.060038165665323)


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "A01.txt", mutants(HEADED.encode(), start=16))
    assert_harmless(tmp_path / "A01.txt", mutants(HEADED.partition("Valid |\n")[2].encode()))
