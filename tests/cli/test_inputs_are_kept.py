"""No command changes or removes what it reads, nor any other file that Vs Mapper has not written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from rasters_of_curves import PERIODS, soil_grids, write_folder, write_raster
from results import make_result, square

from plugin.cli.commandline import main
from plugin.engine.results.outputs import write_result
from plugin.protocol.result_columns import TABLES
from plugin.protocol.result_files import (
    LAYER_TABLE,
    MANIFEST,
    MAP_RECORD,
    OF_STACKS,
    OF_SURVEYS,
    QUANTILES,
    RUN,
    SECTION,
    SITES,
)

OF_RUNS = (*TABLES, RUN, MANIFEST)
OF_MAPS = (*(raster.file for raster in (*OF_SURVEYS, *QUANTILES)), MAP_RECORD)
EVERY = sorted({*OF_RUNS, *OF_MAPS, *(r.file for r in OF_STACKS), SECTION, "section_sites.csv", LAYER_TABLE})
TOWN = "\n".join(
    [
        "site,x,y,crs,frequency_hz,phase_velocity_m_s",
        *(
            f"{name},{x},{y},EPSG:32633,{f},{v}"
            for name, x, y in (("A", 500000, 5000000), ("B", 500100, 5000000), ("C", 500000, 5000100))
            for f, v in ((5, 400), (8, 330), (12, 270), (20, 220), (30, 200))
        ),
    ]
)
LINE = "500000,5000010 500100,5000010"


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def survey(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(TOWN)
    return folder / name


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the town, inverted once."""
    folder = tmp_path_factory.mktemp("town")
    path = survey(folder, "town.csv")
    assert main(["invert", str(path), "--out", str(folder / "results"), "--samples", "0"]) == 0
    return folder / "results"


@pytest.mark.parametrize("name", OF_RUNS)
def test_a_survey_with_the_name_of_a_run_s_file_is_not_inverted_into_its_own_folder(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = survey(tmp_path / "data", name)
    before = content(tmp_path)
    assert main(["invert", str(path), "--out", str(tmp_path / "data"), "--samples", "0"]) == 2
    said = capsys.readouterr().err
    assert f"{name}: is read, and would be lost" in said
    assert "%" not in said.split("reading")[-1]  # nothing was inverted before it was refused
    assert content(tmp_path) == before


@pytest.mark.parametrize("name", sorted(set(EVERY) - set(OF_RUNS)))
def test_a_survey_with_the_name_of_a_result_stays_whatever_is_done_in_its_folder(
    tmp_path: Path, town: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(town, folder)
    path = survey(folder, name)
    given = path.read_bytes()
    for command in (
        ["map", str(folder), "--no-figure", "--no-contours"],
        ["section", str(folder), "--line", LINE, "--no-figure"],
        ["export", str(folder)],
        ["export", str(folder), "--format", "geopsy"],
    ):
        before = content(folder)
        status = main(command)
        told = capsys.readouterr().err
        assert path.read_bytes() == given
        assert (status, name in told) == (2, True) if content(folder) == before else status == 0


def test_a_survey_is_inverted_again_into_its_own_folder(town: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(town, folder)
    path = survey(folder, "vs.tif")
    for _ in range(2):
        assert main(["invert", str(path), "--out", str(folder), "--samples", "0"]) == 0
        assert path.read_text() == TOWN


@pytest.mark.parametrize("name", EVERY)
def test_rejects_are_written_over_no_survey_and_no_results(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = survey(tmp_path / "data", name)
    before = content(tmp_path)
    assert main(["info", str(path), "--rejects", str(path)]) == 2
    assert f"{name}: is read, and would be lost" in capsys.readouterr().err
    assert main(["info", str(survey(tmp_path / "other", "town.csv")), "--rejects", str(path)]) == 2
    assert f"{name}: is there already" in capsys.readouterr().err
    assert content(tmp_path) == before | {"other/town.csv": TOWN.encode()}


def test_a_survey_that_is_a_link_to_a_result_or_the_other_way_round_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = survey(tmp_path / "data", "town.csv"), tmp_path / "out"
    out.mkdir()
    (out / "profiles.csv").symlink_to(path)
    assert main(["invert", str(path), "--out", str(out), "--samples", "0"]) == 2
    assert "profiles.csv: is read, and would be lost" in capsys.readouterr().err
    (out / "profiles.csv").unlink()
    os.link(path, out / "curves.csv")
    assert main(["invert", str(path), "--out", str(out), "--samples", "0"]) == 2
    assert path.read_text() == TOWN


def test_a_folder_of_curves_does_not_become_the_folder_of_its_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "curves"
    survey(folder, "a.csv")
    assert main(["invert", str(folder), "--out", str(folder / "."), "--samples", "0"]) == 2
    assert "is the folder that is read" in capsys.readouterr().err
    assert main(["info", str(folder), "--rejects", str(folder / "lost.csv")]) == 2
    assert "is the folder that is read" in capsys.readouterr().err
    assert list(content(folder)) == ["a.csv"]


@pytest.mark.parametrize("listed", [True, False])
def test_results_in_a_folder_of_curves_are_not_read_as_curves(
    tmp_path: Path, listed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "curves"
    survey(folder, "a.csv")
    write_result(make_result(*square(3)), folder)
    if not listed:
        (folder / MANIFEST).unlink()
    assert main(["info", str(folder)]) == 0
    said = capsys.readouterr().out
    assert ": 3 sites, 15 points" in said
    assert "results of an earlier inversion are left out: curves.csv, " in said


@pytest.mark.parametrize("name", ["vs.tif", "chi.tif", "distance.tif", "status.tif", "profiles.csv"])
def test_a_stack_with_the_names_of_results_stays(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "stack"
    folder.mkdir()
    bands = [f"phase {period:g} s" for period in PERIODS]
    write_raster(folder / name, soil_grids()[:, :2, :2], bands)
    before = content(folder)
    assert main(["invert", str(folder / name), "--out", str(folder), "--samples", "0"]) in (0, 2)
    assert content(folder)[name] == before[name]
    if name not in ("distance.tif", "profiles.csv"):
        assert content(folder) == before
        assert f"{name}: is read, and would be lost" in capsys.readouterr().err


def test_a_folder_of_rasters_and_a_list_of_them_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": soil_grids()[:, :2, :2]})
    assert main(["invert", str(folder), "--out", str(folder), "--samples", "0"]) == 2
    assert "is the folder that is read" in capsys.readouterr().err
    rows = [f"phase_{period:g}s.tif,1,{period:g},phase" for period in PERIODS]
    for name in ("run.json", "vs.tif"):
        (folder / name).write_text("\n".join(["file,band,period_s,kind", *rows]))
        before = content(folder)
        assert main(["invert", str(folder / name), "--out", str(folder), "--samples", "0"]) == 2
        assert f"{name}: is read, and would be lost" in capsys.readouterr().err
        assert content(folder) == before
        (folder / name).unlink()


def test_sigmas_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    maps = write_folder(tmp_path / "maps", {"phase": soil_grids()[:, :2, :2]})
    out = tmp_path / "out"
    out.mkdir()
    bands = [f"phase {period:g} s" for period in PERIODS]
    write_raster(out / "vs_sigma.tif", 0.01 * soil_grids()[:, :2, :2], bands)
    before = content(out)
    command = ["invert", str(maps), "--sigma", str(out / "vs_sigma.tif"), "--out", str(out)]
    assert main([*command, "--samples", "0"]) == 2
    assert "vs_sigma.tif: is read, and would be lost" in capsys.readouterr().err
    assert content(out) == before


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results with maps of them."""
    folder = tmp_path_factory.mktemp("mapped") / "out"
    write_result(make_result(*square(), surface_vs=np.full(25, 200.0)), folder)
    assert main(["map", str(folder), "--resolution", "100", "--no-figure"]) == 0
    return folder


@pytest.mark.parametrize("name", [*OF_RUNS, *OF_MAPS])
def test_an_export_and_a_section_spare_the_results_that_they_are_made_of(
    mapped: Path, tmp_path: Path, name: str
) -> None:
    if not (mapped / name).exists():
        pytest.skip(f"these results have no {name}")
    folder = tmp_path / "out"
    shutil.copytree(mapped, folder)
    before = content(folder)
    assert main(["export", str(folder), "--out", str(folder / name)]) == 2
    line = "500000,5000200 500400,5000200"
    assert main(["section", str(folder), "--line", line, "--out", str(folder / name)]) == 2
    assert content(folder) == before


def test_a_survey_beside_its_results_is_spared_by_an_export_on_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    write_result(make_result(*square()), folder)
    (folder / "town.csv").write_text(TOWN)
    assert main(["export", str(folder), "--out", str(folder / "town.csv")]) == 2
    assert "town.csv: is there already" in capsys.readouterr().err
    assert (folder / "town.csv").read_text() == TOWN


def test_a_folder_in_the_place_of_a_result_is_named_before_work_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = survey(tmp_path / "data", "town.csv"), tmp_path / "out"
    (out / SITES).mkdir(parents=True)
    (out / SITES / "mine.txt").write_text("mine")
    assert main(["invert", str(path), "--out", str(out), "--samples", "0"]) == 2
    assert "sites.gpkg: is a folder, in the place of a file of the results" in capsys.readouterr().err
    assert list(content(out)) == ["sites.gpkg/mine.txt"]


def test_a_folder_that_cannot_be_written_is_told_before_work_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = survey(tmp_path / "data", "town.csv")
    assert main(["invert", str(path), "--out", "/proc/vs_mapper/out", "--samples", "0"]) == 2
    said = capsys.readouterr().err
    assert "/proc/vs_mapper/out: cannot be written" in said
    assert "inverting" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["invert", "", "--out", "o"],
        ["invert", "a.csv", "--out", ""],
        ["invert", "a.csv", "--out", "o", "--sigma", ""],
        ["info", ""],
        ["info", "a.csv", "--rejects", " "],
        ["map", ""],
        ["section", "", "--line", "0,0 1,1"],
        ["section", "o", "--line", ""],
        ["section", "o", "--line", "0,0 1,1", "--out", ""],
        ["export", ""],
        ["export", "o", "--out", ""],
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "the path is empty (a variable of the shell that is not set?)" in capsys.readouterr().err


def test_another_survey_in_the_folder_of_a_mapped_one_leaves_nothing_of_that(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first = survey(tmp_path / "data", "town.csv")
    second = tmp_path / "data" / "bare.csv"
    second.write_text("frequency_hz,phase_velocity_m_s\n5,400\n8,330\n12,270\n20,220\n30,200\n")
    assert main(["invert", str(first), "--out", str(folder), "--samples", "0"]) == 0
    shutil.copy(first, folder / "town.csv")
    for command in (
        ["map", "--no-figure"],
        ["section", "--line", LINE, "--no-figure"],
        ["export", "--format", "geopsy"],
        ["export"],
    ):
        assert main([command[0], str(folder), *command[1:]]) == 0
    assert len(content(folder)) > 15
    assert main(["invert", str(second), "--out", str(folder), "--samples", "0"]) == 0
    assert set(content(folder)) == {*OF_RUNS, "town.csv"}
