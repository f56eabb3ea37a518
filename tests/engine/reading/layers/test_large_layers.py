from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from curve_files import read

from plugin.engine.reading.layers.fields import MOST_FIELDS, OTHERS, choose_fields
from plugin.engine.reading.layers.workbook_extent import refuse_vast_sheets
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions


def sparse(path: Path, count: int) -> Path:
    """Features that have a field of their own each."""
    features = [
        {
            "type": "Feature",
            "properties": {
                f"own{i}x": i,
                "site": f"S{i // 3}",
                "freq": 5 * (1 + i % 3),
                "vel_ms": 300 - i % 3,
            },
            "geometry": {"type": "Point", "coordinates": [10 + i // 3 * 0.01, 45.0]},
        }
        for i in range(count)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def workbook(path: Path, sheet: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return path


def extent(path: Path) -> str:
    with zipfile.ZipFile(path) as archive, pytest.raises(SurveyError) as raised:
        refuse_vast_sheets(archive)
    return str(raised.value)


def test_of_very_many_fields_those_of_curves_are_read(tmp_path: Path) -> None:
    survey = read(sparse(tmp_path / "a.geojson", 600))
    assert (survey.n_sites, survey.curves.n_points) == (200, 600)
    assert survey.curves.velocity[:3].tolist() == [300.0, 299.0, 298.0]

    assert f"603 fields, of which {OTHERS + 3} are read: the first {OTHERS}, and those with known names" in (
        survey.report.notes
    )


def test_up_to_a_limit_all_fields_are_read() -> None:
    names = [f"own{i}x" for i in range(MOST_FIELDS)]
    assert choose_fields(names, 1000, ReadOptions()) == (None, [])


def test_a_field_that_the_user_names_is_read_and_a_wide_table_keeps_its_columns() -> None:
    names = [f"own{i}x" for i in range(MOST_FIELDS)]
    chosen, _ = choose_fields([*names, "speed"], 10, ReadOptions(columns={"velocity": "speed"}))
    assert chosen == [*names[:OTHERS], "speed"]
    wide = ["site", *(f"T{i}" for i in range(1, MOST_FIELDS + 1))]
    assert choose_fields(wide, 10, ReadOptions())[0] == wide


def test_features_times_fields_have_a_limit() -> None:
    with pytest.raises(SurveyError, match="1000000 features of 1000 fields each are too many"):
        choose_fields([str(i) for i in range(1000)], 1_000_000, ReadOptions())


def test_a_sheet_that_reaches_far_is_refused_by_its_cells_or_their_names(tmp_path: Path) -> None:
    told = "more than 20 million cells; save the table of curves by itself, as CSV"
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert extent(workbook(tmp_path / "a.xlsx", far)) == (
        f"sheet1 of the workbook spans 1048576 rows and 16384 columns, {told}"
    )
    bare = f"<row>{'<c><v>1</v></c>' * 2000}</row>" + "<row><c/></row>" * 20_000
    assert extent(workbook(tmp_path / "b.xlsx", bare)) == (
        f"sheet1 of the workbook spans 20001 rows and 2000 columns, {told}"
    )


def test_a_sheet_of_a_million_rows_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "<row><c/><c/><c/></row>" * 1_048_576)
    with zipfile.ZipFile(path) as archive:
        refuse_vast_sheets(archive)
