from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from plugin.engine.products.levels import weighted_levels


def even(n: int, sites: int = 1) -> np.ndarray:
    return np.full((sites, n), 1.0 / n)


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
