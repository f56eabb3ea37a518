"""Contours and areas of maps: round values, exact borders, in the system of the maps."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from results import DEPTHS, make_result, square
from shapely.geometry import Point

from plugin.engine.maps.map_layers import round_levels
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.manifest import Manifest, description_of_run, descriptions
from plugin.protocol.map_options import MapOptions


def plane(x: np.ndarray) -> np.ndarray:
    return 200 * np.exp((x - 500_000) / 1000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x, y = square()
    write_result(make_result(x, y, surface_vs=plane(x)), tmp_path)
    return tmp_path


def test_contours_lie_where_the_map_has_their_values(folder: Path) -> None:
    assert {folder / "contours.gpkg", folder / "reach.gpkg"} <= set(
        make_maps(folder, MapOptions(figure=False, resolution=20))
    )
    lines = gpd.read_file(folder / "contours.gpkg", layer="contours")
    assert list(lines.columns) == ["depth_m", "vs_m_s", "geometry"] and lines.crs.to_epsg() == 32633
    assert sorted(set(lines.depth_m)) == list(DEPTHS)
    of_five = lines[lines.depth_m == 5.0]
    assert {300, 400} <= set(of_five.vs_m_s)
    for value, line in zip(of_five.vs_m_s, of_five.geometry):
        x, y = np.array(line.coords).T
        inside = (x > 500_000) & (x < 500_400) & (y > 5_000_000) & (y < 5_000_400)
        assert plane(x[inside]) * 5**0.25 == pytest.approx(value, rel=0.02)


def test_levels_are_round_and_some_eight() -> None:
    assert round_levels(251.0, 433.0) == [300, 350, 400]
    assert round_levels(150.0, 900.0) == [150, 200, 300, 400, 500, 600, 800]
    assert round_levels(3.1e3, 3.5e3) == [3100, 3150, 3200, 3250, 3300, 3350, 3400, 3450, 3500]
    assert round_levels(300.001, 300.002) == []


def test_even_ground_has_no_contours_and_the_layer_is_there(tmp_path: Path) -> None:
    write_result(make_result(*square()), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    lines = gpd.read_file(tmp_path / "contours.gpkg")
    assert len(lines) == 0 and list(lines.columns) == ["depth_m", "vs_m_s", "geometry"]


@pytest.mark.parametrize("method", ["kriging", "idw"])
def test_areas_are_the_cells_that_are_drawn_by_their_uncertainty(folder: Path, method: str) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=20, method=method, max_distance=150))
    areas = gpd.read_file(folder / "reach.gpkg", layer="uncertainty")
    with rasterio.open(folder / "vs.tif") as vs, rasterio.open(folder / "vs_sigma.tif") as sigma:
        share = 100 * sigma.read(2) / vs.read(2)
    own = areas[areas.depth_m == DEPTHS[1]]
    assert own.area.sum() == np.isfinite(share).sum() * 400
    for _, row in own.iterrows():
        high = row.to_pct if np.isfinite(row.to_pct) else np.inf
        assert row.geometry.area == ((share >= row.from_pct) & (share < high)).sum() * 400
    assert set(areas.from_pct) <= {0, 5, 10, 20, 30, 50}


def test_the_reach_of_sites_is_an_area_of_its_own(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=20, max_distance=150))
    near = gpd.read_file(folder / "reach.gpkg", layer="distance")
    assert near.within_m.tolist() == [150]
    with rasterio.open(folder / "distance.tif") as distance:
        assert near.area.sum() == (distance.read(1) <= 150).sum() * 400


def test_layers_name_their_run_and_go_when_they_are_not_wanted(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False))
    for file in ("contours.gpkg", "reach.gpkg"):
        assert set(descriptions(folder / file)) == {description_of_run(folder)}
        assert file in Manifest.read(folder).sets["maps"]
    make_maps(folder, MapOptions(figure=False, contours=False))
    assert not (folder / "contours.gpkg").exists() and not (folder / "reach.gpkg").exists()


def test_across_the_date_line_and_around_a_pole_areas_are_whole(tmp_path: Path) -> None:
    steps = np.arange(5) * 0.02 - 0.04
    lon, lat = (axis.ravel() for axis in np.meshgrid((180 + steps + 180) % 360 - 180, 60 + steps))
    around = np.linspace(-180, 180, 24, endpoint=False)
    for name, x, y in (("line", lon, lat), ("pole", around, np.full(24, 85.0))):
        folder = tmp_path / name
        folder.mkdir()
        write_result(make_result(x, y, crs="EPSG:4326"), folder)
        make_maps(folder, MapOptions(figure=False, resolution=None))
        near = gpd.read_file(folder / "reach.gpkg", layer="distance")
        with rasterio.open(folder / "distance.tif") as distance:
            reached = (distance.read(1) <= near.within_m[0]).sum()
            assert near.crs == distance.crs
            assert near.area.sum() == pytest.approx(reached * distance.res[0] ** 2)
        assert len(near.geometry[0].geoms) == 1
        sites = gpd.read_file(folder / "sites.gpkg").to_crs(near.crs)
        assert near.geometry[0].buffer(1).contains(sites.union_all())
        assert not near.geometry[0].contains(Point(0, 0))  # the pole itself is beyond the reach


def test_a_map_of_degrees_has_layers_that_lie_beside_it(tmp_path: Path) -> None:
    lon, lat = (axis.ravel() for axis in np.meshgrid([179.8, 179.9, -180.0, -179.9], [1.0, 1.1, 1.2]))
    write_result(make_result(lon, lat, crs="EPSG:4326", surface_vs=200 + 100 * (lat - 1)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, crs="EPSG:4326"))
    near = gpd.read_file(tmp_path / "reach.gpkg", layer="distance")
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert vs.bounds.left < near.total_bounds[0] + vs.res[0] and vs.bounds.right > 180
        assert near.total_bounds[2] > 180.1
