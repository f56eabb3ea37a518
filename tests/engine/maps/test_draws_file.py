"""Drawn maps in a file: as many as asked for, masked as the map is, and read by others."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import DEPTHS, make_result, square
from scipy.io import netcdf_file

from plugin.engine.maps import draws_file
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    x, y = square()
    surface = 200 * np.exp(np.random.default_rng(1).normal(0, 0.3, len(x)))
    write_result(make_result(x, y, surface_vs=surface), folder)
    paths = make_maps(folder, MapOptions(figure=False, resolution=20, max_distance=150, draws=40))
    assert folder / "vs_draws.nc" in paths
    return folder


def drawn(folder: Path) -> np.ndarray:
    with netcdf_file(folder / "vs_draws.nc", mmap=False) as file:
        return np.array(file.variables["vs"].data, dtype=float)


def test_axes_units_and_system_are_those_of_the_map(folder: Path) -> None:
    with netcdf_file(folder / "vs_draws.nc", mmap=False) as file, rasterio.open(folder / "vs.tif") as vs:
        assert file.variables["vs"].shape == (40, 4, vs.height, vs.width)
        assert file.variables["vs"].units == b"m s-1"
        assert file.variables["depth"].data.tolist() == list(DEPTHS)
        assert (file.variables["x"].data[0], file.variables["y"].data[0]) == vs.xy(0, 0)
        assert (file.variables["x"].data[-1], file.variables["y"].data[-1]) == vs.xy(
            vs.height - 1, vs.width - 1
        )
        assert file.variables["x"].units == b"m"
        bounds, crs = vs.bounds, vs.crs
    with rasterio.open(f"netcdf:{folder / 'vs_draws.nc'}:vs") as read:
        assert read.count == 40 * 4 and read.crs == crs
        assert tuple(read.bounds) == pytest.approx(tuple(bounds))
        assert np.array_equal(read.read(1), drawn(folder)[0, 0].astype(np.float32), equal_nan=True)


def test_draws_scatter_about_the_map_as_its_bands_say(folder: Path) -> None:
    with rasterio.open(folder / "vs.tif") as vs, rasterio.open(folder / "vs_p95.tif") as high:
        middle, width = np.log(vs.read()), np.log(high.read() / vs.read()) / 1.645
    logs = np.log(drawn(folder))
    assert np.array_equal(np.isfinite(logs).all(axis=0), np.isfinite(middle))
    away = (logs - middle) / width
    assert np.nanmean(away) == pytest.approx(0, abs=0.1)
    assert np.nanstd(away) == pytest.approx(1, abs=0.1)


def test_many_are_written_some_at_a_time_with_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drawn(folder)
    monkeypatch.setattr(draws_file, "_ROOM", 20_000)
    make_maps(folder, MapOptions(figure=False, resolution=20, max_distance=150, draws=40))
    assert np.array_equal(drawn(folder), before, equal_nan=True)
    monkeypatch.setattr(draws_file, "most_at_once", lambda model: 7)
    make_maps(folder, MapOptions(figure=False, resolution=20, max_distance=150, draws=40))
    assert drawn(folder) == pytest.approx(before, rel=1e-5, nan_ok=True)
    assert json.loads((folder / "maps.json").read_text())["draws"] == 40


def test_maps_without_draws_take_the_file_away(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=20))
    assert not (folder / "vs_draws.nc").exists()


def test_what_cannot_be_drawn_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = square(3)
    write_result(make_result(x, y), tmp_path)
    with pytest.raises(OutputError, match="only kriging draws maps"):
        make_maps(tmp_path, MapOptions(figure=False, method="idw", draws=3))
    monkeypatch.setattr(draws_file, "_LARGEST", 1000)
    with pytest.raises(
        OutputError, match=r"one draw of [0-9,]+ cells at 4 depths takes .* coarser resolution"
    ):
        make_maps(tmp_path, MapOptions(figure=False, draws=3))
    assert not (tmp_path / "vs.tif").exists()
    write_result(make_result(x[:5], y[:5]), tmp_path)
    with pytest.raises(OutputError, match="drawn maps need kriging, which needs 8 sites"):
        make_maps(tmp_path, MapOptions(figure=False, draws=3))
