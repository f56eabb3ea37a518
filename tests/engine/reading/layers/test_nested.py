"""One feature a curve: fields of lists and of JSON."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import numpy as np
import pytest
from geojson_files import PLACES, collection, feature
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

TWO = [
    {"site": "A", "frequency_hz": [5.0, 6.0, 7.0], "phase_velocity_m_s": [300.0, 290.0, 280.0]},
    {"site": "B", "frequency_hz": [5.0, 6.0], "phase_velocity_m_s": [200.0, 190.0]},
]


def assert_both_sites(path: Path) -> None:
    survey = read_survey(path)
    assert survey.names.tolist() == ["A", "B"]
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([1.0, 3.0], [2.0, 4.0], "EPSG:4326")
    assert survey.curves.counts.tolist() == [3, 2]
    assert survey.curves.frequency.tolist() == [5.0, 6.0, 7.0, 5.0, 6.0]
    assert survey.curves.velocity.tolist() == [300.0, 290.0, 280.0, 200.0, 190.0]


def curve_of(site: dict) -> dict:
    return {name: values for name, values in site.items() if name != "site"}


@pytest.mark.parametrize(
    "shape", ["lists", "mapping", "objects", "rows", "text of a mapping", "text of rows"]
)
def test_a_curve_in_the_fields_of_a_feature_is_read(tmp_path: Path, shape: str) -> None:
    def fields(site: dict) -> dict:
        curve = curve_of(site)
        rows = [list(point) for point in zip(*curve.values())]
        cells = {
            "mapping": curve,
            "objects": [dict(zip(curve, row)) for row in rows],
            "rows": rows,
            "text of a mapping": json.dumps(curve),
            "text of rows": json.dumps(rows),
        }
        return site if shape == "lists" else {"site": site["site"], "curve": cells[shape]}

    assert_both_sites(collection(tmp_path / "s.geojson", [fields(site) for site in TWO]))


def test_lists_as_text_in_two_fields_of_a_geopackage_are_read(tmp_path: Path) -> None:
    columns = {name: [json.dumps(site[name]) for site in TWO] for name in curve_of(TWO[0])}
    data = geopandas.GeoDataFrame({"site": ["A", "B"], **columns}, geometry=PLACES[:2], crs=4326)
    data.to_file(tmp_path / "s.gpkg")
    assert_both_sites(tmp_path / "s.gpkg")


def test_sigma_wave_and_mode_may_stand_in_the_curve(tmp_path: Path) -> None:
    curve = {"period_s": [2, 4], "group_vel_kms": [3.0, None], "sigma": [0.1, 0.2], "wave": ["love", "L"],
             "mode": [2, 2]}  # fmt: skip
    more = {**curve, "group_vel_kms": [3.1, 3.2]}
    path = collection(tmp_path / "s.geojson", [{"site": "A", "c": curve}, {"site": "B", "c": more}])
    survey = read_survey(path)
    assert survey.report.lines() == ["s.geojson: site A: one point only"]
    curves = survey.curves
    assert (curves.frequency.tolist(), curves.velocity.tolist()) == ([0.5, 0.25], [3100.0, 3200.0])
    assert curves.sigma.tolist() == [100.0, 200.0]
    assert (curves.wave.tolist(), curves.kind.tolist(), curves.mode.tolist()) == ([1, 1], [1, 1], [2, 2])


def test_lists_of_unlike_length_lose_their_feature_alone(tmp_path: Path) -> None:
    bad = {**TWO[0], "frequency_hz": [5.0, 6.0]}
    survey = read_survey(collection(tmp_path / "s.geojson", [bad, TWO[1]]))
    assert survey.names.tolist() == ["B"]
    reason = "the lists of its curve differ in length (frequency_hz 2, phase_velocity_m_s 3)"
    assert survey.report.lines() == [f"s.geojson: row 1: {reason}"]


def test_an_empty_cell_loses_its_feature_alone(tmp_path: Path) -> None:
    cells = [{"site": "A", "curve": None}, {"site": "B", "curve": curve_of(TWO[1])}]
    survey = read_survey(collection(tmp_path / "s.geojson", cells))
    assert survey.names.tolist() == ["B"]
    assert survey.report.lines() == ["s.geojson: row 1: no curve in curve"]


def test_the_columns_inside_a_field_can_be_chosen(tmp_path: Path) -> None:
    path = collection(tmp_path / "s.geojson", [{"site": "A", "curve": {"q": [1, 2], "w": [300, 200]}}])
    with pytest.raises(SurveyError, match=r"no column for frequency or period .*; the columns are .*q, w"):
        read_survey(path)
    chosen = ReadOptions(columns={"frequency": "q", "velocity": "w"})
    assert read_survey(path, chosen).curves.velocity.tolist() == [300.0, 200.0]
    with pytest.raises(SurveyError, match="no column 'nowhere' for velocity"):
        read_survey(path, ReadOptions(columns={"frequency": "q", "velocity": "nowhere"}))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(json_values, min_size=1, max_size=3))
def test_any_json_in_a_field_gives_a_survey_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, cells: list
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.geojson"
    properties = [{"site": f"S{i}", "curve": json.dumps(cell)} for i, cell in enumerate(cells)]
    collection(path, [*properties, {"site": "good", "curve": json.dumps([[5, 300], [6, 200]])}])
    try:
        survey = read_survey(path)
    except SurveyError as error:
        assert str(error).startswith("any.geojson: ")
    else:
        assert describe(survey)
        assert np.isfinite(survey.curves.velocity).all()


def test_json_nested_without_end_is_no_curve(tmp_path: Path) -> None:
    deep = "[" * 100_000
    path = collection(tmp_path / "s.geojson", [{"site": "A", "curve": deep}, {"site": "B", "curve": deep}])
    with pytest.raises(SurveyError, match="no column for frequency"):
        read_survey(path)


def test_a_curve_without_geometry_is_read_without_a_place(tmp_path: Path) -> None:
    nowhere = {**feature(TWO[0], 0), "geometry": None}
    path = tmp_path / "s.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [nowhere, feature(TWO[1], 1)]}))
    survey = read_survey(path)
    assert survey.placed.tolist() == [False, True]
    assert survey.report.lines() == []
