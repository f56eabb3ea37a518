from __future__ import annotations

import numpy as np

from plugin.engine.derived import trusted_depth_to, vs30_levels
from plugin.engine.profiles import Profiles

DEPTH = np.geomspace(0.5, 80.0, 60)


def profiles(vs: np.ndarray, trusted_min: float = 2.0, trusted_max: float = 50.0) -> Profiles:
    quantiles = np.repeat(vs[None, :, None], 5, axis=2)
    return Profiles(DEPTH[None], vs[None], quantiles, np.array([trusted_min]), np.array([trusted_max]))


def test_vs30_has_the_interval_of_its_samples() -> None:
    factor = np.linspace(0.8, 1.2, 401)
    samples = 300.0 * factor[None, :, None] * np.ones((1, 401, 60))
    levels = vs30_levels(DEPTH[None], samples, np.array([2.0]), np.array([50.0]))
    np.testing.assert_allclose(levels, [[300 * 0.82, 300.0, 300 * 1.18]], rtol=1e-3)


def test_vs30_is_missing_where_the_window_ends_above_or_starts_below() -> None:
    samples = np.full((2, 5, 60), 300.0)
    levels = vs30_levels(np.stack([DEPTH, DEPTH]), samples, np.array([2.0, 15.0]), np.array([25.0, 50.0]))
    assert np.isnan(levels).all()


def test_a_depth_is_only_given_inside_the_trusted_window() -> None:
    vs = np.where(DEPTH < 20.0, 500.0, 1100.0)
    assert 19.0 < trusted_depth_to(profiles(vs), 1000.0)[0] < 22.0
    assert np.isnan(trusted_depth_to(profiles(vs, trusted_max=15.0), 1000.0)[0])
    assert np.isnan(trusted_depth_to(profiles(vs, trusted_min=30.0), 1000.0)[0])
