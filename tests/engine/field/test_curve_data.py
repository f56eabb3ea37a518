from __future__ import annotations

import numpy as np
import pytest
from gaussian_surveys import gaussian_survey, places_in_a_square

from plugin.engine.field.correlation import SpaceLaw
from plugin.engine.field.curve_data import CurveData, without_departure
from plugin.engine.field.depth_nodes import DepthNodes
from plugin.engine.proof.linearised import Linearised

RNG = np.random.default_rng(3)
SITES = gaussian_survey(places_in_a_square(5, 100.0), SpaceLaw(1.0, 0.1, 50.0, 1.5))


def test_the_whitened_numbers_hold_what_the_curve_says_of_ln_vs() -> None:
    nodes = DepthNodes.across(SITES.depth)
    data = CurveData.of(SITES, nodes)
    layers = nodes.layers(SITES.depth)
    normal, known = without_departure(SITES)
    across = np.swapaxes(data.design, 1, 2)
    exact = np.swapaxes(layers, 1, 2) @ normal @ layers
    assert across @ data.design == pytest.approx(exact, abs=1e-3 * np.abs(exact).max())
    told = (across @ data.data[..., None])[..., 0]
    exact = (np.swapaxes(layers, 1, 2) @ known[..., None])[..., 0]
    assert told == pytest.approx(exact, abs=1e-3 * np.abs(exact).max())


def test_directions_that_a_curve_hardly_sees_are_left_out() -> None:
    assert CurveData.of(SITES, DepthNodes.across(SITES.depth)).data.shape == (5, 7)  # of 8 means


def test_the_departure_of_vp_is_integrated_out_under_its_prior() -> None:
    root = RNG.normal(size=(4, 4))
    whole, gradient = root @ root.T, RNG.normal(size=4)
    prior = np.diag([1.0, 1.0, 1.0, 2.5])
    sites = Linearised(
        depth=np.ones((1, 64)),
        unknowns=np.zeros((1, 4)),
        normal=whole[None],
        gradient=gradient[None],
        prior=prior[None],
        chi=np.ones(1),
        log_evidence=np.zeros(1),
    )
    normal, known = without_departure(sites)
    # The curve's information on the layers alone is that of curve and the departure's prior together.
    joint = whole + np.diag([0.0, 0.0, 0.0, 2.5])
    covariance = np.linalg.inv(joint)
    assert normal[0] == pytest.approx(np.linalg.inv(covariance[:3, :3]))
    assert known[0] == pytest.approx(np.linalg.solve(covariance[:3, :3], (covariance @ gradient)[:3]))
