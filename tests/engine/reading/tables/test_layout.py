from __future__ import annotations

import pytest

from plugin.engine.reading.tables.layout import Layout, lay_out, without_comments
from plugin.protocol.errors import SurveyError

ROWS = "A;5.5;300\nA;6.5;290\n"


def layout(text: str) -> tuple[Layout, str]:
    """Layout of a text, and the text from where its data start."""
    body, comment = without_comments(text.encode())
    found = lay_out(body, comment)
    return found, body[found.start :].decode()


def test_the_header_is_the_first_line() -> None:
    found, data = layout("site;freq;vel\n" + ROWS)
    assert (found.names, found.delimiter, found.decimal) == (["site", "freq", "vel"], ";", ".")
    assert data == ROWS


@pytest.mark.parametrize("title", ["MASW, spring\n", "MASW spring;;\n", "\n\nName;town\nday;1.5.2024\n\n"])
def test_lines_above_the_header_are_passed_over(title: str) -> None:
    found, data = layout(title + "site;freq;vel\n" + ROWS)
    assert found.names == ["site", "freq", "vel"]
    assert found.n_title_lines == title.strip("\n").count("\n") + 1
    assert data == ROWS


def test_a_header_that_names_nothing_known_stays_the_first_line() -> None:
    found, data = layout("a;b;c\n" + ROWS)
    assert (found.names, found.n_title_lines, data) == (["a", "b", "c"], 0, ROWS)


def test_a_row_of_words_is_no_header() -> None:
    assert layout("a;b;c\nphase;love;5\n")[1] == "phase;love;5\n"


@pytest.mark.parametrize("units", ["-;Hz;m/s\n", ";[Hz];[m/s]\n", "(-);(Hz);(m/s)\n"])
def test_a_line_of_units_below_the_header_is_no_row(units: str) -> None:
    found, data = layout("site;freq;vel\n" + units + ROWS)
    assert [found.units[name].strip("()[]") for name in ("freq", "vel")] == ["Hz", "m/s"]
    assert data == ROWS


def test_a_first_row_of_words_and_numbers_is_no_line_of_units() -> None:
    assert layout("site;freq;vel\nm;5;300\n")[0].units == {}


@pytest.mark.parametrize(
    "header",
    ["Frequency (Hz)  Phase velocity (m/s)", "Frequency (Hz) Velocity(m/s)", "Frequency Velocity"],
)
def test_names_between_blanks_may_hold_blanks(header: str) -> None:
    found, data = layout(header + "\n5.5  300\n")
    assert len(found.names) == 2
    assert found.names[0].startswith("Frequency")
    assert data == "5.5  300\n"


def test_blank_cells_at_the_ends_of_rows_are_columns_without_a_name() -> None:
    found, _ = layout("site,freq,vel\nA,5,300,,\n")
    assert found.names == ["site", "freq", "vel", "column 4", "column 5"]


def test_a_header_in_a_comment_goes_with_the_delimiter_of_the_rows() -> None:
    found, data = layout("# by hand\n# site freq vel\n" + ROWS)
    assert (found.names, found.delimiter, data) == (["site", "freq", "vel"], ";", ROWS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1;2\n3;4\n", "no column names in the first line"),
        ("\n \n", "holds no table"),
        ("freq vel\n1 2 3\n", "2 column names .freq, vel. but 3 values"),
        ("freq,vel\n1,2,3,4\n", "the first row has more values than the 2 column names"),
        ("a," * 6000 + "\n", "more than 5000 columns"),
    ],
)
def test_what_has_no_usable_header_says_why(text: str, reason: str) -> None:
    with pytest.raises(SurveyError, match=reason):
        layout(text)
