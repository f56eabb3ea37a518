"""Maps that heed barriers: what lies across one says nothing."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from results import DEPTHS, make_result, square
from shapely.geometry import LineString, MultiLineString, Point, Polygon

from plugin.engine.maps.map_plan import plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.maps.plan_words import notes_of, summary_of
from plugin.engine.results.outputs import load_sites, write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.lines import SectionLine, WrittenLine
from plugin.protocol.map_options import MapOptions

EAST = 500_208
FAULT = [(EAST, 4_990_000), (EAST, 5_010_000)]


def lines(path: Path, *shapes: object, crs: str | None = "EPSG:32633") -> tuple[WrittenLine, ...]:
    gpd.GeoDataFrame(geometry=list(shapes), crs=crs).to_file(path)
    return (WrittenLine(str(path)),)


def faulted(folder: Path, **changes: object) -> None:
    x, y = square()
    write_result(make_result(x, y, surface_vs=np.where(x < EAST, 200.0, 400.0), **changes), folder)


def read(folder: Path, name: str = "vs.tif") -> np.ndarray:
    with rasterio.open(folder / name) as raster:
        return raster.read()


def columns(folder: Path) -> np.ndarray:
    with rasterio.open(folder / "vs.tif") as raster:
        return raster.xy(0, np.arange(raster.width))[0] if raster.width else np.empty(0)


@pytest.mark.parametrize(
    "how",
    [
        {"method": "kriging"},
        {"method": "flux"},
        {"method": "flux", "law": "harmonic"},
        {"method": "flux", "law": "edge-preserving"},
    ],
    ids=lambda how: "-".join(how.values()),
)
def test_a_step_at_a_barrier_stays_a_step(tmp_path: Path, how: dict) -> None:
    faulted(tmp_path)
    fault = lines(tmp_path / "fault.gpkg", LineString(FAULT))
    make_maps(tmp_path, MapOptions(figure=False, **how, barriers=fault, resolution=10))
    truth = np.where(columns(tmp_path) < EAST, 200.0, 400.0) * np.array(DEPTHS)[:, None] ** 0.25
    ratio = read(tmp_path) / truth[:, None]
    assert np.nanmax(np.abs(ratio - 1)) < 1e-3
    assert np.isfinite(ratio).any(axis=(1, 2)).all()


def test_without_a_barrier_a_flux_passes_from_one_side_to_the_other(tmp_path: Path) -> None:
    faulted(tmp_path)
    make_maps(tmp_path, MapOptions(method="flux", resolution=10))
    beside = np.argmin(np.abs(columns(tmp_path) - EAST))
    assert 215 < np.nanmean(read(tmp_path)[0, :, beside]) / 2**0.25 < 390


def test_barriers_come_in_any_system_and_from_a_layer(tmp_path: Path) -> None:
    faulted(tmp_path)
    there = gpd.GeoSeries([LineString(FAULT)], crs="EPSG:32633").to_crs("EPSG:4326")[0]
    given = {
        "file": lines(tmp_path / "fault.geojson", there, crs="EPSG:4326"),
        "layer": (SectionLine(tuple(map(tuple, there.coords)), "EPSG:4326", "faults"),),
        "no system": lines(tmp_path / "fault.shp", LineString(FAULT), crs=None),
    }
    for name, fault in given.items():
        make_maps(tmp_path, MapOptions(method="flux", barriers=fault, resolution=10))
        truth = np.where(columns(tmp_path) < EAST, 200.0, 400.0) * 2**0.25
        assert np.nanmax(np.abs(read(tmp_path)[0] / truth - 1)) < 1e-3, name


def test_the_outline_of_a_polygon_is_a_barrier_and_what_has_no_site_stays_empty(tmp_path: Path) -> None:
    faulted(tmp_path)
    hole = Polygon([(500_115, 5_000_115), (500_185, 5_000_115), (500_185, 5_000_185), (500_115, 5_000_185)])
    barriers = lines(tmp_path / "lake.gpkg", hole, Point(500_000, 5_000_000))
    options = MapOptions(method="flux", barriers=barriers, resolution=10)
    make_maps(tmp_path, options)
    with rasterio.open(tmp_path / "vs.tif") as vs, rasterio.open(tmp_path / "distance.tif") as distance:
        inside, outside = (500_150, 5_000_150), (500_150, 5_000_205)
        values = [row[0] for row in vs.sample([inside, outside])]
        assert np.isnan(values[0]) and np.isfinite(values[1])
        assert np.isnan([row[0] for row in distance.sample([inside])]).all()
    notes = " ".join(notes_of(plan_map(load_sites(tmp_path), tmp_path, options)))
    assert "1 of the 2 parts into which barriers cut the map have no site and stay empty" in notes


def test_a_site_that_is_cut_off_keeps_to_its_own_part(tmp_path: Path) -> None:
    x, y = square()
    surface = np.full(len(x), 200.0)
    surface[12] = 300.0
    write_result(make_result(x, y, surface_vs=surface), tmp_path)
    ring = LineString(Point(x[12], y[12]).buffer(55).exterior.coords)
    make_maps(
        tmp_path,
        MapOptions(method="flux", barriers=lines(tmp_path / "r.gpkg", ring), resolution=10),
    )
    with rasterio.open(tmp_path / "vs.tif") as vs:
        near = [row[0] / 2**0.25 for row in vs.sample([(x[12] + 41, y[12]), (x[12] + 69, y[12])])]
    assert near == pytest.approx([300, 200], rel=1e-3)


def test_what_is_said_of_barriers(tmp_path: Path) -> None:
    faulted(tmp_path)
    shapes = [
        LineString([(500_050, 5_000_050), (500_050, 5_000_150)]),
        LineString([(500_052, 5_000_150), (500_350, 5_000_350), (500_350, 5_000_150), (500_060, 5_000_300)]),
        LineString([(600_000, 5_000_000), (600_000, 5_000_100)]),
        LineString([(500_300, 5_000_000), (500_300, 5_000_050)]),
    ]
    options = MapOptions(
        figure=False, method="flux", barriers=lines(tmp_path / "many.gpkg", *shapes), resolution=10
    )
    plan = plan_map(load_sites(tmp_path), tmp_path, options)
    notes = " ".join(notes_of(plan))
    assert "1 gap of less than a cell in the barriers closed" in notes
    assert "values go on around 4 ends of barriers in the map" in notes
    assert "1 site within half a cell of a barrier: S003" in notes
    make_maps(tmp_path, options)
    told = json.loads((tmp_path / "maps.json").read_text())
    assert told["barriers"]["lines"] == 4 and told["barriers"]["outside_the_map"] == 1
    assert told["method"] == "flux" and told["law"] == "smooth" and len(told["strength"]) == len(DEPTHS)
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert vs.tags()["INTERPOLATION"] == "smooth flux, of logarithms" and vs.tags()["BARRIERS"] == "3"


def test_barriers_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    faulted(tmp_path)
    far = lines(tmp_path / "far.gpkg", LineString([(0, 0), (1, 1)]))
    plan = plan_map(load_sites(tmp_path), tmp_path, MapOptions(method="flux", barriers=far))
    assert "no barrier lies in the map (is their coordinate system right?)" in notes_of(plan)
    points = lines(tmp_path / "points.gpkg", Point(1, 2))
    (tmp_path / "text.txt").write_text("no lines")
    for barriers, why in (
        (points, "points.gpkg: hold no line"),
        ((WrittenLine(str(tmp_path / "gone.shp")),), "gone.shp: no such file"),
        ((WrittenLine(str(tmp_path / "text.txt")),), "text.txt: cannot be read as a vector file"),
    ):
        with pytest.raises(OutputError, match=why):
            make_maps(tmp_path, MapOptions(method="flux", barriers=barriers))
    with pytest.raises(OutputError, match="linear interpolation knows no barriers: choose kriging or flux"):
        make_maps(tmp_path, MapOptions(figure=False, method="linear", barriers=far))


def test_lines_with_pieces_that_repeat_or_stand_still_do_no_harm(tmp_path: Path) -> None:
    faulted(tmp_path)
    stuttering = LineString([FAULT[0], FAULT[0], (EAST, 5_000_000), (EAST, 5_000_000), FAULT[1]])
    both = MultiLineString([stuttering, LineString(FAULT)])
    make_maps(
        tmp_path,
        MapOptions(method="flux", barriers=lines(tmp_path / "s.gpkg", both), resolution=10),
    )
    truth = np.where(columns(tmp_path) < EAST, 200.0, 400.0) * 2**0.25
    assert np.nanmax(np.abs(read(tmp_path)[0] / truth - 1)) < 1e-3


def test_a_flux_gives_bands_as_kriging_does(tmp_path: Path) -> None:
    x, y = square()
    surface = 200 * np.exp(np.random.default_rng(1).normal(0, 0.3, len(x)))
    write_result(make_result(x, y, surface_vs=surface), tmp_path)
    make_maps(tmp_path, MapOptions(method="flux", resolution=10))
    low, vs, high = (np.log(read(tmp_path, f"vs{end}.tif")[0]) for end in ("_p05", "", "_p95"))
    known = np.isfinite(vs)
    assert np.allclose((low + high)[known], 2 * vs[known], atol=1e-4)
    distance = read(tmp_path, "distance.tif")[0]
    width = (high - low)[known]
    near, far = (width[mask[known]].mean() for mask in (distance < 15, distance > 100))
    assert near > 3.28 * 0.1 and far > 1.1 * near
    assert np.isfinite(read(tmp_path, "vs30.tif")).any() and (tmp_path / "vs30_p05.tif").exists()


@pytest.mark.parametrize("n", [1, 2, 5])
def test_few_sites_are_enough_for_a_flux(tmp_path: Path, n: int) -> None:
    x, y = square()
    write_result(make_result(x[:n], y[:n], surface_vs=np.linspace(200, 300, n)), tmp_path)
    for law, beyond in (("harmonic", 1), ("smooth", 40)):
        make_maps(tmp_path, MapOptions(method="flux", law=law))
        vs = read(tmp_path)[0] / 2**0.25
        assert 200 - beyond < np.nanmin(vs) <= np.nanmax(vs) < 300 + beyond


def test_depths_that_no_site_resolves_leave_an_empty_map_of_a_flux_too(tmp_path: Path) -> None:
    faulted(tmp_path)
    make_maps(tmp_path, MapOptions(method="flux", depths=(10.0, 30.0)))
    ten, thirty = read(tmp_path)
    assert np.isfinite(ten).any() and np.isnan(thirty).all()
    make_maps(tmp_path, MapOptions(method="flux", depths=(30.0,)))
    assert np.isnan(read(tmp_path)).all()


def test_too_few_sites_for_kriging_still_heed_barriers(tmp_path: Path) -> None:
    x, y = (axis[::5] for axis in square())
    write_result(make_result(x, y, surface_vs=np.where(y < 5_000_208, 200.0, 400.0)), tmp_path)
    north = LineString([(490_000, 5_000_208), (510_000, 5_000_208)])
    options = MapOptions(figure=False, barriers=lines(tmp_path / "fault.gpkg", north), resolution=10)
    assert "smooth flux (kriging needs 8 sites)" in summary_of(
        plan_map(load_sites(tmp_path), tmp_path, options)
    )
    make_maps(tmp_path, options)
    vs = read(tmp_path)[0] / 2**0.25
    known = vs[np.isfinite(vs)]
    assert ((np.abs(known - 200) < 1) | (np.abs(known - 400) < 1)).all()
    assert json.loads((tmp_path / "maps.json").read_text())["method"] == "flux"


@pytest.mark.parametrize("method", ["kriging", "flux"])
def test_depths_that_are_known_across_a_barrier_say_nothing_of_this_side(tmp_path: Path, method: str) -> None:
    x, _ = square()
    known = np.where((x < EAST)[:, None], [8.0, 9.0, 10.0], np.nan)
    faulted(tmp_path, z1_0=known)
    fault = lines(tmp_path / "fault.gpkg", LineString(FAULT))
    make_maps(
        tmp_path, MapOptions(figure=False, contours=False, method=method, barriers=fault, resolution=40)
    )
    depth, here = read(tmp_path, "z1_0.tif")[0], columns(tmp_path) < EAST
    assert np.nanmax(np.abs(depth[:, here] / 9 - 1)) < 1e-3
    assert np.isnan(depth[:, ~here]).all()
