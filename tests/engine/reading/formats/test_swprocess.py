from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, mutants
from one_curve import notes, read_text

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError

PICKS = {
    "-5.0": {"frequency": [5.0, 6.0, 7.0], "velocity": [300.0, 280.0, 900.0], "valid": [True, True, False]},
    "-10": {"frequency": [5.0000001, 6.0, 7.0], "velocity": [320.0, 290.0, None]},
    "-20": {"frequency": [[5.0, 8.0]], "velocity": [[310.0, 250.0]], "azimuth": [[1.0, 2.0]]},
}


def test_the_picks_at_a_frequency_become_their_mean_with_their_standard_deviation(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "array.json", json.dumps(PICKS))
    assert survey.names.tolist() == ["array"]
    assert survey.curves.frequency.tolist() == [5.0, 6.0, 8.0]
    assert survey.curves.velocity == pytest.approx([310, 285, 250])
    spread = [np.std([300, 320, 310], ddof=1), np.std([280, 290], ddof=1), np.nan]
    assert survey.curves.sigma == pytest.approx(spread, nan_ok=True)
    assert "their mean, with their standard deviation as sigma" in notes(survey)
    assert "1 picks that the file marks as not valid are not used" in notes(survey)


def test_the_sample_file_holds_only_picks_that_were_thrown_out(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("swprocess_peaks.json"))
    assert survey.n_sites == 0
    assert survey.report.lines() == ["swprocess_peaks.json: site swprocess_peaks: no valid point"]
    assert "6 picks that the file marks as not valid are not used" in notes(survey)


def test_the_sample_file_with_its_picks_declared_valid(sample: Callable[[str], Path], tmp_path: Path) -> None:
    text = sample("swprocess_peaks.json").read_text().replace("false", "true")
    curves = read_text(tmp_path, "array.json", text).curves
    assert curves.frequency.tolist() == [3.0, 3.5, 4.0, 4.5, 5.0, 5.5]
    assert curves.velocity.tolist() == [500.0] * 6


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"velocity": [300.0]}, "set a has lists of different lengths"),
        ({"velocity": [[1.0], 2.0]}, "other than numbers"),
        ({"velocity": "many"}, "other than numbers"),
        ({"velocity": [10**400, 1.0]}, "other than numbers"),
    ],
)
def test_lists_that_do_not_fit_are_named(tmp_path: Path, change: dict, reason: str) -> None:
    with pytest.raises(SurveyError, match=rf"array\.json: .*{reason}"):
        read_text(tmp_path, "array.json", json.dumps({"a": {"frequency": [5.0, 6.0], **change}}))


def test_brackets_without_end_are_harmless(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"array\.json: "):
        read_text(tmp_path, "array.json", '{"a":{"frequency":[' + "[" * 100_000)


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "array.json", mutants(json.dumps(PICKS).encode(), start=24))
