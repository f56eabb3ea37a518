from __future__ import annotations

import numpy as np

from plugin.engine.curves import Curves


def three_sites() -> Curves:
    return Curves.from_points(
        np.array([2, 0, 2, 0, 2]),
        frequency=np.array([1.0, 2.0, 3.0, 4.0, 5.0]),
        velocity=np.array([10.0, 20.0, 30.0, 40.0, 50.0]),
        n_sites=3,
    )


def test_points_are_grouped_by_site_in_their_own_order() -> None:
    curves = three_sites()
    assert curves.counts.tolist() == [2, 0, 3]
    assert curves.frequency.tolist() == [2.0, 4.0, 1.0, 3.0, 5.0]
    assert curves.site_index.tolist() == [0, 0, 2, 2, 2]


def test_unknown_sigma_is_nan() -> None:
    assert np.isnan(three_sites().sigma).all()


def test_wavelength_range_of_a_site_without_points_is_nan() -> None:
    shortest, longest = three_sites().wavelength_range()
    np.testing.assert_array_equal(shortest, [10.0, np.nan, 10.0])
    np.testing.assert_array_equal(longest, [10.0, np.nan, 10.0])


def test_take_returns_the_sites_in_the_given_order() -> None:
    taken = three_sites().take(np.array([2, 0]))
    assert taken.counts.tolist() == [3, 2]
    assert taken.velocity.tolist() == [10.0, 30.0, 50.0, 20.0, 40.0]


def test_points_of_lists_the_points_site_by_site() -> None:
    assert three_sites().points_of(np.array([2, 0])).tolist() == [2, 3, 4, 0, 1]


def test_place_counts_the_points_of_each_site_from_nought() -> None:
    assert three_sites().place.tolist() == [0, 1, 0, 1, 2]


def test_only_some_points_leave_every_site_in_place() -> None:
    left = three_sites().only(np.array([False, False, True, False, True]))
    assert left.counts.tolist() == [0, 0, 2]
    assert left.velocity.tolist() == [10.0, 50.0]
