"""Coordinates become metres."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from plugin.engine.positions import in_metres, local_plane, parse_crs, reproject, unwrapped
from plugin.protocol.errors import OutputError

WGS84 = parse_crs("EPSG:4326")


@pytest.mark.parametrize("latitude", [0.0, 34.0, 70.0, -85.0])
def test_distances_from_geographic_coordinates_are_those_of_the_ellipsoid(latitude: float) -> None:
    longitude = np.array([-118.0, -117.9])
    a, b = in_metres(longitude, np.full(2, latitude), WGS84)
    truth = Geod(ellps="WGS84").inv(longitude[0], latitude, longitude[1], latitude)[2]
    assert np.linalg.norm(a - b) == pytest.approx(truth, rel=1e-5)


def test_feet_become_metres() -> None:
    a, b = in_metres(np.array([0.0, 1000.0]), np.zeros(2), parse_crs("EPSG:2229"))
    assert np.linalg.norm(a - b) == pytest.approx(1000 * 1200 / 3937)


def test_sites_on_both_sides_of_the_date_line_are_neighbours() -> None:
    assert list(unwrapped(np.array([179.0, -179.5, 178.0]))) == [179.0, 180.5, 178.0]
    assert list(unwrapped(np.array([-10.0, 10.0]))) == [-10.0, 10.0]


def test_the_local_plane_of_degrees_measures_metres() -> None:
    longitude, latitude = np.array([-118.5, -117.5]), np.array([33.6, 34.4])
    plane = local_plane(longitude, latitude, WGS84)
    x, y = reproject(longitude, latitude, WGS84, plane)
    truth = Geod(ellps="WGS84").inv(longitude[0], latitude[0], longitude[1], latitude[1])[2]
    assert np.hypot(*np.diff([x, y]).ravel()) == pytest.approx(truth, rel=1e-4)


def test_an_unknown_system_is_named() -> None:
    with pytest.raises(OutputError, match="'EPSG:1' is not known"):
        parse_crs("EPSG:1")
