from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves

from plugin.engine.curves import Curves
from plugin.engine.network.novelty_weights import load_detector
from plugin.engine.network.one_pass import predict
from plugin.engine.network.weights import load_network
from plugin.engine.profiles import LEVELS
from plugin.engine.proof.basis import Basis
from plugin.engine.proof.data_errors import DataErrors
from plugin.engine.proof.proof import Proof, prove
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request


def proven(curves: Curves, request: Request) -> Proof:
    prediction = next(predict(load_network(), load_detector(), curves, request))
    return prove(curves.take(prediction.sites), prediction, request, Monitor())


@pytest.fixture(scope="module")
def proof() -> Proof:
    return proven(soil_curves(sites=2), Request(samples=40))


def test_a_well_fitted_site_rests_on_its_accepted_profiles(proof: Proof) -> None:
    assert (proof.basis == Basis.ENSEMBLE).all()
    assert (proof.n_accepted >= 20).all()
    assert (proof.n_effective > 8).all()
    assert (proof.n_effective <= proof.n_accepted).all()
    np.testing.assert_allclose(proof.weight.sum(axis=1), 1.0)


def test_samples_scatter_about_the_reported_profile_as_its_quantiles_say(proof: Proof) -> None:
    logs, weight = np.log(proof.samples), proof.weight[..., None]
    mean = (weight * logs).sum(axis=1)
    np.testing.assert_allclose(mean, np.log(proof.quantiles[..., LEVELS.index(0.50)]), atol=0.1)
    width = np.log(proof.quantiles[..., -1] / proof.quantiles[..., 0])
    spread = 2 * 1.645 * np.sqrt((weight * (logs - mean[:, None]) ** 2).sum(axis=1))
    assert (spread < 1.3 * width).all()
    assert (spread > 0.3 * width).mean() > 0.95


def test_the_reported_profile_is_forward_modelled_and_fits_no_worse_than_the_networks(proof: Proof) -> None:
    assert (proof.chi <= proof.chi_direct).all()
    np.testing.assert_allclose(proof.chi, DataErrors().misfit(soil_curves(sites=2), proof.predicted))
    assert (proof.chi < 1).all()


def test_few_profiles_are_not_taken_for_an_ensemble() -> None:
    few = proven(soil_curves(), Request(samples=10))
    assert few.n_accepted[0] < 20
    assert few.basis[0] == Basis.REFINED


def test_a_curve_that_nothing_explains_gets_an_answer_without_nan() -> None:
    curves = soil_curves()
    jumbled = np.where(np.arange(24) % 2, 0.6, 1.5) * curves.velocity
    hopeless = proven(replace(curves, velocity=jumbled, sigma=0.01 * jumbled), Request(samples=20))
    assert hopeless.n_accepted[0] == 0
    assert hopeless.basis[0] != Basis.ENSEMBLE
    assert hopeless.chi[0] > 1.2
    assert np.isfinite(hopeless.quantiles).all()
    assert np.isfinite(hopeless.samples).all()
    assert (np.diff(hopeless.quantiles, axis=2) > 0).all()


def test_without_reversals_neither_quantiles_nor_samples_decrease() -> None:
    monotonic = proven(soil_curves(sites=2), Request(samples=20, lvz=False))
    assert (np.diff(monotonic.quantiles, axis=1) >= 0).all()
    assert (np.diff(monotonic.samples, axis=2) >= 0).all()
