from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves, soil_earth

from plugin.engine.curves import Curves
from plugin.engine.layering import Layering
from plugin.engine.progress import Monitor
from plugin.engine.scaling import measure
from plugin.engine.screening import DEFAULT_RELATIVE_SIGMA, misfit, screen, sigma_of


def truth(curves: Curves) -> tuple[Layering, np.ndarray, np.ndarray]:
    scale = measure(curves)
    depth = scale.depth()
    return Layering.of(depth), soil_earth().vs_at(depth), scale.velocity


def test_misfit_is_the_root_mean_square_of_residuals_over_sigma() -> None:
    curves = soil_curves(sites=2)
    predicted = curves.velocity + np.where(curves.site_index == 0, 2.0, -0.5) * curves.sigma
    np.testing.assert_allclose(misfit(curves, predicted), [2.0, 0.5])


def test_a_site_that_mostly_lacks_predictions_has_no_misfit() -> None:
    curves = soil_curves(sites=2)
    predicted = np.where((curves.site_index == 0) & (curves.frequency < 15), np.nan, curves.velocity)
    chi = misfit(curves, predicted)
    assert np.isnan(chi[0])
    assert chi[1] == 0


def test_unknown_sigmas_take_the_default() -> None:
    curves = replace(soil_curves(), sigma=np.full(24, np.nan))
    np.testing.assert_allclose(sigma_of(curves), DEFAULT_RELATIVE_SIGMA * curves.velocity)


def test_samples_are_judged_one_by_one() -> None:
    curves = soil_curves(sites=2)
    layering, vs, mean_velocity = truth(curves)
    centre = np.log(vs)
    samples = np.stack([centre, centre + np.log(1.3)], axis=1)
    chi = screen(curves, layering, centre, samples, mean_velocity, Monitor())
    assert chi.shape == (2, 2)
    assert (chi[:, 0] < 0.7).all()
    assert (chi[:, 1] > 4).all()
    assert chi[0] == pytest.approx(chi[1], rel=1e-3)
