from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from curve_files import read, write

from plugin.engine.reading.tables.angles import degrees


@pytest.mark.parametrize(
    ("cell", "angle"),
    [
        ("-8.5", -8.5),
        ("8,5", 8.5),
        ("8.5W", -8.5),
        ("8.5° n", 8.5),
        ("44°24'36\"N", 44.41),
        ("44° 24.6\u2032 S", -44.41),
        ("44:24:36", 44.41),
        ("44 24 36 E", 44.41),
        ("1e2", 100.0),
        ("12345", 12345.0),
        ("N44", 44.0),
        ("S44\u00b024.6'", -44.41),
        ("E012\u00b034.758'", 12.5793),
        ("w 8 30", -8.5),
        ("44\u00b024\u201936\u201dN", 44.41),
        ("44\u00ba24\u00b436\u00b4\u00b4N", 44.41),
        ("\u221244.41", -44.41),
        ("N44S", np.nan),
        ("44\u00b075'N", np.nan),
        ("X44", np.nan),
        ("", np.nan),
    ],
)
def test_an_angle_is_read_as_people_write_it(cell: str, angle: float) -> None:
    np.testing.assert_allclose(degrees([cell]), [angle], rtol=1e-12)


def test_a_direction_of_the_other_axis_makes_no_angle() -> None:
    np.testing.assert_array_equal(degrees(["44N", "E44", "44"], "EW"), [np.nan, 44.0, 44.0])


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("Longitude (W),Latitude (S)", (-70.66, -33.45)),
        ("Lon [°W],Lat [deg N]", (-70.66, 33.45)),
        ("Longitude (deg),Latitude (S)", (70.66, -33.45)),
    ],
)
def test_a_name_that_says_west_or_south_is_heeded(
    tmp_path: Path, header: str, place: tuple[float, float]
) -> None:
    survey = read(write(tmp_path / "w.csv", f"site,{header},f,c\nA,70.66,33.45,4,480\nA,70.66,33.45,8,301\n"))
    assert (float(survey.x[0]), float(survey.y[0])) == place
    assert any("its name says west or south" in note for note in survey.report.notes)


def test_numbers_that_are_negative_already_stay(tmp_path: Path) -> None:
    text = "site,Longitude (W),Latitude,f,c\nA,-70.66,-33.45,4,480\nA,-70.66,-33.45,8,301\n"
    survey = read(write(tmp_path / "w.csv", text))
    assert (survey.x.tolist(), survey.y.tolist()) == ([-70.66], [-33.45])
