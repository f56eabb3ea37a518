from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import assert_harmless, mutants
from one_curve import first_and_last, notes, read_text, types

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.waves import VelocityType, Wave

TWO_MODELS = """# some.report
# Layered model 7: value=1.0
# 2 Rayleigh dispersion mode(s)
# CPU Time = 1 ms
# Mode 0
1 0.001
2 0.002
# Mode 1
2 0.0015
# Layered model 7: value=1.0
# 1 Love dispersion mode(s)
# Mode 0
1 0.0011
# 1 Rayleigh ellipticity mode(s)
# Mode 0
1 0.9
# Layered model 8: value=1.2
# 1 Rayleigh dispersion mode(s)
# Mode 0
1 0.004
2 0.005
"""


def test_each_model_is_a_site_with_its_modes_and_waves(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "some.disp", TWO_MODELS)
    assert survey.names.tolist() == ["some model 7", "some model 8"]
    assert survey.curves.counts.tolist() == [4, 2]
    assert survey.curves.frequency.tolist() == [1, 2, 2, 1, 1, 2]
    assert survey.curves.velocity == pytest.approx([1000, 500, 1 / 0.0015, 1 / 0.0011, 250, 200])
    assert survey.curves.wave.tolist() == [0, 0, 0, 1, 0, 0]
    assert survey.curves.mode.tolist() == [0, 0, 1, 0, 0, 0]
    assert "1 value that is no dispersion is not used" in notes(survey)
    assert "gpdc does not state the velocity type; phase is taken" in notes(survey)


def test_group_slowness_is_what_the_user_says(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "some.disp", TWO_MODELS, kind=VelocityType.GROUP)
    assert set(survey.curves.kind.tolist()) == {VelocityType.GROUP}


def test_the_sample_file(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("geopsy_gpdc_output.txt"))
    assert survey.names.tolist() == ["geopsy_gpdc_output"]
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    assert survey.curves.n_points == 9
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((0.1, 1 / 0.000334532972901842, float("nan")), nan_ok=True)
    assert last == pytest.approx((0.284168355730268, 1 / 0.000346464141969584, float("nan")), nan_ok=True)


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "some.disp", mutants(TWO_MODELS.encode(), start=75))
