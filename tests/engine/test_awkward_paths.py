"""Folders of any name are read from and written to, or refused in words before work begins."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pyogrio
import pytest
from addresses_in_layers import CURVES
from addresses_in_rasters import write_grid
from results import make_result, square

from plugin.engine.maps.maps import make_maps
from plugin.engine.pipeline import carry_out
from plugin.engine.reading.lines import read_lines
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.stack.reading import open_stack
from plugin.engine.survey import Reject, Report
from plugin.protocol.errors import OutputError, SurveyError
from plugin.protocol.lines import WrittenLine
from plugin.protocol.map_options import MapOptions
from plugin.protocol.orders import CutSection, Describe, DrawMaps, Export, Invert
from plugin.protocol.request import Request
from plugin.protocol.source import Source

SIGNS = ("!", ";", "\t", "\n", "?", "#", "%20", "{", "}", "'", '"', "é", ",", "&", "[")
if sys.platform == "win32":
    SIGNS = ("!", ";", "#", "%20", "{", "}", "'", "é", ",", "&", "[")
NEEDS_BYTES = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are not Unicode")


def called(sign: str) -> str:
    return f"a{sign}b"


@pytest.mark.parametrize("sign", SIGNS)
def test_results_are_written_and_read_back(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / called(sign) / "out"
    result = make_result(*square(3))
    reject = Reject("R", "no valid point", whole_site=True, place=(1.0, 2.0))
    survey = type(result.survey)(**{**vars(result.survey), "report": Report("a.csv", rejects=(reject,))})
    write_result(type(result)(**{**vars(result), "survey": survey}), folder)
    assert (len(load_sites(folder)), load_profiles(folder).n_sites) == (9, 9)
    shutil.copy(folder / "sites.gpkg", tmp_path / "plain.gpkg")
    assert pyogrio.list_layers(tmp_path / "plain.gpkg")[:, 0].tolist() == ["sites", "rejects"]
    assert folder / "vs.tif" in make_maps(folder, MapOptions(figure=False))
    assert not list(tmp_path.rglob(".unfinished-*"))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "fgb", "zip", "csv"])
def test_surveys_are_read(tmp_path: Path, sign: str, ending: str) -> None:
    (tmp_path / "plain").mkdir()
    if ending == "csv":
        CURVES.drop(columns="geometry").to_csv(tmp_path / "plain" / "a.csv", index=False)
    elif ending == "zip":
        CURVES.to_file(tmp_path / "a.geojson")
        with zipfile.ZipFile(tmp_path / "plain" / "a.zip", "w") as archive:
            archive.write(tmp_path / "a.geojson", "a.geojson")
    else:
        CURVES.to_file(tmp_path / "plain" / f"a.{ending}")
    folder = tmp_path / called(sign)
    folder.mkdir()
    for path in (tmp_path / "plain").iterdir():
        shutil.copy(path, folder / f"{called(sign)}{path.suffix}")
    survey = read_survey(folder / f"{called(sign)}.{ending}")
    assert survey.curves.velocity.tolist() == [300.0, 290.0]


@pytest.mark.parametrize("sign", SIGNS)
def test_rasters_and_lines_are_read(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / called(sign)
    folder.mkdir()
    for period in (1, 2):
        write_grid(folder / f"T_{period}s.tif")
    assert len(open_stack(folder).velocity) == 2
    line = '{"type": "LineString", "coordinates": [[12, 45], [13, 46]]}'
    (folder / "line.geojson").write_text(line)
    coordinates = read_lines(str(folder / "line.geojson"), None, "EPSG:4326")[0].coordinates
    assert coordinates.tolist() == [[12, 45], [13, 46]]


@pytest.mark.parametrize("sign", ["!", "\n"])
def test_what_gdal_does_not_find_is_told(tmp_path: Path, sign: str) -> None:
    if sys.platform == "win32" and sign == "\n":
        pytest.skip("Windows has no such names")
    folder = tmp_path / called(sign)
    folder.mkdir()
    CURVES.to_file(tmp_path / "a.gdb", driver="OpenFileGDB")
    shutil.copytree(tmp_path / "a.gdb", folder / "a.gdb")
    with pytest.raises(SurveyError, match=r"^a\.gdb: its path holds a !, ; or line break, .* rename it"):
        read_survey(folder / "a.gdb")


@NEEDS_BYTES
def test_a_name_that_is_not_unicode_is_told(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"a\xffb")
    folder.mkdir()
    CURVES.to_file(tmp_path / "a.gpkg")
    shutil.copy(tmp_path / "a.gpkg", folder)
    for period in (1, 2):
        write_grid(tmp_path / "plain.tif").rename(folder / f"T_{period}s.tif")
    with pytest.raises(SurveyError, match=r"^a\.gpkg: its path is not Unicode, which GDAL does not open"):
        read_survey(folder / "a.gpkg")
    (folder / "a.gpkg").unlink()
    with pytest.raises(SurveyError, match=r"T_1s\.tif: its path is not Unicode"):
        open_stack(folder)


@NEEDS_BYTES
def test_a_file_whose_name_is_not_unicode_loses_no_folder_of_curves(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"a\xffb")
    folder.mkdir()
    (folder / "one.txt").write_text("5 300\n6 290\n7 285\n")
    (folder / os.fsdecode(b"two \xff.txt")).write_text("5 310\n6 300\n7 295\n")
    CURVES.to_file(tmp_path / "a.gpkg")
    shutil.copy(tmp_path / "a.gpkg", folder / "c.gpkg")
    survey = read_survey(folder)
    assert survey.names.tolist() == ["one", "two"]
    assert survey.curves.velocity.tolist() == [300.0, 290.0, 285.0, 310.0, 300.0, 295.0]
    assert [(reject.site, "not Unicode" in reject.reason) for reject in survey.report.rejects] == [
        ("c.gpkg", True)
    ]
    assert all(text.isprintable() for text in [*survey.report.lines(), survey.report.source])


LONG = [
    "a" * 5000,
    "/".join(["a" * 100] * 50),
    "a" * 300,
    os.fsdecode(b"a\xffb") if os.name == "posix" else "a\0",
]


@pytest.mark.parametrize("name", LONG, ids=["5000", "5000 in parts", "300", "no characters"])
def test_results_have_no_place_that_cannot_be(tmp_path: Path, name: str) -> None:
    place, source = tmp_path / name, Source(tmp_path / "none.csv", "none")
    line = WrittenLine("12,45 13,46", None)
    orders = [
        Invert(source, place, Request()),
        Describe(source, rejects=place),
        DrawMaps(place, MapOptions(figure=False)),
        CutSection(tmp_path, line, target=place),
        Export(tmp_path, "csv", place),
    ]
    for order in orders:
        with pytest.raises(OutputError, match=r"too long|not Unicode|more than 255|null") as refused:
            carry_out(order)
        assert len(str(refused.value)) < 300


@pytest.mark.parametrize("name", LONG[:2])
def test_inputs_that_cannot_be_there_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(SurveyError, match=r"cannot be read|no such file") as refused:
        read_survey(tmp_path / name)
    assert len(str(refused.value)) < 500
    with pytest.raises(OutputError, match=r"^line 'a+…' is neither a file") as told:
        read_lines(name.replace("/", ""), None, "EPSG:4326")
    assert len(str(told.value)) < 300
    write_grid(tmp_path / "a.tif")
    (tmp_path / "list.csv").write_text(f"file,period_s\na.tif,1\n{name},2\n")
    with pytest.raises(SurveyError, match=r"^list\.csv: row 3: a+"):
        open_stack(tmp_path / "list.csv")


def test_a_geopackage_at_the_end_of_a_long_path_is_read(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has shorter paths")
    folder = tmp_path / "/".join(["a" * 200] * 4)
    folder.mkdir(parents=True)
    CURVES.to_file(tmp_path / "a.gpkg")
    shutil.copy(tmp_path / "a.gpkg", folder)
    assert read_survey(folder / "a.gpkg").curves.velocity.tolist() == [300.0, 290.0]
