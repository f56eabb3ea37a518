"""Damaged layers, archives and lists of curve files."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas
import pyogrio
import pytest
from hostile import MUTANTS, assert_harmless, mutants
from shapely.geometry import Point

CURVE = {"frequency_hz": [5.0, 6.0], "phase_velocity_m_s": [300.0, 290.0]}
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [1, 2]},
            "properties": {"site": "A", "curve": CURVE},
        }
    ],
}
LAYER = geopandas.GeoDataFrame({"T_5": [3.0], "T_10": [3.3]}, geometry=[Point(1, 2)], crs=4326)


def test_damaged_json_fields_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "a.geojson", mutants(json.dumps(GEOJSON).encode(), start=20))


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.shp"])
def test_damaged_layers_are_harmless(tmp_path: Path, name: str) -> None:
    LAYER.to_file(tmp_path / name)
    assert_harmless(tmp_path / name, mutants((tmp_path / name).read_bytes(), MUTANTS // 4))


def test_damaged_archives_are_harmless(tmp_path: Path) -> None:
    LAYER.to_file(tmp_path / "a.shp")
    parts = sorted(tmp_path.glob("a.*"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.write(part, part.name)
    assert_harmless(tmp_path / "a.zip", mutants((tmp_path / "a.zip").read_bytes()))


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_damaged_workbooks_are_harmless(tmp_path: Path, name: str) -> None:
    pyogrio.write_dataframe(LAYER.drop(columns="geometry"), tmp_path / name)
    assert_harmless(tmp_path / name, mutants((tmp_path / name).read_bytes()))


def test_damaged_lists_of_curve_files_are_harmless(tmp_path: Path) -> None:
    (tmp_path / "soft.txt").write_text("5 300\n6 290\n")
    (tmp_path / "more.csv").write_text("site,file\nB,a.csv\n")
    text = b"site,lon,lat,file\nA,1,2,soft.txt\nB,3,4,more.csv\nC,5,6,../a.csv\n"
    assert_harmless(tmp_path / "a.csv", mutants(text, start=18))
