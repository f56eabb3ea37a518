"""Rows that differ only in a column that is not used."""

from __future__ import annotations

from pathlib import Path

import pytest
from curve_files import read, write

from plugin.engine.survey import Survey

POINTS = ((45, 143.1), (30, 150.2), (20, 172.3))


def table(folder: Path, header: str, labels: list[str], **options: object) -> Survey:
    """A survey of three points under every label, 10 m/s faster from one to the next."""
    rows = [f"{label},{f},{v + 10 * i:.1f}" for i, label in enumerate(labels) for f, v in POINTS]
    return read(write(folder / "s.csv", "\n".join([f"{header},frequency_hz,velocity_m_s", *rows])), **options)


def notes(survey: Survey) -> str:
    return "\n".join(survey.report.notes)


@pytest.mark.parametrize("header", ["Bohrung", "Lokalit\u00e4t X", "spread"])
def test_labels_of_an_unknown_column_are_sites(tmp_path: Path, header: str) -> None:
    survey = table(tmp_path, header, ["P1", "P2"])
    assert survey.names.tolist() == ["P1", "P2"]
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 172.3, 153.1, 160.2, 182.3]
    assert f"rows that differ only in the column {header} are taken as those of different sites" in notes(
        survey
    )


def test_two_unknown_columns_may_tell_sites_apart_together(tmp_path: Path) -> None:
    survey = table(tmp_path, "area,spread", ["N,1", "N,2", "S,1", "S,2"])
    assert survey.names.tolist() == ["N-1", "N-2", "S-1", "S-2"]


def test_the_user_can_say_that_a_column_tells_nothing(tmp_path: Path) -> None:
    survey = table(tmp_path, "spread", ["P1", "P2"], columns={"unused": "spread"})
    assert survey.names.tolist() == ["s"]
    assert survey.curves.velocity[0] == pytest.approx(148.1)
    assert "differ only in the column spread, not used, are measurements of one site" in notes(survey)
    assert "--column spread" not in notes(survey)


@pytest.mark.parametrize("header", ["shot", "source_offset", "method"])
def test_repeated_measurements_are_merged_and_it_is_said(tmp_path: Path, header: str) -> None:
    survey = table(tmp_path, header, ["1", "2"])
    assert survey.curves.velocity[0] == pytest.approx(148.1)
    assert f"differ only in the column {header}, not used, are measurements of one site" in notes(survey)


def test_rows_of_a_named_site_stay_its_own_and_it_is_said(tmp_path: Path) -> None:
    survey = table(tmp_path, "site,team", ["A,Turin", "A,Grenoble"])
    assert survey.names.tolist() == ["A"]
    assert survey.curves.counts.tolist() == [3]
    assert "differ only in the column team, not used, are measurements of one site" in notes(survey)


def test_a_number_of_its_own_in_every_row_names_no_site(tmp_path: Path) -> None:
    rows = [f"{0.1 * i:.2f},{f},{v}" for i, (f, v) in enumerate([*POINTS, *POINTS])]
    survey = read(write(tmp_path / "s.csv", "\n".join(["coherency,frequency_hz,velocity_m_s", *rows])))
    assert survey.n_sites == 1
    assert "differ only in the column coherency" in notes(survey)


def test_nothing_is_said_where_no_row_is_repeated(tmp_path: Path) -> None:
    assert "differ only" not in notes(table(tmp_path, "spread", ["P1"]))


def test_every_row_of_a_wide_table_without_names_is_a_site(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "w.csv", "T_5,T_10,note\n3.0,3.3,a\n3.1,3.4,b\n"))
    assert survey.names.tolist() == ["S001", "S002"]
    assert survey.curves.velocity.tolist() == [3000.0, 3300.0, 3100.0, 3400.0]


def test_rows_without_name_and_place_beside_placed_ones_are_rejected(tmp_path: Path) -> None:
    survey = read(
        write(tmp_path / "p.csv", "x,y,crs,f,v\n1,2,EPSG:32633,5,300\n1,2,EPSG:32633,9,250\n,,,5,310\n")
    )
    assert survey.names.tolist() == ["S001"]
    assert survey.report.lines() == [
        "p.csv: site (no name): the rows have neither a site name nor coordinates"
    ]
