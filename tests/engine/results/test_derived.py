from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from plugin.engine.results.derived import depth_levels, vs30_about, vs30_levels, weighted_levels

DEPTH = np.geomspace(0.5, 80.0, 60)
WINDOW = np.array([2.0]), np.array([50.0])


def even(n: int, sites: int = 1) -> np.ndarray:
    return np.full((sites, n), 1.0 / n)


def test_vs30_has_the_interval_of_its_samples() -> None:
    factor = np.linspace(0.8, 1.2, 401)
    samples = 300.0 * factor[None, :, None] * np.ones((1, 401, 60))
    levels = vs30_levels(DEPTH[None], samples, even(401), *WINDOW)
    np.testing.assert_allclose(levels, [[300 * 0.82, 300.0, 300 * 1.18]], rtol=1e-3)


def test_vs30_is_missing_where_the_window_ends_above_or_starts_below() -> None:
    samples = np.full((2, 5, 60), 300.0)
    window = np.array([2.0, 15.0]), np.array([25.0, 50.0])
    assert np.isnan(vs30_levels(np.stack([DEPTH, DEPTH]), samples, even(5, 2), *window)).all()


def test_a_depth_is_only_given_inside_the_trusted_window() -> None:
    samples = np.where(DEPTH < 20.0, 500.0, 1100.0)[None, None] * np.ones((1, 5, 1))

    def levels(shallowest: float, deepest: float) -> np.ndarray:
        window = np.array([shallowest]), np.array([deepest])
        return depth_levels(DEPTH[None], samples, even(5), *window, (1000.0,))[0]

    assert ((levels(2.0, 50.0) > 19.0) & (levels(2.0, 50.0) < 22.0)).all()
    assert np.isnan(levels(2.0, 15.0)).all()
    assert np.isnan(levels(30.0, 50.0)).all()


def test_a_depth_that_some_profiles_do_not_reach_has_no_deep_level() -> None:
    interface = np.append(np.linspace(10.0, 20.0, 80), np.full(20, 70.0))
    samples = np.where(interface[:, None] > DEPTH, 500.0, 1100.0)[None]
    low, middle, high = depth_levels(DEPTH[None], samples, even(100), *WINDOW, (1000.0,))[0][0]
    assert 9.0 < low < 12.0
    assert 15.0 < middle < 18.0
    assert np.isnan(high)


def test_a_depth_reached_above_the_window_by_some_has_no_shallow_level() -> None:
    interface = np.append(np.full(20, 1.0), np.linspace(10.0, 20.0, 80))
    samples = np.where(interface[:, None] > DEPTH, 500.0, 1100.0)[None]
    low, middle, high = depth_levels(DEPTH[None], samples, even(100), *WINDOW, (1000.0,))[0][0]
    assert np.isnan(low)
    assert 12.0 < middle < 16.0
    assert 18.0 < high < 22.0


def test_weighted_values_have_the_levels_of_as_many_repeated_ones() -> None:
    values, times = np.array([1.0, 2.0, 3.0, 4.0]), np.array([10, 40, 40, 10])
    repeated = np.repeat(values, 100 * times)[None]
    weighted = weighted_levels(values[None], times[None] / 100)
    np.testing.assert_allclose(weighted[0, 1], np.quantile(repeated, 0.5), atol=0.51)
    assert weighted[0, 0] == 1.0
    assert weighted[0, 2] == 4.0


@given(
    values=st.lists(st.floats(-1e6, 1e6) | st.just(np.inf), min_size=1, max_size=20),
    padding=st.lists(st.floats(-1e9, 1e9), max_size=5),
)
def test_values_without_weight_do_not_count(values: list[float], padding: list[float]) -> None:
    plain = weighted_levels(np.array([values]), even(len(values)))
    weight = np.array([[1.0 / len(values)] * len(values) + [0.0] * len(padding)])
    padded = weighted_levels(np.array([values + padding]), weight)
    inside = np.array(values)
    assert ((padded >= inside.min()) & (padded <= inside.max())).all()
    assert (np.diff(padded[np.isfinite(padded)]) >= -1e-6).all()
    if not padding:
        np.testing.assert_array_equal(padded, plain)


def test_levels_of_vs30_can_be_moved_to_that_of_a_profile() -> None:
    levels = np.array([[180.0, 200.0, 230.0]])
    moved = vs30_about(levels, DEPTH[None], np.full((1, len(DEPTH)), 300.0))
    np.testing.assert_allclose(moved, 1.5 * levels)


@given(
    st.lists(
        st.tuples(st.integers(1, 3) | st.sampled_from([-np.inf, np.inf]), st.floats(1e-3, 1.0)),
        min_size=1,
        max_size=15,
    ),
    st.randoms(use_true_random=False),
)
def test_levels_do_not_depend_on_the_order_of_samples(samples: list, random) -> None:  # noqa: ANN001
    shuffled = random.sample(samples, len(samples))
    levels = []
    for each in (samples, shuffled):
        values, weight = np.array(each, dtype=float).T[:, None]
        levels.append(weighted_levels(values, weight / np.sort(weight).sum()))
    np.testing.assert_array_equal(*levels)


def test_a_level_is_finite_just_where_its_share_of_the_weight_is() -> None:
    reached, unreached = [0.50, 0.40, 0.04], [0.05, 0.01]
    for rest in (unreached, unreached[::-1]):
        values = np.array([[1.0, 2.0, 3.0, np.inf, np.inf]])
        assert weighted_levels(values, np.array([[*reached, *rest]]))[0, 2] == np.inf
    assert weighted_levels(np.array([[1.0, 2.0, np.inf]]), np.array([[0.60, 0.35, 0.05]]))[0, 2] == 2.0
    assert weighted_levels(np.array([[-np.inf, 1.0, 2.0]]), np.array([[0.04, 0.5, 0.46]]))[0, 0] == 1.0


def test_equal_values_count_as_one_of_their_joint_weight() -> None:
    joint = weighted_levels(np.array([[1.0, 2.0, 4.0]]), np.array([[0.3, 0.4, 0.3]]))
    split = weighted_levels(np.array([[1.0, 2.0, 2.0, 4.0]]), np.array([[0.3, 0.05, 0.35, 0.3]]))
    np.testing.assert_allclose(split, joint, rtol=1e-14)
