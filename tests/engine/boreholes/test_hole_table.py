"""Tables of boreholes: columns by their names, units, places, and layers of several kinds."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from plugin.engine.boreholes.hole_table import read_holes
from plugin.protocol.errors import OutputError
from plugin.protocol.read_options import ReadOptions

FT = 0.3048


def table(folder: Path, text: str) -> Path:
    path = folder / "holes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_samples_hold_midway_to_their_neighbours(tmp_path: Path) -> None:
    holes = read_holes(table(tmp_path, "depth_m,vs_m_s\n1,100\n2,150\n4,200\n"))
    top, bottom, vs = holes.of(0)
    assert top.tolist() == [0.5, 1.5, 3.0]
    assert bottom.tolist() == [1.5, 3.0, 5.0]
    assert vs.tolist() == [100, 150, 200]
    assert holes.names.tolist() == ["holes"]
    assert np.isnan(holes.x[0])


def test_depths_that_come_twice_are_edges_of_steps(tmp_path: Path) -> None:
    holes = read_holes(table(tmp_path, "depth_m,vs_m_s\n0,100\n5,100\n5,300\n30,300\n"))
    assert [part.tolist() for part in holes.of(0)] == [[0, 5], [5, 30], [100, 300]]
    assert holes.vs30(0) == pytest.approx(30 / (5 / 100 + 25 / 300))


def test_layers_of_several_holes_with_places_in_feet_and_decimal_commas(tmp_path: Path) -> None:
    text = (
        "from (ft);to (ft);Vs (ft/s);BH;lon;lat\n"
        "0;10,5;500;B1;14,09;48,295\n10,5;40;1000;B1;14,09;48,295\n0;20;600;B2;14,1;48,3\n"
    )
    holes = read_holes(table(tmp_path, text))
    assert holes.names.tolist() == ["B1", "B2"]
    np.testing.assert_allclose(holes.x, [14.09, 14.1])
    np.testing.assert_allclose(holes.y, [48.295, 48.3])
    assert holes.crs == "EPSG:4326"
    top, bottom, vs = holes.of(0)
    np.testing.assert_allclose(top, [0, 10.5 * FT])
    np.testing.assert_allclose(bottom, [10.5 * FT, 40 * FT])
    np.testing.assert_allclose(vs, [500 * FT, 1000 * FT])


@pytest.mark.parametrize(
    ("text", "top", "bottom"),
    [
        ("top_m,vs_m_s\n0,100\n5,200\n", [0, 5], [5, np.inf]),
        ("top_m,bottom_m,vs_m_s\n0,5,100\n5,,200\n", [0, 5], [5, np.inf]),
        ("bottom_m,vs_m_s\n5,100\n12,200\n", [0, 5], [5, 12]),
        ("thickness_m,vs_m_s\n5,100\n7,200\n", [0, 5], [5, 12]),
        ("top_m,thickness_m,vs_m_s\n0,5,100\n6,7,200\n", [0, 6], [5, 13]),
        ("bottom_m,top_m,vs_m_s\n12,5,200\n5,0,100\n", [0, 5], [5, 12]),
        ("prof_top (m),prof_bot (m),Vs [m/s]\n0,5,100\n5,12,200\n", [0, 5], [5, 12]),
    ],
)
def test_layers_are_understood_however_their_ends_are_given(
    tmp_path: Path, text: str, top: list[float], bottom: list[float]
) -> None:
    found = read_holes(table(tmp_path, text)).of(0)
    assert found[0].tolist() == top
    assert found[1].tolist() == bottom
    assert found[2].tolist() == [100, 200]


def test_units_that_are_guessed_are_told_of_and_options_override_them(tmp_path: Path) -> None:
    path = table(tmp_path, "depth,S-wave velocity\n1,0.1\n2,0.2\n")
    holes = read_holes(path)
    assert holes.vs.tolist() == [100.0, 200.0]
    assert any(
        "S-wave velocity: km/s by the sizes of its numbers (--velocity-unit)" in n for n in holes.notes
    )
    assert any("depth: metres are taken, for its name gives no unit (--depth-unit)" in n for n in holes.notes)
    given = read_holes(path, ReadOptions(velocity_unit="m/s"), "ft")
    assert given.vs.tolist() == [0.1, 0.2]
    np.testing.assert_allclose(given.top, [0.5 * FT, 1.5 * FT])


def test_depths_below_zero_are_taken_as_positive_and_that_is_said(tmp_path: Path) -> None:
    holes = read_holes(table(tmp_path, "z_m,vs_m_s\n-1,100\n-3,200\n"))
    assert holes.top.tolist() == [0.0, 2.0]
    assert "depths are negative downwards, and are taken as positive" in holes.notes


def test_holes_and_rows_that_cannot_be_are_left_out_and_the_good_ones_stay(tmp_path: Path) -> None:
    rows = ("A,0,5,100", "A,4,9,200", "B,0,5,150", "B,5,9,-1", "C,0,5,x", "D,5,5,100", "B,9,10,200")
    text = "\n".join(["hole,top_m,bottom_m,vs_m_s", *rows])
    holes = read_holes(table(tmp_path, text))
    assert holes.names.tolist() == ["B"]
    assert holes.of(0)[2].tolist() == [150, 200]
    assert "hole A: is left out: its layers overlap between 4 and 5 m" in holes.notes
    assert "hole C: is left out: it has no row with depth and Vs" in holes.notes
    assert "hole D: is left out: its layer from 5 to 5 m has no thickness" in holes.notes
    assert "2 rows left out, without depth or Vs: 4, 5" in holes.notes
    assert np.isnan(holes.vs30(0))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("depth_m,vp_m_s\n1,1000\n", "no column is called Vs or S-wave velocity; they are depth_m, vp_m_s"),
        ("site,vs_m_s\nA,100\n", "no column is called depth, top or bottom; they are site, vs_m_s"),
        ("depth_m,vs_m_s\n", "there is a header but no data"),
        ("depth_m,vs_m_s\n1,100\n", "has one depth, which is no profile"),
        ("depth_m,vs_m_s\n1,100\n1,200\n2,300\n", "its depth 1 m comes twice, with different Vs"),
        ("", "the file is empty"),
    ],
)
def test_what_is_no_table_of_boreholes_is_refused_in_one_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(OutputError) as told:
        read_holes(table(tmp_path, text))
    assert str(told.value).startswith(f"{tmp_path / 'holes.csv'}: ")
    assert why in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such file"):
        read_holes(tmp_path / "nothing.csv")


def test_vs_of_other_things_is_not_taken_for_that_of_the_hole(tmp_path: Path) -> None:
    holes = read_holes(table(tmp_path, "depth_m,vs_sigma,vs30,vs_m_s\n1,9,500,100\n2,9,500,150\n"))
    assert holes.vs.tolist() == [100, 150]
    assert "columns not used: vs_sigma, vs30" in holes.notes


def test_a_layer_of_points_places_its_holes(tmp_path: Path) -> None:
    path = tmp_path / "holes.gpkg"
    columns = {"name": ["A", "A", "B", "B"], "depth_m": [1, 2, 1, 2], "vs_m_s": [100, 150, 200, 250]}
    points = gpd.points_from_xy([500, 500, 900, 900], [50, 50, 60, 60])
    gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:32633").to_file(path)
    holes = read_holes(path)
    assert holes.names.tolist() == ["A", "B"]
    assert holes.x.tolist() == [500, 900]
    assert holes.y.tolist() == [50, 60]
    assert holes.crs == "EPSG:32633"
    assert holes.of(1)[2].tolist() == [200, 250]


def test_a_parquet_table_is_read_with_the_columns_that_pandas_calls_its_index(tmp_path: Path) -> None:
    rows = pd.DataFrame({"BH": ["B1", "B1", "B2"], "top_m": [0.0, 5, 0], "vs_m_s": [150.0, 300, 400]})
    rows.set_index("BH").to_parquet(tmp_path / "holes.parquet")
    holes = read_holes(tmp_path / "holes.parquet")
    assert holes.names.tolist() == ["B1", "B2"]
    assert holes.of(0)[2].tolist() == [150, 300]


def test_a_geoparquet_layer_places_its_holes(tmp_path: Path) -> None:
    rows = pd.DataFrame({"BH": ["B1", "B1"], "top_m": [0.0, 5], "vs_m_s": [150.0, 300]})
    places = gpd.points_from_xy([500_000, 500_000], [5_300_000, 5_300_000])
    gpd.GeoDataFrame(rows, geometry=places, crs="EPSG:32633").to_parquet(tmp_path / "holes.parquet")
    holes = read_holes(tmp_path / "holes.parquet")
    assert (holes.x.tolist(), holes.y.tolist()) == ([500_000], [5_300_000])


def test_a_parquet_table_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "holes.parquet"
    pd.DataFrame({"top_m": [0.0, 5], "vs_m_s": [150.0, 300]}).to_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(OutputError, match="damaged or cut short"):
        read_holes(path)
