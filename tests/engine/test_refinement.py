from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves, soil_earth

from plugin.engine.curves import Curves
from plugin.engine.data_errors import DataErrors
from plugin.engine.elastic import Elastic
from plugin.engine.errors import Cancelled
from plugin.engine.layering import Layering
from plugin.engine.progress import Monitor
from plugin.engine.refinement import Refined, refine
from plugin.engine.scaling import measure


def start(sites: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return depth, true ln Vs, a wrong start, and a covariance that is smooth in log depth."""
    depth = measure(soil_curves(sites=sites)).depth()
    truth = np.log(soil_earth().vs_at(depth))
    logs = np.log(depth)
    wrong = truth + 0.2 * np.sin(3.0 * logs)
    distance = logs[:, :, None] - logs[:, None, :]
    covariance = 0.15**2 * np.exp(-np.abs(distance)) + 1e-4 * np.eye(depth.shape[1])
    return depth, truth, wrong, covariance


def refined(
    sites: int = 1,
    monotonic: bool = False,
    monitor: Monitor | None = None,
    curves: Curves | None = None,
    errors: DataErrors = DataErrors(),  # noqa: B008  (frozen)
) -> Refined:
    curves = curves or soil_curves(sites=sites)
    depth, _, wrong, covariance = start(sites)
    layering, elastic = Layering.of(depth), Elastic.of(measure(curves).velocity, "auto", None)
    return refine(curves, errors, layering, wrong, covariance, elastic, monotonic, monitor or Monitor())


def test_a_wrong_profile_comes_to_explain_its_curve() -> None:
    result = refined()
    assert result.chi_direct[0] > 2
    assert result.chi[0] < 0.5
    np.testing.assert_allclose(result.predicted, soil_curves().velocity, rtol=0.04)


def test_refinement_comes_closer_to_the_truth() -> None:
    depth, truth, wrong, _ = start(1)
    window = (depth > 2) & (depth < 40)
    better = wrong + refined().correction
    assert np.abs(better - truth)[window].mean() < 0.7 * np.abs(wrong - truth)[window].mean()


def test_sites_are_refined_independently() -> None:
    one, three = refined(1), refined(3)
    np.testing.assert_allclose(three.correction, np.repeat(one.correction, 3, axis=0), atol=1e-4)


def test_without_reversals_the_refined_layers_do_not_decrease() -> None:
    depth, _, wrong, _ = start(1)
    layering = Layering.of(depth)
    layers = layering.average(wrong) + layering.average(refined(monotonic=True).correction)
    changed = refined(monotonic=True).correction.any()
    assert changed
    assert (np.diff(layers, axis=1) > -1e-9).all()


def test_robust_refinement_is_not_led_astray_by_outliers() -> None:
    depth, truth, wrong, _ = start(1)
    window = (depth > 2) & (depth < 40)
    clean = soil_curves()
    picked = replace(clean, velocity=np.where(np.arange(24) % 8 == 3, 1.35, 1.0) * clean.velocity)
    plain, robust = (refined(curves=picked, errors=DataErrors(robust=on)) for on in (False, True))
    error = [np.abs(wrong + r.correction - truth)[window].mean() for r in (plain, robust)]
    assert error[1] < 0.7 * error[0]
    assert robust.chi[0] > plain.chi[0]  # by squares, outliers left aside cost more


def test_without_outliers_robust_refinement_ends_where_plain_does() -> None:
    plain, robust = (refined(errors=DataErrors(robust=on)) for on in (False, True))
    np.testing.assert_allclose(robust.predicted, plain.predicted, rtol=0.01)


def test_smaller_estimated_errors_draw_the_profile_nearer_to_the_data() -> None:
    unknown = replace(soil_curves(), sigma=np.full(24, np.nan))
    loose, tight = (refined(curves=unknown, errors=DataErrors(relative)) for relative in (0.2, 0.01))
    residual = [np.abs(np.log(r.predicted / unknown.velocity)).mean() for r in (loose, tight)]
    assert residual[1] < 0.5 * residual[0]


def test_refinement_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        refined(monitor=Monitor(cancelled=lambda: True))
