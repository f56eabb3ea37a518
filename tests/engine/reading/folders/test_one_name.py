"""Files of a folder that are modes or types of one site, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from curve_files import read, write

from plugin.engine.along_line import is_along_line
from plugin.engine.survey import Survey

CURVE = "5 2.9\n8 3.1\n12 3.3\n20 3.6\n"
SOFT = "6 0.0027\n10 0.0033\n20 0.0044\n"


def folder(path: Path, files: dict[str, str]) -> Path:
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        write(path / name, content)
    return path


def held(survey: Survey) -> dict[str, list[tuple[int, int, int]]]:
    """Wave, velocity type and mode of the curves of each site."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for i, name in enumerate(survey.names.tolist()):
        one = survey.curves.take(slice(i, i + 1))
        found[name] = sorted(set(zip(one.wave.tolist(), one.kind.tolist(), one.mode.tolist())))
    return found


def test_types_of_a_site_in_files_of_their_own_are_one_site(tmp_path: Path) -> None:
    names = ["sta1_rdispph", "sta1_rdispgr", "sta1_ldispph", "sta1_ldispgr", "sta2_rdispph"]
    survey = read(folder(tmp_path, {f"{name}.dat": CURVE for name in names}))
    assert held(survey) == {"sta1": [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)], "sta2": [(0, 0, 0)]}
    assert survey.curves.n_points == 20
    assert (
        "folder: by their names, 4 files are modes, types or parts of one site: sta1" in survey.report.notes
    )


@pytest.mark.parametrize(
    ("files", "site"),
    [
        (("line7_mode_0.txt", "line7_mode_1.txt"), "line7"),
        (("mode0_HF.txt", "mode1_HF.txt"), "HF"),
        (("mode_0.txt", "mode_1.txt"), "plot"),
        (("A.txt", "A_mode1.txt"), "A"),
        (("A fundamental.txt", "A first higher mode.txt"), "A"),
    ],
)
def test_modes_of_a_site_in_files_of_their_own_are_one_site(
    tmp_path: Path, files: tuple[str, str], site: str
) -> None:
    survey = read(folder(tmp_path / "plot", dict.fromkeys(files, SOFT)))
    assert held(survey) == {site: [(0, 0, 0), (0, 0, 1)]}


def test_the_table_of_positions_may_name_the_site_or_the_file(tmp_path: Path) -> None:
    files = {"A_Love.txt": CURVE, "A_Rayleigh.txt": CURVE, "B_Love.txt": CURVE, "B_Rayleigh.txt": CURVE}
    table = "site,x,y,crs\nA,10,20,EPSG:32633\nB_Love,30,40,EPSG:32633\n"
    survey = read(folder(tmp_path, {**files, "stations.csv": table}))
    assert dict(zip(survey.names.tolist(), survey.x.tolist())) == {"A": 10.0, "B": 30.0}


@pytest.mark.parametrize(
    "files",
    [
        {"A_love.txt": CURVE, "B_love.txt": CURVE},
        {"A_phase.txt": CURVE, "A_ph.dat": CURVE},
        {"A_love.txt": CURVE, "A_group.csv": "T,wave,phase_kms,group_kms\n5,L,3,3\n8,L,3,3\n"},
    ],
)
def test_other_files_keep_their_names(tmp_path: Path, files: dict[str, str]) -> None:
    survey = read(folder(tmp_path, files))
    assert sorted(survey.names.tolist()) == sorted(Path(name).stem for name in files)
    assert not any("by their names" in note for note in survey.report.notes)


def modes(path: Path, **options: int) -> dict[str, list[int]]:
    return {name: [mode for _, _, mode in types] for name, types in held(read(path, **options)).items()}


def test_modes_in_names_that_start_at_1_count_from_1(tmp_path: Path) -> None:
    path = folder(tmp_path, {f"{site}_mode{n}.txt": SOFT for site in "AB" for n in (1, 2)})
    assert modes(path) == {"A": [0, 1], "B": [0, 1]}
    notes = read(path).report.notes
    assert any("start at 1 and none is 0: 1 is taken as the fundamental" in note for note in notes)
    assert not any("by the file's name, mode" in note for note in notes)
    assert modes(path, first_mode=0) == {"A": [1, 2], "B": [1, 2]}
    assert modes(path, first_mode=1) == {"A": [0, 1], "B": [0, 1]}


@pytest.mark.parametrize(
    "files",
    [
        ("A_mode1.txt",),
        ("A_mode1.txt", "A_mode2.txt", "B_mode0.txt"),
        ("A_mode1.txt", "A_mode2.txt", "A.txt"),
        ("A_overtone1.txt", "A_overtone2.txt"),
        ("A first higher mode.txt", "A second higher mode.txt"),
    ],
)
def test_other_modes_in_names_count_from_0(tmp_path: Path, files: tuple[str, ...]) -> None:
    path = folder(tmp_path, dict.fromkeys(files, SOFT))
    assert any(1 in found for found in modes(path).values())
    assert not any("start at 1" in note for note in read(path).report.notes)


def test_a_file_called_mode_0_cannot_count_from_1(tmp_path: Path) -> None:
    path = folder(tmp_path, {"A_mode0.txt": SOFT, "A_mode1.txt": SOFT})
    rejects = read(path, first_mode=1).report.rejects
    assert [(r.site, r.reason) for r in rejects] == [
        ("A_mode0.txt", "its name says mode 0, but the fundamental is to be called 1 (--first-mode)")
    ]


ACTIVE = "f,v\n45,143.1\n20,172.0\n14,196.0\n"
PASSIVE = "f,v\n20,176.0\n14,198.0\n4,480.9\n"
STATIONS = "site,x,y,crs\nA,432100.5,5348100.25,EPSG:32633\nB,432200.5,5348150.25,EPSG:32633\n"


@pytest.mark.parametrize("words", [("active", "passive"), ("aktiv", "passiv"), ("attiva", "passiva")])
def test_active_and_passive_curves_are_one_with_their_overlap_merged(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    for name in "AB":
        write(tmp_path / f"{name}_{words[0]}.csv", ACTIVE)
        write(tmp_path / f"{name}_{words[1]}.csv", PASSIVE)
    write(tmp_path / "stations.csv", STATIONS)
    survey = read(tmp_path)
    assert survey.names.tolist() == ["A", "B"]
    assert (survey.x.tolist(), survey.y.tolist()) == ([432100.5, 432200.5], [5348100.25, 5348150.25])
    assert survey.curves.frequency[:4].tolist() == [45.0, 20.0, 14.0, 4.0]
    assert survey.curves.velocity[:4].tolist() == [143.1, 174.0, 197.0, 480.9]
    assert survey.curves.sigma[1:3] == pytest.approx([8**0.5, 2**0.5])


def test_types_and_ways_of_measuring_go_together(tmp_path: Path) -> None:
    for name in ("A_active_Love", "A_passive_Love", "A_active_Rayleigh"):
        write(tmp_path / f"{name}.csv", ACTIVE)
    survey = read(tmp_path)
    assert survey.names.tolist() == ["A"]
    assert survey.curves.n_points == 6


def test_files_of_one_way_of_measuring_stay_apart(tmp_path: Path) -> None:
    for name in ("A_active", "B_active"):
        write(tmp_path / f"{name}.csv", ACTIVE)
    assert read(tmp_path).names.tolist() == ["A_active", "B_active"]


def test_a_lone_file_is_placed_by_its_name_without_its_types(tmp_path: Path) -> None:
    write(tmp_path / "A_Love.txt", "45 143.1\n20 172.0\n4 480.9\n")
    write(tmp_path / "stations.csv", STATIONS)
    survey = read(tmp_path)
    assert survey.x.tolist() == [432100.5]
    assert "folder: positions come from stations.csv" in survey.report.notes


def test_a_table_that_places_nothing_is_told_of_as_such(tmp_path: Path) -> None:
    write(tmp_path / "line3.csv", ACTIVE)
    write(tmp_path / "stations.csv", STATIONS)
    notes = read(tmp_path).report.notes
    assert "folder: stations.csv places none of the files: its names (a, b) are not theirs (line3)" in notes
    assert not any("positions come from" in note for note in notes)


def test_a_table_of_chainages_places_files_along_a_line(tmp_path: Path) -> None:
    for name in ("s1", "s2"):
        write(tmp_path / f"{name}.csv", ACTIVE)
    write(tmp_path / "spreads.csv", "file,chainage\ns1.csv,0+120\ns2.csv,0+145\n")
    survey = read(tmp_path)
    assert survey.x.tolist() == [120.0, 145.0]
    assert is_along_line(survey.crs)


def test_a_last_letter_is_no_wave_which_is_told(tmp_path: Path) -> None:
    survey = read(folder(tmp_path, dict.fromkeys(["A_L.txt", "A_R.txt", "B_L.txt"], CURVE)))
    assert survey.names.tolist() == ["A_L", "A_R", "B_L"]
    told = [note for note in survey.report.notes if "L and R at the end" in note]
    assert len(told) == 1
    assert "(A_L)" in told[0]
