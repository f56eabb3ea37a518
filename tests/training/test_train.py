from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch

from plugin.engine.network.transformer import Architecture, VsTransformer
from plugin.engine.network.weights import load_network
from plugin.training.examples import Examples, ExampleStream, Plan
from plugin.training.train import Schedule, Trainer, validate

PLAN = Plan(earths_per_draw=64, batch_size=32, looks=2)
SMALL = Architecture(width=32, feedforward=32, rounds=1, blocks_per_round=1)


@pytest.fixture(scope="module")
def batches() -> list[Examples]:
    return list(itertools.islice(ExampleStream(PLAN, seed=5), 3))


def trainer() -> Trainer:
    torch.manual_seed(0)
    return Trainer(VsTransformer(SMALL), Schedule(minutes=1.0, warm_up=0.0, average=0.5), "cpu", seed=0)


def test_targets_are_what_the_earth_is_relative_to_its_curve(batches: list[Examples]) -> None:
    batch = batches[0]
    assert batch.target.shape == batch.trusted.shape == (len(batch.inputs.poisson), 64)
    # The lambda / 3 rule is a fair first guess of Vs, so truth and pseudo-profile must agree roughly.
    pseudo, _ = VsTransformer(SMALL).pseudo_profile(batch.inputs)
    assert (pseudo - batch.target).abs()[batch.trusted].median() < 0.2


def test_a_seed_gives_the_same_examples(batches: list[Examples]) -> None:
    again = next(iter(ExampleStream(PLAN, seed=5)))
    torch.testing.assert_close(again.target, batches[0].target)


def test_training_lowers_the_loss(batches: list[Examples]) -> None:
    run = trainer()
    first = run.step(batches[0])
    for _ in range(15):
        last = run.step(batches[0])
    assert last < first - 0.2


def test_a_resumed_run_continues_exactly(batches: list[Examples], tmp_path: Path) -> None:
    run = trainer()
    run.step(batches[0])
    run.save(tmp_path / "checkpoint.pt")
    resumed = trainer()
    resumed.load(tmp_path / "checkpoint.pt")
    assert resumed.examples == run.examples > 0
    for name, tensor in run.averaged.state_dict().items():
        assert torch.equal(resumed.averaged.state_dict()[name], tensor)


def test_the_shipped_weights_beat_the_pseudo_profile_on_unseen_earths() -> None:
    held_out = list(itertools.islice(ExampleStream(PLAN, seed=99), 8))
    network = load_network()
    _, scores = validate(network, held_out, "cpu")
    errors = [
        (network.pseudo_profile(batch.inputs)[0] - batch.target).abs()[batch.trusted].numpy()
        for batch in held_out
    ]
    assert scores.error < 0.9 * np.concatenate(errors).mean()
    assert 0.85 < scores.coverage < 0.95
