"""Tables and layers whose rows name curve files."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from curve_files import read, write
from shapely.geometry import LineString, Point

from plugin.protocol.errors import SurveyError

SOFT, STIFF = "5 300 9\n6 290 8\n", "5 600 9\n6 590 8\n7 580 7\n"


def layer(folder: Path, files: list[str], name: str = "sites.gpkg", **columns: list) -> Path:
    places = [Point(500000 + 100 * i, 4e6) for i in range(len(files))]
    folder.mkdir(exist_ok=True)
    data = geopandas.GeoDataFrame({"curve_file": files, **columns}, geometry=places, crs="EPSG:32612")
    data.to_file(folder / name)
    return folder / name


def test_each_feature_takes_the_curve_of_the_file_that_it_names(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    write(tmp_path / "more" / "stiff.txt", STIFF)
    survey = read(layer(tmp_path, ["soft.txt", "more/stiff.txt"], station=["A", "B"]))
    assert survey.names.tolist() == ["A", "B"]
    assert (survey.x.tolist(), survey.y.tolist()) == ([500000.0, 500100.0], [4e6, 4e6])
    assert survey.crs == "EPSG:32612"
    assert survey.curves.velocity.tolist() == [300.0, 290.0, 600.0, 590.0, 580.0]
    assert survey.curves.sigma.tolist() == [9.0, 8.0, 9.0, 8.0, 7.0]
    assert "the curves come from 2 files beside it, named in the column curve_file" in survey.report.notes


def test_without_site_names_the_files_name_the_sites(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    write(tmp_path / "stiff.txt", STIFF)
    assert read(layer(tmp_path, ["soft.txt", "stiff.txt"])).names.tolist() == ["soft", "stiff"]


def test_several_files_of_one_site_are_joined(tmp_path: Path) -> None:
    write(tmp_path / "love.txt", SOFT)
    write(tmp_path / "rayleigh.txt", STIFF)
    table = "site,lon,lat,file\nA,1,2,love.txt\nA,1,2,rayleigh.txt\n"
    survey = read(write(tmp_path / "sites.csv", table))
    assert (survey.names.tolist(), survey.x.tolist(), survey.crs) == (["A"], [1.0], "EPSG:4326")
    assert survey.curves.wave.tolist() == [1, 1, 0, 0, 0]


def test_a_table_without_places_names_files_too(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    survey = read(write(tmp_path / "sites.csv", "station,path\nA,soft.txt\n"))
    assert (survey.names.tolist(), survey.crs) == (["A"], None)


def test_lines_place_their_files_at_the_midpoint(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    paths = [LineString([(0, 0), (80, 60)])]
    data = geopandas.GeoDataFrame({"file": ["soft.txt"]}, geometry=paths, crs="EPSG:32612")
    data.to_file(tmp_path / "paths.gpkg")
    survey = read(tmp_path / "paths.gpkg")
    assert (survey.x.tolist(), survey.y.tolist()) == ([40.0], [30.0])
    assert survey.is_path.tolist() == [True]


def test_what_the_user_says_holds_for_the_files(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    survey = read(layer(tmp_path, ["soft.txt"]), velocity_unit="ft/s", abscissa="period")
    assert survey.curves.velocity.tolist() == pytest.approx([300 * 0.3048, 290 * 0.3048])
    assert survey.curves.frequency.tolist() == pytest.approx([1 / 5, 1 / 6])


OUTSIDE = [
    "../secret.txt",
    "more/../../secret.txt",
    "..\\secret.txt",
    "{out}/secret.txt",
    "C:\\secret.txt",
    "\\\\server\\secret.txt",
    "link.txt",
    "linked/secret.txt",
    ".hidden.txt",
    "more",
    "",
    "/vsicurl/http://127.0.0.1:9/a.txt",
    "x" * 5000,
]


@pytest.mark.parametrize("file", OUTSIDE)
def test_only_plain_files_inside_the_folder_are_opened(tmp_path: Path, file: str) -> None:
    inside = tmp_path / "in"
    for path in (tmp_path / "secret.txt", inside / ".hidden.txt", inside / "more" / "stiff.txt"):
        write(path, STIFF)
    write(inside / "soft.txt", SOFT)
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "linked").symlink_to(tmp_path)
    rows = f"A,1,2,soft.txt\nB,3,4,{file.format(out=tmp_path)}\n"
    survey = read(write(inside / "sites.csv", f"site,lon,lat,file\n{rows}"))
    assert survey.names.tolist() == ["A"]


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    write(tmp_path / "prose.txt", "this is no curve\n")
    write(tmp_path / "many.csv", "site,freq,vel\nA,5,300\nA,6,200\nB,5,300\nB,6,200\n")
    survey = read(layer(tmp_path, ["soft.txt", "prose.txt", "many.csv", "gone.txt", "../x.txt"]))
    assert survey.names.tolist() == ["soft"]
    lines = survey.report.lines()
    assert "sites.gpkg: site gone.txt: no such file beside the table" in lines
    assert "sites.gpkg: site ../x.txt: not the path of a file within the folder of the table" in lines
    assert "sites.gpkg: site many.csv: holds 2 sites; a row stands for one" in lines
    assert any(line.startswith("sites.gpkg: site prose.txt: ") for line in lines)


def test_tables_that_name_themselves_or_each_other_end(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "site,file\nA,b.csv\n")
    write(tmp_path / "b.csv", "site,file\nB,a.csv\n")
    with pytest.raises(SurveyError, match=r"a\.csv: none of the files .* a list of curve files; give it by"):
        read(tmp_path / "a.csv")
    with pytest.raises(SurveyError, match="a vector file; give it by itself"):
        read(layer(tmp_path, ["sites.gpkg"]))


def test_a_list_among_the_files_of_a_folder_only_places_them(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    write(tmp_path / "sites.csv", "site,lon,lat,file\nA,1,2,soft.txt\n")
    survey = read(tmp_path)
    assert (survey.x.tolist(), survey.curves.n_points) == ([1.0], 2)


def test_a_lost_file_is_told_under_the_name_and_at_the_place_of_its_site(tmp_path: Path) -> None:
    write(tmp_path / "soft.txt", SOFT)
    write(tmp_path / "junk.txt", "nothing\n")
    survey = read(layer(tmp_path, ["soft.txt", "../out.txt", "junk.txt"], station=["A", "B", "C"]))
    climbing, junk = survey.report.rejects
    assert (climbing.site, climbing.place) == ("B", (500100.0, 4e6))
    assert climbing.reason == "../out.txt: not the path of a file within the folder of the table"
    assert (junk.site, junk.place) == ("C", (500200.0, 4e6))
    assert junk.reason.startswith("junk.txt: no column for frequency or period")
