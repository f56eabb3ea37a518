"""The demo runs from survey to QGIS project, and measures its own error."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import rasterio
from rasterio.transform import from_origin

from plugin.engine.reading.survey_file import read_survey
from tools.demo import main
from tools.demo_line import axis_of, longest_axis
from tools.demo_truth import Comparison, compare

ROOT = Path(__file__).parents[2]
RESULTS = (
    "vs.tif",
    "vs_sigma.tif",
    "section.tif",
    "section.gpkg",
    "sites.gpkg",
    "profiles.csv",
    "vs_map.png",
)


def project_text(out: Path) -> str:
    with zipfile.ZipFile(out / "vs_map.qgz") as archive:
        return archive.read("vs_map.qgs").decode()


def test_the_demo_maps_the_example_and_states_its_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.demo", "--out", str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert all((tmp_path / name).stat().st_size > 0 for name in RESULTS)
    assert "Median error" in done.stdout
    text = project_text(tmp_path)
    assert "./vs.tif" in text
    assert str(tmp_path) not in text


def test_the_demo_draws_its_own_line_through_another_survey(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pd.read_csv(ROOT / "resources" / "examples" / "near_surface_valley.csv")
    survey = tmp_path / "mine.csv"
    table[table["site"].isin(table["site"].unique()[:12])].to_csv(survey, index=False)
    assert main([str(survey), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "section.tif").stat().st_size > 0
    assert "Median error" not in capsys.readouterr().out


def test_an_unreadable_survey_gives_one_line_and_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    assert main([str(tmp_path / "bad.csv"), "--out", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "bad.csv" in line


def test_the_longest_axis_of_points_on_a_line_is_the_line() -> None:
    along = np.array([3.0, 0.0, 1.0, 5.0])
    ends = axis_of(np.column_stack([1.0 + 3.0 * along, 2.0 + 4.0 * along]))
    assert np.allclose(ends[np.argsort(ends[:, 0])], [[1.0, 2.0], [16.0, 22.0]])


def test_the_line_of_a_geographic_survey_is_longest_in_kilometres_not_in_degrees() -> None:
    # 9.5 by 7 degrees are 710 by 780 km there.
    survey = read_survey(ROOT / "resources" / "examples" / "crustal_grid.csv")
    line = longest_axis(survey)
    assert line.crs == "EPSG:4326"
    ends = line.coordinates[np.argsort(line.coordinates[:, 1])]
    assert ends == pytest.approx(np.array([[16.75, 44.0], [16.75, 51.0]]), abs=0.01)


def write_raster(path: Path, value: float, cell: float) -> Path:
    values = np.full((1, int(100 / cell), int(100 / cell)), value, dtype=np.float32)
    values[0, 0, 0] = np.nan
    size = {"width": values.shape[2], "height": values.shape[1], "count": 1, "dtype": "float32"}
    place = {"crs": "EPSG:32633", "transform": from_origin(0.0, 100.0, cell, cell), "nodata": np.nan}
    with rasterio.open(path, "w", driver="GTiff", **size, **place) as raster:
        raster.write(values)
        raster.descriptions = ["Vs 10 m"]
    return path


def test_the_error_of_a_map_five_percent_high_is_five_percent_on_any_grid(tmp_path: Path) -> None:
    mapped = write_raster(tmp_path / "vs.tif", 210.0, 10.0)
    truth = write_raster(tmp_path / "truth.tif", 200.0, 25.0)
    comparison = compare(mapped, truth)
    assert comparison.depths.tolist() == [10.0]
    assert comparison.overall == pytest.approx(0.05, abs=1e-6)


def test_the_depth_shown_is_the_well_covered_one_with_the_strongest_relief() -> None:
    depths, cells, relief = np.array([5.0, 10.0, 20.0]), np.array([100, 90, 10]), np.array([0.1, 0.4, 0.9])
    assert Comparison(depths, np.zeros(3), cells, relief, 0.0).most_telling() == 10.0
