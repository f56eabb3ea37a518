"""Coordinate reference systems and coordinates in them."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.along_line import SYSTEM
from plugin.engine.positions import parse_crs, reproject, unwrapped
from plugin.protocol.errors import OutputError


def test_sites_on_both_sides_of_the_date_line_are_neighbours() -> None:
    assert list(unwrapped(np.array([179.0, -179.5, 178.0]))) == [179.0, 180.5, 178.0]
    assert list(unwrapped(np.array([-10.0, 10.0]))) == [-10.0, 10.0]


def test_an_unknown_system_is_named() -> None:
    with pytest.raises(OutputError, match="'EPSG:1' is not known"):
        parse_crs("EPSG:1")


def test_what_is_bound_to_no_place_on_earth_cannot_be_moved() -> None:
    x, y = reproject(np.zeros(1), np.zeros(1), parse_crs("EPSG:4326"), parse_crs(SYSTEM))
    assert not np.isfinite(x).any() and not np.isfinite(y).any()
