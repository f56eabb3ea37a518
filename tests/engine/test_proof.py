from __future__ import annotations

import numpy as np
from surveys import soil_curves

from plugin.engine.inversion import Prediction, predict
from plugin.engine.novelty_weights import load_detector
from plugin.engine.profiles import LEVELS
from plugin.engine.progress import Monitor
from plugin.engine.proof import prove
from plugin.engine.request import Request
from plugin.engine.weights import load_network


def prediction(request: Request, sites: int = 2) -> Prediction:
    return next(predict(load_network(), load_detector(), soil_curves(sites=sites), request))


def test_samples_scatter_about_the_refined_profile_as_its_quantiles_say() -> None:
    request = Request(samples=4)
    proof = prove(soil_curves(sites=2), prediction(request), request, Monitor())
    median = proof.quantiles[..., LEVELS.index(0.50)]
    middle = np.median(proof.samples, axis=1)
    np.testing.assert_allclose(middle, median, rtol=0.25)
    width = np.log(proof.quantiles[..., -1] / proof.quantiles[..., 0])
    spread = 2 * 1.645 * np.log(proof.samples).std(axis=1)
    assert (spread < 1.3 * width).all()
    assert (spread > 0.3 * width).mean() > 0.95


def test_only_the_asked_samples_are_counted() -> None:
    request = Request(samples=4)
    proof = prove(soil_curves(sites=2), prediction(request), request, Monitor())
    assert proof.samples.shape[1] > 4
    assert (proof.n_accepted <= 4).all()


def test_without_reversals_neither_quantiles_nor_samples_decrease() -> None:
    request = Request(samples=2, lvz=False)
    proof = prove(soil_curves(sites=2), prediction(request), request, Monitor())
    assert (np.diff(proof.quantiles, axis=1) >= 0).all()
    assert (np.diff(proof.samples, axis=2) >= 0).all()
