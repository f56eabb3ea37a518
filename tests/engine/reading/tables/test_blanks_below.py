"""Names, places and types that a table states once and means for the rows below."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.survey import Survey

HEAD = "site,x,y,frequency_hz,phase_velocity_m_s\n"
A, B = "A,432100.5,5348100.25", "B,432200.5,5348150.25"


def read(folder: Path, text: str) -> Survey:
    path = folder / "picks.csv"
    path.write_text(text)
    return read_survey(path)


def rows(*starts: str) -> str:
    return "".join(
        f"{start},{f},{c}\n" for start, f, c in zip(starts, (45, 30, 20, 14, 9, 6), range(100, 160, 10))
    )


@pytest.mark.parametrize(
    ("starts", "note"),
    [
        ((A, ",,", ",,", B, ",,", ",,"), "blank cells of site, x, y are filled from above, in 4 rows"),
        ((A, "A,,", "A,,", B, "B,,", "B,,"), ""),
        ((A, A, A, B, B, B), ""),
    ],
)
def test_a_name_and_its_place_hold_for_the_blank_rows_below(
    tmp_path: Path, starts: tuple[str, ...], note: str
) -> None:
    survey = read(tmp_path, HEAD + rows(*starts))
    assert survey.names.tolist() == ["A", "B"]
    assert (survey.x.tolist(), survey.y.tolist()) == ([432100.5, 432200.5], [5348100.25, 5348150.25])
    assert survey.curves.counts.tolist() == [3, 3]
    assert survey.curves.velocity.tolist() == [100.0, 110.0, 120.0, 130.0, 140.0, 150.0]
    assert survey.report.rejects == ()
    assert [line for line in survey.report.notes if "blank cells" in line] == ([note] if note else [])


def test_a_place_without_a_name_holds_for_the_blank_rows_below(tmp_path: Path) -> None:
    survey = read(tmp_path, HEAD[5:] + rows("1.5,2.5", ",", ",", "3.5,4.5", ",", ","))
    assert (survey.x.tolist(), survey.y.tolist()) == ([1.5, 3.5], [2.5, 4.5])
    assert survey.curves.counts.tolist() == [3, 3]


def test_a_name_that_is_missing_once_is_no_table_for_the_eye(tmp_path: Path) -> None:
    survey = read(tmp_path, HEAD + rows(A, A, ",,", B, B, B))
    assert survey.curves.counts.tolist() == [2, 3]
    assert survey.report.lines() == [
        "picks.csv: site (no name): the rows have neither a site name nor coordinates"
    ]


def test_rows_above_the_first_name_have_none(tmp_path: Path) -> None:
    survey = read(tmp_path, HEAD + rows(",,", ",,", A, ",,", ",,", ",,"))
    assert [reject.reason for reject in survey.report.rejects if reject.whole_site] == [
        "the rows have neither a site name nor coordinates",
        "one point only",
    ]


def test_types_hold_for_the_blank_rows_below_within_a_site(tmp_path: Path) -> None:
    head = "site,mode,wave,frequency_hz,phase_velocity_m_s\n"
    survey = read(tmp_path, head + rows("A,0,love", ",,", ",1,", ",,", "B,0,rayleigh", ",,"))
    assert survey.names.tolist() == ["A", "B"]
    assert survey.curves.mode.tolist() == [0, 0, 1, 1, 0, 0]
    assert survey.curves.wave.tolist() == [1, 1, 1, 1, 0, 0]
    named = read(tmp_path, head + rows("A,0,love", "A,,", "A,1,", "A,,", "B,0,rayleigh", "B,,"))
    np.testing.assert_array_equal(named.curves.mode, survey.curves.mode)
    np.testing.assert_array_equal(named.curves.wave, survey.curves.wave)


@pytest.mark.parametrize(
    "modes", [("", "", "1", "1", "", ""), ("1", "1", "", "", "", ""), ("1", "", "", "", "", "2")]
)
def test_blank_types_that_nothing_above_holds_for_are_what_they_were(
    tmp_path: Path, modes: tuple[str, ...]
) -> None:
    starts = [f"{site},{mode}" for site, mode in zip("AAABBB", modes)]
    survey = read(tmp_path, "site,mode,frequency_hz,phase_velocity_m_s\n" + rows(*starts))
    assert survey.curves.mode.tolist() == [int(mode or 0) for mode in modes]
