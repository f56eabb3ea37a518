"""Maps: GeoTIFFs that carry what they show, drawn only where sites support them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import Geod
from results import DEPTHS, SPREAD, make_result, square

from plugin.engine.maps.map_plan import plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.maps.plan_words import summary_of
from plugin.engine.positions import parse_crs, reproject
from plugin.engine.results.outputs import load_sites, write_result
from plugin.protocol.errors import Cancelled, OutputError
from plugin.protocol.map_options import MapOptions, Method
from plugin.protocol.progress import Monitor


def surface(x: np.ndarray) -> np.ndarray:
    """Vs at 1 m depth: its logarithm rises linearly eastwards."""
    return 200 * np.exp((x - 500_000) / 1000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x, y = square()
    write_result(make_result(x, y, surface_vs=surface(x)), tmp_path)
    return tmp_path


LINES = {"contours.gpkg", "reach.gpkg"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.tif")}


def test_the_rasters_say_what_they_hold(folder: Path) -> None:
    paths = make_maps(folder, MapOptions(resolution=20))
    quantiles = {f"vs_p{percent}.tif" for percent in ("05", "16", "84", "95")}
    assert {path.name for path in paths} == quantiles | LINES | {"map_model.png", "map_model.svg"} | {
        "map_sites.csv",
        *("vs.tif", "vs_sigma.tif", "distance.tif", "vs30.tif", "vs30_p05.tif", "vs30_p95.tif", "chi.tif"),
        "vs30_carried.tif",
        *("class_asce7_22.tif", "p_asce7_22.tif", "class_asce7_16.tif", "p_asce7_16.tif"),
    }
    with rasterio.open(folder / "vs.tif") as raster:
        assert raster.descriptions == ("Vs 2 m", "Vs 5 m", "Vs 10 m", "Vs 20 m")
        assert raster.units == ("m/s",) * 4
        assert raster.crs.to_epsg() == 32633
        assert raster.res == (20, 20)
        assert np.isnan(raster.nodata)
        assert raster.dtypes == ("float32",) * 4
        assert raster.profile["tiled"] and raster.profile["compress"] == "deflate"
        assert raster.tags()["MASK_DISTANCE_M"] == "150"
    with rasterio.open(folder / "distance.tif") as raster:
        assert raster.units == ("m",)


def test_interpolation_between_sites_is_linear_in_log_velocity_where_asked_for(folder: Path) -> None:
    paths = make_maps(folder, MapOptions(figure=False, resolution=20, method="linear"))
    rasters = {"vs.tif", "vs_sigma.tif", "distance.tif", "vs30.tif", "vs30_carried.tif", "chi.tif"}
    assert {path.name for path in paths} == rasters | LINES | {"map_sites.csv"}
    with rasterio.open(folder / "vs.tif") as vs, rasterio.open(folder / "vs_sigma.tif") as sigma:
        for x in (500_010, 500_130, 500_390):
            truth = surface(np.array(x)) * np.array(DEPTHS) ** 0.25
            half_width = (np.exp(SPREAD[3]) - np.exp(SPREAD[1])) / 2
            assert next(vs.sample([(x, 5_000_210)])) == pytest.approx(truth, rel=2e-5)
            assert next(sigma.sample([(x, 5_000_210)])) == pytest.approx(truth * half_width, rel=2e-5)


def test_cells_beyond_the_mask_distance_are_empty_and_all_others_filled(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=10, max_distance=80))
    with rasterio.open(folder / "vs.tif") as vs, rasterio.open(folder / "distance.tif") as distance:
        assert np.array_equal(np.isfinite(vs.read(1)), distance.read(1) <= 80)
        x, y = square()
        assert next(distance.sample([(x[0] - 45, y[0] + 5)]))[0] == pytest.approx(np.hypot(45, 5))


def test_by_default_a_regular_grid_is_filled_without_gaps(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False))
    with rasterio.open(folder / "vs.tif") as vs:
        inside = vs.read(1, window=vs.window(500_000, 5_000_000, 500_400, 5_000_400))
        assert np.isfinite(inside).all()
        assert vs.res[0] == 20


@pytest.mark.parametrize(("keep", "filled"), [(False, [True, True, False]), (True, [True, True, True])])
def test_untrusted_depths_are_masked_unless_asked_for(tmp_path: Path, keep: bool, filled: list[bool]) -> None:
    write_result(make_result(*square(), depths=(2, 20, 50)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=50, keep_untrusted=keep))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert [bool(np.isfinite(vs.read(band)).any()) for band in (1, 2, 3)] == filled


def test_depths_can_be_chosen_between_those_inverted_for(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=50, depths=(4.0, 30.0), method="linear"))
    with rasterio.open(folder / "vs.tif") as vs:
        assert vs.descriptions == ("Vs 4 m", "Vs 30 m")
        truth = surface(np.array(500_025)) * 4**0.25
        assert next(vs.sample([(500_025, 5_000_225)]))[0] == pytest.approx(truth, rel=2e-5)
        assert np.isnan(vs.read(2)).all()


def test_reprojected_maps_lie_where_the_sites_are(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, crs="EPSG:4326"))
    with rasterio.open(folder / "vs.tif") as vs, rasterio.open(folder / "distance.tif") as distance:
        assert vs.crs.to_epsg() == 4326
        near_first_site = (15.0 + 1e-6, 45.1537 - 1e-6)
        assert next(vs.sample([near_first_site]))[0] == pytest.approx(200 * 2**0.25, rel=0.05)
        x, y = distance.xy(0, 0)
        truth = Geod(ellps="WGS84").inv(x, y, 15.0, 45.157078)[2]
        assert distance.read(1)[0, 0] == pytest.approx(truth, rel=1e-3)


@pytest.mark.parametrize("method", ["kriging", "linear", "idw", "nearest"])
def test_a_map_in_metres_of_the_equator_reaches_as_far_on_the_ground(tmp_path: Path, method: Method) -> None:
    x, y = square(bottom=6_643_000)
    east, north = reproject(x, y, parse_crs("EPSG:32632"), parse_crs("EPSG:3857"))
    summaries = []
    for crs, places in (("EPSG:32632", (x, y)), ("EPSG:3857", (east, north))):
        folder = tmp_path / crs[5:]
        write_result(make_result(*places, crs, surface_vs=surface(x)), folder)
        make_maps(folder, MapOptions(figure=False, method=method))
        summaries.append(summary_of(plan_map(load_sites(folder), folder, MapOptions(method=method))))
        with rasterio.open(folder / "vs.tif") as vs, rasterio.open(folder / "distance.tif") as distance:
            assert float(vs.tags()["MASK_DISTANCE_M"]) == pytest.approx(150, rel=1e-3)
            assert np.array_equal(
                np.isfinite(vs.read(1)), distance.read(1) <= float(vs.tags()["MASK_DISTANCE_M"])
            )
            truth = surface(np.array(500_200)) * 2**0.25
            assert next(vs.sample([(places[0][12], places[1][12])]))[0] == pytest.approx(truth, rel=0.02)
    assert " cells of 20 m in WGS 84 / UTM zone 32N; " in summaries[0]
    assert " cells of 40 m (20.1 m by 20.1 m on the ground) in WGS 84 / Pseudo-Mercator; " in summaries[1]
    assert "farther than 150.1 m from" in summaries[1]


def test_a_map_may_go_beyond_the_earth(tmp_path: Path) -> None:
    x, y = reproject(np.array([170.0, -170.0]), np.zeros(2), parse_crs("EPSG:4326"), parse_crs("ESRI:54009"))
    write_result(make_result(x, y, "ESRI:54009"), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=200_000, max_distance=2_000_000))
    with rasterio.open(tmp_path / "vs.tif") as vs, rasterio.open(tmp_path / "distance.tif") as distance:
        assert np.isnan(distance.read(1)[0, 0]) and np.isnan(vs.read(1)[0, 0])
        assert next(vs.sample([(x[0], y[0])]))[0] == pytest.approx(200 * 2**0.25, rel=1e-5)


def test_large_maps_have_overviews(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=2))
    with rasterio.open(folder / "vs.tif") as vs:
        assert vs.overviews(1) == [2]


def test_maps_of_earlier_runs_do_not_stay(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=50))
    assert "vs30.tif" in names(folder)
    write_result(make_result(*square(), vs30=np.full((25, 3), np.nan)), folder)
    assert not names(folder)
    make_maps(folder, MapOptions(figure=False, resolution=50))
    assert "vs30.tif" not in names(folder)


@pytest.mark.parametrize(("x", "y"), [([0.0, 90.0], [0.0, 0.0]), ([0.0, 50.0, 100.0], [0.0, 50.0, 100.0])])
def test_two_sites_or_a_row_of_sites_give_a_map(tmp_path: Path, x: list[float], y: list[float]) -> None:
    write_result(make_result(x, y), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert np.isfinite(next(vs.sample([(45.0, y[1] * 0.9)]))).all()


def test_one_site_is_mapped_as_far_as_its_longest_wavelength(tmp_path: Path) -> None:
    write_result(make_result([0.0], [0.0]), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    with rasterio.open(tmp_path / "vs.tif") as vs, rasterio.open(tmp_path / "distance.tif") as distance:
        assert vs.res == (2, 2)
        assert np.array_equal(np.isfinite(vs.read(1)), distance.read(1) <= 40)
        assert np.nanmin(vs.read(1)) == np.nanmax(vs.read(1)) == pytest.approx(200 * 2**0.25, rel=1e-5)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            MapOptions(figure=False, resolution=0.001),
            r"resolution of 0.001 gives .* cells, .* choose 0.1 or coarser",
        ),
        (MapOptions(figure=False, resolution=-5), "resolution -5 is not a positive number"),
        (MapOptions(figure=False, crs="EPSG:0"), "'EPSG:0' is not known"),
    ],
)
def test_options_that_make_no_map_are_explained(folder: Path, options: MapOptions, reason: str) -> None:
    with pytest.raises(OutputError, match=reason):
        make_maps(folder, options)
    assert names(folder) == set()


def test_sites_without_coordinates_cannot_be_mapped(tmp_path: Path) -> None:
    write_result(make_result([np.nan], [np.nan], crs=None), tmp_path)
    with pytest.raises(OutputError, match=r"sites.gpkg: the sites have no coordinates"):
        make_maps(tmp_path, MapOptions(figure=False))


def test_cancelling_leaves_the_earlier_maps(folder: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=50))
    before = (folder / "vs.tif").read_bytes()
    calls: list[float] = []
    monitor = Monitor(lambda fraction, message: calls.append(fraction), lambda: len(calls) > 2)
    with pytest.raises(Cancelled):
        make_maps(folder, MapOptions(figure=False, resolution=1), monitor)
    assert (folder / "vs.tif").read_bytes() == before
    assert not list(folder.glob(".*"))
