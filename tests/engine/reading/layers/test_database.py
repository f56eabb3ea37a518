"""A PostGIS database in the place of a file; the tables themselves are read where a server is at hand.

``VS_MAPPER_POSTGIS`` names one in which tables may be made, as ``dbname=test host=localhost``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugin.cli.commandline import main
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

psycopg2 = pytest.importorskip("psycopg2")
TABLES = """
    CREATE SCHEMA vs_mapper_test;
    CREATE TABLE vs_mapper_test.roads (lanes int, geom geometry(Point, 4326));
    INSERT INTO vs_mapper_test.roads VALUES (2, ST_SetSRID(ST_Point(1, 2), 4326));
    CREATE TABLE vs_mapper_test."Sites" (
        station text, frequency_hz float8[], phase_velocity_m_s float8[], "sigma m/s" numeric,
        geom geometry(Point, 32612));
    INSERT INTO vs_mapper_test."Sites" VALUES
        ('A', '{5,6,7}', '{300,290,280}', 9, ST_SetSRID(ST_Point(500000, 4e6), 32612)),
        ('B', '{5,6}', '{200,190}', 7.5, ST_SetSRID(ST_Point(510000, 4e6), 32612));
"""


def test_a_server_that_does_not_answer_gets_one_line_without_the_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "PG:host=127.0.0.1 port=9 dbname=town password=geheim"
    assert main(["info", text]) == 2
    message = capsys.readouterr().err
    assert message.startswith("PostGIS: the database cannot be read (")
    assert message.count("\n") == 1
    assert "geheim" not in message


@pytest.fixture
def database() -> Iterator[str]:
    where = os.environ.get("VS_MAPPER_POSTGIS")
    if not where:
        pytest.skip("VS_MAPPER_POSTGIS is not set to a PostGIS database for tests")
    link = psycopg2.connect(where)
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(
            "CREATE EXTENSION IF NOT EXISTS postgis; DROP SCHEMA IF EXISTS vs_mapper_test CASCADE;"
        )
        cursor.execute(TABLES)
        yield f"PG:{where}"
        cursor.execute("DROP SCHEMA vs_mapper_test CASCADE")
    link.close()


def test_a_table_with_arrays_is_a_survey(database: str) -> None:
    survey = read_survey(Path(database), ReadOptions(layer="vs_mapper_test.Sites"))
    assert (survey.names.tolist(), survey.crs, survey.report.source) == (["A", "B"], "EPSG:32612", "Sites")
    assert (survey.x.tolist(), survey.y.tolist()) == ([500000.0, 510000.0], [4e6, 4e6])
    assert survey.curves.velocity.tolist() == [300.0, 290.0, 280.0, 200.0, 190.0]
    assert survey.curves.sigma.tolist() == [9.0, 9.0, 9.0, 7.5, 7.5]


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        ("vs_mapper_test.roads", "PostGIS: no column for frequency"),
        ("x'; DROP TABLE y", "PostGIS: no table 'x'; DROP"),
    ],
)
def test_a_table_that_is_no_survey_says_so(database: str, layer: str, reason: str) -> None:
    with pytest.raises(SurveyError, match=reason):
        read_survey(Path(database), ReadOptions(layer=layer))
