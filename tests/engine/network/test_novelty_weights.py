from __future__ import annotations

from pathlib import Path

import pytest
import torch

from plugin.engine.network.novelty import Critic, CriticShape, Detector
from plugin.engine.network.novelty_weights import (
    DEFAULT_NOVELTY,
    detector_facts,
    load_detector,
    save_detector,
)
from plugin.engine.network.transformer import Architecture, VsTransformer
from plugin.engine.network.weights import save_network
from plugin.protocol.errors import WeightsError


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    save_network(VsTransformer(Architecture(width=32, feedforward=32)), tmp_path / "w.safetensors")
    return tmp_path / "w.safetensors"


@pytest.fixture
def saved(weights: Path) -> Path:
    detector = Detector(Critic(CriticShape(points=32, tokens=32)), typical=-0.5, alarm=2.25)
    save_detector(detector, weights.with_name("n.safetensors"), weights, {"seed": 3})
    return weights.with_name("n.safetensors")


def test_a_detector_comes_back_as_it_was_saved(saved: Path, weights: Path) -> None:
    again = load_detector(saved, weights)
    assert (again.typical, again.alarm) == (-0.5, 2.25)
    assert again.critic.shape == CriticShape(points=32, tokens=32)
    assert detector_facts(saved) == {"seed": 3}
    assert not any(p.requires_grad for p in again.critic.parameters())


def test_a_detector_of_other_weights_is_refused(saved: Path, weights: Path) -> None:
    save_network(VsTransformer(Architecture(width=32, feedforward=32)), weights)
    with pytest.raises(WeightsError, match=r"n\.safetensors: belongs to other weights than w\.safetensors"):
        load_detector(saved, weights)


@pytest.mark.parametrize("kept", [0, 10, 3000])
def test_a_truncated_detector_is_refused(saved: Path, weights: Path, kept: int) -> None:
    saved.write_bytes(saved.read_bytes()[:kept])
    with pytest.raises(WeightsError, match="cannot be read"):
        load_detector(saved, weights)


def test_weights_of_the_network_are_not_taken_for_a_detector(weights: Path) -> None:
    with pytest.raises(WeightsError, match="not weights of format"):
        load_detector(weights, weights)


def test_the_shipped_detector_belongs_to_the_shipped_weights() -> None:
    detector = load_detector()
    assert detector.typical < detector.alarm
    assert DEFAULT_NOVELTY.stat().st_size < 1e6
    assert all(torch.isfinite(p).all() for p in detector.critic.parameters())


def test_an_altered_detector_is_refused(saved: Path, weights: Path) -> None:
    whole = saved.read_bytes()
    for altered in (whole[:-4] + b"\0\0\0\0", whole.replace(b'"2.25"', b'"9.25"')):
        assert len(altered) == len(whole) and altered != whole
        saved.write_bytes(altered)
        with pytest.raises(WeightsError, match=r"n\.safetensors: was altered since it was calibrated"):
            load_detector(saved, weights)
