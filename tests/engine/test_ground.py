"""Distances are metres on the ground, whatever the coordinates are in."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from plugin.engine.ground import Ground
from plugin.engine.positions import parse_crs, reproject

WGS84 = parse_crs("EPSG:4326")
EARTH = Geod(ellps="WGS84")


def apart(places: np.ndarray) -> float:
    return float(np.linalg.norm(places[0] - places[1]))


@pytest.mark.parametrize("latitude", [0.0, 34.0, 70.0, -85.0])
def test_distances_from_geographic_coordinates_are_those_of_the_ellipsoid(latitude: float) -> None:
    x, y = np.array([-118.0, -117.9]), np.full(2, latitude)
    ground = Ground.around(x, y, WGS84)
    truth = EARTH.inv(x[0], latitude, x[1], latitude)[2]
    assert apart(ground.positions(x, y)) == pytest.approx(truth, rel=1e-5)
    assert apart(ground.flat(x, y)) == pytest.approx(truth, rel=1e-5)


@pytest.mark.parametrize(
    "system",
    [
        "EPSG:3857",  # metres of the equator
        "EPSG:4087",  # degrees called metres
        "EPSG:6933",  # of equal area
        "EPSG:3035",
        "EPSG:32610",  # a zone far away
        "EPSG:5972",  # UTM with heights
        "EPSG:2393",  # of another datum
        "ESRI:54030",
    ],
)
def test_distances_on_any_map_are_those_on_the_ground(system: str) -> None:
    longitude, latitude = np.array([10.73, 10.78, 10.73]), np.array([59.91, 59.91, 59.94])
    crs = parse_crs(system)
    x, y = reproject(longitude, latitude, WGS84, crs.to_2d())
    ground = Ground.around(x, y, crs)
    for places in (ground.positions(x, y), ground.flat(x, y)):
        for a, b in ((0, 1), (0, 2), (1, 2)):
            truth = EARTH.inv(longitude[a], latitude[a], longitude[b], latitude[b])[2]
            assert apart(places[[a, b]]) == pytest.approx(truth, rel=5e-3)


def test_a_map_that_is_true_to_length_is_taken_at_its_word() -> None:
    x, y = np.array([597_000.0, 597_020.0]), np.array([6_643_000.0, 6_643_000.0])
    ground = Ground.around(x, y, parse_crs("EPSG:32632"))
    assert ground.plane is None
    assert np.array_equal(ground.positions(x, y), np.column_stack([x, y]))
    assert np.array_equal(ground.unit_lengths(x, y), np.ones((2, 2)))


def test_feet_become_metres() -> None:
    x, y = np.array([6_490_000.0, 6_491_000.0]), np.full(2, 1_840_000.0)
    ground = Ground.around(x, y, parse_crs("EPSG:2229"))
    assert apart(ground.positions(x, y)) == pytest.approx(1000 * 1200 / 3937)
    assert apart(ground.flat(x, y)) == pytest.approx(1000 * 1200 / 3937)


def test_a_plan_bound_to_no_place_on_earth_is_measured_as_it_is() -> None:
    plan = parse_crs(
        'ENGCRS["Site grid",EDATUM["Peg 1"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
        'LENGTHUNIT["foot",0.3048]]'
    )
    x, y = np.array([0.0, 30.0]), np.array([0.0, 40.0])
    assert apart(Ground.around(x, y, plan).positions(x, y)) == pytest.approx(50 * 0.3048)


def test_the_length_of_a_map_unit_is_known_along_both_axes() -> None:
    x, y = np.array([10.0]), np.array([60.0])
    degrees = Ground.around(x, y, WGS84).unit_lengths(x, y)[0]
    assert degrees == pytest.approx([55_800.0, 111_412.0], rel=1e-4)
    east, north = reproject(x, y, WGS84, parse_crs("EPSG:4087"))
    skewed = Ground.around(east, north, parse_crs("EPSG:4087")).unit_lengths(east, north)[0]
    assert skewed == pytest.approx(degrees / 111_319.49, rel=1e-4)


def test_degrees_may_be_grads_from_paris() -> None:
    grads = parse_crs("EPSG:4807")
    x, y = reproject(np.array([2.5, 2.6]), np.array([46.0, 46.0]), WGS84, grads)
    truth = EARTH.inv(2.5, 46.0, 2.6, 46.0)[2]
    ground = Ground.around(x, y, grads)
    assert apart(ground.positions(x, y)) == pytest.approx(truth, rel=1e-4)
    assert ground.unit_lengths(x, y)[:, 1] == pytest.approx(np.full(2, 100_024), rel=1e-3)


def test_the_plane_of_a_survey_across_the_date_line_is_whole() -> None:
    x, y = np.array([179.9, -179.9]), np.full(2, -17.0)
    truth = EARTH.inv(x[0], -17.0, x[1], -17.0)[2]
    assert apart(Ground.around(x, y, WGS84).flat(x, y)) == pytest.approx(truth, rel=1e-4)


def test_places_all_over_the_globe_have_a_plane_of_degrees() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(-180.0, 181, 30), np.arange(-90.0, 91, 30)))
    ground = Ground.around(x, y, WGS84)
    flat = ground.flat(np.append(x, -181.0), np.append(y, 0.0))
    assert flat[:, 0] == pytest.approx(np.append(x, -181.0) * 111_319.49, rel=1e-6)
    assert np.isfinite(ground.unit_lengths(x, y)).all()


def test_places_that_are_not_known_decide_nothing() -> None:
    x, y = np.array([10.73, np.nan, 10.78]), np.array([59.91, 59.9, 59.91])
    east, north = reproject(x, y, WGS84, parse_crs("EPSG:3857"))
    ground = Ground.around(east, north, parse_crs("EPSG:3857"))
    truth = EARTH.inv(x[0], y[0], x[2], y[2])[2]
    assert apart(ground.flat(east, north)[[0, 2]]) == pytest.approx(truth, rel=1e-4)
    lost = np.full(2, np.nan)
    assert not np.isfinite(Ground.around(lost, lost, WGS84).positions(lost, lost)).any()


def test_what_is_nowhere_on_earth_is_not_finite() -> None:
    x, y = np.array([4e6, 5e6]), np.zeros(2)
    far = np.array([1e9])
    ground = Ground.around(x, y, parse_crs("ESRI:102017"))
    assert not np.isfinite(ground.positions(far, far)).any()
