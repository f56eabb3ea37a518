"""Tables whose sites lie along a line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from curve_files import read, understood, write

from plugin.engine.along_line import chainage, is_along_line
from plugin.engine.survey import Survey

POINTS = ((45, 143.1), (30, 150.2), (20, 172.3))


def table(folder: Path, header: str, sites: list[str], **options: object) -> Survey:
    """A survey of the same three points at every site; a site is the cells before frequency and velocity."""
    rows = [f"{site},{f},{v + i}" for i, site in enumerate(sites) for f, v in POINTS]
    return read(
        write(folder / "line.csv", "\n".join([f"{header},Frequency (Hz),Vr (m/s)", *rows])), **options
    )


@pytest.mark.parametrize(
    "name", ["Chainage (m)", "Xmid", "PK (m)", "Distance (m)", "Station (m)", "Position", "progressiva", "x"]
)
def test_a_position_along_a_line_makes_sites_in_order_with_their_spacing(tmp_path: Path, name: str) -> None:
    survey = table(tmp_path, name, ["32.5", "12.5", "22.5"])
    assert survey.names.tolist() == ["12.5", "22.5", "32.5"]
    assert (survey.x.tolist(), survey.y.tolist()) == ([12.5, 22.5, 32.5], [0.0, 0.0, 0.0])
    assert is_along_line(survey.crs)
    assert survey.curves.velocity[[0, 3, 6]].tolist() == [144.1, 145.1, 143.1]
    assert any("makes a section and no map" in note for note in survey.report.notes)


@pytest.mark.parametrize("name", ["chainage", "station", "PK"])
def test_kilometres_and_metres_are_positions_under_any_such_name(tmp_path: Path, name: str) -> None:
    survey = table(tmp_path, name, ["0+120", "0+145.5", "1+020"])
    assert survey.names.tolist() == ["0+120", "0+145.5", "1+020"]
    assert survey.x.tolist() == [120.0, 145.5, 1020.0]
    assert is_along_line(survey.crs)


def test_kilometres_are_metres(tmp_path: Path) -> None:
    assert table(tmp_path, "PK (km)", ["12.5", "12.525"]).x.tolist() == [12500.0, 12525.0]


def test_names_stay_beside_positions(tmp_path: Path) -> None:
    survey = table(tmp_path, "site,distance_m", ["A,0", "B,10"])
    assert (survey.names.tolist(), survey.x.tolist()) == (["A", "B"], [0.0, 10.0])


def test_coordinates_go_before_positions_along_a_line(tmp_path: Path) -> None:
    survey = table(tmp_path, "lon,lat,distance_km", ["11,45,3", "12,46,40"])
    assert (survey.x.tolist(), survey.crs) == ([11.0, 12.0], "EPSG:4326")


def test_a_distance_between_two_stations_is_no_position(tmp_path: Path) -> None:
    survey = table(tmp_path, "evtname,staname,dist", ["A,B,30", "A,C,34"])
    assert survey.names.tolist() == ["A-B", "A-C"]
    assert survey.crs is None


def test_the_user_can_say_which_column_is_the_position(tmp_path: Path) -> None:
    survey = table(tmp_path, "spread", ["5", "15"], columns={"x": "spread"})
    assert survey.x.tolist() == [5.0, 15.0]
    assert understood(survey)["spread"] == "position along the line m option"
    assert not any("not used" in note for note in survey.report.notes)
    assert table(tmp_path, "spread", ["5", "15"], columns={"chainage": "spread"}).x.tolist() == [5.0, 15.0]


def test_a_choice_without_its_other_half_is_told_so(tmp_path: Path) -> None:
    survey = table(tmp_path, "site,spread", ["A,5", "B,15"], columns={"lat": "spread"})
    assert any(
        note.startswith(
            "--column spread=lat is not used: others tell the same, or the column that goes with it"
        )
        for note in survey.report.notes
    )


def test_a_system_of_the_map_does_not_go_with_positions_along_a_line(tmp_path: Path) -> None:
    survey = table(tmp_path, "chainage", ["5", "15"], crs="EPSG:32633")
    assert is_along_line(survey.crs)
    assert any(note.startswith("--crs EPSG:32633 not used") for note in survey.report.notes)


def test_sites_of_several_lines_stay_apart_and_have_no_common_section(tmp_path: Path) -> None:
    survey = table(tmp_path, "Profil,Chainage (m)", ["P1,0", "P1,10", "P2,0"])
    assert survey.names.tolist() == ["P1 0", "P1 10", "P2 0"]
    assert np.isnan(survey.x).all()
    assert any("along several lines (P1, P2, column Profil)" in note for note in survey.report.notes)


def test_a_line_s_name_tells_stations_of_one_name_apart(tmp_path: Path) -> None:
    assert table(tmp_path, "line,station", ["L1,1", "L1,2", "L2,1"]).names.tolist() == [
        "L1-1",
        "L1-2",
        "L2-1",
    ]
    assert table(tmp_path, "line,station", ["L1,1", "L1,2", "L2,3"]).names.tolist() == ["1", "2", "3"]
    assert table(tmp_path, "profile", ["L1", "L2"]).names.tolist() == ["L1", "L2"]


@pytest.mark.parametrize("header", ["distance", "x", "line", "site,distance", "site,line"])
def test_what_differs_in_every_row_is_no_position_and_no_line(tmp_path: Path, header: str) -> None:
    name = "A," if header.startswith("site") else ""
    rows = [f"{name}{7 * i},{f},{v}" for i, (f, v) in enumerate(POINTS)]
    survey = read(write(tmp_path / "s.csv", "\n".join([f"{header},frequency_hz,velocity_m_s", *rows])))
    assert survey.n_sites == 1
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 172.3]
    assert survey.crs is None


@pytest.mark.parametrize(
    ("word", "metres"),
    [("0+120", 120), ("12+007,5", 12007.5), ("PK 0+050", 50), ("12,5", 12.5), ("7 m", 7), ("1.2 km", 1200)],
)
def test_chainages_are_read_as_people_write_them(word: str, metres: float) -> None:
    assert chainage(word) == metres


@pytest.mark.parametrize("word", ["", "A", "A12b", "1+2+3", "0+1200", "nan"])
def test_other_words_are_no_chainage(word: str) -> None:
    assert np.isnan(chainage(word))


def test_a_short_chainage_says_how_it_is_read(tmp_path: Path) -> None:
    survey = table(tmp_path, "station", ["1+00", "1+50"])
    assert survey.x.tolist() == [1000.0, 1050.0]
    assert any("1+00 is read as kilometres and metres, 1000 m" in note for note in survey.report.notes)
