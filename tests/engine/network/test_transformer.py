from __future__ import annotations

import numpy as np
import pytest
import torch
from surveys import soil_curves

from plugin.engine.curves import Curves
from plugin.engine.network.transformer import Architecture, Block, Inputs, VsTransformer
from plugin.engine.scaling import measure, nondimensionalise


@pytest.fixture(scope="module")
def network() -> VsTransformer:
    torch.manual_seed(0)
    return VsTransformer(Architecture(width=32, feedforward=64)).eval().requires_grad_(False)


def inputs(curves: Curves, poisson: int = 2, reversals: int = 1) -> Inputs:
    n = curves.n_sites
    return Inputs.of(
        nondimensionalise(curves, measure(curves)), torch.full((n,), poisson), torch.full((n,), reversals)
    )


def of_length(points: int) -> Curves:
    return soil_curves(points=points)


@pytest.mark.parametrize("points", [2, 7, 300])
def test_curves_of_any_length_give_a_distribution_on_the_grid(network: VsTransformer, points: int) -> None:
    predictive = network(inputs(of_length(points)))
    assert predictive.mean.shape == (1, network.shape.components, 64)
    assert torch.isfinite(predictive.mean).all()
    assert (predictive.variance > 0).all()
    assert predictive.log_weight.exp().sum().item() == pytest.approx(1.0, rel=1e-5)


def test_padding_does_not_change_a_curve_s_profile(network: VsTransformer) -> None:
    short, long = of_length(5), of_length(40)
    alone, padded = network(inputs(short)), network(inputs(Curves.joined([short, long])))
    torch.testing.assert_close(padded.mean[:1], alone.mean, rtol=1e-4, atol=1e-5)


def test_the_pseudo_profile_of_a_constant_curve_is_constant(network: VsTransformer) -> None:
    frequency = np.geomspace(2.0, 50.0, 20)
    curves = Curves.from_points(np.zeros(20, dtype=int), frequency, np.full(20, 300.0))
    pseudo, _ = network.pseudo_profile(inputs(curves))
    torch.testing.assert_close(pseudo, torch.full_like(pseudo, float(np.log(1.1))))


def test_the_conditions_reach_the_profile(network: VsTransformer) -> None:
    curves = soil_curves()
    plain = network(inputs(curves)).mean
    assert not torch.allclose(network(inputs(curves, poisson=1)).mean, plain)
    assert not torch.allclose(network(inputs(curves, reversals=0)).mean, plain)


def test_attention_without_keys_and_values_is_attention() -> None:
    torch.manual_seed(1)
    block = Block(Architecture(width=32, feedforward=64)).eval().requires_grad_(False)
    tokens = torch.randn(3, 4, 32)
    unbiased = torch.zeros(3, 4, block.heads, 4)
    torch.testing.assert_close(block(tokens, (block.norm(tokens), unbiased)), block(tokens))
