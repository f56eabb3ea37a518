"""Coordinate systems named in columns."""

from __future__ import annotations

from pathlib import Path

import pyproj
import pytest
from curve_files import read, write

from plugin.engine.reading.tables import named_systems
from plugin.engine.reading.tables.columns import read_name
from plugin.engine.reading.tables.named_systems import split_system


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("X (Lambert 93)", "EPSG:2154"),
        ("x_l93", "EPSG:2154"),
        ("Y (RGF93 / Lambert-93)", "EPSG:2154"),
        ("Est_UTM33N", "EPSG:32633"),
        ("Easting [UTM 33T] (m)", "EPSG:32633"),
        ("X (UTM zone 19S)", "EPSG:32719"),
        ("X (ETRS89 / UTM 32)", "EPSG:25832"),
        ("Est (Gauss-Boaga Ovest)", "EPSG:3003"),
        ("X (GK 4)", "EPSG:31468"),
        ("Northing (EPSG:32633)", "EPSG:32633"),
    ],
)
def test_a_coordinate_may_name_its_system(name: str, crs: str) -> None:
    meaning = read_name(name)
    assert meaning is not None
    assert meaning.quantity in ("x", "y")
    assert meaning.crs == crs


@pytest.mark.parametrize(
    "name", ["X (UTM 33)", "X (UTM 30S)", "X (projet\u00e9)", "Latitude (WGS84)", "y (local)"]
)
def test_other_words_in_brackets_leave_a_coordinate_without_a_system(name: str) -> None:
    meaning = read_name(name)
    assert meaning is not None
    assert meaning.quantity in ("x", "y", "lat")
    assert meaning.crs == ""


@pytest.mark.parametrize("name", ["X (ft)", "depth (Lambert 93)", "vs (UTM 33N)"])
def test_what_is_no_coordinate_in_metres_is_left_alone(name: str) -> None:
    assert read_name(name) is None


def test_every_system_that_is_known_exists() -> None:
    for code in named_systems.SYSTEMS.values():
        assert pyproj.CRS.from_user_input(code).is_projected


def test_names_without_a_system_stay_as_they_are() -> None:
    assert split_system("depth (m)") == ("depth (m)", "")


def test_a_french_table_is_read_at_its_places(tmp_path: Path) -> None:
    content = (
        "Nom du site;X (Lambert 93);Y (Lambert 93);Fr\u00e9quence (Hz);Vitesse de phase (m/s)\n"
        "A;652000;6862000;45;143,1\nA;652000;6862000;4;480,9\nB;652050;6862030;45;132,3\nB;652050;6862030;4;485,2\n"
    )
    survey = read(write(tmp_path / "survey.csv", content))
    assert survey.names.tolist() == ["A", "B"]
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == (
        [652000.0, 652050.0],
        [6862000.0, 6862030.0],
        "EPSG:2154",
    )
    assert survey.curves.velocity.tolist() == [143.1, 480.9, 132.3, 485.2]
    assert any("EPSG:2154 is named in the columns X (Lambert 93)" in note for note in survey.report.notes)


def test_a_given_system_goes_before_the_named_one(tmp_path: Path) -> None:
    content = "X (Lambert 93),Y (Lambert 93),freq,vel\n1,2,45,143.1\n1,2,4,480.9\n"
    assert read(write(tmp_path / "survey.csv", content), crs="EPSG:32631").crs == "EPSG:32631"


def test_e_and_n_are_coordinates_where_they_say_so(tmp_path: Path) -> None:
    content = "E (LV95),N (LV95),freq,vel\n2600000,1200000,45,143.1\n2600000,1200000,4,480.9\n"
    survey = read(write(tmp_path / "survey.csv", content))
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([2600000.0], [1200000.0], "EPSG:2056")
    metres = read(write(tmp_path / "m.csv", content.replace(" (LV95)", " (m)")), crs="EPSG:2056")
    assert metres.x.tolist() == [2600000.0]
    other = read(write(tmp_path / "n.csv", "freq,vel,e,n\n45,143.1,3,12\n4,480.9,2,9\n"))
    assert other.names.tolist() == ["n"]
