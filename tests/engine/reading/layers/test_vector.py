from __future__ import annotations

import json
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

POINTS = geopandas.GeoDataFrame(
    {
        "station": ["A", "A", "B", "B"],
        "frequency_hz": [5.0, 6.0, 5.0, 6.0],
        "phase_velocity_m_s": [300.0, 290.0, 200.0, 210.0],
        "phase_sigma_m_s": [9.0, 8.0, 7.0, 6.0],
    },
    geometry=[Point(500000, 4e6), Point(500000, 4e6), Point(510000, 4e6), Point(510000, 4e6)],
    crs="EPSG:32612",
)


@pytest.mark.filterwarnings("ignore:Column names longer", "ignore:Normalized/laundered")
@pytest.mark.parametrize("name", ["survey.gpkg", "survey.shp", "survey.fgb", "survey.geojson"])
def test_a_feature_a_point_is_read_from_every_vector_format(tmp_path: Path, name: str) -> None:
    data = POINTS.to_crs("EPSG:4326") if name.endswith("json") else POINTS
    data.to_file(tmp_path / name)
    survey = read_survey(tmp_path / name)
    order = np.argsort(survey.names)
    curves = survey.curves.take(order)
    assert survey.names[order].tolist() == ["A", "B"]
    assert survey.crs == data.crs.to_string()
    assert survey.x[order] == pytest.approx(data.geometry.x[[0, 2]])
    assert survey.y[order] == pytest.approx(data.geometry.y[[0, 2]])
    assert curves.frequency.tolist() == [5.0, 6.0, 5.0, 6.0]
    assert curves.velocity.tolist() == [300.0, 290.0, 200.0, 210.0]
    assert curves.sigma.tolist() == [9.0, 8.0, 7.0, 6.0]


def test_the_content_and_not_the_extension_tells_the_format(tmp_path: Path) -> None:
    table = POINTS.assign(x=POINTS.geometry.x, y=0).drop(columns="geometry")
    table.to_csv(tmp_path / "survey.gpkg", index=False)
    assert read_survey(tmp_path / "survey.gpkg").n_sites == 2


def test_fields_of_text_may_hold_decimal_commas(tmp_path: Path) -> None:
    texts = {
        "frequency_hz": ["5", "6,5", "5", "6,5"],
        "phase_velocity_m_s": ["300,5", "290,5", "1.200,5", "?"],
    }
    POINTS.assign(**texts).drop(columns="phase_sigma_m_s").to_file(tmp_path / "texts.gpkg")
    survey = read_survey(tmp_path / "texts.gpkg")
    assert survey.names.tolist() == ["A"]
    assert survey.curves.frequency.tolist() == [5.0, 6.5]
    assert survey.curves.velocity.tolist() == [300.5, 290.5]
    assert survey.report.lines() == [
        "texts.gpkg: site B: the phase velocity '?' is not a number (row 4)",
        "texts.gpkg: site B: one point only",
    ]


def test_one_column_a_period_is_read(tmp_path: Path) -> None:
    wide = geopandas.GeoDataFrame(
        {"T_5": [3.0, 3.1], "T_10": [3.3, np.nan]}, geometry=[Point(1, 2), Point(3, 4)], crs=4326
    )
    wide.to_file(tmp_path / "wide.gpkg")
    survey = read_survey(tmp_path / "wide.gpkg")
    assert survey.names.tolist() == ["S001"]
    assert survey.curves.frequency.tolist() == [1 / 5, 1 / 10]
    assert survey.curves.velocity.tolist() == [3000.0, 3300.0]
    assert survey.report.lines() == ["wide.gpkg: site S002: one point only"]


def test_fields_named_by_bare_numbers_are_read(tmp_path: Path) -> None:
    wide = geopandas.GeoDataFrame({"5": [300.0], "10": [280.0]}, geometry=[Point(1, 2)], crs=4326)
    wide.to_file(tmp_path / "wide.gpkg")
    assert read_survey(tmp_path / "wide.gpkg").curves.frequency.tolist() == [5.0, 10.0]


def test_several_points_in_one_feature_are_no_place(tmp_path: Path) -> None:
    places = [MultiPoint([(1, 2)]), MultiPoint([(1, 2), (3, 4)])]
    wide = geopandas.GeoDataFrame({"T_5": [3.0, 3.0], "T_10": [3.3, 3.3]}, geometry=places, crs=4326)
    wide.to_file(tmp_path / "wide.gpkg")
    survey = read_survey(tmp_path / "wide.gpkg")
    assert survey.placed.tolist() == [True, False]
    assert survey.x[0] == 1.0


def test_lines_between_stations_become_their_midpoints(tmp_path: Path) -> None:
    path = LineString([(0, 0), (80, 60)])
    lines = geopandas.GeoDataFrame({"T_5": [3.0], "T_10": [3.3]}, geometry=[path], crs="EPSG:32612")
    lines.to_file(tmp_path / "paths.gpkg")
    survey = read_survey(tmp_path / "paths.gpkg")
    assert (survey.x.tolist(), survey.y.tolist()) == ([40.0], [30.0])
    assert survey.is_path.tolist() == [True]


def test_features_without_geometry_make_a_site_without_a_place(tmp_path: Path) -> None:
    data = POINTS.copy()
    data.loc[data["station"] == "B", "geometry"] = None
    data.to_file(tmp_path / "survey.gpkg")
    survey = read_survey(tmp_path / "survey.gpkg")
    assert (survey.names.tolist(), survey.placed.tolist()) == (["A", "B"], [True, False])
    assert "inverted, but not on the map, for want of coordinates: 1 site (B)" in survey.report.notes


def test_a_table_without_geometry_is_read_by_its_columns(tmp_path: Path) -> None:
    table = POINTS.drop(columns="geometry").assign(lon=[1.0, 1.0, 2.0, 2.0], lat=3.0)
    pyogrio.write_dataframe(table, tmp_path / "table.gpkg")
    survey = read_survey(tmp_path / "table.gpkg")
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([1.0, 2.0], [3.0, 3.0], "EPSG:4326")


def test_the_layer_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "survey.gpkg"
    POINTS.to_file(path, layer="all")
    POINTS[:2].to_file(path, layer="some")
    assert read_survey(path).n_sites == 2
    assert "layer all is read; others are some" in read_survey(path).report.notes
    assert read_survey(path, ReadOptions(layer="some")).n_sites == 1
    with pytest.raises(SurveyError, match=r"survey\.gpkg: no layer 'none'; the layers are all, some"):
        read_survey(path, ReadOptions(layer="none"))


def test_polygons_are_refused(tmp_path: Path) -> None:
    square = Polygon([(0, 0), (1, 0), (1, 1)])
    geopandas.GeoDataFrame({"T_5": [3.0], "T_10": [3.3]}, geometry=[square], crs=4326).to_file(
        tmp_path / "p.gpkg"
    )
    with pytest.raises(SurveyError, match=r"p\.gpkg: the layer holds Polygon geometries"):
        read_survey(tmp_path / "p.gpkg")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    POINTS[["station", "frequency_hz", "geometry"]].to_file(tmp_path / "survey.gpkg")
    with pytest.raises(
        SurveyError, match=r"survey\.gpkg: no column for velocity .* are station, frequency_hz"
    ):
        read_survey(tmp_path / "survey.gpkg")


def test_a_truncated_file_gets_one_line(tmp_path: Path) -> None:
    path = tmp_path / "survey.gpkg"
    POINTS.to_file(path)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(SurveyError, match=r"^survey\.gpkg: "):
        read_survey(path)


@pytest.mark.parametrize("name", ["a.gpkg", "a.xlsx", "a.geojson"])
@pytest.mark.parametrize("text", ["POINT (1 2)", "flat"])
def test_a_field_that_is_called_geometry_is_no_geometry(tmp_path: Path, name: str, text: str) -> None:
    rows = [
        {"site": "A", "freq_hz": f, "vel_m_s": v, "geometry": text} for f, v in ((5.0, 300.0), (6.0, 290.0))
    ]
    if name == "a.geojson":
        features = [{"type": "Feature", "geometry": None, "properties": row} for row in rows]
        (tmp_path / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    else:
        pyogrio.write_dataframe(pd.DataFrame(rows), tmp_path / name)
    survey = read_survey(tmp_path / name)
    assert (survey.names.tolist(), survey.curves.velocity.tolist()) == (["A"], [300.0, 290.0])
    assert not survey.has_coordinates
