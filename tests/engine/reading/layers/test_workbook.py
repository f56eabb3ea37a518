"""Workbooks are read as the text files that their sheets could be."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
from workbooks import Rows, write_workbook

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

HEAD = ["Site", "X", "Y", "Frequency (Hz)", "Phase velocity (m/s)"]
A, B = ("A", 432100.5, 5348100.25), ("B", 432200.5, 5348150.25)
HZ, OF_A, OF_B = (45, 9.5, 4), (143.1, 254.2, 480.9), (132.3, 249.7, 485.2)
BARE = [[f, c] for f, c in zip(HZ, OF_A)]
ROWS = [[*A, f, c] for f, c in zip(HZ, OF_A)] + [[*B, f, c] for f, c in zip(HZ, OF_B)]


def read(folder: Path, sheets: dict[str, Rows], **options: object) -> Survey:
    return read_survey(write_workbook(folder / "valley.xlsx", sheets), ReadOptions(**options))


def assert_is_the_survey(survey: Survey, placed: bool = True) -> None:
    assert survey.names.tolist() == ["A", "B"]
    if placed:
        assert (survey.x.tolist(), survey.y.tolist()) == ([A[1], B[1]], [A[2], B[2]])
    assert survey.curves.frequency.tolist() == [*HZ, *HZ]
    assert survey.curves.velocity.tolist() == [*OF_A, *OF_B]
    assert survey.report.rejects == ()


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, *ROWS],
        [["Survey of the valley, May 2024"], HEAD, *ROWS],
        [["Survey"], [], ["by", "hand", 2024], [], HEAD, *ROWS],
        [["Site", "X", "Y", "Frequency", "Phase velocity"], ["", "m", "m", "Hz", "m/s"], *ROWS],
        [["Site", "X", "Y", "Frequency\n(Hz)", " Phase  velocity\n(m/s) "], *ROWS],
        [HEAD, *(row if i in (0, 3) else [None, None, None, *row[3:]] for i, row in enumerate(ROWS))],
        [HEAD, *([str(cell).replace(".", ",") for cell in row] for row in ROWS)],
        [[*HEAD, "Site"], *([*row, "again"] for row in ROWS)],
        [[*HEAD, None, "comment"], *([*row, None, "fine"] for row in ROWS)],
    ],
    ids=["plain", "title", "titles", "units", "broken", "merged", "text", "twice", "blank"],
)
def test_titles_units_merged_cells_and_text_are_no_obstacle(tmp_path: Path, rows: Rows) -> None:
    assert_is_the_survey(read(tmp_path, {"Sheet1": rows}))


def test_a_sheet_without_names_of_columns_is_read_by_its_numbers(tmp_path: Path) -> None:
    survey = read(tmp_path, {"Sheet1": BARE})
    assert survey.names.tolist() == ["valley"]
    assert survey.curves.frequency.tolist() == list(HZ)
    assert survey.curves.velocity.tolist() == list(OF_A)
    assert [(use.quantity, use.unit, use.decided_by) for use in survey.report.columns] == [
        ("frequency", "Hz", "magnitude"),
        ("velocity", "m/s", "magnitude"),
    ]


def test_a_blank_cell_among_bare_numbers_keeps_its_place(tmp_path: Path) -> None:
    survey = read(
        tmp_path, {"Sheet1": [[45, 443.1, 4.1], [9.5, None, 5.2], *[[f, 400.0, 6.0] for f in range(1, 9)]]}
    )
    assert survey.report.lines() == [
        "valley.xlsx: site valley: the velocity at 9.5 Hz is blank or not a number (row 2)"
    ]
    assert survey.curves.sigma[:2].tolist() == [4.1, 6.0]


@pytest.mark.parametrize("names", [("MASW-A", "MASW-B"), ("P.1", "P.2"), ("Nord \u2013 1", "Süd/2")])
def test_every_sheet_of_a_curve_is_a_site(tmp_path: Path, names: tuple[str, str]) -> None:
    sheets = {name: [HEAD[3:], *zip(HZ, speeds)] for name, speeds in zip(names, (OF_A, OF_B))}
    survey = read(tmp_path, {**sheets, "Notes": [["made", "by hand"], ["in", "May"]]})
    assert survey.names.tolist() == [name.replace("/", "_") for name in names]
    assert survey.curves.velocity.tolist() == [*OF_A, *OF_B]
    assert f"layers {names[0]}, {names[1]} are read; others are Notes" in survey.report.notes
    assert read(tmp_path, sheets, layer=names[1]).curves.velocity.tolist() == list(OF_B)


def test_sheets_of_bare_numbers_are_sites_where_none_has_names_of_columns(tmp_path: Path) -> None:
    assert read(tmp_path, {"A": BARE, "B": BARE}).names.tolist() == ["A", "B"]
    survey = read(tmp_path, {"model": [[1.0, 100.0], [2.0, 200.0]], "A": [HEAD[3:], *BARE]})
    assert survey.names.tolist() == ["valley"]
    assert "layer A is read; others are model" in survey.report.notes


@pytest.mark.parametrize("order", [("Coordinates", "Picks"), ("Picks", "Coordinates")])
def test_a_sheet_of_coordinates_places_the_sites_of_another(tmp_path: Path, order: tuple[str, str]) -> None:
    sheets = {
        "Coordinates": [["Site", "Easting", "Northing", "EPSG"], [*A, 32633], [*B, 32633]],
        "Picks": [[HEAD[0], *HEAD[3:]], *([row[0], *row[3:]] for row in ROWS)],
    }
    survey = read(tmp_path, {name: sheets[name] for name in order})
    assert_is_the_survey(survey)
    assert survey.crs == "EPSG:32633"
    assert "positions come from layer Coordinates" in survey.report.notes
    assert read(tmp_path, sheets, layer="Picks").x.tolist() == [A[1], B[1]]


def test_a_sheet_of_coordinates_of_other_sites_places_nothing(tmp_path: Path) -> None:
    sheets = {"Where": [["Site", "lon", "lat"], ["C", 12.5, 41.5]], "Picks": [HEAD, *ROWS]}
    survey = read(tmp_path, sheets)
    assert_is_the_survey(survey)
    assert "layer Picks is read; others are Where" in survey.report.notes
    assert not any("positions come from" in note for note in survey.report.notes)


def test_a_sheet_of_coordinates_of_an_unknown_system_is_named(tmp_path: Path) -> None:
    sheets = {"Where": [["Site", "x", "y", "EPSG"], [*A, 1], [*B, 1]], "Picks": [HEAD, *ROWS]}
    survey = read(tmp_path, sheets)
    assert survey.names.tolist() == ["A", "B"]
    assert survey.report.lines()[0].startswith("valley.xlsx: site Where: unknown coordinate system '1'")


def test_a_sheet_of_coordinates_places_sheets_by_their_names(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        {
            "A": [HEAD[3:], *zip(HZ, OF_A)],
            "B": [HEAD[3:], *zip(HZ, OF_B)],
            "Where": [["Survey of the valley"], ["Site", "lon", "lat"], ["A", 12.5, 41.5], ["B", 12.6, 41.6]],
        },
    )
    assert_is_the_survey(survey, placed=False)
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([12.5, 12.6], [41.5, 41.6], "EPSG:4326")


def test_a_sheet_that_repeats_sites_is_left_to_be_asked_for(tmp_path: Path) -> None:
    old = [[*row[:4], row[4] + 50] for row in ROWS]
    sheets = {"Final": [HEAD, *ROWS], "Old": [HEAD, *old]}
    survey = read(tmp_path, sheets)
    assert_is_the_survey(survey)
    assert (
        "layer Old holds sites of layer Final again and is not read (--layer chooses it)"
        in survey.report.notes
    )
    assert read(tmp_path, sheets, layer="Old").curves.velocity[0] == OF_A[0] + 50


def test_sheets_of_two_wave_types_are_one_survey(tmp_path: Path) -> None:
    love = [[*row[:4], row[4] + 50] for row in ROWS]
    survey = read(tmp_path, {"Rayleigh": [HEAD, *ROWS], "Love": [HEAD, *love]})
    assert survey.names.tolist() == ["A", "B"]
    assert survey.curves.wave.tolist() == [0, 0, 0, 1, 1, 1] * 2


def test_a_sheet_that_cannot_be_read_is_named_and_the_others_go_through(tmp_path: Path) -> None:
    survey = read(tmp_path, {"A": [HEAD[3:], *BARE], "B": [["velocity"], [300.0], [290.0]]})
    assert survey.names.tolist() == ["A"]
    assert survey.report.lines()[0].startswith("valley.xlsx: site B: no column for frequency or period")


def test_a_workbook_without_curves_gets_one_line(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"^valley\.xlsx: no column for frequency or period"):
        read(tmp_path, {"Sheet1": [["made", "by"], ["hand", "me"]]})
    with pytest.raises(SurveyError, match=r"^valley\.xlsx: no layer 'C'; the layers are A, B"):
        read(tmp_path, {"A": [HEAD, *ROWS], "B": [HEAD, *ROWS]}, layer="C")


def test_curves_in_single_cells_of_a_workbook_are_read_as_before(tmp_path: Path) -> None:
    cells = ["[45, 9.5, 4]", "[143.1, 254.2, 480.9]"]
    rows = [["Site", "x", "y", "freq_hz", "vel_m_s"], [*A, *cells], [*B, *cells]]
    survey = read(tmp_path, {"Sheet1": rows})
    assert survey.names.tolist() == ["A", "B"]
    assert survey.curves.velocity.tolist() == [*OF_A, *OF_A]


def test_sheets_of_an_open_document_are_read_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "valley.ods"
    titled = pd.DataFrame([HEAD, *([str(cell) for cell in row] for row in ROWS)], columns=list("vwxyz"))
    pyogrio.write_dataframe(titled, path, layer="Sheet1")
    survey = read_survey(path)
    assert_is_the_survey(survey)
    assert "lines above the column names that are passed over: 1" in survey.report.notes


def test_a_sheet_without_header_is_read_from_a_layer_that_was_made_of_it(tmp_path: Path) -> None:
    rows = [["Survey of the valley", *[None] * 4], HEAD, *([str(cell) for cell in row] for row in ROWS)]
    table = pd.DataFrame(rows, columns=[f"Field{i}" for i in range(1, 6)])
    pyogrio.write_dataframe(table, tmp_path / "sheet.gpkg", layer="sheet")
    assert isinstance(geopandas.read_file(tmp_path / "sheet.gpkg"), pd.DataFrame)
    survey = read_survey(tmp_path / "sheet.gpkg")
    assert_is_the_survey(survey)
    assert np.isnan(survey.curves.sigma).all()
