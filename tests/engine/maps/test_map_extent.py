"""Where maps lie, how far they reach, and what is said of maps that look wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import make_result, square

from plugin.engine.maps.map_plan import MapPlan, plan_map
from plugin.engine.maps.map_system import map_system, suits
from plugin.engine.maps.maps import make_maps
from plugin.engine.maps.plan_words import summary_of
from plugin.engine.maps.strays import strays
from plugin.engine.pipeline import carry_out
from plugin.engine.positions import parse_crs
from plugin.engine.results.outputs import load_sites, write_result
from plugin.engine.spatial.gridding import nearest_neighbours
from plugin.protocol.map_options import MapOptions
from plugin.protocol.orders import DrawMaps


def planned(folder: Path, x: object, y: object, crs: str = "EPSG:32633", **options: object) -> MapPlan:
    write_result(make_result(x, y, crs), folder)
    return plan_map(load_sites(folder), folder, MapOptions(figure=False, **options))


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        ((11.0, 14.0), (45.0, 46.0), 32633),
        ((-71.0, -69.0), (-33.0, -32.0), 32719),
        ((178.5, -179.0), (-18.0, -17.0), 32760),
        ((-179.9, 179.9), (10.0, 11.0), 32601),
        ((10.0, 12.0), (85.0, 86.0), 3995),
        ((-170.0, -50.0, 60.0, 170.0), (70.0, 71.0, 72.0, 70.0), 3995),
        ((-120.0, 0.0, 120.0), (-75.0, -74.0, -70.0), 3976),
        ((-120.0, 0.0, 140.0), (-33.0, 51.0, 35.0), 6933),
    ],
)
def test_a_survey_in_degrees_is_mapped_in_a_system_that_suits_it(
    longitude: tuple[float, ...], latitude: tuple[float, ...], code: int
) -> None:
    found = map_system(np.array(longitude), np.array(latitude), parse_crs("EPSG:4326"))
    assert found.to_epsg() == code


def test_a_wide_survey_in_degrees_is_mapped_on_equal_areas_about_its_middle() -> None:
    found = map_system(np.array([12.0, 21.5]), np.array([44.0, 51.1]), parse_crs("EPSG:4326"))
    assert found.name == "Equal area about 47.5 N 17 E"
    assert found.coordinate_operation.method_name == "Lambert Azimuthal Equal Area"
    assert found.axis_info[0].unit_name == "metre"


def test_a_wide_survey_in_degrees_is_mapped(tmp_path: Path) -> None:
    longitude, latitude = np.meshgrid(np.linspace(12, 21, 5), np.linspace(44, 51, 5))
    write_result(make_result(longitude.ravel(), latitude.ravel(), "EPSG:4326"), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert vs.crs.linear_units == "metre" and np.isfinite(vs.read(1)).mean() > 0.8
        middle = vs.read(1)[vs.index(0, 0)]
        assert middle == pytest.approx(200 * 2**0.25, rel=1e-5)


def test_a_projected_survey_stays_and_so_does_one_whose_degrees_are_asked_for(
    tmp_path: Path,
) -> None:
    assert planned(tmp_path / "a", *square()).crs.to_epsg() == 32633
    degrees = ([15.0, 15.001, 15.002], [45.0, 45.001, 45.0])
    assert planned(tmp_path / "b", *degrees, crs="EPSG:4326").crs.to_epsg() == 32633
    plan = plan_map(load_sites(tmp_path / "b"), tmp_path / "b", MapOptions(crs="EPSG:4326", resolution=1e-4))
    assert plan.crs.to_epsg() == 4326 and plan.grid.resolution == 1e-4


def test_metres_are_metres_for_a_survey_in_degrees(tmp_path: Path) -> None:
    longitude, latitude = np.meshgrid(np.linspace(12, 13, 5), np.linspace(44, 45, 5))
    plan = planned(tmp_path, longitude.ravel(), latitude.ravel(), "EPSG:4326", resolution=2000.0)
    assert plan.grid.n_rows == pytest.approx(111.1 / 2 + 2 * plan.max_distance / 2000, abs=4)
    assert " cells of 2000 m in WGS 84 / UTM zone 33N; " in summary_of(plan)


def test_sites_on_both_sides_of_the_date_line_share_one_map(tmp_path: Path) -> None:
    longitude, latitude = np.meshgrid([179.8, 179.9, -180.0, -179.9, -179.8], [-17.0, -17.1])
    write_result(make_result(longitude.ravel(), latitude.ravel(), "EPSG:4326"), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        assert np.isfinite(vs.read(1)).mean() > 0.5
        assert vs.width * vs.res[0] < 100_000


def test_two_sites_next_to_each_other_do_not_set_the_cell(tmp_path: Path) -> None:
    plan = planned(tmp_path, [0.0, 0.5, 1000.0], [0.0, 0.0, 0.0])
    assert plan.grid.resolution == 200 and plan.max_distance == pytest.approx(1500, rel=1e-3)
    assert nearest_neighbours(np.array([[0.0, 0], [0.5, 0], [1000, 0], [2000, 0]])) == pytest.approx(
        [1000] * 3
    )


@pytest.mark.parametrize(("x", "y"), [(5_000_100.0, 500_200.0), (-3_000_000.0, 5_000_000.0)])
def test_a_site_with_wrong_coordinates_is_named_and_left_out(tmp_path: Path, x: float, y: float) -> None:
    right = planned(tmp_path / "right", *square())
    xs, ys = (np.append(axis, value) for axis, value in zip(square(), (x, y)))
    plan = planned(tmp_path / "wrong", xs, ys)
    assert plan.grid == right.grid
    assert "; note: 1 site left out, which lies far from all others: S025 (are the coordinates" in summary_of(
        plan
    )
    assert plan.record()["left_out"] == ["S025"]


def test_a_part_of_the_survey_that_lies_apart_is_not_left_out() -> None:
    near, far = np.random.default_rng(0).uniform(0, 100, (2, 20, 2))
    assert not strays(np.vstack([near, far + 5000])).any()
    assert not strays(near).any() and not strays(np.zeros((6, 2))).any()
    assert strays(np.vstack([near, [[9e5, 0]]])).tolist() == [False] * 20 + [True]


@pytest.mark.parametrize(
    ("options", "note"),
    [
        ({"resolution": 150.0}, "a cell is larger than the usual distance of sites, 100 m"),
        ({"resolution": 300.0}, "the map has only 9 cells"),
        ({"resolution": 0.1, "max_distance": 60.0}, "the map has 27,040,000 cells"),
        ({"resolution": 2.0, "max_distance": 2.0}, "less than 5% of the map is near a site"),
    ],
)
def test_a_map_that_looks_wrong_is_told_of(tmp_path: Path, options: dict[str, float], note: str) -> None:
    assert f"; note: {note}" in summary_of(planned(tmp_path, *square(), **options))
    assert "note" not in summary_of(planned(tmp_path, *square()))


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([0.0], [0.0]),
        ([0.0, 0.0, 0.0], [5.0, 5.0, 5.0]),
        ([0.0, 90.0], [0.0, 0.0]),
        ([0.0, 50.0, 100.0], [0.0, 50.0, 100.0]),
        (list(np.arange(12.0) * 50), list(np.arange(12.0) * 20)),
        ([0.0] * 9 + [100.0], [0.0] * 10),
    ],
)
def test_few_sites_rows_of_sites_and_sites_at_one_place_give_maps(
    tmp_path: Path, x: list[float], y: list[float]
) -> None:
    write_result(make_result(x, y), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False))
    with rasterio.open(tmp_path / "vs.tif") as vs:
        found = next(vs.sample([(x[0] + 1, y[0] + 1)]))
        assert found == pytest.approx(200 * np.array([2, 5, 10, 20]) ** 0.25, rel=1e-4)


@pytest.mark.parametrize(
    ("code", "longitude", "latitude", "serves"),
    [
        ("EPSG:32633", (12.5, 14.0), (45.0, 46.0), True),
        ("EPSG:32633", (10.5, 14.0), (45.0, 46.0), False),  # one site lies in the next zone
        ("EPSG:3035", (-5.0, 25.0), (40.0, 60.0), True),
        ("EPSG:3857", (12.5, 14.0), (45.0, 46.0), False),  # its metres are 0.7 m
        ("EPSG:3857", (12.5, 14.0), (-5.0, 5.0), True),
        ("EPSG:4258", (12.5, 14.0), (45.0, 46.0), False),
        ("EPSG:2264", (-80.0, -79.0), (35.0, 36.0), False),  # feet
        ("EPSG:3832", (179.5, -179.5), (-18.0, -17.0), True),
        ("EPSG:32633", (12.5, 14.0), (-45.0, -46.0), False),
    ],
)
def test_a_system_serves_where_it_is_for_these_places_and_true_there(
    code: str, longitude: tuple[float, ...], latitude: tuple[float, ...], serves: bool
) -> None:
    degrees = parse_crs("EPSG:4326")
    assert suits(parse_crs(code), np.array(longitude), np.array(latitude), degrees) == serves


def test_sites_in_metres_keep_their_system() -> None:
    x, y = square()
    assert not suits(parse_crs("EPSG:25833"), x, y, parse_crs("EPSG:32633"))


def test_a_survey_in_degrees_is_mapped_in_the_projects_system_where_that_suits(tmp_path: Path) -> None:
    lon, lat = (axis.ravel() for axis in np.meshgrid(np.linspace(13, 13.1, 4), np.linspace(45, 45.1, 4)))
    write_result(make_result(lon, lat, "EPSG:4326"), tmp_path)
    for project, options, expected in (
        ("EPSG:3035", MapOptions(figure=False), 3035),
        ("EPSG:32632", MapOptions(figure=False), 32633),
        ("EPSG:3035", MapOptions(figure=False, crs="EPSG:25833"), 25833),
        ("no such system", MapOptions(figure=False), 32633),
        (None, MapOptions(figure=False), 32633),
    ):
        maps = carry_out(DrawMaps(tmp_path, options, project))
        with rasterio.open(tmp_path / "vs.tif") as vs:
            assert vs.crs.to_epsg() == expected
        assert f" in {parse_crs(f'EPSG:{expected}').name}; " in maps.summary
