"""The command line: exit codes, messages and files."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import geopandas
import numpy as np
import pytest
from results import make_result, square
from shapely import LineString

from plugin.cli.commandline import main
from plugin.cli.terminal import ProgressBar
from plugin.engine.along_line import SYSTEM
from plugin.engine.results.outputs import write_result

ROOT = Path(__file__).parents[2]
GOOD = "\n".join(
    f"{name},{x},0,{f},{v}"
    for name, x in (("A", 0), ("B", 100))
    for f, v in ((5, 400), (8, 330), (12, 270), (20, 220), (30, 200))
)


def survey(folder: Path, rows: str = GOOD) -> str:
    path = folder / "town.csv"
    path.write_text(f"site,x,y,frequency_hz,phase_velocity_m_s\n{rows}\n")
    return str(path)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    write_result(make_result(*square()), tmp_path / "out")
    return tmp_path / "out"


def test_invert_map_and_section_follow_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["invert", survey(tmp_path), "--crs", "EPSG:32633", "--out", str(out), "--samples", "0"]) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert "2 sites inverted" in said.err
    assert main(["map", str(out), "--resolution", "10"]) == 0
    said = capsys.readouterr()
    assert said.out.split()[:2] == [f"{out}/distance.tif", f"{out}/vs.tif"]
    assert "cells farther than 150 m from a site stay empty" in said.err
    assert main(["section", str(out), "--line", "0,0 100,0"]) == 0
    assert capsys.readouterr().out == f"{out}/section.tif\n"


def test_a_section_is_cut_along_every_line_of_a_file(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [LineString([(500_000, y), (500_400, y)]) for y in (5_000_000, 5_000_200, 9_000_000)]
    geopandas.GeoDataFrame(geometry=lines, crs="EPSG:32633").to_file(results.parent / "lines.gpkg")
    assert main(["section", str(results), "--line", str(results.parent / "lines.gpkg")]) == 0
    said = capsys.readouterr()
    assert said.out == f"{results}/section.tif\n{results}/section_2.tif\n"
    assert "3 lines in the file: a section along each" in said.err
    assert "line lines 3: no site lies within" in said.err


def test_a_section_without_a_line_is_for_sites_along_one(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["section", str(results)]) == 2
    assert "a section needs a line (--line): the sites are on a map" in capsys.readouterr().err
    write_result(make_result([12.5, 22.5], [0, 0], SYSTEM), tmp_path / "along")
    assert main(["section", str(tmp_path / "along")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'along'}/section.tif\n"


def test_bad_sites_are_named_and_the_good_ones_inverted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = survey(tmp_path, GOOD + "\nlonely,5,5,10,300\nbad,7,7,4,-310\nbad,7,7,5,nan")
    assert (
        main(["invert", path, "--crs", "EPSG:32633", "--out", str(tmp_path / "out"), "--samples", "0"]) == 0
    )
    messages = capsys.readouterr().err
    assert "town.csv: site bad: " in messages
    assert "2 sites inverted" in messages or "3 sites inverted" in messages
    assert "bad" in (tmp_path / "out" / "rejects.csv").read_text()


def test_info_says_what_would_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", survey(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("town.csv: 2 sites, 10 points\n")


def test_what_the_user_says_of_a_file_reaches_the_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "picks.txt"
    path.write_text("5 9 400\n8 8 330\n12 7 270\n")
    said = ["--x-axis", "period", "--velocity-unit", "ft/s", "--wave", "love", "--type", "group"]
    said += ["--column", "3=velocity", "--column", "2=sigma:m/s"]
    assert main(["info", str(path), *said]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Love group velocity, mode 0: 3 points"
    assert "column 1: period in s (by option)" in lines
    assert "column 2: sigma of the velocity in m/s (by option)" in lines
    assert "column 3: velocity in ft/s (by option)" in lines


def test_the_fundamental_mode_alone_is_inverted_where_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "picks.csv", tmp_path / "out"
    path.write_text("frequency_hz,phase_velocity_m_s,mode\n5,400,0\n8,330,0\n12,270,0\n12,500,1\n20,450,2\n")
    assert main(["info", str(path), "--highest-mode", "1"]) == 0
    assert "picks.csv: site picks: mode 2 at 20 Hz is above the highest mode asked for, 1 (row 5)" in (
        capsys.readouterr().out
    )
    assert main(["invert", str(path), "--out", str(out), "--samples", "0", "--highest-mode", "0"]) == 0
    said = capsys.readouterr().err
    assert "picks.csv: note: --highest-mode 0: 2 points are of higher modes and left out" in said
    assert len((out / "curves.csv").read_text().splitlines()) == 1 + 3
    lost = (out / "rejects.csv").read_text().splitlines()[1:]
    assert [line.split(",")[1] for line in lost] == ["point", "point", "nothing"]
    assert "suspect: only 3 points" in lost[2]


def test_invert_prints_what_was_decided_before_it_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "picks.txt"
    path.write_text("5 400\n8 330\n12 270\n")
    assert main(["invert", str(path), "--out", str(tmp_path / "out"), "--samples", "0"]) == 0
    assert "picks.txt: note: column 1 (5 to 12) is taken as frequency in Hz" in capsys.readouterr().err


def test_what_is_said_of_errors_and_water_is_used_and_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ["--relative-error", "5", "--robust", "--water-table", "2", "--samples", "0"]
    assert main(["invert", survey(tmp_path), "--out", str(tmp_path / "out"), *said]) == 0
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    settings = record["settings"]
    assert (settings["relative_error"], settings["robust"], settings["water_table"]) == (0.05, True, 2.0)
    assert "water table at 2 m" in record["vp_and_density"]["soil"]["relation"]
    first = (tmp_path / "out" / "curves.csv").read_text().splitlines()[1].split(",")
    assert (first[5], first[6], first[8]) == ("400", "20", "estimate")


def test_how_columns_were_understood_is_recorded(tmp_path: Path) -> None:
    said = ["--velocity-unit", "ft/s", "--samples", "0"]
    assert main(["invert", survey(tmp_path), "--out", str(tmp_path / "out"), *said]) == 0
    columns = json.loads((tmp_path / "out" / "run.json").read_text())["columns"]
    velocity = next(column for column in columns if column["quantity"] == "phase velocity")
    assert (velocity["column"], velocity["unit"]) == ("phase_velocity_m_s", "ft/s")
    assert velocity["decided_by"] == "option"


def test_exit_1_where_no_site_can_be_inverted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invert", survey(tmp_path, "A,0,0,4,-310"), "--out", str(tmp_path / "out")]) == 1
    assert "town.csv: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["invert", "nowhere.csv", "--out", "out"], "nowhere.csv"),
        (["info", "nowhere.csv"], "nowhere.csv"),
        (["map", "nowhere"], "nowhere: holds no finished run"),
        (["section", "nowhere", "--line", "0,0 1,1"], "nowhere: holds no finished run"),
    ],
)
def test_exit_2_for_input_that_cannot_be_read(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "COMMAND"),
        (["invert", "a.csv"], "--out"),
        (["invert", "a.csv", "--out", "o", "--depths", "5,-1"], "not a positive number"),
        (["invert", "a.csv", "--out", "o", "--samples", "-1"], "-1 is negative"),
        (["invert", "a.csv", "--out", "o", "--relative-error", "0.03"], "3 means 3 %"),
        (["invert", "a.csv", "--out", "o", "--water-table", "-1"], "-1 is not a depth"),
        (["info", "a.csv", "--column", "velocity"], "is not of the form name=quantity"),
        (["info", "a.csv", "--velocity-unit", "mph"], "invalid choice"),
        (["info", "a.csv", "--highest-mode", "-1"], "--highest-mode"),
        (["map", "o", "--resolution", "0"], "0 is not a positive number"),
        (["map", "o", "--method", "magic"], "invalid choice"),
    ],
)
def test_exit_2_for_wrong_usage(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_out_must_not_be_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invert", survey(tmp_path), "--out", str(tmp_path / "town.csv")]) == 2
    assert "is a file" in capsys.readouterr().err


def test_a_section_off_the_map_is_explained(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["section", str(results), "--line", "0,0 1,1"]) == 2
    assert "no site lies within" in capsys.readouterr().err


def test_progress_in_a_log_is_a_line_a_tenth() -> None:
    log = io.StringIO()
    bar = ProgressBar(log)
    for done in range(101):
        bar.report(done / 100, "gridding")
    bar.close()
    assert log.getvalue().splitlines() == [f"{tenth:4.0%} gridding" for tenth in np.arange(11) / 10]


def test_help_needs_no_heavy_package() -> None:
    code = (
        "import sys\nfrom plugin.cli.commandline import main\n"
        "try:\n    main(['invert', '--help'])\nexcept SystemExit:\n    pass\n"
        "print({'torch', 'pandas', 'scipy', 'rasterio', 'geopandas', 'numba'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.skipif(os.name != "posix", reason="needs SIGINT")
def test_ctrl_c_stops_a_map_and_leaves_no_part_of_it(results: Path) -> None:
    before = sorted(path.name for path in results.iterdir())
    command = [sys.executable, "-m", "plugin", "map", str(results), "--resolution", "0.1"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while not list(results.glob(".unfinished-*/vs.tif")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    messages = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert messages.splitlines()[-1] == "cancelled"
    assert "Traceback" not in messages
    assert sorted(path.name for path in results.iterdir()) == before


def test_a_pipe_that_is_closed_early_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "plugin", "info", survey(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_info_writes_all_rejects_where_asked_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = survey(tmp_path, "\n".join(f"S{i:02d},{i},0,5,-1" for i in range(30)))
    target = tmp_path / "rejects.csv"
    assert main(["info", path, "--rejects", str(target)]) == 0
    assert "… and 40 more" in capsys.readouterr().out
    lines = target.read_text().splitlines()
    assert lines[0] == "site,lost,reason,x,y"
    assert lines[1] == "S00,point,velocity -1 m/s at 5 Hz is not positive (row 1),0.0,0.0"
    assert lines[-1] == "S29,site,no valid point,29.0,0.0"
    assert len(lines) == 61
    assert main(["info", path, "--rejects", str(tmp_path / "no" / "r.csv")]) == 2
    assert "r.csv: cannot be written" in capsys.readouterr().err


def test_barriers_are_given_one_by_one_with_the_law_of_the_flux(tmp_path: Path) -> None:
    write_result(make_result(*square()), tmp_path)
    given = []
    for number, east in enumerate((500_108, 500_308)):
        path = tmp_path / f"fault {number}.gpkg"
        line = LineString([(east, 4_999_000), (east, 5_001_000)])
        geopandas.GeoSeries([line], crs="EPSG:32633").to_file(path)
        given += ["--barriers", str(path)]
    law = ["--method", "flux", "--law", "edge-preserving", "--edge-gradient", "20"]
    assert main(["map", str(tmp_path), *law, *given]) == 0
    told = json.loads((tmp_path / "maps.json").read_text())
    assert told["method"] == "flux" and told["edge_gradient_ln_per_km"] == pytest.approx(0.2)
    assert told["barriers"]["lines"] == 2 and told["barriers"]["compartments"] == 3


def test_a_barrier_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_result(make_result(*square()), tmp_path)
    assert main(["map", str(tmp_path), "--barriers", str(tmp_path / "gone.shp")]) != 0
    assert "gone.shp: no such file" in capsys.readouterr().err
