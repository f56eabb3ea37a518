"""The real profiles of the benchmark are whole, plausible, and say where they come from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.benchmarks.earths.measured import Profile, measured, read_profiles, to_column

DEEP_ENOUGH = 18.0
PROFILES = read_profiles()
each = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)


@each
def test_says_where_it_comes_from(profile: Profile) -> None:
    assert profile.source and profile.method
    assert profile.family in {"measured", "published model"}


@each
def test_depths_increase_from_the_surface_and_reach_deep_enough(profile: Profile) -> None:
    assert profile.top[0] == 0.0
    assert (np.diff(profile.top) > 0).all()
    assert profile.top[-1] >= DEEP_ENOUGH


@each
def test_velocities_are_those_of_ground(profile: Profile) -> None:
    column = to_column(profile)
    assert ((column.vs > 30) & (column.vs < 4000)).all()
    assert (column.vp > 1.2 * column.vs).all()
    assert ((column.density > 1000) & (column.density < 3000)).all()


@each
def test_column_has_the_velocities_of_its_profile(profile: Profile) -> None:
    column = to_column(profile)
    top = np.concatenate([[0.0], np.cumsum(column.thickness[:-1])])
    depth = np.linspace(0.01, profile.top[-1] + 50.0, 997)
    typed = profile.vs[np.searchsorted(profile.top, depth, side="right") - 1]
    np.testing.assert_array_equal(column.vs[np.searchsorted(top, depth, side="right") - 1], typed)


def test_names_are_unique() -> None:
    names = [column.name for column in measured()]
    assert len(set(names)) == len(names)


def test_ground_is_slow_in_vp_above_the_water_table_alone() -> None:
    missing = np.full(2, np.nan)
    soil = replace(
        PROFILES[0],
        top=np.array([0.0, 10.0]),
        vs=np.array([200.0, 300.0]),
        vp=missing,
        density=missing,
        water_table=4.0,
    )
    column = to_column(soil)
    np.testing.assert_allclose(column.thickness, [4.0, 6.0, 0.0])
    np.testing.assert_allclose(column.vp, [360.0, 1500.0, 1500.0])
