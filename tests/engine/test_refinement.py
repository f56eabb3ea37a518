from __future__ import annotations

import numpy as np
import pytest
from surveys import soil_curves, soil_earth

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


def refined(sites: int = 1, monotonic: bool = False, monitor: Monitor | None = None) -> Refined:
    curves = soil_curves(sites=sites)
    depth, _, wrong, covariance = start(sites)
    mean_velocity = measure(curves).velocity
    return refine(
        curves, Layering.of(depth), wrong, covariance, mean_velocity, monotonic, monitor or Monitor()
    )


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


def test_refinement_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        refined(monitor=Monitor(cancelled=lambda: True))
