"""Mode numbers as files count them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.reading.tables.point_types import FROM_ONE
from plugin.engine.survey import Survey
from plugin.protocol.read_options import ReadOptions


def read(folder: Path, modes: list[str], header: str = "mode", **options: object) -> Survey:
    path = folder / "picks.csv"
    rows = [f"{5 + i},{400 - 10 * i},{mode}" for i, mode in enumerate(modes)]
    path.write_text("\n".join([f"frequency_hz,phase_velocity_m_s,{header}", *rows]) + "\n")
    return read_survey(path, ReadOptions(**options))


@pytest.mark.parametrize(
    ("modes", "read_as", "is_said"),
    [
        (["1", "1", "1"], [0, 0, 0], True),
        (["1", "1", "2", "3"], [0, 0, 1, 2], True),
        (["M1", "M1", "mode 2"], [0, 0, 1], True),
        (["1", "1", "0"], [1, 1, 0], False),
        (["fundamental", "1", "1"], [0, 1, 1], False),
        (["2", "2", "3"], [2, 2, 3], False),
    ],
)
def test_modes_count_from_1_where_none_is_called_0(
    tmp_path: Path, modes: list[str], read_as: list[int], is_said: bool
) -> None:
    survey = read(tmp_path, modes)
    assert survey.curves.mode.tolist() == read_as
    assert (FROM_ONE in survey.report.notes) == is_said


def test_how_modes_count_can_be_said(tmp_path: Path) -> None:
    assert read(tmp_path, ["1", "1", "2"], first_mode=0).curves.mode.tolist() == [1, 1, 2]
    assert read(tmp_path, ["2", "2", "3"], first_mode=1).curves.mode.tolist() == [1, 1, 2]
    zero = read(tmp_path, ["0", "1", "1"], first_mode=1)
    assert zero.curves.mode.tolist() == [0, 0]
    assert zero.report.lines() == [
        "picks.csv: site picks: the mode number at 5 Hz is not a whole number from 0 to 100 (row 1)"
    ]


def test_overtones_count_from_1(tmp_path: Path) -> None:
    assert read(tmp_path, ["1", "1", "2"], "overtone").curves.mode.tolist() == [1, 1, 2]


def test_blank_modes_are_the_fundamental_beside_overtones_from_1(tmp_path: Path) -> None:
    survey = read(tmp_path, ["", "", "1", "1"])
    assert survey.curves.mode.tolist() == [0, 0, 1, 1]
    assert any("some are blank and taken as 0" in note for note in survey.report.notes)


@pytest.mark.parametrize("mode", ["-1", "-0", "101", "1.5", "x", "mode -1", "M-", "0x1"])
def test_an_impossible_mode_loses_its_point(tmp_path: Path, mode: str) -> None:
    survey = read(tmp_path, ["0", "0", mode])
    assert survey.curves.frequency.tolist() == [5.0, 6.0]
    assert survey.report.lines() == [
        "picks.csv: site picks: the mode number at 7 Hz is not a whole number from 0 to 100 (row 3)"
    ]


def test_an_impossible_mode_in_a_column_without_a_name_loses_its_point(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("5 400 0\n8 300 0\n12 220 0\n20 500 1\n25 480 -1\n")
    survey = read_survey(path)
    assert survey.curves.mode.tolist() == [0, 0, 0, 1]
    assert np.isnan(survey.curves.sigma).all()


def test_modes_of_a_file_count_as_those_of_the_files_beside_it(tmp_path: Path) -> None:
    head = "site,frequency_hz,phase_velocity_m_s,mode\n"
    (tmp_path / "a.csv").write_text(head + "A,5,400,0\nA,8,300,0\n")
    (tmp_path / "b.csv").write_text(head + "A,12,500,1\nA,15,450,1\n")
    survey = read_survey(tmp_path)
    assert sorted(survey.curves.mode.tolist()) == [0, 0, 1, 1]
    assert FROM_ONE not in survey.report.notes
    assert "folder: modes of b.csv count from 0, as another file's do" in survey.report.notes
    (tmp_path / "a.csv").unlink()
    assert read_survey(tmp_path).curves.mode.tolist() == [0, 0]
