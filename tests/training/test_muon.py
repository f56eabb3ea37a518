from __future__ import annotations

import pytest
import torch
from torch import nn

from plugin.engine.network.transformer import VsTransformer
from plugin.training.muon import Muon, orthogonalised
from plugin.training.train import optimisers


@pytest.mark.parametrize("shape", [(3, 40, 40), (2, 24, 60), (2, 60, 24)])
def test_singular_values_come_near_one(shape: tuple[int, int, int]) -> None:
    torch.manual_seed(0)
    left, _, right = torch.linalg.svd(torch.randn(shape), full_matrices=False)
    size = torch.logspace(0, 1.5, min(shape[1:]))
    values = torch.linalg.svdvals(orthogonalised(left @ torch.diag_embed(size.expand(shape[0], -1)) @ right))
    assert values.min() > 0.6
    assert values.max() < 1.3


def test_the_update_does_not_depend_on_the_size_of_the_gradient() -> None:
    torch.manual_seed(1)
    gradient = torch.randn(1, 16, 32)
    torch.testing.assert_close(orthogonalised(gradient), orthogonalised(1e4 * gradient), atol=1e-4, rtol=1e-4)


def test_a_matrix_without_a_gradient_stays_as_it_is() -> None:
    moved, kept = nn.Parameter(torch.ones(4, 4)), nn.Parameter(torch.ones(4, 4))
    moved.grad = torch.eye(4)
    Muon([moved, kept], lr=0.1).step()
    assert not torch.equal(moved, kept)
    assert torch.equal(kept, torch.ones(4, 4))


def test_it_finds_the_matrix_of_a_linear_map() -> None:
    torch.manual_seed(2)
    truth, found = torch.randn(12, 20), nn.Parameter(torch.zeros(12, 20))
    optimiser = Muon([found], lr=0.1, weight_decay=0.0)
    for turn in range(300):
        optimiser.param_groups[0]["lr"] = 0.1 * (1 - turn / 300)
        points = torch.randn(64, 20)
        found.grad = 2 * (points @ (found.detach() - truth).T).T @ points / 64
        optimiser.step()
    assert (found - truth).norm() < 0.05 * truth.norm()


def test_every_weight_of_the_network_has_one_optimiser() -> None:
    network = VsTransformer()
    handled = [p for o in optimisers(network, 1e-3) for group in o.param_groups for p in group["params"]]
    assert {id(p) for p in handled} == {id(p) for p in network.parameters()}
    assert len(handled) == len({id(p) for p in handled})
