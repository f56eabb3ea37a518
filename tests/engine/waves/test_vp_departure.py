from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from plugin.engine.waves.elastic import poisson_ratio
from plugin.engine.waves.vp_departure import DRIEST, departed, split, unknowns_of, with_departure

VS = np.array([[100.0, 300.0, 900.0]])
VP = np.array([[1500.0, 600.0, 1600.0]])


def test_without_a_departure_vp_is_the_relation_s() -> None:
    np.testing.assert_allclose(departed(VS, VP, np.zeros(1)), VP)


def test_departures_add_up() -> None:
    twice = departed(VS, departed(VS, VP, np.array([0.7])), np.array([-1.2]))
    np.testing.assert_allclose(twice, departed(VS, VP, np.array([-0.5])))


@given(st.floats(-30, 30))
def test_however_far_it_departs_the_ground_stays_elastic(departure: float) -> None:
    vp = departed(VS, VP, np.array([departure]))
    assert (vp > VS / np.sqrt(DRIEST) * (1 - 1e-9)).all()
    ratio = poisson_ratio(np.minimum(vp / VS, 1e6))
    assert ((ratio > 0.1666) & (ratio <= 0.5)).all()


def test_saturated_ground_stays_nearly_so_where_dry_ground_changes() -> None:
    # What Vp changes of a wave's velocity goes with (Vs / Vp)^2.
    change = np.diff([(VS / departed(VS, VP, np.array([d])))[0] ** 2 for d in (0.0, 0.8)], axis=0)[0]
    assert 0 < change[0] < 0.1 * change[1]


def test_each_site_has_its_own_departure() -> None:
    both = departed(np.repeat(VS, 2, axis=0), np.repeat(VP, 2, axis=0), np.array([0.0, 1.0]))
    np.testing.assert_allclose(both[0], VP[0])
    assert (both[1] < VP[0]).all()


def test_what_is_put_together_comes_apart() -> None:
    log_vs, departure = split(unknowns_of(np.log(VS), np.array([0.3])))
    np.testing.assert_array_equal(log_vs, np.log(VS))
    np.testing.assert_array_equal(departure, [0.3])


def test_a_departure_lies_without_gaps_so_that_its_exponential_does_not_depend_on_the_memory_behind_it() -> (
    None
):
    _, departure = split(np.zeros((5, 12)))
    assert departure.flags.c_contiguous


def test_the_departure_is_independent_of_the_layers() -> None:
    precision = with_departure(np.array([[[2.0, 1.0], [1.0, 3.0]]]), np.array([0.5]))
    np.testing.assert_array_equal(precision[0], [[2.0, 1.0, 0.0], [1.0, 3.0, 0.0], [0.0, 0.0, 4.0]])
