from __future__ import annotations

from pathlib import Path

import pytest
import torch

from plugin.engine.network.transformer import Architecture, VsTransformer
from plugin.engine.network.weights import (
    DEFAULT_WEIGHTS,
    load_network,
    save_network,
    training_facts,
    weights_hash,
)
from plugin.protocol.errors import WeightsError

SMALL = Architecture(width=32, feedforward=32)


def test_weights_come_back_as_they_were_saved(tmp_path: Path) -> None:
    network = VsTransformer(SMALL)
    path = tmp_path / "w.safetensors"
    save_network(network, path, examples=5)
    loaded = load_network(path)
    assert loaded.shape == SMALL
    assert training_facts(path)["examples"] == 5
    for name, tensor in network.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], tensor)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"gone\.safetensors.*missing"):
        load_network(tmp_path / "gone.safetensors")


@pytest.mark.parametrize("kept", [0, 10, 5000])
def test_truncated_weights_are_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "w.safetensors"
    save_network(VsTransformer(SMALL), path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(WeightsError, match="cannot be read"):
        load_network(path)


def test_weights_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    network = VsTransformer(SMALL)
    with torch.no_grad():
        network.place[0, 0] = float("nan")
    save_network(network, tmp_path / "w.safetensors")
    with pytest.raises(WeightsError, match="not finite"):
        load_network(tmp_path / "w.safetensors")


def test_the_shipped_weights_load_and_are_small() -> None:
    assert DEFAULT_WEIGHTS.stat().st_size < 20e6
    assert sum(p.numel() for p in load_network().parameters()) > 100_000


def test_the_model_card_is_of_the_shipped_weights() -> None:
    card = DEFAULT_WEIGHTS.with_name("MODEL_CARD.md").read_text(encoding="utf-8")
    assert weights_hash() in card
