"""Load, verify and save the network's weights."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ...protocol.errors import WeightsError
from ..files.atomic import written_whole
from .transformer import Architecture, VsTransformer

FORMAT = "vs-mapper-2"
"""The tensors of 1 were for another activation: they would load, and predict nonsense."""
DEFAULT_WEIGHTS = Path(__file__).resolve().parents[3] / "model_weights" / "vs_mapper.safetensors"


def load_network(path: Path = DEFAULT_WEIGHTS) -> VsTransformer:
    """Return the network with the weights of a file, ready for inference.

    Raises
    ------
    WeightsError
        If the file is missing, damaged or made for another architecture.
    """
    state, metadata = read_tensors(path, FORMAT)
    try:
        network = VsTransformer(Architecture(**json.loads(metadata["architecture"])))
        network.load_state_dict(state)
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise WeightsError(f"{path.name}: the network's weights cannot be read: {error}") from error
    return network.eval().requires_grad_(False)


def read_tensors(path: Path, form: str) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Return the tensors and the metadata of a file of weights in the given format.

    Raises
    ------
    WeightsError
        If the file is missing, damaged or of another format, or holds values that are not finite.
    """
    if not path.is_file():
        raise WeightsError(f"{path.name}: the network's weights are missing; install the plugin again")
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise WeightsError(f"{path.name}: the network's weights cannot be read: {error}") from error
    if metadata.get("format") != form:
        raise WeightsError(f"{path.name}: not weights of format {form}")
    if not all(torch.isfinite(tensor).all() for tensor in state.values()):
        raise WeightsError(f"{path.name}: the network's weights hold values that are not finite")
    return state, metadata


def save_network(network: VsTransformer, path: Path, **training: object) -> None:
    """Write the weights with their architecture and facts about their training."""
    metadata = {"format": FORMAT, "architecture": json.dumps(asdict(network.shape))}
    metadata |= {name: json.dumps(value) for name, value in training.items()}
    state = {name: tensor.detach().cpu().contiguous() for name, tensor in network.state_dict().items()}
    with written_whole(path.parent) as folder:
        save_file(state, folder / path.name, metadata=metadata)


def training_facts(path: Path) -> dict[str, object]:
    """Return what `save_network` was told about the training."""
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata() or {}
    return {name: json.loads(value) for name, value in metadata.items() if name != "format"}


def weights_hash(path: Path = DEFAULT_WEIGHTS) -> str:
    """Return the SHA-256 of the weights file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
