"""Scattered sites become values in cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from plugin.engine.spatial.gridding import METHODS, Grid, interpolator, nearest_neighbours, weighted

RANDOM = np.random.default_rng(7)
CORNER = np.array([500_000, 5_000_000])
SITES = RANDOM.uniform(0, 1000, (40, 2)) + CORNER


def plane(points: np.ndarray) -> np.ndarray:
    """A linear field, as one column."""
    return (points - CORNER) @ np.array([[0.3], [-0.2]]) + 5


def test_a_linear_field_is_exact_between_sites() -> None:
    cells = RANDOM.uniform(250, 750, (200, 2)) + CORNER
    gridded = weighted(interpolator(SITES, "linear")(cells), plane(SITES))
    assert gridded == pytest.approx(plane(cells), abs=1e-6)


def test_a_linear_field_is_exact_in_the_whole_hull_of_a_regular_grid() -> None:
    x, y = np.meshgrid(np.arange(5) * 0.05 - 118.5, np.arange(7) * 0.05 + 33.6)
    sites = np.column_stack([x.ravel(), y.ravel()])
    cells = RANDOM.uniform(sites.min(axis=0), sites.max(axis=0), (300, 2))
    gridded = weighted(interpolator(sites, "linear")(cells), sites)
    assert gridded == pytest.approx(cells, abs=1e-9)


def test_beyond_the_hull_the_nearest_hull_value_holds() -> None:
    square = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    values = np.array([[1.0], [2.0], [3.0], [4.0]])
    gridded = weighted(interpolator(square, "linear")(np.array([[0.5, -3.0], [9.0, 9.0]])), values)
    assert gridded.ravel() == pytest.approx([1.5, 4.0])


@pytest.mark.parametrize("method", METHODS)
def test_sites_keep_their_values(method: str) -> None:
    assert weighted(interpolator(SITES, method)(SITES), plane(SITES)) == pytest.approx(plane(SITES), abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_sites_at_one_place_are_averaged(method: str) -> None:
    sites = np.array([[3.0, 4.0], [3.0, 4.0]])
    gridded = weighted(
        interpolator(sites, method)(np.array([[3.0, 4.0], [90.0, 0.0]])), np.array([[1.0], [3.0]])
    )
    assert gridded.ravel() == pytest.approx([2.0, 2.0])


@pytest.mark.parametrize("method", METHODS)
def test_one_site_gives_its_value_everywhere(method: str) -> None:
    gridded = weighted(
        interpolator(np.array([[3.0, 4.0]]), method)(RANDOM.normal(size=(5, 2))), np.array([[7.0]])
    )
    assert gridded.ravel() == pytest.approx([7.0] * 5)


@pytest.mark.parametrize("bend", [0.0, 1e-9, 1e-3, -0.1])
def test_sites_in_a_slightly_crooked_row_are_interpolated_along_it(bend: float) -> None:
    sites = np.array([[0.0, 0.0], [10.0, 10.0 + bend], [20.0, 20.0]])
    cells = np.array([[5.0, 5.0], [4.0, 6.0], [6.0, 4.0], [15.0, 15.0], [40.0, 30.0]])
    gridded = weighted(interpolator(sites, "linear")(cells), np.array([[1.0], [2.0], [4.0]]))
    assert gridded.ravel() == pytest.approx([1.5, 1.5, 1.5, 3.0, 4.0], abs=0.02)


def test_beside_a_jittered_grid_the_outermost_sites_all_count() -> None:
    x, y = np.meshgrid(np.arange(8.0), np.arange(4.0))
    sites = np.column_stack([x.ravel(), y.ravel()]) + RANDOM.normal(0, 0.02, (32, 2))
    values = RANDOM.uniform(1, 2, (32, 1))
    beside = sites[:8] - [0, 0.3]
    gridded = weighted(interpolator(sites, "linear")(beside), values)
    assert gridded == pytest.approx(values[:8], abs=0.05)


def test_unknown_values_are_left_out_and_cells_mostly_unknown_stay_empty() -> None:
    sites, cells = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[0.2, 0.0], [0.8, 0.0]])
    gridded = weighted(interpolator(sites, "linear")(cells), np.array([[3.0], [np.nan]]))
    assert gridded[0, 0] == pytest.approx(3.0)
    assert np.isnan(gridded[1, 0])


coordinates = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 1))


@settings(max_examples=60, deadline=None)
@given(
    sites=st.integers(1, 12).flatmap(lambda n: arrays(float, (n, 2), elements=coordinates)),
    cells=arrays(float, (5, 2), elements=coordinates),
    method=st.sampled_from(METHODS),
)
def test_any_sites_give_weights_that_average(sites: np.ndarray, cells: np.ndarray, method: str) -> None:
    weights = interpolator(sites, method)(cells)
    assert weights.shape == (5, len(sites))
    assert weights.data.min() >= 0
    assert np.asarray(weights.sum(axis=1)).ravel() == pytest.approx(np.ones(5))


def test_neighbour_distances_count_a_shared_place_once() -> None:
    assert list(nearest_neighbours(np.array([[0.0, 0.0], [0.0, 0.0], [3.0, 4.0]]))) == [5.0, 5.0]
    assert len(nearest_neighbours(np.zeros((3, 2)))) == 0


def test_grid_lines_are_multiples_of_the_resolution_and_hold_all_sites() -> None:
    grid = Grid.covering(np.array([12.0, 48.0]), np.array([-7.0, 9.0]), 5.0, (3.0, 1.0))
    assert (grid.left, grid.top, grid.n_rows, grid.n_columns) == (5.0, 10.0, 4, 10)
    x, y = grid.centres(np.arange(1), np.arange(2))
    assert (list(x), list(y)) == ([7.5, 12.5], [7.5, 7.5])
