"""Layers in archives, geodatabases and files of several layers; and descriptions that lead elsewhere."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import Point

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

POINTS = geopandas.GeoDataFrame(
    {"station": ["A", "A"], "freq_hz": [5.0, 6.0], "vel_m_s": [300.0, 290.0]},
    geometry=[Point(500000, 4e6)] * 2,
    crs="EPSG:32612",
)
ROADS = geopandas.GeoDataFrame({"lanes": [2]}, geometry=[Point(0, 0)], crs="EPSG:32612")


def zipped(archive: Path, *files: Path, folder: str = "") -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in files:
            file.write(path, f"{folder}{path.name}")
    return archive


def shapefile(folder: Path, name: str, data: geopandas.GeoDataFrame = POINTS) -> list[Path]:
    data.to_file(folder / f"{name}.shp")
    return sorted(path for path in folder.iterdir() if path.stem == name)


def assert_is_the_survey(path: Path, **options: str) -> None:
    survey = read_survey(path, ReadOptions(**options))
    assert (survey.names.tolist(), survey.crs) == (["A"], "EPSG:32612")
    assert (survey.x.tolist(), survey.y.tolist()) == ([500000.0], [4e6])
    assert survey.curves.frequency.tolist() == [5.0, 6.0]
    assert survey.curves.velocity.tolist() == [300.0, 290.0]


@pytest.mark.parametrize("folder", ["", "a folder/"])
def test_a_zipped_shapefile_is_read_where_it_is(tmp_path: Path, folder: str) -> None:
    assert_is_the_survey(zipped(tmp_path / "s.zip", *shapefile(tmp_path, "survey"), folder=folder))


def test_of_several_shapefiles_in_an_archive_one_is_chosen_by_name(tmp_path: Path) -> None:
    files = shapefile(tmp_path, "a") + shapefile(tmp_path, "b", POINTS[:1])
    path = zipped(tmp_path / "s.zip", *files)
    assert "the archive's a is read; others are b" in read_survey(path).report.notes
    assert read_survey(path, ReadOptions(layer="b")).n_sites == 0


def test_a_file_geodatabase_is_read_as_a_folder_and_zipped(tmp_path: Path) -> None:
    POINTS.to_file(tmp_path / "s.gdb", driver="OpenFileGDB", layer="picks")
    assert_is_the_survey(tmp_path / "s.gdb")
    assert_is_the_survey(tmp_path / "s.gdb", layer="picks")
    assert_is_the_survey(zipped(tmp_path / "s.zip", *(tmp_path / "s.gdb").iterdir(), folder="s.gdb/"))


def test_the_first_layer_that_holds_curves_is_taken(tmp_path: Path) -> None:
    ROADS.to_file(tmp_path / "s.gpkg", layer="roads")
    POINTS.to_file(tmp_path / "s.gpkg", layer="picks")
    assert_is_the_survey(tmp_path / "s.gpkg")
    assert "layer picks is read; others are roads" in read_survey(tmp_path / "s.gpkg").report.notes


def workbook(path: Path, **sheets: pd.DataFrame) -> Path:
    for name, table in sheets.items():
        pyogrio.write_dataframe(table, path, layer=name, append=path.exists())
    return path


PICKS = pd.DataFrame(POINTS.drop(columns="geometry")).assign(x=500000.0, y=4e6)


@pytest.mark.parametrize("name", ["s.xlsx", "s.ods"])
def test_a_sheet_of_a_workbook_is_a_layer(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / name, notes=pd.DataFrame({"by": ["hand", "eye"]}), picks=PICKS)
    assert_is_the_survey(path, crs="EPSG:32612")
    assert_is_the_survey(path, crs="EPSG:32612", layer="picks")
    assert "layer picks is read; others are notes" in read_survey(path).report.notes


def test_a_workbook_of_entities_within_entities_is_harmless(tmp_path: Path) -> None:
    path = workbook(tmp_path / "s.xlsx", picks=PICKS)
    lines = ['<!ENTITY e0 "picks">', *(f'<!ENTITY e{i} "{f"&e{i - 1};" * 20}">' for i in range(1, 12))]
    bomb = f"<!DOCTYPE worksheet [{''.join(lines)}]><worksheet>"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(tmp_path / "bomb.xlsx", "w") as bad:
        for name in good.namelist():
            text = good.read(name).decode()
            is_sheet = name.startswith("xl/worksheets/")
            bad.writestr(name, text.replace("<worksheet", bomb + "&e11;<a", 1) if is_sheet else text)
    with pytest.raises(SurveyError, match=r"^bomb\.xlsx: "):
        read_survey(tmp_path / "bomb.xlsx")


def test_an_archive_with_too_much_in_it_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("survey.shp", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(bytes(1 << 20))
    with pytest.raises(SurveyError, match=r"bomb\.zip: the archive holds more than 1000 files or 256 MiB"):
        read_survey(tmp_path / "bomb.zip")


def test_a_truncated_archive_gets_one_line(tmp_path: Path) -> None:
    path = zipped(tmp_path / "s.zip", *shapefile(tmp_path, "survey"))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SurveyError, match=r"^s\.zip: "):
        read_survey(path)


def test_names_that_climb_out_of_an_archive_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    with zipfile.ZipFile(inside / "s.zip", "w") as file:
        for path in shapefile(tmp_path, "survey"):
            file.write(path, f"../{path.name}")
    with pytest.raises(SurveyError, match=r"^s\.zip: "):
        read_survey(inside / "s.zip")


def redirections(target: Path) -> list[tuple[str, str]]:
    pipeline = {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {target}"}
    source = f"<OGRVRTLayer name='a'><SrcDataSource>{target}</SrcDataSource></OGRVRTLayer>"
    return [
        ("a.geojson", json.dumps(pipeline)),
        ("a.gdalg.json", json.dumps(pipeline, indent=1)),
        ("a.vrt", f"<OGRVRTDataSource>{source}</OGRVRTDataSource>"),
        ("a.xml", "<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>"),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("packed", [False, True])
def test_descriptions_of_other_files_and_addresses_are_not_followed(
    tmp_path: Path, number: int, packed: bool
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    POINTS.to_crs(4326).to_file(tmp_path / "out" / "secret.geojson")
    name, text = redirections(tmp_path / "out" / "secret.geojson")[number]
    path = tmp_path / "in" / (f"{Path(name).stem}.json" if packed else name)
    path.write_text(text)
    path = zipped(tmp_path / "in" / "s.zip", path) if packed else path
    with pytest.raises(SurveyError, match=r"a description of other data .*, which is not followed"):
        read_survey(path)
