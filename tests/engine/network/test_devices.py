"""The network away from the processor. A meta device has no numbers, but refuses to mix with one that has."""

from __future__ import annotations

import pytest
import torch
from surveys import soil_curves
from torch import Tensor

from plugin.engine.curves import Curves
from plugin.engine.network.novelty import Critic, CriticShape, Detector
from plugin.engine.network.one_pass import Predictor, choose_device
from plugin.engine.network.predictive import Predictive
from plugin.engine.network.transformer import Architecture, Inputs, VsTransformer
from plugin.engine.scaling import measure, nondimensionalise
from plugin.protocol.request import Request


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    network = VsTransformer(Architecture(width=32, feedforward=64)).eval().requires_grad_(False)
    detector = Detector(Critic(CriticShape(points=32, tokens=32)), typical=-0.5, alarm=2.25)
    here = Predictor.of(network, detector, Request(device="cpu"))
    return Predictor(here.network.to("meta"), here.detector.to("meta"), here.request, "meta")


@pytest.fixture(scope="module")
def batch() -> Inputs:
    curves = Curves.joined([soil_curves(points=5), soil_curves(points=40)])
    two = torch.full((2,), 1)
    return Inputs.of(nondimensionalise(curves, measure(curves)), two, two).to("meta")


def devices(predictive: Predictive) -> set[str]:
    held = (predictive.log_weight, predictive.mean, predictive.variance, predictive.factor)
    return {tensor.device.type for tensor in held}


def test_a_prediction_is_worked_out_where_the_network_is(predictor: Predictor, batch: Inputs) -> None:
    predictive = predictor.network.answer(predictor.network.read(batch))
    assert devices(predictive) == {"meta"}
    drawn = predictive.sample(6, torch.Generator().manual_seed(1))
    assert (drawn.device.type, drawn.shape) == ("meta", (2, 6, predictive.mean.shape[-1]))
    assert predictive.covariance().device.type == "meta"


def test_novelty_is_judged_where_the_network_is(predictor: Predictor, batch: Inputs) -> None:
    judged = predictor.detector.judge(predictor.network.read(batch), batch)
    assert [found.device.type for found in judged if isinstance(found, Tensor)] == ["meta", "meta"]


def test_without_a_graphics_card_the_processor_is_taken() -> None:
    assert choose_device("auto") == ("cuda" if torch.cuda.is_available() else "cpu")
    assert choose_device("cuda") == "cuda"
