from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from plugin.engine.reading.tables.georeference import decide_crs, midpoints, parse_crs, unify, wrap_longitude
from plugin.protocol.errors import SurveyError

UTM = np.array([500000.0]), np.array([4e6])
DEGREES = np.array([-118.0]), np.array([34.0])


def test_longitude_and_latitude_need_no_system() -> None:
    assert decide_crs(None, True, *DEGREES) == ("EPSG:4326", "")


def test_nameless_positions_within_degrees_are_taken_as_degrees_with_a_remark() -> None:
    crs, remark = decide_crs(None, False, *DEGREES)
    assert crs == "EPSG:4326"
    assert "EPSG:4326" in remark


def test_positions_that_may_be_lengths_are_not_taken_as_degrees() -> None:
    crs, remark = decide_crs(None, False, *DEGREES, lengths=True)
    assert crs is None
    assert "--crs EPSG:n" in remark


def test_projected_positions_without_a_system_stay_unknown_and_the_remark_says_what_to_do() -> None:
    crs, remark = decide_crs(None, False, *UTM)
    assert crs is None
    assert "--crs EPSG:n" in remark


@pytest.mark.parametrize("text", ["EPSG:32612", "epsg:32612", "32612", " EPSG:32612 "])
def test_a_given_system_is_taken(text: str) -> None:
    assert decide_crs(text, False, *UTM) == ("EPSG:32612", "")


@pytest.mark.parametrize("text", ["EPSG:999999", "nonsense", "99999999999999999999", "-1", "{}"])
def test_an_unknown_system_is_named(text: str) -> None:
    with pytest.raises(SurveyError, match="unknown coordinate system"):
        parse_crs(text)


def test_a_projected_system_for_degrees_is_refused() -> None:
    with pytest.raises(SurveyError, match="EPSG:32612 is a projected system"):
        decide_crs("EPSG:32612", True, *DEGREES)


def test_sites_in_several_systems_are_brought_into_one() -> None:
    x, y = unify(
        np.array([500000.0, -111.0]),
        np.array([4e6, 36.0]),
        np.array(["EPSG:32612", "EPSG:4326"]),
        "EPSG:4326",
    )
    assert x == pytest.approx([-111.0, -111.0])
    assert y == pytest.approx([36.144718, 36.0], abs=1e-6)


def test_midpoints_are_as_far_from_both_ends_even_across_the_date_line() -> None:
    middle = midpoints(np.array([[179.0, 10.0, -177.0, 40.0], [0.0, 95.0, 1.0, 1.0]]), geographic=True)
    lengths = Geod(ellps="WGS84").inv([179.0, -177.0], [10.0, 40.0], middle[[0, 0], 0], middle[[0, 0], 1])[2]
    assert lengths[0] == pytest.approx(lengths[1])
    assert middle[1].tolist() == [0.0, 95.0]
    assert np.isnan(midpoints(np.array([[0.0, np.nan, 1.0, 1.0]]), geographic=True)).all()
    assert midpoints(np.array([[0.0, 0.0, 10.0, 20.0]]), geographic=False).tolist() == [[5.0, 10.0]]


def test_longitudes_of_0_to_360_are_wrapped() -> None:
    assert wrap_longitude(np.array([240.0, 180.0, -10.0, 400.0])).tolist() == [-120.0, 180.0, -10.0, 400.0]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("n", [0, 1, 2])
def test_any_number_of_positions_is_moved_without_a_warning(n: int) -> None:
    x, y = unify(np.full(n, 500000.0), np.full(n, 4e6), np.full(n, "EPSG:32612"), "EPSG:4326")
    assert x == pytest.approx(np.full(n, -111.0))
    assert y == pytest.approx(np.full(n, 36.144718), abs=1e-6)
    assert midpoints(np.tile([0.0, 0.0, 2.0, 0.0], (n, 1)), geographic=True)[:, 0] == pytest.approx(
        np.ones(n)
    )
