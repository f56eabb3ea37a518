from __future__ import annotations

import numpy as np
import pytest
from surveys import soil_curves

from plugin.engine.proof.model_error import N_BUMPS, SMOOTH_ERROR, Weighing, bumps


@pytest.fixture
def whole() -> tuple[Weighing, np.ndarray]:
    """Two curves weighed, and the exact inverse covariances of their residuals."""
    curves = soil_curves(sites=2)
    basis, variance = bumps(curves), np.random.default_rng(1).uniform(1e-4, 1e-3, curves.n_points)
    covariance = [np.diag(variance[s]) + basis[s] @ basis[s].T for s in (slice(0, 24), slice(24, 48))]
    return Weighing.of(curves, basis, 1.0 / variance), np.linalg.inv(covariance)


def test_the_smooth_error_has_its_size_at_every_point() -> None:
    for curves in (soil_curves(), soil_curves(points=3)):
        np.testing.assert_allclose((bumps(curves) ** 2).sum(axis=1), SMOOTH_ERROR**2)


def test_the_smooth_error_is_common_to_neighbours_and_not_to_the_ends() -> None:
    basis = bumps(soil_curves(points=40)) / SMOOTH_ERROR
    correlation = basis @ basis.T
    assert (np.diagonal(correlation, 1) > 0.95).all()
    assert correlation[0, -1] < 0.2


def test_the_smooth_error_does_not_depend_on_the_scale() -> None:
    np.testing.assert_allclose(bumps(soil_curves(1e3, 10.0)), bumps(soil_curves()), rtol=1e-6, atol=1e-9)


def test_squares_are_those_of_the_whole_covariance(whole: tuple[Weighing, np.ndarray]) -> None:
    weighing, inverse = whole
    residual = np.random.default_rng(2).normal(size=48)
    expected = [residual[:24] @ inverse[0] @ residual[:24], residual[24:] @ inverse[1] @ residual[24:]]
    np.testing.assert_allclose(weighing.square(residual), expected)


def test_the_normal_equations_are_those_of_the_whole_covariance(whole: tuple[Weighing, np.ndarray]) -> None:
    weighing, inverse = whole
    rng = np.random.default_rng(3)
    slope, residual = rng.normal(size=(48, 5)), rng.normal(size=48)
    matrix, right = weighing.normal(slope, residual)
    for site, s in enumerate((slice(0, 24), slice(24, 48))):
        np.testing.assert_allclose(matrix[site], slope[s].T @ inverse[site] @ slope[s], atol=1e-8)
        np.testing.assert_allclose(right[site], slope[s].T @ inverse[site] @ residual[s], atol=1e-8)


def test_bumps_reach_as_far_as_the_longest_spans() -> None:
    spans = soil_curves().wavelength.max() / soil_curves().wavelength.min()
    assert spans < np.exp(0.8 * (N_BUMPS - 1))
