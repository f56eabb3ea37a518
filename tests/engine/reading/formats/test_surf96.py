from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, mutants
from one_curve import first_and_last, notes, read_text, types, units

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave

MIXED = """SURF96 R C X   0      2.0     3.0000     0.1000
SURF96 R C T 0 4.0 3.2 0 9.9
SURF96 L U X 1 5.0 2.9 0.2
SURF96 R G X 0 5.0 0.001 0.0001
"""


def test_observed_points_of_every_type_are_read(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.dsp", MIXED)
    assert survey.names.tolist() == ["A01"]
    assert (survey.crs, survey.has_coordinates) == (None, False)
    assert survey.curves.frequency.tolist() == [0.5, 0.25, 0.2]
    assert survey.curves.velocity == pytest.approx([3000, 3200, 2900])
    assert survey.curves.sigma == pytest.approx([100, np.nan, 200], nan_ok=True)
    assert survey.curves.wave.tolist() == [Wave.RAYLEIGH, Wave.RAYLEIGH, Wave.LOVE]
    assert survey.curves.kind.tolist() == [VelocityType.PHASE, VelocityType.PHASE, VelocityType.GROUP]
    assert survey.curves.mode.tolist() == [0, 0, 1]
    assert "1 value of attenuation (G) is not used" in notes(survey)
    assert units(survey)["period"] == ("s", "format")


def test_repeated_periods_are_merged(tmp_path: Path) -> None:
    lines = "".join(f"SURF96 R C X 0 {t} {c} 0.1\n" for t, c in ((5, 3.0), (5, 3.2), (8, 3.5)))
    survey = read_text(tmp_path, "A01.dsp", lines)
    assert survey.curves.velocity == pytest.approx([3100, 3500])


def test_strange_lines_and_words_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "A01.dsp", MIXED + "so it ends\nSURF96 X C X 0 9 3 1\nSURF96 R C X 0\n")
    assert survey.curves.n_points == 3
    assert len(survey.report.rejects) == 3
    assert "A01.dsp: site A01: lines that do not begin with SURF96: 1" in survey.report.lines()


def test_attenuation_alone_is_no_survey(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"A01\.dsp: the file holds no data"):
        read_text(tmp_path, "A01.dsp", "SURF96 R G X 0 5.0 0.001 0.0001\n")


def test_the_file_of_twelve_phase_velocities(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("cps_surf96.dsp"))
    assert survey.names.tolist() == ["cps_surf96"]
    assert survey.curves.n_points == 12
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((1 / 22.44, 3701.40, 120.20))
    assert last == pytest.approx((1 / 28.25, 3797.60, 32.20))
    assert survey.report.rejects == ()


def test_the_file_of_mixed_types(sample: Callable[[str], Path]) -> None:
    curves = read_survey(sample("cps_surf96_CU_mixed.dsp")).curves
    assert curves.frequency == pytest.approx([1, 1 / 1.5, 1, 1 / 1.5])
    assert curves.velocity == pytest.approx([1000, 1500, 1400, 1500])
    assert curves.sigma == pytest.approx([100] * 4)
    assert (curves.wave.tolist(), curves.kind.tolist()) == ([0, 0, 0, 1], [0, 0, 1, 1])
    assert curves.mode.tolist() == [0, 0, 0, 1]


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "A01.dsp", mutants(MIXED.encode(), start=6))
