"""The files of a run can be read back, and are there whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
from results import DEPTHS, make_result, square

from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.survey import Reject, Report, Suspect
from plugin.protocol.errors import OutputError
from plugin.protocol.request import Request
from tests.conftest import ROOT

FILES = {
    "profiles.csv",
    "models.csv",
    "sites.gpkg",
    "curves.csv",
    "rejects.csv",
    "run.json",
    "ensembles.parquet",
}
SITE_FIELDS = [
    *("site", "lambda_min_m", "lambda_max_m", "chi", "chi_direct", "n_points", "n_accepted"),
    *("n_effective", "novelty"),
    *("vs30_m_s", "vs30_p05", "vs30_p95", "vs30_measured_pct", "vs30_law"),
    *("class_asce7_22", "p_asce7_22", "class_asce7_16", "p_asce7_16", "class_ec8", "p_ec8"),
    *("z1_0_m", "z1_0_p05"),
    *("z1_0_p95", "z2_5_m", "z2_5_p05", "z2_5_p95", "doi_m"),
    *(
        "elevation_m",
        "elevation_from",
        "path_average",
        "vp_from",
        "vp_change_pct",
        "chi_alone",
        "neighbours",
        "neighbour_z",
    ),
    *("status", "message"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_result(make_result(*square(3), surface_vs=np.linspace(100, 300, 9)), tmp_path / "out")
    return tmp_path / "out"


def test_profiles_come_back_to_six_digits(folder: Path) -> None:
    written = make_result(*square(3), surface_vs=np.linspace(100, 300, 9)).profiles
    read = load_profiles(folder)
    assert read.vs == pytest.approx(written.vs, rel=5e-6)
    assert read.quantiles == pytest.approx(written.quantiles, rel=5e-6)
    assert np.array_equal(read.depth, written.depth)
    assert np.array_equal(read.trusted, written.trusted)


def test_each_site_keeps_its_own_depths(tmp_path: Path) -> None:
    result = make_result([0, 1], [0, 1])
    depth = np.array([[1.0, 2.5, 7.123456789012345, 9.0], [20 / 3, 7.0, 8.0, 20.0]])
    profiles = type(result.profiles)(**{**vars(result.profiles), "depth": depth})
    write_result(make_result([0, 1], [0, 1], profiles=profiles), tmp_path)
    assert np.array_equal(load_profiles(tmp_path).depth, depth)
    assert np.array_equal(load_profiles(tmp_path).trusted, profiles.trusted)


def test_the_profile_table_has_the_published_columns(folder: Path) -> None:
    table = pd.read_csv(folder / "profiles.csv")
    assert list(table) == [
        "site",
        "depth_m",
        "vs_m_s",
        "vs_p05",
        "vs_p16",
        "vs_p50",
        "vs_p84",
        "vs_p95",
        "trusted",
    ]
    assert len(table) == 9 * len(DEPTHS)
    assert set(table["trusted"]) == {1}


def test_sites_are_points_with_the_published_fields(folder: Path) -> None:
    sites = load_sites(folder)
    assert list(sites.columns) == [*SITE_FIELDS, "geometry"]
    assert sites.crs.to_epsg() == 32633
    assert (sites.geometry.x[1], sites.geometry.y[1]) == (500_100, 5_000_000)
    assert (sites["lambda_min_m"][0], sites["lambda_max_m"][0], sites["doi_m"][0]) == (8, 40, 20)
    assert list(sites.loc[0, ["class_asce7_22", "p_asce7_22", "class_ec8", "p_ec8"]]) == [
        "D",
        0.75,
        "C",
        0.75,
    ]
    assert sites["vs30_measured_pct"][0] == pytest.approx(100 * 20 / 30)
    assert sites["vs30_law"][0] == "network"
    assert sites["z1_0_m"].isna().all()


def test_curves_hold_observed_and_predicted(folder: Path) -> None:
    curves = pd.read_csv(folder / "curves.csv")
    assert list(curves) == [
        *("site", "wave", "type", "mode", "frequency_hz", "observed", "sigma", "predicted", "sigma_from")
    ]
    assert list(curves.iloc[0]) == ["S000", "rayleigh", "phase", 0, 10.0, 400.0, 12.0, 404.0, "survey"]
    assert curves.groupby("site")["frequency_hz"].is_monotonic_increasing.all()


def test_an_error_that_was_estimated_is_said_so(tmp_path: Path) -> None:
    survey = make_result([0.0], [0.0]).survey
    curves = replace(survey.curves, sigma=np.array([np.nan, 12.0]))
    request = Request(relative_error=0.05)
    write_result(make_result([0.0], [0.0], survey=replace(survey, curves=curves), request=request), tmp_path)
    table = pd.read_csv(tmp_path / "curves.csv")
    assert table["sigma"].tolist() == [12.0, 10.0]
    assert table["sigma_from"].tolist() == ["survey", "estimate"]
    assert json.loads((tmp_path / "run.json").read_text())["settings"]["relative_error"] == 0.05


def test_what_was_not_read_is_listed(folder: Path) -> None:
    rejects = pd.read_csv(folder / "rejects.csv")
    assert rejects[["site", "lost", "reason"]].to_numpy().tolist() == [
        ["lost", "site", "velocity -310 at 4 Hz is not positive"]
    ]
    assert rejects[["x", "y"]].isna().all(axis=None)
    assert pyogrio.list_layers(folder / "sites.gpkg")[:, 0].tolist() == ["sites"]


def test_what_was_not_used_is_a_layer_with_the_reasons(tmp_path: Path) -> None:
    survey = make_result([500_000.0], [5e6]).survey
    rejects = (
        Reject("far", "one point only", True, (500_300.0, 5e6)),
        Reject("nowhere", "no coordinates", True),
    )
    report = Report("town.csv", rejects=rejects, suspects=(Suspect("S000", "only 2 points"),))
    write_result(make_result([500_000.0], [5e6], survey=replace(survey, report=report)), tmp_path)
    layer = gpd.read_file(tmp_path / "sites.gpkg", layer="rejects")
    assert layer.crs.to_epsg() == 32633
    assert layer[["site", "lost", "reason"]].to_numpy().tolist() == [
        ["far", "site", "one point only"],
        ["S000", "nothing", "suspect: only 2 points"],
    ]
    assert layer.geometry.x.tolist() == [500_300.0, 500_000.0]
    assert len(pd.read_csv(tmp_path / "rejects.csv")) == 3
    assert len(load_sites(tmp_path)) == 1


def test_sites_of_paths_are_marked(tmp_path: Path) -> None:
    survey = replace(make_result([0.0, 1.0], [0.0, 1.0]).survey, is_path=np.array([False, True]))
    write_result(make_result([0.0, 1.0], [0.0, 1.0], survey=survey), tmp_path)
    assert load_sites(tmp_path)["path_average"].tolist() == [0, 1]


def test_the_record_names_the_input_without_its_folder(tmp_path: Path) -> None:
    result = make_result([0.0], [0.0])
    survey = type(result.survey)(
        **{**vars(result.survey), "report": type(result.survey.report)("/home/me/town.csv")}
    )
    write_result(make_result([0.0], [0.0], survey=survey), tmp_path)
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["input"] == "town.csv"
    assert "/home" not in (tmp_path / "run.json").read_text()
    assert record["counts"]["ok"] == 1
    assert record["settings"]["samples"] == 50


def test_the_record_states_how_vp_and_density_were_found(tmp_path: Path) -> None:
    request = Request(poisson="soil", water_table=2.5)
    write_result(make_result([0.0, 1.0], [0.0, 1.0], request=request), tmp_path)
    found = json.loads((tmp_path / "run.json").read_text())["vp_and_density"]
    assert found["soil"]["sites"] == 2
    assert "water table at 2.5 m" in found["soil"]["relation"]
    assert set(found["soil"]["vp_change_pct"]) == {"p05", "p50", "p95"}
    assert list(load_sites(tmp_path)["vp_from"]) == ["soil", "soil"]


def test_sites_without_coordinates_become_a_plain_table(tmp_path: Path) -> None:
    write_result(make_result([np.nan], [np.nan], crs=None), tmp_path)
    sites = load_sites(tmp_path)
    assert list(sites.columns) == SITE_FIELDS
    assert not isinstance(sites, gpd.GeoDataFrame)
    assert pyogrio.read_info(tmp_path / "sites.gpkg", layer="sites")["geometry_type"] is None


def test_odd_site_names_survive(tmp_path: Path) -> None:
    names = np.array(['"a", b', "007", "NA", "Überlingen"])
    result = make_result([0, 1, 2, 3], [0, 1, 0, 1])
    survey = type(result.survey)(**{**vars(result.survey), "names": names})
    write_result(make_result([0, 1, 2, 3], [0, 1, 0, 1], survey=survey), tmp_path)
    assert list(load_sites(tmp_path)["site"]) == list(names)
    assert load_profiles(tmp_path).n_sites == 4


def test_a_folder_without_a_finished_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"holds no finished run \(run.json is missing\)"):
        load_profiles(tmp_path)


def test_profiles_of_another_run_are_refused(folder: Path, tmp_path: Path) -> None:
    text = (folder / "profiles.csv").read_text()
    (folder / "profiles.csv").write_text(text.replace("S003", "X003"))
    with pytest.raises(OutputError, match=r"its sites are not those of sites.gpkg"):
        load_profiles(folder)


def test_a_damaged_profile_table_is_named(folder: Path) -> None:
    text = (folder / "profiles.csv").read_text()
    (folder / "profiles.csv").write_text(text[: len(text) * 7 // 10])
    with pytest.raises(OutputError, match=r"profiles.csv: cannot be read"):
        load_profiles(folder)


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {here!r}]
from results import make_result, square
from plugin.protocol.errors import OutputError
from plugin.engine.results.outputs import write_result
result = make_result(*square(40))
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    write_result(result, Path(sys.argv[1]))
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a file size limit")
@pytest.mark.parametrize("limit", [20_000, 120_000, 300_000])
def test_a_full_disk_leaves_no_file(tmp_path: Path, limit: int) -> None:
    root = Path(__file__).parents[3]
    script = FULL_DISK.format(root=str(root), here=str(root / "tests" / "helpers"), limit=limit)
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True)
    assert "cannot be written" in done.stdout, done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the size of files")
@pytest.mark.parametrize("most", [30_000, 70_000])
def test_a_disk_that_fills_up_while_the_sites_are_written_is_told(tmp_path: Path, most: int) -> None:
    script = (
        "import resource, signal, sys\nfrom pathlib import Path\nimport numpy as np\n"
        "from plugin.engine.results.outputs import write_result\n"
        "from tests.helpers.results import make_result, square\n"
        "result = make_result(*square(3), surface_vs=np.linspace(100, 300, 9))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "try:\n    write_result(result, Path(sys.argv[1]))\n"
        "except Exception as error:\n    print(type(error).__name__)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "OutputError\n"
    assert list((tmp_path / "out").iterdir()) == []


def test_sites_without_a_place_are_written_without_a_point(tmp_path: Path) -> None:
    write_result(make_result([0.0, np.nan], [0.0, np.nan]), tmp_path)
    sites = load_sites(tmp_path)
    assert sites["site"].tolist() == ["S000", "S001"]
    assert [shape is None for shape in sites.geometry] == [False, True]
