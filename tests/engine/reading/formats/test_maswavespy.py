from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import assert_harmless, mutants
from one_curve import first_and_last, read_text, types, units

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave

TABLE = "wavelength [m]\tc_mean [m/s]\tc_low [m/s]\tc_up [m/s]\n10\t200\t190\t210\n20\t300\t270\t330\n"


def test_wavelengths_become_frequencies_and_bounds_a_sigma(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.txt", TABLE)
    assert first_and_last(survey.curves) == [(20.0, 200.0, 10.0), (15.0, 300.0, 30.0)]


def test_units_and_the_order_of_columns_are_those_of_the_header(tmp_path: Path) -> None:
    header = "c_up [km/s]\tc_low [km/s]\tc_mean [km/s]\twavelength [km]\n"
    survey = read_text(tmp_path, "A01.txt", header + "0.21\t0.19\t0.2\t0.01\n0.3\t0.3\t0.3\t0.02\n")
    assert first_and_last(survey.curves)[0] == pytest.approx((20.0, 200.0, 10.0))


def test_a_unit_that_does_not_fit_is_named(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"A01\.txt: column c_mean: 'furlongs' is not a unit that fits"):
        read_text(tmp_path, "A01.txt", TABLE.replace("c_mean [m/s]", "c_mean [furlongs]"))


def test_a_damaged_row_is_rejected_alone(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.txt", TABLE + "x\t300\t290\t310\n")
    assert survey.curves.n_points == 2
    assert [line.endswith("(row 3)") for line in survey.report.lines()] == [True]


def test_the_sample_file(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("maswavespy_dc_wavelength.txt"))
    assert survey.names.tolist() == ["maswavespy_dc_wavelength"]
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    assert survey.curves.n_points == 4
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((109.622 / 1.8869, 109.622, (110.489 - 108.756) / 2))
    assert last == pytest.approx((115.271 / 2.5082, 115.271, (116.953 - 113.589) / 2))
    assert units(survey)["wavelength"] == ("m", "format")


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "A01.txt", mutants(TABLE.encode(), start=52))
