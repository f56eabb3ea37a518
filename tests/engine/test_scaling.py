from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from surveys import scaled, soil_curves

from plugin.engine.curves import Curves
from plugin.engine.scaling import measure, nondimensionalise

FACTOR = st.floats(1e-3, 1e3)


@given(length=FACTOR, velocity=FACTOR)
def test_scaled_curves_are_the_same_dimensionless_curve(length: float, velocity: float) -> None:
    curves = soil_curves(sites=2)
    plain = nondimensionalise(curves, measure(curves))
    other = scaled(curves, length, velocity)
    again = nondimensionalise(other, measure(other))
    for name in plain.__dataclass_fields__:
        np.testing.assert_allclose(getattr(again, name), getattr(plain, name), rtol=1e-5, atol=1e-6)


@given(length=FACTOR, velocity=FACTOR)
def test_the_scale_follows_the_curve(length: float, velocity: float) -> None:
    plain = measure(soil_curves())
    other = measure(scaled(soil_curves(), length, velocity))
    np.testing.assert_allclose(other.depth(), length * plain.depth(), rtol=1e-9)
    np.testing.assert_allclose(other.velocity, velocity * plain.velocity, rtol=1e-9)


@given(seed=st.integers(0, 1000))
def test_the_order_of_points_does_not_matter(seed: int) -> None:
    curves = soil_curves()
    order = np.random.default_rng(seed).permutation(curves.n_points)
    mixed = Curves.from_points(
        curves.site_index, curves.frequency[order], curves.velocity[order], curves.sigma[order]
    )
    plain, again = (nondimensionalise(c, measure(curves)) for c in (curves, mixed))
    for name in plain.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(again, name), getattr(plain, name))


def test_curves_of_unlike_length_are_padded_and_marked() -> None:
    curves = Curves.from_points(np.array([0, 0, 0, 1, 1]), np.arange(1.0, 6.0), np.full(5, 100.0))
    padded = nondimensionalise(curves, measure(curves))
    assert padded.present.tolist() == [[True, True, True], [True, True, False]]
    assert not padded.has_sigma.any()


def test_the_output_grid_spans_the_trusted_window() -> None:
    scale = measure(soil_curves())
    shallowest, deepest = scale.trusted_window()
    depth = scale.depth()
    assert depth[0, 0] < shallowest[0] < deepest[0] < depth[0, -1]
    steps = np.diff(np.log(depth[0]))
    np.testing.assert_allclose(steps, steps[0])
