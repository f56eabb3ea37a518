"""Load, verify and save the novelty detector, which belongs to one set of the network's weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from ...protocol.errors import WeightsError
from ..files.atomic import written_whole
from .novelty import Critic, CriticShape, Detector
from .weights import DEFAULT_WEIGHTS, read_tensors, weights_hash

FORMAT = "vs-mapper-novelty-1"
DEFAULT_NOVELTY = DEFAULT_WEIGHTS.with_name("novelty.safetensors")


def load_detector(path: Path = DEFAULT_NOVELTY, weights: Path = DEFAULT_WEIGHTS) -> Detector:
    """Return the detector of a file, ready for use with the network of `weights`.

    Raises
    ------
    WeightsError
        If the file is missing, damaged or altered, or was calibrated with other weights.
    """
    state, metadata = read_tensors(path, FORMAT)
    if metadata.get("weights_sha256") != weights_hash(weights):
        raise WeightsError(f"{path.name}: belongs to other weights than {weights.name}; run make novelty")
    if metadata.get("content_sha256") != _digest(state, metadata):
        raise WeightsError(f"{path.name}: was altered since it was calibrated; install the plugin again")
    try:
        critic = Critic(CriticShape(**json.loads(metadata["shape"])))
        critic.load_state_dict(state)
        scale = (float(metadata["typical"]), float(metadata["alarm"]))
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise WeightsError(f"{path.name}: the novelty detector cannot be read: {error}") from error
    return Detector(critic.eval().requires_grad_(False), *scale)


def save_detector(detector: Detector, path: Path, weights: Path, facts: dict[str, object]) -> None:
    """Write a detector with the hash of the weights that it belongs to, and what was measured of it."""
    metadata = {
        "format": FORMAT,
        "weights_sha256": weights_hash(weights),
        "shape": json.dumps(asdict(detector.critic.shape)),
        "typical": repr(detector.typical),
        "alarm": repr(detector.alarm),
        "facts": json.dumps(facts),
    }
    state = {
        name: tensor.detach().cpu().contiguous() for name, tensor in detector.critic.state_dict().items()
    }
    metadata["content_sha256"] = _digest(state, metadata)
    with written_whole(path.parent) as folder:
        save_file(state, folder / path.name, metadata=metadata)


def _digest(state: Mapping[str, torch.Tensor], metadata: Mapping[str, str]) -> str:
    """Return the SHA-256 of all that the score depends on, in hexadecimal."""
    told = hashlib.sha256()
    for name in ("weights_sha256", "shape", "typical", "alarm"):
        told.update(f"{name}={metadata.get(name)};".encode())
    for name in sorted(state):
        told.update(f"{name}={tuple(state[name].shape)};".encode())
        told.update(state[name].contiguous().numpy().tobytes())
    return told.hexdigest()


def detector_facts(path: Path = DEFAULT_NOVELTY) -> dict[str, object]:
    """Return what `save_detector` was told was measured."""
    _, metadata = read_tensors(path, FORMAT)
    facts: dict[str, object] = json.loads(metadata["facts"])
    return facts
