"""No file that another names is read in its place, and no query of a database."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from addresses_in_layers import CURVES, FEATURE, ogr_vrt

from plugin.engine.reading.lines import read_lines
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import OutputError, SurveyError
from plugin.protocol.read_options import ReadOptions

ROWS = "CREATE TABLE rows (site TEXT, freq_hz REAL, vel_m_s REAL)"


@pytest.mark.parametrize("member", ["x.gdb", "a.shp", "a.gpkg", "in/x.gdb"])
def test_an_archive_reads_no_file_outside_itself(tmp_path: Path, member: str) -> None:
    (tmp_path / "secret.csv").write_text("secret,freq_hz,vel_m_s\nroot,5,300\nroot,6,290\n")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, ogr_vrt(str(tmp_path / "secret.csv")))
    with pytest.raises(SurveyError, match=r"^a\.zip: ") as refused:
        read_survey(tmp_path / "a.zip")
    assert "root" not in str(refused.value)


def database(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as file:
        for statement in (ROWS, "INSERT INTO rows VALUES ('A', 5, 300), ('A', 6, 290)", *statements):
            file.execute(statement)
        file.commit()
    return path


def with_hidden_table(path: Path, definition: str) -> Path:
    database(path, "PRAGMA writable_schema = ON", "CREATE TABLE other (a TEXT)")
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'other'", (definition,))
        file.commit()
    return path


@pytest.mark.parametrize(
    "definition",
    [
        "CREATE VIRTUAL TABLE other USING VirtualOGR('/etc/passwd')",
        "create virtual table if not exists [other] using 'virtualtext'('/etc/passwd')",
        'CREATE VIRTUAL TABLE "x using rtree (" USING VirtualOGR("/etc/passwd")',
        "CREATE VIRTUAL /* using rtree */ TABLE other USING VirtualOGR('/etc/passwd')",
    ],
)
def test_a_table_that_a_program_fills_is_refused(tmp_path: Path, definition: str) -> None:
    path = with_hidden_table(tmp_path / "a.sqlite", definition)
    with pytest.raises(SurveyError, match=r"^a\.sqlite: (table other is virtual: a program|damaged)"):
        read_survey(path)


def test_tables_that_index_others_change_nothing(tmp_path: Path) -> None:
    CURVES.to_file(tmp_path / "a.gpkg")  # with an R-tree
    survey = read_survey(tmp_path / "a.gpkg")
    assert (survey.names.tolist(), survey.curves.velocity.tolist()) == (["A"], [300.0, 290.0])


def test_a_view_is_not_read_and_never_preferred(tmp_path: Path) -> None:
    path = database(tmp_path / "a.sqlite", "CREATE VIEW all_rows AS SELECT * FROM rows")
    survey = read_survey(path)
    assert survey.curves.velocity.tolist() == [300.0, 290.0]
    assert not any("all_rows" in note for note in survey.report.notes)
    with pytest.raises(SurveyError, match=r"^a\.sqlite: layer all_rows is a view, which is not read"):
        read_survey(path, ReadOptions(layer="all_rows"))


def test_a_view_without_end_is_refused(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    path = database(tmp_path / "a.sqlite", f"CREATE VIEW endless AS {endless}")
    with pytest.raises(SurveyError, match=r"^a\.sqlite: view endless is recursive"):
        read_survey(path)


def linked(path: Path, crs: object) -> Path:
    curve = {"freq_hz": [5.0, 6.0], "vel_m_s": [300.0, 290.0]}
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [500000, 4e6]},
        "properties": {"site": "A", "curve": curve},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature], "crs": crs}))
    return path


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "link", "properties": {"href": "http://127.0.0.1:9/a", "type": "proj4"}},
        {"properties": {"url": "a.prj"}, "type": "URL"},
        {"type": "name", "properties": {"name": "https://example.org/a"}},
    ],
)
def test_a_system_that_is_a_link_is_to_be_named(tmp_path: Path, crs: object) -> None:
    path = linked(tmp_path / "a.geojson", crs)
    with pytest.raises(SurveyError, match=r"^a\.geojson: its coordinate system is a link, .* name .* --crs"):
        read_survey(path)
    survey = read_survey(path, ReadOptions(crs="EPSG:32612"))
    assert (survey.crs, survey.x.tolist(), survey.y.tolist()) == ("EPSG:32612", [500000.0], [4e6])


@pytest.mark.parametrize(
    "name", ["EPSG:32612", "urn:ogc:def:crs:EPSG::32612", "http://www.opengis.net/def/crs/EPSG/0/32612"]
)
def test_a_system_that_is_named_is_no_link(tmp_path: Path, name: str) -> None:
    path = linked(tmp_path / "a.geojson", {"type": "name", "properties": {"name": name}})
    assert read_survey(path).crs == "EPSG:32612"


def test_a_line_comes_from_the_file_that_the_user_names(tmp_path: Path) -> None:
    lines = {"type": "FeatureCollection", "features": [FEATURE]}
    (tmp_path / "line.geojson").write_text(json.dumps(lines))
    assert read_lines(str(tmp_path / "line.geojson"), None, "EPSG:4326")[0].coordinates.tolist() == [
        [12.0, 45.0],
        [12.1, 45.1],
    ]
    (tmp_path / "a.vrt").write_text(ogr_vrt(str(tmp_path / "line.geojson")))
    with pytest.raises(OutputError, match=r"a\.vrt: a description of other data \(OGR\)"):
        read_lines(str(tmp_path / "a.vrt"), None, "EPSG:4326")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("name", ["a.dbf", "a.prj", "a.shp"])
def test_a_pipe_beside_a_layer_is_not_waited_for(tmp_path: Path, name: str) -> None:
    CURVES.to_file(tmp_path / "a.shp")
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    with pytest.raises(SurveyError, match=r"^a\.shp: (a\.\w+ beside it is a pipe|not a regular file)"):
        read_survey(tmp_path / "a.shp")
