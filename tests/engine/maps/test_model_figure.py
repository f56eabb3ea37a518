"""The figure of the spatial model: there with kriging, the same each time, and true to what it shows."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import rasterio
from results import make_result, square

from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.engine.spatial.covariance import Covariance
from plugin.engine.spatial.values import Values
from plugin.engine.spatial.variogram import empirical, modelled
from plugin.protocol.map_options import MapOptions


def covariance(ratio: float = 1.0) -> Covariance:
    return Covariance(*(np.array([each]) for each in (100.0, 0.04, 0.5, 0.001, ratio, 0.0)))


def test_kriging_comes_with_a_figure_and_other_ways_without(tmp_path: Path) -> None:
    x, y = square()
    write_result(make_result(x, y, surface_vs=200 * np.exp(0.3 * np.sin(x / 90))), tmp_path)
    made = []
    for _ in range(2):
        names = {path.name for path in make_maps(tmp_path)}
        assert {"map_model.png", "map_model.svg"} <= names
        made.append([(tmp_path / name).read_bytes() for name in ("map_model.png", "map_model.svg")])
    assert made[0] == made[1]
    with rasterio.open(tmp_path / "map_model.png") as picture:
        assert picture.width > 1000 and picture.height > 800
        assert np.unique(picture.read(1)).size > 20
    assert ElementTree.fromstring(made[0][1]).tag.endswith("svg")
    make_maps(tmp_path, MapOptions(method="linear"))
    assert not list(tmp_path.glob("map_model.*"))


@pytest.mark.parametrize("depths", [(5.0,), (5.0, 30.0)])
def test_one_depth_or_even_ground_can_be_shown(tmp_path: Path, depths: tuple[float, ...]) -> None:
    write_result(make_result(*square(3)), tmp_path)
    assert tmp_path / "map_model.png" in make_maps(tmp_path, MapOptions(depths=depths))


def test_half_the_squared_difference_is_that_of_pairs_at_their_mean_distance() -> None:
    places = np.column_stack([np.arange(10) * 10.0, np.zeros(10)])
    mean = np.arange(10.0)[:, None] / 10
    mean[9] = np.nan
    values = Values(places, mean, np.full((10, 1), 0.1), np.array([5.0]))
    distance, half = empirical(values, covariance(), 0, n=6)
    assert half == pytest.approx(0.5 * (distance / 100) ** 2, rel=0.1)
    assert distance.max() < 0.6 * 80 + 1e-9


def test_the_model_begins_at_the_noise_and_ends_at_all_variance() -> None:
    values = Values(np.zeros((3, 2)), np.zeros((3, 1)), np.full((3, 1), 0.1), np.array([5.0]))
    found = modelled(values, covariance(), 0, np.array([0.0, 100.0, 1e5]))
    noise = 0.5 * 0.1**2 + 0.001
    assert found == pytest.approx([noise, noise + 0.86 * 0.04, noise + 0.04], abs=2e-4)


def test_distances_are_those_where_the_field_is_alike_in_all_directions() -> None:
    places = np.column_stack([np.zeros(9), np.arange(9) * 10.0])  # along the longest range
    values = Values(places, np.arange(9.0)[:, None], np.full((9, 1), 0.1), np.array([5.0]))
    straight, along = (empirical(values, covariance(ratio), 0)[0] for ratio in (1.0, 4.0))
    assert along == pytest.approx(straight / 2)
