from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from curve_files import damaged, points, read, understood, write

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import Cancelled, SurveyError
from plugin.protocol.progress import Monitor

CURVE = "5 400\n8 300\n20 200\n"
TABLE = "site,freq,vel_ms\nA,5,400\nA,8,300\n"


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        write(path / name, content)
    return path


def places(path: Path) -> dict[str, tuple[float, float]]:
    survey = read(path)
    return dict(zip(survey.names.tolist(), zip(survey.x.tolist(), survey.y.tolist())))


@pytest.mark.parametrize(
    "table",
    [
        "file,lon,lat\na.txt,10,50\nb.txt,11,51\n",
        "lat;lon;site\n50;10;a\n51;11;b\n",
        "# survey of 2024\nfilename x y crs\ndata/a.txt 10 50 EPSG:4326\ndata\\b.txt 11 51 EPSG:4326\n",
        "file,site,lon,lat\nA.TXT,P1,10,50\nB.TXT,P2,11,51\n",
    ],
)
def test_a_table_of_coordinates_places_the_curves_by_file_name(tmp_path: Path, table: str) -> None:
    path = folder(tmp_path, {"a.txt": CURVE, "b.txt": CURVE, "coordinates.csv": table})
    assert places(path) == {"a": (10.0, 50.0), "b": (11.0, 51.0)}
    survey = read(path)
    assert survey.crs == "EPSG:4326"
    assert survey.curves.counts.tolist() == [3, 3]
    assert "folder: positions come from coordinates.csv" in survey.report.notes
    assert survey.report.rejects == ()


@pytest.mark.parametrize(
    ("stations", "place", "columns"),
    [
        ("a 10 50\nb 11 51\n", (10.0, 50.0), "longitude and latitude"),
        ("a 50 110 320\nb 51 111 80\n", (110.0, 50.0), "latitude and longitude"),
        ("a 110 50\nb 111 51\n", (110.0, 50.0), "longitude and latitude"),
        ("a 5000 9000\nb 5100 9100\n", (5000.0, 9000.0), "x and y"),
    ],
)
def test_a_list_of_stations_needs_no_column_names(
    tmp_path: Path, stations: str, place: tuple[float, float], columns: str
) -> None:
    path = folder(tmp_path, {"a.txt": CURVE, "b.txt": CURVE, "stations.txt": stations})
    assert places(path)["a"] == place
    said = f"folder: positions come from stations.txt, whose columns are taken as name, {columns}"
    assert said in read(path).report.notes


def test_the_order_of_a_list_of_stations_can_be_swapped(tmp_path: Path) -> None:
    survey = read(folder(tmp_path, {"a.txt": CURVE, "s.txt": "a 50 10\nb 51 11\n"}), swap_xy=True)
    assert (survey.x.tolist(), survey.y.tolist()) == ([10.0], [50.0])


def test_projected_coordinates_take_the_system_that_the_user_gives(tmp_path: Path) -> None:
    path = folder(tmp_path, {"a.txt": CURVE, "where.csv": "file,x,y\na.txt,500000,5000000\n"})
    survey = read(path, crs="EPSG:32633")
    assert (survey.x[0], survey.y[0], survey.crs) == (500000.0, 5000000.0, "EPSG:32633")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("33.6_241.5.txt", (-118.5, 33.6)),
        ("disp_-33.6_18.25.dat", (18.25, -33.6)),
        ("118.5_33.6.txt", (118.5, 33.6)),
        ("lat33.6_lon-118.5.txt", (-118.5, 33.6)),
        ("33.6_241.5", (-118.5, 33.6)),
    ],
)
def test_file_names_hold_coordinates(tmp_path: Path, name: str, place: tuple[float, float]) -> None:
    survey = read(write(tmp_path / name, CURVE))
    assert (survey.x[0], survey.y[0], survey.crs) == (*place, "EPSG:4326")
    assert list(places(tmp_path).values()) == [place]


def test_whole_numbers_in_a_file_name_are_no_coordinates(tmp_path: Path) -> None:
    assert read(write(tmp_path / "line_12_34.txt", CURVE)).crs is None


def test_the_wcgan_sample_is_placed_by_its_file_name(formats: Path, tmp_path: Path) -> None:
    sample = (formats / "wcgan_lat_lon360_T_c_U_sc_sU.txt").read_text()
    survey = read(folder(tmp_path, {"33.6_241.5.txt": sample, "33.65_241.5.txt": sample}))
    assert (survey.x.tolist(), survey.y.tolist()) == ([-118.5, -118.5], [33.65, 33.6])
    assert points(survey) == [(3.0, 3102.88, 79.57), (16.0, 3066.45, 51.9)]


def test_files_of_other_formats_are_placed_too(formats: Path, tmp_path: Path) -> None:
    for name, sample in (
        ("A.dsp", "cps_surf96.dsp"),
        ("B.target", "geopsy_v3_tar1.target"),
        ("C.txt", "swprepost_tar1.csv"),
    ):
        write(tmp_path / name, (formats / sample).read_bytes())
    write(tmp_path / "sites.csv", "file,lon,lat\nA.dsp,1.5,2\nB.target,3.5,4\nC.txt,5.5,6\n")
    assert places(tmp_path) == {"A": (1.5, 2.0), "B": (3.5, 4.0), "C": (5.5, 6.0)}


def test_modes_of_a_place_along_a_line_are_one_site(tmp_path: Path) -> None:
    files = {f"{x}.M{mode}.pvc": CURVE for x in (12.5, 14.0) for mode in (0, 1)}
    survey = read(folder(tmp_path, files))
    assert (survey.names.tolist(), survey.x.tolist()) == (["12.5", "14.0"], [12.5, 14.0])
    assert survey.curves.mode.tolist() == [0, 0, 0, 1, 1, 1] * 2


def test_a_higher_mode_in_a_file_of_its_own_is_no_count_from_one(tmp_path: Path) -> None:
    survey = read(folder(tmp_path, {"12.5.M0.pvc": CURVE, "12.5.M1.pvc": CURVE}))
    assert sorted(survey.curves.mode.tolist()) == [0, 0, 0, 1, 1, 1]
    assert not any("start at 1" in note for note in survey.report.notes)


def test_pairs_of_stations_are_placed_at_the_middle_of_their_path(tmp_path: Path) -> None:
    final = "\n".join(f"{i} {6 + i} {7 + i} 2.5 2.9 96.2 40.6" for i in range(6))
    files = {
        "COR_AAA_BBB.SAC_2_DISP.1": final,
        "COR_AAA_BBB.SAC_2_DISP.0": final.replace(" 96.2 ", " 96.2 0.0 ").replace("2.9", "3.9"),
        "stations.txt": "station lon lat\nXX.AAA 10 0\nXX.BBB 12 0\n",
    }
    survey = read(folder(tmp_path, files))
    assert places(tmp_path) == {"COR_AAA_BBB": (pytest.approx(11.0), pytest.approx(0.0))}
    assert survey.curves.velocity.max() == 2900.0
    assert any("average along its path" in note for note in survey.report.notes)


def test_equal_names_at_different_places_stay_apart(tmp_path: Path) -> None:
    files = {"1.csv": "site,lon,lat,freq,vel_ms\nA,1,2,5,400\nA,1,2,8,300\n"}
    files["2.csv"] = files["1.csv"].replace("A,1,2", "A,3,4")
    assert places(folder(tmp_path, files)) == {"A": (1.0, 2.0), "A (2)": (3.0, 4.0)}


def test_systems_of_several_files_are_brought_into_one(tmp_path: Path) -> None:
    files = {
        "1.csv": "site,lon,lat,freq,vel_ms\nA,15,45,5,400\nA,15,45,8,300\n",
        "2.csv": "site,x,y,crs,freq,vel_ms\n"
        + "".join(f"B,500000,4982950.4,EPSG:32633,{f},400\n" for f in (5, 8)),
    }
    survey = read(folder(tmp_path, files))
    assert survey.crs == "EPSG:4326"
    assert survey.x == pytest.approx([15.0, 15.0], abs=1e-6)
    assert survey.y == pytest.approx([45.0, 45.0], abs=1e-5)


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_through(tmp_path: Path) -> None:
    files = {
        "a.txt": CURVE,
        "b.csv": TABLE,
        "notes.md": "Tuesday: rain.\n",
        "empty.txt": "",
        ".hidden": CURVE,
    }
    survey = read(folder(tmp_path, files))
    assert survey.names.tolist() == ["a", "A"]
    assert [reject.site for reject in survey.report.rejects] == ["notes.md"]
    assert "folder: empty or unreadable files are left out: empty.txt" in survey.report.notes


def test_an_odd_file_is_read_as_the_many_are(tmp_path: Path) -> None:
    files = {f"s{i}.txt": CURVE for i in range(12)}
    files["odd.txt"] = "4 1200\n5 1500\n6 1900\n"
    survey = read(folder(tmp_path, files))
    odd = survey.curves.take(np.flatnonzero(survey.names == "odd"))
    assert odd.frequency.tolist() == [4.0, 5.0, 6.0]
    assert "odd.txt read as frequency and m/s, like most files" in " ".join(survey.report.notes)
    assert understood(survey)["1"] == "frequency Hz magnitude"


def test_an_empty_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="the folder holds no file that can be read as curves"):
        read(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links and pipes")
def test_links_out_of_the_folder_and_pipes_are_left_alone(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.txt", CURVE)
    inside = folder(tmp_path / "inside", {"a.txt": CURVE})
    (inside / "link.txt").symlink_to(outside)
    (inside / "loop").symlink_to(inside / "loop")
    os.mkfifo(inside / "pipe.txt")
    survey = read(inside)
    assert survey.names.tolist() == ["a"]
    assert "links out of it are left out: link.txt, loop" in " ".join(survey.report.notes)


def test_the_wide_sample_is_three_station_pairs_without_a_velocity(formats: Path) -> None:
    survey = read(formats / "wide_pairs.csv")
    assert understood(survey)["(names 5 to 6)"] == "period s name"
    assert understood(survey)["velocity_period_5.0 to velocity_period_6.0"].startswith("velocity")
    assert [reject.site for reject in survey.report.rejects] == [
        "UW.LTY-XD.MH01",
        "XD.MJ03-YH.MF00",
        "UW.COWS-UW.GNW",
    ]
    assert {reject.reason for reject in survey.report.rejects} == {"no valid point"}


def test_the_wide_sample_with_values_is_read(formats: Path, tmp_path: Path) -> None:
    text = (formats / "wide_pairs.csv").read_text().replace(",,\n", ",3.1,3.2\n")
    survey = read(write(tmp_path / "pairs.csv", text))
    assert points(survey) == [(5.0, 3100.0, -1), (6.0, 3200.0, -1)]
    assert (survey.x[0], survey.y[0]) == pytest.approx((-121.7461, 46.7642), abs=1e-3)


def test_the_folder_of_all_samples_is_read_without_a_fault(formats: Path) -> None:
    survey = read(formats)
    assert survey.curves.n_points > 0
    assert any("mctomo_stimes.dat" in line for line in survey.report.lines())


def test_damaged_tables_of_coordinates_raise_nothing_but_survey_errors(tmp_path: Path) -> None:
    folder(tmp_path, {"a.txt": CURVE, "b.pvc": CURVE})
    for copy in damaged(b"file,lon,lat,crs\na.txt,10,50,EPSG:4326\nb.pvc,11,51,EPSG:4326\n", 60):
        (tmp_path / "coordinates.csv").write_bytes(copy)
        try:
            describe(read_survey(tmp_path))
        except SurveyError as error:
            assert str(error).startswith(tmp_path.name)


def test_reading_a_folder_is_told_of_file_by_file_and_can_be_stopped(tmp_path: Path) -> None:
    path = folder(tmp_path, {f"{name}.txt": CURVE for name in "abcd"})
    seen: list[tuple[float, str]] = []
    read_survey(path, monitor=Monitor(lambda fraction, message: seen.append((fraction, message))))
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert [message for _, message in seen[4:]] == [f"reading {name}.txt" for name in "abcd"]
    stopped = Monitor(lambda *step: seen.append(step), lambda: len(seen) > 12)
    with pytest.raises(Cancelled):
        read_survey(path, monitor=stopped)


def test_a_position_in_a_table_that_cannot_be_read_is_quoted(tmp_path: Path) -> None:
    table = "site;lon;lat\na;10,5;50,25\nb;ten;51\n"
    survey = read(folder(tmp_path, {"a.txt": CURVE, "b.txt": CURVE, "where.csv": table}))
    assert survey.names.tolist() == ["a", "b"]
    np.testing.assert_equal(survey.x.tolist(), [10.5, np.nan])
    note = "folder: where.csv: positions that cannot be read, of site b: longitude 'ten' (row 2)"
    assert note in survey.report.notes
