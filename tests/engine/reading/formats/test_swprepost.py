from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import assert_harmless, mutants
from one_curve import first_and_last, read_text, types, units

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave

LOVE = """#swprepost v2.0.0,,
#1 potential descriptions:,,
#love 1,,
#Frequency (Hz),Velocity (m/s),Velocity Standard Deviation (m/s)
5.0,300.0,15.0
6.0,280.0,14.0
"""


def test_the_description_gives_wave_and_mode(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.csv", LOVE)
    assert types(survey.curves) == {(Wave.LOVE, VelocityType.PHASE, 1)}
    assert first_and_last(survey.curves) == [(5.0, 300.0, 15.0), (6.0, 280.0, 14.0)]


def test_the_deviation_may_be_missing(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.csv", LOVE.replace(",15.0", "").replace(",14.0", ""))
    assert survey.curves.velocity.tolist() == [300.0, 280.0]
    assert survey.curves.sigma == pytest.approx([float("nan")] * 2, nan_ok=True)


def test_a_curve_of_several_possible_modes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"A01\.csv: the curve may be any of love 1, rayleigh 0; only"):
        read_text(tmp_path, "A01.csv", LOVE.replace("#love 1,,", "#love 1,,\n#rayleigh 0,,"))


def test_the_sample_file(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("swprepost_tar1.csv"))
    assert survey.names.tolist() == ["swprepost_tar1"]
    assert survey.curves.n_points == 20
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((1.6117160335753145, 241.7574050362972, 12.087870251814863))
    assert last == pytest.approx((81.60250438398471, 163.20500876796942, 8.160250438398473))
    assert units(survey)["Rayleigh phase velocity"] == ("m/s", "format")
    assert survey.report.rejects == ()


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "A01.csv", mutants(LOVE.encode(), start=60))
