"""The spatial model: what it learns of a survey, and that its ways of kriging agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import check_grad
from scipy.spatial.distance import cdist

from plugin.engine.lattice.barriers import Barriers, CutLattice
from plugin.engine.lattice.lattice import Lattice
from plugin.engine.maps.out_of_sight import bounds, completed, seen
from plugin.engine.spatial import likelihood
from plugin.engine.spatial.covariance import Covariance, Kernel, correlation, range_slope
from plugin.engine.spatial.kriging import Kriging
from plugin.engine.spatial.lattice_kriging import LatticeKriging, nearby_variance
from plugin.engine.spatial.spatial_model import SpatialModel, krige, level
from plugin.engine.spatial.validation import BLOCKS, blocked_score, blocks_of
from plugin.engine.spatial.values import Values
from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import UNWATCHED, Monitor

RANGE, NOISE, SPACING = 600.0, 0.1, 60.0


@pytest.fixture(scope="module")
def places() -> np.ndarray:
    steps = np.arange(17) * SPACING
    even = np.column_stack([axis.ravel() for axis in np.meshgrid(steps, steps)])
    return even + np.random.default_rng(0).uniform(-0.3, 0.3, even.shape) * SPACING


def drawn(places: np.ndarray, kernel: Kernel, noise: float, n: int = 1, seed: int = 2) -> np.ndarray:
    total = kernel(cdist(places, places)) + noise * np.eye(len(places))
    return np.linalg.cholesky(total) @ np.random.default_rng(seed).normal(size=(len(places), n))


def test_the_slope_of_the_correlation_is_that_of_its_values() -> None:
    distance = np.array([0.0, 1.0, 30.0, 100.0, 400.0])
    step = 1e-5
    numeric = (correlation(distance, 100 * np.exp(step)) - correlation(distance, 100 * np.exp(-step))) / (
        2 * step
    )
    assert range_slope(distance, 100.0) == pytest.approx(numeric, abs=1e-8)
    assert correlation(np.array([0.0, 100.0]), 100.0) == pytest.approx([1.0, 0.14], abs=0.003)


def kriged(
    lattice: Lattice, places: np.ndarray, values: np.ndarray, noise: np.ndarray, kernel: Kernel
) -> tuple[np.ndarray, np.ndarray]:
    means, of_mean = LatticeKriging(lattice, places)(np.arange(len(places)), values, noise, kernel)
    variance, share = nearby_variance(places, lattice.middles(), noise, kernel)
    return means, variance + of_mean * share


def test_the_lattice_agrees_with_dense_kriging_to_a_hundredth_of_the_deviation(places: np.ndarray) -> None:
    kernel, noise = Kernel(RANGE, 0.25), np.full(len(places), 0.25 * NOISE)
    values = 6.0 + drawn(places, kernel, noise[0], n=2)
    lattice = Lattice.covering(places.min(axis=0), places.max(axis=0), SPACING / 4, RANGE)
    means, variance = kriged(lattice, places, values, noise, kernel)
    dense_means, dense_variance = Kriging(places, values, noise, kernel)(lattice.middles())
    inside = np.all((lattice.middles() > 0) & (lattice.middles() < 16 * SPACING), axis=1)
    deviation = np.sqrt(dense_variance)[inside]
    assert np.mean(np.abs(means - dense_means)[inside] / deviation[:, None]) < 0.01
    assert np.abs(np.sqrt(variance[inside]) / deviation - 1).max() < 0.01


@pytest.mark.parametrize("azimuth", [0.0, 20.0, 65.0, 130.0])
def test_the_lattice_agrees_with_dense_kriging_on_ground_with_a_direction(
    places: np.ndarray, azimuth: float
) -> None:
    kernel, noise = Kernel(RANGE, 0.25, 3.0, azimuth), np.full(len(places), 0.25 * NOISE)
    values = 6.0 + drawn(kernel.straightened(places), kernel, noise[0])
    lattice = Lattice.covering(places.min(axis=0), places.max(axis=0), SPACING / 4, 2 * RANGE)
    means, variance = kriged(lattice, places, values, noise, kernel)
    dense_means, dense_variance = Kriging(places, values, noise, kernel)(lattice.middles())
    inside = np.all((lattice.middles() > 0) & (lattice.middles() < 16 * SPACING), axis=1)
    deviation = np.sqrt(dense_variance)[inside]
    assert np.mean(np.abs(means - dense_means)[inside] / deviation[:, None]) < 0.02
    assert np.abs(np.sqrt(variance[inside]) / deviation - 1).max() < 0.02


def test_a_lattice_that_was_used_before_gives_the_same(places: np.ndarray) -> None:
    kernel, noise = Kernel(RANGE, 1.0), np.full(len(places), NOISE)
    values = drawn(places, kernel, NOISE)
    lattice = Lattice.covering(places.min(axis=0), places.max(axis=0), SPACING / 2, RANGE)
    used, fresh = LatticeKriging(lattice, places), LatticeKriging(lattice, places)
    sites = np.arange(len(places))
    used(sites[::2], values[::2], noise[::2], Kernel(1.3 * RANGE, 0.8))
    assert used(sites, values, noise, kernel)[0] == pytest.approx(
        fresh(sites, values, noise, kernel)[0], abs=1e-4
    )


def test_a_closed_face_lets_nothing_through() -> None:
    lattice = Lattice.covering(np.zeros(2), np.full(2, 10.0), 1.0, 5.0)
    column = np.arange(lattice.n_cells) % len(lattice.widths)
    left = column < len(lattice.widths) // 2
    faces = lattice.faces
    closed = np.where(left[faces.first] != left[faces.second], 0.0, faces.coupling)
    cut = replace(lattice, faces=replace(faces, coupling=closed))
    operator = cut.operator(0.3)
    assert abs(operator[left][:, ~left]).sum() == 0
    assert operator.sum() == pytest.approx(0.3**2 * cut.area.sum())
    oblique = cut.operator(0.3, Kernel(1.0, 1.0, 3.0, 40.0).tensor)
    assert abs(oblique[left][:, ~left]).sum() == 0
    assert oblique.sum() == pytest.approx(0.3**2 * cut.area.sum())
    assert np.linalg.eigvalsh(oblique.toarray()).min() > 0


def test_interpolation_from_squares_keeps_planes_and_is_smooth() -> None:
    lattice = Lattice.covering(np.zeros(2), np.array([100.0, 60.0]), 5.0, 0.0)
    points = np.random.default_rng(0).uniform((0, 0), (100, 60), (200, 2))
    height = 3 + lattice.middles() @ np.array([0.2, -0.7])
    assert lattice.weights(points) @ height == pytest.approx(3 + points @ np.array([0.2, -0.7]))
    bump = np.random.default_rng(1).normal(size=len(height))
    line = np.column_stack([np.arange(20, 60, 0.001), np.full(40_000, 31.3)])
    slope = np.diff(lattice.weights(line) @ bump) / 0.001
    assert np.abs(np.diff(slope)).max() < 1e-3


@pytest.mark.parametrize("direction", [(0.0, 0.0), (1e-4, -2e-4), (0.5, -0.9)])
def test_the_gradient_of_the_likelihood_is_that_of_its_values(
    places: np.ndarray, direction: tuple[float, float]
) -> None:
    some = places[::10]
    values = drawn(some, Kernel(200.0, 0.1), 0.01)[:, 0]
    values[3] = np.nan
    depth = likelihood._Depth(some, values, np.full(len(some), 0.2))
    at = np.append(np.log([150.0, 0.2, 0.5, 0.05]), direction)
    error = check_grad(lambda log: depth(log)[0], lambda log: depth(log)[1], at)
    assert error < 1e-5 * np.linalg.norm(depth(at)[1])


def test_the_direction_of_the_longest_range_is_found_and_how_much_longer_it_is(places: np.ndarray) -> None:
    kernel = Kernel(200.0, 0.04, ratio=3.0, azimuth=60.0)
    straight = kernel.straightened(places)
    values = np.column_stack([drawn(straight, kernel, 0.0005, seed=seed) for seed in range(4)])
    found = likelihood.fit(places, values, np.full(values.shape, 0.05), np.arange(1.0, 5.0), SPACING)
    assert np.median(found.ratio) == pytest.approx(3.0, rel=0.2)
    assert found.azimuth == pytest.approx(60.0, abs=10.0)
    assert np.median(found.longest) == pytest.approx(200.0 * np.sqrt(3.0), rel=0.35)


def test_fields_between_two_depths_turn_and_stretch_little_by_little() -> None:
    numbers = ([100.0, 400.0], [0.04, 0.04], [0.1, 0.4], [1e-3, 1e-3], [1.0, 4.0], [0.0, 30.0])
    found = Covariance(*map(np.array, numbers)).between(np.array([1.0, 100.0]), np.array([1.0, 10.0, 100.0]))
    assert found.range == pytest.approx([100.0, 200.0, 400.0])
    assert found.alpha == pytest.approx([0.1, 0.2, 0.4]) and found.nugget == pytest.approx([1e-3] * 3)
    assert found.ratio == pytest.approx([1.0, 2.0, 4.0])
    assert found.azimuth[1:] == pytest.approx([30.0, 30.0])


def test_ground_alike_in_all_directions_gets_none(places: np.ndarray) -> None:
    values = np.column_stack([drawn(places, Kernel(200.0, 0.04), 0.0005, seed=seed) for seed in range(6)])
    found = likelihood.fit(places, values, np.full(values.shape, 0.05), np.arange(1.0, 7.0), SPACING)
    assert found.ratio.tolist() == [1.0] * 6
    few = likelihood.fit(places[:12], values[:12], np.full((12, 6), 0.05), np.arange(1.0, 7.0), SPACING)
    assert few.ratio.tolist() == [1.0] * 6


def test_distances_count_less_along_the_azimuth() -> None:
    kernel = Kernel(100.0, 1.0, ratio=4.0, azimuth=30.0)
    along = np.array([[0.5, np.sqrt(0.75)]])
    assert np.linalg.norm(kernel.straightened(along)) == pytest.approx(0.5)
    assert np.linalg.norm(kernel.straightened(along[:, ::-1] * [1, -1])) == pytest.approx(2.0)


def test_range_and_noise_of_a_survey_are_found(places: np.ndarray) -> None:
    values = np.column_stack([drawn(places, Kernel(300.0, 0.04), 0.002, seed=seed) for seed in range(6)])
    deviation = np.full(values.shape, 0.1)
    depths = np.geomspace(5, 10, 6)
    found = likelihood.fit(places, values, deviation, depths, SPACING)
    assert np.median(found.range) == pytest.approx(300, rel=0.35)
    assert np.median(found.variance) == pytest.approx(0.04, rel=0.5)
    assert np.median(found.noise(deviation)[0]) == pytest.approx(0.002, rel=0.4)


def test_a_fit_can_be_stopped(places: np.ndarray) -> None:
    values = Values(
        places, drawn(places, Kernel(300.0, 0.04), 0.002), np.full((len(places), 1), 0.1), np.ones(1)
    )
    calls: list[float] = []
    monitor = Monitor(lambda fraction, message: calls.append(fraction), lambda: len(calls) >= 3)
    with pytest.raises(Cancelled):
        values.fitted(monitor)
    assert len(calls) == 3


def test_depths_that_few_sites_know_take_the_field_of_the_nearest_depth(places: np.ndarray) -> None:
    values = drawn(places, Kernel(300.0, 0.04), 0.002, n=2)
    values[3:, 1] = np.nan
    found = likelihood.fit(places, values, np.full(values.shape, 0.1), np.array([10.0, 11.0]), SPACING)
    assert found.range[1] == found.range[0] and found.variance[1] == found.variance[0]


def test_sites_at_one_place_are_no_trouble() -> None:
    places = np.array([[0.0, 0.0]] * 5 + [[100.0, 0.0]] * 4)
    values = np.array([1.0] * 5 + [2.0] * 4)[:, None]
    covariance = likelihood.fit(places, values, np.full((9, 1), 1e-3), np.array([10.0]), 100.0)
    means, variance = Kriging(
        places,
        values,
        covariance.noise(np.full((9, 1), 1e-3))[:, 0] + likelihood.LEAST_NOISE,
        covariance.kernel(0),
    )(np.array([[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]]))
    assert means[:, 0] == pytest.approx([1.0, 1.5, 2.0], abs=0.1)
    assert variance[1] > variance[0] and np.isfinite(variance).all()


def test_the_variance_of_the_nearest_sites_is_on_the_safe_side(places: np.ndarray) -> None:
    kernel, noise = Kernel(2000.0, 1.0), np.full(len(places), 0.02)
    points = np.random.default_rng(0).uniform(0, 16 * SPACING, (50, 2))
    exact = Kriging(places, np.zeros((len(places), 1)), noise, kernel)(points)[1]
    nearby, _ = nearby_variance(places, points, noise, kernel)
    assert np.all(nearby > 0.97 * exact) and np.all(nearby < 1.06 * exact)


def of_one_depth(mean: np.ndarray, below: float, above: float) -> Values:
    ends = np.stack([np.full((len(mean), 1), end) for end in (below, above)])
    return Values(np.zeros((len(mean), 2)), mean[:, None], ends.mean(axis=0), np.ones(1), ends)


def test_what_curves_cannot_see_varies_no_more_than_what_they_see() -> None:
    mean = np.array([-1.0, 1.0, -1.0, 1.0, np.nan])
    assert of_one_depth(mean, 0.01, 0.02).own(0) == pytest.approx(np.tile([1e-4, 4e-4], (4, 1)), rel=1e-3)
    assert of_one_depth(mean, 1.0, 1.0).own(0) == pytest.approx(np.full((4, 2), 0.5))
    assert of_one_depth(0.1 * mean, 0.1, 0.1).own(0) == pytest.approx(np.full((4, 2), 0.005))
    assert of_one_depth(0.0 * mean, 0.2, 0.4).own(0) == pytest.approx(np.tile([0.01, 0.04], (4, 1)))


def test_sites_that_are_surer_of_one_side_make_bands_that_are(places: np.ndarray) -> None:
    mean = drawn(places, Kernel(600.0, 0.04), 0.0004)
    ends = np.stack([np.full(mean.shape, 0.05), np.full(mean.shape, 0.1)])
    values = Values(places, mean, np.full(mean.shape, 0.07), np.array([10.0]), ends)
    low, high, monitor = places.min(axis=0), places.max(axis=0), UNWATCHED
    model = SpatialModel(values, values.fitted(), low, high, 100.0, monitor)
    middle, below, above = model(places)
    field = below**2 - values.own(0)[0, 0]
    assert above**2 == pytest.approx(field + values.own(0)[0, 1])
    five, same, ninety_five = (level(middle, (below, above), times) for times in (-1.645, 0.0, 1.645))
    assert same == pytest.approx(middle)
    assert middle - five == pytest.approx(1.645 * below) and ninety_five - middle == pytest.approx(
        1.645 * above
    )
    whole = krige(values, model.covariance, 0, places)
    assert np.stack(whole)[..., None] == pytest.approx(np.stack([middle, below, above]), abs=0.005)


def test_blocks_are_compact_and_of_a_size(places: np.ndarray) -> None:
    block = blocks_of(places)
    assert np.bincount(block).tolist() == [37, 36, 36, 36, 36, 36, 36, 36]
    assert BLOCKS == 8
    for part in range(BLOCKS):
        assert np.ptp(places[block == part], axis=0).max() < 10 * SPACING


def test_left_out_blocks_are_foretold_within_their_bands(places: np.ndarray) -> None:
    mean = drawn(places, Kernel(600.0, 0.04), 0.0004)
    values = Values(places, mean, np.full(mean.shape, 0.02), np.array([10.0]))
    score = blocked_score(values, values.fitted())
    assert score is not None and score.n_values == len(places)
    assert score.error < score.linear_error
    assert 0.8 < score.inside_90 < 0.99


def test_depths_out_of_sight_are_foretold_within_their_bounds(places: np.ndarray) -> None:
    truth = 3.0 + drawn(places, Kernel(600.0, 0.25), 1e-4)
    out = truth[:, 0] > 3.3
    low, high = np.where(out, 3.3, -np.inf), np.full(len(out), np.inf)
    values = Values(places, np.where(out[:, None], np.nan, truth), np.full(truth.shape, 0.1), np.ones(1))
    found = completed(values, low, high)
    assert found is not None
    assert np.array_equal(found.mean[~out], truth[~out])
    assert found.mean[out].min() > 3.3
    assert np.abs(found.mean - truth)[out].mean() < np.abs(3.3 - truth)[out].mean()
    assert completed(replace(values, mean=np.full(truth.shape, np.nan)), low, high) is None


def test_depths_out_of_sight_are_foretold_from_the_same_side_of_a_barrier_alone() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(8.0) * 100, np.arange(4.0) * 100))
    west, shape = x < 400, (len(x), 1)
    wall = Barriers([np.array([[350.0, -1e3], [350.0, 1e3]])])
    lattice = CutLattice.of(Lattice.covering(np.array([-50.0, -50]), np.array([750.0, 350]), 25.0, 0.0), wall)
    out = (x == 300) & (y == 100)
    low, high = np.where(out, 3.0, -np.inf), np.full(len(x), np.inf)
    found = []
    for beyond in (5.0, 9.0):
        mean = np.where(west, 3.5 + y / 1000, beyond + y / 1000)[:, None]
        values = Values(
            np.column_stack([x, y]), np.where(out[:, None], np.nan, mean), np.full(shape, 0.1), np.ones(1)
        )
        complete = completed(values, low, high, lattice)
        assert complete is not None
        found.append((complete.mean[out, 0][0], complete.deviation[out, 0][0]))
    assert found[0] == pytest.approx(found[1], rel=1e-5)
    assert found[0][0] == pytest.approx(3.6, abs=0.05)
    alone = np.where(west[:, None], np.nan, mean)
    nobody = completed(replace(values, mean=alone), low, high, lattice)
    assert nobody is not None and np.isnan(nobody.mean[west]).all()


def test_bounds_are_the_ends_of_what_a_site_resolves() -> None:
    depth = np.tile([1.0, 10.0, 100.0], (4, 1))
    velocity = np.array([[100.0, 200, 300], [600, 700, 800], [100, 700, 800], [100, 200, 700]])
    trusted = np.array([[True, True, False], [False, True, True], [True, True, True], [False, False, False]])
    low, high = np.exp(bounds(velocity, trusted, depth, 500.0))
    assert low == pytest.approx([10.0, 0.0, 0.0, 0.0])
    assert high == pytest.approx([np.inf, 10.0, np.inf, np.inf])


def test_what_is_certain_of_depths_out_of_sight_stays() -> None:
    levels = (np.array([70.0, 1.0, 5.0]), np.array([80.0, 2.0, 7.0]), np.array([90.0, 3.0, 60.0]))
    low, middle, high = seen(levels, np.full(3, 4.0), np.full(3, 50.0))
    assert low[0] == 50 and high[1] == 4 and middle[2] == 7 and low[2] == 5
    assert np.isnan([low[1], *middle[:2], high[0], high[2]]).all()
