"""Decimal points, decimal commas and marks between thousands, told a column at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.reading.tables.numerals import value
from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

HZ = ("5", "8", "12", "20")


def read(folder: Path, text: str, **options: object) -> Survey:
    path = folder / "picks.csv"
    path.write_text(text, encoding="utf-8")
    return read_survey(path, ReadOptions(**options))


def table(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("1.260,5", 1260.5),
        ("1,260.5", 1260.5),
        ("5 348 100,2", 5348100.2),
        ("5\u202f348\u202f100,2", 5348100.2),
        ("5'348'100.2", 5348100.2),
        ("5\u2019348", 5348.0),
        ("5.348.100", 5348100.0),
        ("5,348,100", 5348100.0),
        ("0,500", 0.5),
        ("-3,25", -3.25),
        ("\u22125", -5.0),
        ("1,5E-02", 0.015),
        ("1.5D-02", 0.015),
        ("12.345678", 12.345678),
        ("12,34,56", np.nan),
        ("1.26.5", np.nan),
        ("5 34", np.nan),
        ("1.260.50", np.nan),
        ("5 348'100", np.nan),
        ("1_000", np.nan),
    ],
)
def test_a_number_is_read_by_its_own_marks(word: str, number: float) -> None:
    np.testing.assert_equal(value(word), number)


@pytest.mark.parametrize(("sign", "number"), [("point", 1260.0), ("comma", 1.26), (None, np.nan)])
def test_a_number_that_may_be_two_is_what_its_column_says(sign: str | None, number: float) -> None:
    np.testing.assert_equal(value("1,260", sign), number)


@pytest.mark.parametrize(
    ("place", "speeds"),
    [
        ("432100,5;5348100,2", ("420,5", "350,5", "300,5", "1260,5")),
        ("432.100,5;5.348.100,2", ("420,5", "350,5", "300,5", "1.260,5")),
        ("432 100,5;5 348 100,2", ("420,5", "350,5", "300,5", "1 260,5")),
        ("432'100.5;5'348'100.2", ("420.5", "350.5", "300.5", "1'260.5")),
        ('"432,100.5";"5,348,100.2"', ("420.5", "350.5", "300.5", '"1,260.5"')),
        ("432100.5;5348100.2", ("420,5", "350,5", "300,5", "1260,5")),
    ],
)
def test_thousands_and_decimals_are_told_by_column(
    tmp_path: Path, place: str, speeds: tuple[str, ...]
) -> None:
    rows = [f"P1;{place};{f};{c}" for f, c in zip(HZ, speeds)]
    survey = read(tmp_path, table("site;x;y;f [Hz];c [m/s]", rows))
    assert (survey.x.tolist(), survey.y.tolist()) == ([432100.5], [5348100.2])
    assert survey.curves.frequency.tolist() == [5.0, 8.0, 12.0, 20.0]
    assert survey.curves.velocity.tolist() == [420.5, 350.5, 300.5, 1260.5]
    assert survey.report.rejects == ()


@pytest.mark.parametrize("odd", ["12.05.2021", "P.1", "1.2"])
def test_words_and_columns_that_are_not_used_say_nothing_of_the_decimal_sign(
    tmp_path: Path, odd: str
) -> None:
    rows = [f"{odd};432100,5;5348100,2;{odd};{f},0;{c},5" for f, c in zip(HZ, (420, 350, 300, 260))]
    survey = read(tmp_path, table("site;x;y;date;f [Hz];c [m/s]", rows))
    assert survey.names.tolist() == [odd]
    assert (survey.x.tolist(), survey.y.tolist()) == ([432100.5], [5348100.2])
    assert survey.curves.frequency.tolist() == [5.0, 8.0, 12.0, 20.0]
    assert survey.curves.velocity.tolist() == [420.5, 350.5, 300.5, 260.5]


def test_quoted_decimal_commas_stand_between_commas(tmp_path: Path) -> None:
    rows = [f'P1,"432100,5","5348100,2","{f},0","{c},5"' for f, c in zip(HZ, (420, 350, 300, 260))]
    survey = read(tmp_path, table("site,x,y,f [Hz],c [m/s]", rows))
    assert (survey.x.tolist(), survey.y.tolist()) == ([432100.5], [5348100.2])
    assert survey.curves.velocity.tolist() == [420.5, 350.5, 300.5, 260.5]


def test_degrees_with_points_stand_beside_velocities_with_commas(tmp_path: Path) -> None:
    rows = [f"P1;12.345;45.678;{f},0;{c},5" for f, c in zip(HZ, (420, 350, 300, 260))]
    survey = read(tmp_path, table("site;lon;lat;f [Hz];c [m/s]", rows))
    assert (survey.x.tolist(), survey.y.tolist()) == ([12.345], [45.678])
    assert survey.curves.velocity.tolist() == [420.5, 350.5, 300.5, 260.5]


def test_what_may_be_two_numbers_is_told_of_and_overridden(tmp_path: Path) -> None:
    text = table("x;y;f;c", [f"432.100;5.348.100;{f};{c}" for f, c in zip(HZ, (420, 350, 300, 260))])
    survey = read(tmp_path, text)
    assert (survey.x.tolist(), survey.y.tolist()) == ([432100.0], [5348100.0])
    note = (
        "column x: '432.100' is read as 432100, like the decimal commas of other columns; "
        "--decimal point makes it 432.1"
    )
    assert note in survey.report.notes
    assert read(tmp_path, text, decimal="point").x.tolist() == [432.1]


def test_small_numbers_without_a_comma_make_it_a_mark_of_thousands(tmp_path: Path) -> None:
    text = table("f;c", ["5;1,260", "8;940", "12;880"])
    survey = read(tmp_path, text)
    assert survey.curves.velocity.tolist() == [1260.0, 940.0, 880.0]
    assert any("'1,260' is read as 1260, since numbers below" in note for note in survey.report.notes)
    all_parted = read(tmp_path, text.replace("940", "1,140").replace("880", "1,080"))
    assert all_parted.curves.velocity.tolist() == [1260.0, 1140.0, 1080.0]
    assert any("'1,260' is read as 1.26, as a decimal comma" in note for note in all_parted.report.notes)
    thousands = read(tmp_path, text.replace("940", "1,140").replace("880", "1,080"), decimal="point")
    assert thousands.curves.velocity.tolist() == [1260.0, 1140.0, 1080.0]
    assert {use.unit for use in all_parted.report.columns} == {"Hz", "km/s"}
    assert {use.unit for use in thousands.report.columns} == {"Hz", "m/s"}


def test_a_column_with_both_signs_is_told_of_and_only_its_doubtful_numbers_are_lost(tmp_path: Path) -> None:
    text = table("f;c", ["5;420.5", "8;350,5", "12;1,260", "20;260"])
    survey = read(tmp_path, text)
    assert survey.curves.velocity.tolist() == [420.5, 350.5, 260.0]
    assert survey.report.lines() == [
        "picks.csv: site picks: the velocity '1,260' may be 1260 or 1.26 (--decimal says which) (row 3)"
    ]
    assert any("column c holds decimal points and decimal commas" in note for note in survey.report.notes)
    assert read(tmp_path, text, decimal="point").curves.velocity.tolist() == [420.5, 350.5, 1260.0, 260.0]


def test_decimal_commas_without_quotes_between_commas_are_explained(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"^picks\.csv: every row has more values than the 3 column names"):
        read(tmp_path, table("site,f,c", ["A,5,420,5", "A,8,350,5"]))


def test_what_is_no_number_is_quoted(tmp_path: Path) -> None:
    rows = ["A,5,300,9", "A,6..2,290,x9", "A,7,2b0,9", "A,8,,9", "A,9,280,9"]
    survey = read(tmp_path, table("site,freq_hz,vel_m_s,sigma_m_s", rows))
    assert survey.curves.velocity.tolist() == [300.0, 280.0]
    assert survey.report.lines() == [
        "picks.csv: site A: the frequency '6..2' is not a number (row 2)",
        "picks.csv: site A: the velocity '2b0' is not a number (row 3)",
        "picks.csv: site A: the velocity at 8 Hz is blank or not a number (row 4)",
    ]
    assert (
        "column sigma_m_s: 'x9' in row 2 is not a number: that sigma is taken as unknown"
        in survey.report.notes
    )


def test_what_is_no_number_in_a_wide_table_is_quoted(tmp_path: Path) -> None:
    survey = read(tmp_path, "site,T_5,T_8,T_12\nA,3.0,3.1,n.d.\nB,2.9,,3.2\n", velocity_unit="km/s")
    assert survey.curves.velocity.tolist() == [3000.0, 3100.0, 2900.0, 3200.0]
    assert survey.report.lines() == ["picks.csv: site A: the velocity 'n.d.' is not a number (row 1)"]


def test_decimal_commas_in_a_wide_table_are_read(tmp_path: Path) -> None:
    survey = read(tmp_path, 'site,T_5,T_8\nA,"3,012",3\nB,"2,9","3,2"\n', velocity_unit="km/s")
    assert survey.curves.velocity.tolist() == [3012.0, 3000.0, 2900.0, 3200.0]


def test_a_position_that_cannot_be_read_is_quoted(tmp_path: Path) -> None:
    rows = ["A,12.5,41.9,5,300", "A,12.5,41.9,8,290", "B,E012-34x,41.9,5,300", "B,E012-34x,41.9,8,290"]
    survey = read(tmp_path, table("site,lon,lat,freq_hz,vel_m_s", rows))
    assert "positions that cannot be read, of site B: longitude 'E012-34x' (row 3)" in survey.report.notes


def test_degrees_and_minutes_stand_beside_decimal_degrees(tmp_path: Path) -> None:
    rows = [f"A,12.5458,41.9111,{f},400" for f in HZ] + [f"B,E012°34.758',N41°55.667',{f},400" for f in HZ]
    survey = read(tmp_path, table("site,lon,lat,frequency_hz,phase_velocity_m_s", rows))
    assert survey.names.tolist() == ["A", "B"]
    assert survey.x.tolist() == pytest.approx([12.5458, 12.5793], abs=1e-12)
    assert survey.y.tolist() == pytest.approx([41.9111, 41 + 55.667 / 60], abs=1e-12)


@pytest.mark.parametrize("row", ["{x};{v}", "{x}\t{v}", "{x} {v}"])
def test_columns_without_names_may_differ_in_their_decimal_sign(tmp_path: Path, row: str) -> None:
    rows = [row.format(x=x, v=v) for x, v in (("5.25", "420,5"), ("8.5", "350,5"), ("12.25", "1.260,5"))]
    survey = read(tmp_path, "\n".join(rows))
    assert survey.curves.frequency.tolist() == [5.25, 8.5, 12.25]
    assert survey.curves.velocity.tolist() == [420.5, 350.5, 1260.5]
