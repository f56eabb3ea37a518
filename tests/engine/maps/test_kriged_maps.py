"""Kriged maps: smooth, true to what is plain, and less sure the farther a site is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import DEPTHS, SPREAD, make_result, square

from plugin.engine.maps.map_plan import plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.maps.plan_words import summary_of
from plugin.engine.profiles import mean_velocity
from plugin.engine.results.outputs import load_sites, write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions


def plane(x: np.ndarray) -> np.ndarray:
    return 200 * np.exp((x - 500_000) / 1000)


def read(folder: Path, name: str) -> np.ndarray:
    with rasterio.open(folder / name) as raster:
        return raster.read()


def about(profiles: object, spread: tuple[float, ...]) -> object:
    return replace(profiles, quantiles=profiles.vs[..., None] * np.exp(spread))


def test_even_ground_stays_even(tmp_path: Path) -> None:
    write_result(make_result(*square()), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    vs = read(tmp_path, "vs.tif")
    truth = 200 * np.array(DEPTHS)[:, None, None] ** 0.25
    assert np.nanmax(np.abs(vs / truth - 1)) < 1e-5


def test_ground_that_rises_evenly_is_mapped_so_between_the_sites(tmp_path: Path) -> None:
    x, y = square()
    write_result(make_result(x, y, surface_vs=plane(x)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        for x_cell in (500_110.0, 500_210.0, 500_290.0):
            truth = plane(np.array(x_cell)) * np.array(DEPTHS) ** 0.25
            assert next(vs.sample([(x_cell, 5_000_210)])) == pytest.approx(truth, rel=5e-3)


def test_a_site_that_is_sure_of_itself_is_met(tmp_path: Path) -> None:
    x, y = square(4)
    surface = 200 * np.exp(0.3 * np.sin(x / 90) + 0.2 * np.cos(y / 120))
    result = make_result(x, y, surface_vs=surface)
    exact = about(result.profiles, tuple(1e-4 * value for value in SPREAD))
    write_result(replace(result, profiles=exact), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=4))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        at_sites = np.array(list(vs.sample(zip(x + 2, y + 2))))[:, 0]
    assert np.abs(np.log(at_sites / (surface * 2**0.25))).max() < 0.03


def test_what_is_symmetric_is_mapped_so(tmp_path: Path) -> None:
    x, y = square()
    surface = 200 * np.exp(-(((x - 500_200) / 150) ** 2) - ((y - 5_000_200) / 150) ** 2)
    write_result(make_result(x, y, surface_vs=surface), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20))
    for name in ("vs.tif", "vs_sigma.tif"):
        raster = read(tmp_path, name)
        for turned in (raster[:, ::-1], raster[:, :, ::-1], raster.transpose(0, 2, 1)):
            assert np.allclose(raster, turned, rtol=1e-4, equal_nan=True)


def test_bands_widen_away_from_the_sites_and_hold_the_map_between_them(tmp_path: Path) -> None:
    x, y = square()
    surface = 200 * np.exp(np.random.default_rng(1).normal(0, 0.3, len(x)))
    write_result(make_result(x, y, surface_vs=surface), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=10))
    low, vs, high = (np.log(read(tmp_path, f"vs{end}.tif")[0]) for end in ("_p05", "", "_p95"))
    distance = read(tmp_path, "distance.tif")[0]
    known = np.isfinite(vs)
    assert np.allclose((low + high)[known], 2 * vs[known], atol=1e-4)
    width = (high - low)[known]
    near, far = (width[mask[known]].mean() for mask in (distance < 15, distance > 100))
    assert near > 3.28 * 0.1  # the sites' own bands stay in
    assert far > 1.3 * near
    sigma = read(tmp_path, "vs_sigma.tif")[0][known]
    p16, p84 = (read(tmp_path, f"vs_p{percent}.tif")[0][known] for percent in (16, 84))
    assert np.allclose(sigma, (p84 - p16) / 2, rtol=1e-4)


def test_cells_that_are_too_uncertain_stay_empty_where_asked_for(tmp_path: Path) -> None:
    x, y = square()
    surface = 200 * np.exp(np.random.default_rng(1).normal(0, 0.3, len(x)))
    write_result(make_result(x, y, surface_vs=surface), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20))
    low, high = (np.log(read(tmp_path, f"vs_p{percent}.tif")) for percent in (16, 84))
    deviation = (high - low) / 2 / 0.994
    limit = float(np.nanmedian(deviation))
    make_maps(tmp_path, MapOptions(figure=False, resolution=20, max_sigma=limit))
    drawn = np.isfinite(read(tmp_path, "vs.tif"))
    sure = np.nan_to_num(deviation, nan=np.inf) <= limit
    assert (drawn != sure).mean() < 0.01 and 0.2 < drawn.mean() < 0.8
    with pytest.raises(OutputError, match="only kriging and flux know how uncertain cells are"):
        make_maps(tmp_path, MapOptions(figure=False, method="linear", max_sigma=0.2))


def test_a_depth_is_drawn_around_the_sites_that_know_it(tmp_path: Path) -> None:
    x, y = square()
    result = make_result(x, y)
    deep = np.where(x < 500_150, 20.0, 8.0)
    write_result(replace(result, profiles=replace(result.profiles, trusted_max=deep)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20, max_distance=80))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        ten_metres = DEPTHS.index(10.0)
        values = [next(vs.sample([(place, 5_000_210)]))[ten_metres] for place in (500_090, 500_170, 500_190)]
    assert list(np.isfinite(values)) == [True, True, False]


def test_a_velocity_that_is_not_reached_leaves_a_bound(tmp_path: Path) -> None:
    x, y = square()
    shallow = x < 500_250
    z1_0 = np.where(shallow[:, None], [8.0, 9.0, 10.0], np.nan)
    write_result(make_result(x, y, surface_vs=np.where(shallow, 500.0, 200.0), z1_0=z1_0), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20))
    middle, low, high = (read(tmp_path, f"z1_0{end}.tif")[0] for end in ("", "_p05", "_p95"))
    with rasterio.open(tmp_path / "z1_0.tif") as raster:
        near, far = raster.index(500_010, 5_000_210), raster.index(500_390, 5_000_210)
    assert middle[near] == pytest.approx(9, rel=0.05)
    assert low[near] < middle[near] < high[near] < 15
    assert np.isnan(middle[far]) and np.isnan(high[far]) and 15 < low[far] <= 20


def test_few_sites_are_interpolated_linearly_and_told_so(tmp_path: Path) -> None:
    x, y = square(3)
    write_result(make_result(x[:7], y[:7], surface_vs=plane(x[:7])), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    plan = plan_map(load_sites(tmp_path), tmp_path, MapOptions(figure=False))
    assert "; linear interpolation (kriging needs 8 sites) of log Vs between 7 sites; " in summary_of(plan)
    assert json.loads((tmp_path / "maps.json").read_text())["method"] == "linear"
    assert not (tmp_path / "vs_p05.tif").exists()


def test_the_record_of_the_maps_tells_of_the_model(tmp_path: Path) -> None:
    x, y = square()
    write_result(make_result(x, y, surface_vs=200 * np.exp(np.sin(x / 150))), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    told = json.loads((tmp_path / "maps.json").read_text())
    assert told["method"] == "kriging" and told["sites"] == 25 and told["crs"] == "EPSG:32633"
    assert told["smoothness"] == 1.0 and told["depths_m"] == list(DEPTHS)
    for name in ("range_m", "range_along_over_across", "deviation_ln", "alpha", "nugget_deviation_ln"):
        assert len(told[name]) == len(DEPTHS) and min(told[name]) > 0
    assert min(told["range_along_over_across"]) > 2  # the ground changes along x alone
    assert told["azimuth_of_longest_range"] == pytest.approx([0.0] * len(DEPTHS), abs=1.0)
    assert set(told["left_out_blocks"]) == {"error", "linear_error", "inside_90", "n_values"}
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert vs.tags()["INTERPOLATION"] == "kriging, of logarithms"
        assert [float(value) for value in vs.tags()["RANGE_M"].split()] == told["range_m"]
        for tag in ("RANGE_ALONG_OVER_ACROSS", "AZIMUTH_OF_LONGEST_RANGE"):
            assert [float(value) for value in vs.tags()[tag].split()] == told[tag.lower()]


def test_depths_that_no_site_resolves_leave_an_empty_map(tmp_path: Path) -> None:
    write_result(make_result(*square()), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, depths=(30.0,)))
    assert np.isnan(read(tmp_path, "vs.tif")).all()
    assert json.loads((tmp_path / "maps.json").read_text())["method"] == "linear"


DEEP = (2.0, 5.0, 10.0, 20.0, 30.0, 50.0)


def test_vs30_is_that_of_the_profiles_whatever_depths_are_shown(tmp_path: Path) -> None:
    x, y = square()
    write_result(make_result(x, y, surface_vs=plane(x), depths=DEEP, wavelengths=(8.0, 100.0)), tmp_path)
    maps = []
    for depths in (None, (5.0,)):
        make_maps(tmp_path, MapOptions(figure=False, resolution=20, depths=depths))
        maps.append([read(tmp_path, f"vs30{end}.tif") for end in ("_p05", "", "_p95")])
    depth, cell = np.array(DEEP), 500_210.0
    truth = mean_velocity(depth, plane(np.array(cell)) * depth**0.25, 30.0)
    with rasterio.open(tmp_path / "vs30.tif") as raster:
        assert next(raster.sample([(cell, 5_000_210)]))[0] == pytest.approx(truth, rel=5e-3)
    low, middle, high = np.log(maps[0])
    assert np.nanmax(np.abs(low + high - 2 * middle)) < 1e-4
    known = np.isfinite(middle)
    assert (high - low)[known].min() / 3.29 > 0.03 and (high - low)[known].max() / 3.29 < 0.1
    assert np.allclose(maps[0], maps[1], rtol=2e-3, equal_nan=True)


def test_vs30_is_drawn_around_the_sites_that_know_30_metres(tmp_path: Path) -> None:
    x, y = square()
    vs30 = np.where(x[:, None] < 500_150, [300.0, 400.0, 500.0], np.nan)  # else no law goes down so far
    result = make_result(x, y, depths=DEEP, wavelengths=(8.0, 100.0), vs30=vs30)
    deep = np.where(x < 500_150, 50.0, 25.0)
    write_result(replace(result, profiles=replace(result.profiles, trusted_max=deep)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20, max_distance=80))
    with rasterio.open(tmp_path / "vs30.tif") as raster:
        values = [next(raster.sample([(place, 5_000_210)]))[0] for place in (500_090, 500_170, 500_190)]
    assert list(np.isfinite(values)) == [True, True, False]


def test_vs30_of_profiles_that_end_above_30_metres_is_that_of_the_sites(tmp_path: Path) -> None:
    write_result(make_result(*square()), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    assert np.nanmax(np.abs(read(tmp_path, "vs30.tif") / 400 - 1)) < 1e-5
