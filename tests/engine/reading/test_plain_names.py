"""Sites are called as every program takes it, and results read back to the same names."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from results import make_result

from plugin.engine.reading.plain_names import LONGEST_NAME, one_line, plain_name
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.survey import Survey

NAMES = {
    "A\rB": "A B",
    "A\nB": "A B",
    "A\tB": "A B",
    "A\0B": "A B",
    "A\x1b[31mB": "A [31mB",
    "A\u2028B\u202e": "A B",
    "A\ud800B": "A B",
    " A  B ": " A  B ",
    "=1+1": "'=1+1",
    "=cmd|'/c calc'!A1": "'=cmd|'/c calc'!A1",
    "@SUM(A1)": "'@SUM(A1)",
    "+A1": "'+A1",
    "-A1": "'-A1",
    "\t=A1": "'=A1",
    "-5": "-5",
    "+3.5e2": "+3.5e2",
    "-.5": "-.5",
    "São Pedro, “1”": "São Pedro, “1”",
    "\0": "(no name)",
}


@pytest.mark.parametrize(("name", "plain"), NAMES.items(), ids=map(repr, NAMES))
def test_a_name_is_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert plain_name(plain) == plain


def test_a_name_is_cut_where_nobody_would_read_on() -> None:
    assert plain_name("A" * LONGEST_NAME) == "A" * LONGEST_NAME
    assert plain_name("A" * 3_000_000) == "A" * (LONGEST_NAME - 1) + "…"
    assert one_line("reason " * 1000).endswith("…")


def read_sites(folder: Path, names: list[str]) -> Survey:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [i, 45]},
            "properties": {"site": name, "T_1": 3.0, "T_2": 3.3},
        }
        for i, name in enumerate(names)
    ]
    path = folder / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return read_survey(path)


def test_changed_names_stay_unique_and_are_told_once(tmp_path: Path) -> None:
    long = "A" * 200
    survey = read_sites(tmp_path, ["A\nB", "A B", "A\rB", long, long + "B", "=1", "C"])
    cut = "A" * (LONGEST_NAME - 1) + "…"
    assert survey.names.tolist() == ["A B", "A B (2)", "A B (3)", cut, f"{cut} (2)", "'=1", "C"]
    told = [note for note in survey.report.notes if "are changed" in note]
    assert told == [
        "names of sites with characters that cannot be seen, of more than 100 characters or that a "
        f"spreadsheet would compute are changed: A B, A B (3), {cut} and 2 more"
    ]


def test_names_that_are_plain_are_not_touched(tmp_path: Path) -> None:
    survey = read_sites(tmp_path, ["A", "B-1", "-5"])
    assert survey.names.tolist() == ["A", "B-1", "-5"]
    assert not any("changed" in note for note in survey.report.notes)


def test_a_name_of_millions_of_characters_among_many_takes_little_room(tmp_path: Path) -> None:
    rows = [f"S{i},{i % 90},1,{f},300" for i in range(500) for f in (5, 6)]
    text = "\n".join(["site,lon,lat,frequency_hz,velocity_m_s", *rows, f"{'A' * 1_000_000},3,4,5,300"])
    (tmp_path / "a.csv").write_text(text)
    survey = read_survey(tmp_path / "a.csv")
    assert survey.n_sites == 500
    assert survey.names.dtype.itemsize <= 4 * 404
    assert [len(reject.site) for reject in survey.report.rejects] == [LONGEST_NAME]


@pytest.mark.parametrize("name", [name for name in NAMES if "\ud800" not in name])
def test_results_read_back_to_the_same_names(tmp_path: Path, name: str) -> None:
    names = read_sites(tmp_path, [name, "NA", 'with "quotes", and commas']).names
    result = make_result([0, 1, 2], [0, 1, 2])
    survey = type(result.survey)(**{**vars(result.survey), "names": names})
    write_result(type(result)(**{**vars(result), "survey": survey}), tmp_path / "out")
    assert load_sites(tmp_path / "out")["site"].tolist() == names.tolist()
    assert load_profiles(tmp_path / "out").n_sites == 3
    table = pd.read_csv(tmp_path / "out" / "profiles.csv", dtype=str, keep_default_na=False)
    assert table["site"].unique().tolist() == names.tolist()
    assert not any(cell[0] in "=@" for cell in table["site"])


def test_reasons_and_remarks_are_single_lines(tmp_path: Path) -> None:
    (tmp_path / "=cmd\n.txt").write_text("nothing\n")
    (tmp_path / "b.txt").write_text("5 300\n6 290\n")
    report = read_survey(tmp_path).report
    assert [reject.site for reject in report.rejects] == ["'=cmd .txt"]
    assert all(len(line.splitlines()) == 1 for line in [*report.lines(), *report.notes])
