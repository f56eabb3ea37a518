"""Train the network: ``python -m plugin.training.train`` (or ``make train``).

The run is seeded, keeps a log and a checkpoint, and resumes from the checkpoint, or from the
weights that the plugin ships. The same command uses a CUDA device where there is one.
"""

from __future__ import annotations

import argparse
import copy
import csv
import itertools
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from ..engine.network.predictive import Predictive
from ..engine.network.transformer import VsTransformer
from ..engine.network.weights import DEFAULT_WEIGHTS, load_network, save_network, training_facts
from .examples import Examples, ExampleStream, Plan
from .muon import Muon
from .scores import Scores, score

VALIDATION_SEED = 20_000_000
JOINT_DEPTHS = 12
BAND = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Schedule:
    """Length and pace of a training run.

    Parameters
    ----------
    minutes : float
        Wall time; the learning rate falls to nothing at its end.
    rate : float
        Highest learning rate.
    warm_up : float
        Share of the time over which the rate rises.
    outside_weight : float
        Weight of depths outside the trusted window in the loss.
    joint_weight : float
        Weight of the joint density of depths beside that of single depths.
    ranked_weight : float
        Weight of the continuous ranked probability score, which is the error that users read.
    average : float
        Memory of the running average of the weights, which is what is kept.
    """

    minutes: float = 120.0
    rate: float = 1.0e-3
    warm_up: float = 0.02
    outside_weight: float = 0.15
    joint_weight: float = 0.5
    ranked_weight: float = 5.0
    average: float = 0.9985

    def rate_at(self, done: float) -> float:
        """Return the learning rate after the share `done` of the time."""
        rising = min(1.0, done / self.warm_up) if self.warm_up else 1.0
        return self.rate * rising * (0.5 + 0.5 * math.cos(math.pi * min(done, 1.0))) + 1e-6


class Trainer:
    """The state of a training run: network, averaged network, optimisers and counts."""

    def __init__(
        self, network: VsTransformer, schedule: Schedule, device: str, seed: int, half: bool = False
    ) -> None:
        self.network = network.to(device).train().requires_grad_(True)
        self.averaged = copy.deepcopy(self.network).eval().requires_grad_(False)
        self.schedule = schedule
        self.device = device
        self.half = half
        self.optimisers = optimisers(self.network, schedule.rate)
        self.seed = seed
        self.random = torch.Generator().manual_seed(seed)
        self.examples = 0
        self.seconds = 0.0

    @property
    def done(self) -> float:
        """Share of the planned time that is spent."""
        return self.seconds / (60.0 * self.schedule.minutes)

    def step(self, batch: Examples) -> float:
        """Take one optimisation step; return the loss."""
        for group in (group for each in self.optimisers for group in each.param_groups):
            group["lr"] = self.schedule.rate_at(self.done)
        inputs = batch.inputs.to(self.device)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half):
            predictive = self.network(inputs)
        loss = self._loss(predictive, batch.target, batch.trusted)
        self.network.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        self._average()
        self.examples += len(batch.target)
        return float(loss.detach())

    def _loss(self, predictive: Predictive, target: Tensor, trusted: Tensor) -> Tensor:
        """Score the truth by its rank and its density, at single depths and jointly at a few drawn ones."""
        weight = torch.where(trusted, 1.0, self.schedule.outside_weight)
        depths = torch.multinomial(weight, JOINT_DEPTHS, generator=self.random).to(self.device)
        target, weight = target.to(self.device), weight.to(self.device)
        single = self.schedule.ranked_weight * predictive.ranked_score(target)
        single = single - predictive.marginal_log_prob(target)
        joint = -predictive.joint_log_prob(target, depths).mean() / JOINT_DEPTHS
        return (weight * single).sum() / weight.sum() + self.schedule.joint_weight * joint

    @torch.no_grad()
    def _average(self) -> None:
        memory = min(self.schedule.average, (1 + self.examples / 256) / (10 + self.examples / 256))
        kept, fresh = list(self.averaged.parameters()), list(self.network.parameters())
        torch._foreach_lerp_(kept, fresh, 1.0 - memory)

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        state = {
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "examples": self.examples,
            "seconds": self.seconds,
        }
        temporary = path.with_suffix(".part")
        torch.save(state, temporary)
        temporary.replace(path)

    def load(self, path: Path) -> None:
        """Continue from a checkpoint."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        for optimiser, kept in zip(self.optimisers, state["optimisers"]):
            optimiser.load_state_dict(kept)
        self.examples, self.seconds = state["examples"], state["seconds"]


def optimisers(network: VsTransformer, rate: float) -> tuple[torch.optim.Optimizer, ...]:
    """Return Muon for the matrices within the network, and AdamW for all else."""
    answers = {network.profile[-1].weight, network.weight.weight}
    layers = [part.weight for part in network.modules() if isinstance(part, nn.Linear)]
    matrices = [weight for weight in layers if weight not in answers]
    chosen = set(matrices)
    others = [weight for weight in network.parameters() if weight not in chosen]
    return Muon(matrices, rate), torch.optim.AdamW(others, rate, weight_decay=0.01, fused=True)


def validation_set(plan: Plan, batches: int) -> list[Examples]:
    """Return examples whose earths no training run draws."""
    return list(itertools.islice(ExampleStream(plan, VALIDATION_SEED), batches))


@torch.no_grad()
def validate(network: VsTransformer, batches: list[Examples], device: str) -> tuple[float, Scores]:
    """Return the negative log density and the scores on held-out examples."""
    losses, columns = [], []
    for batch in batches:
        predictive = network(batch.inputs.to(device))
        losses.append(-predictive.marginal_log_prob(batch.target.to(device)).cpu()[batch.trusted].mean())
        bands = torch.from_numpy(predictive.quantiles(BAND))
        columns.append(torch.cat([batch.target[..., None], bands, batch.trusted[..., None]], dim=-1))
    truth, low, median, high, trusted = torch.cat(columns).double().numpy().transpose(2, 0, 1)
    return float(torch.stack(losses).mean()), score(truth, median, low, high, trusted > 0.5)


def stream(plan: Plan, seed: int, workers: int) -> Iterator[Examples]:
    """Yield batches, made in other processes where `workers` > 0."""
    source = ExampleStream(plan, seed)
    if not workers:
        return iter(source)
    return iter(
        DataLoader(
            source,
            batch_size=None,
            num_workers=workers,
            worker_init_fn=_one_thread,
            prefetch_factor=8,
            multiprocessing_context="forkserver",
        )
    )


def _one_thread(worker: int) -> None:
    import numba

    torch.set_num_threads(1)
    numba.set_num_threads(1)


LOG_COLUMNS = (
    "minutes",
    "examples",
    "loss",
    "held_out_loss",
    "held_out_error",
    "coverage_90",
    "shallow",
    "middle",
    "deep",
    "rate",
)


def log(path: Path, trainer: Trainer, loss: float, held_out: tuple[float, Scores]) -> None:
    """Append one line to the log and print it."""
    scores = held_out[1]
    row = [trainer.seconds / 60, trainer.examples, loss, held_out[0], scores.error, scores.coverage]
    row += [*scores.thirds, trainer.schedule.rate_at(trainer.done)]
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(LOG_COLUMNS)
        writer.writerow([f"{value:.6g}" for value in row])
    print(" ".join(f"{name}={value:.4g}" for name, value in zip(LOG_COLUMNS, row)), flush=True)


def train(trainer: Trainer, folder: Path, seed: int, workers: int, every_minutes: float) -> None:
    """Train until the planned time is spent, keeping a checkpoint, the log and the weights."""
    plan = Plan()
    held_out = validation_set(plan, 8)
    # Examples already seen choose another stream, so that a resumed run sees new earths.
    batches = stream(plan, seed + trainer.examples, workers)
    recent, due = [], trainer.seconds + 60 * every_minutes
    begun = time.monotonic() - trainer.seconds
    while trainer.done < 1.0:
        recent.append(trainer.step(next(batches)))
        trainer.seconds = time.monotonic() - begun
        if trainer.seconds >= due or trainer.done >= 1.0:
            log(
                folder / "log.csv", trainer, sum(recent) / len(recent), _checkpoint(trainer, folder, held_out)
            )
            recent, due = [], trainer.seconds + 60 * every_minutes


def _checkpoint(trainer: Trainer, folder: Path, held_out: list[Examples]) -> tuple[float, Scores]:
    trainer.save(folder / "checkpoint.pt")
    facts = {
        "examples": trainer.examples,
        "minutes": round(trainer.seconds / 60, 1),
        "device": trainer.device,
        "seed": trainer.seed,
    }
    save_network(trainer.averaged, folder / DEFAULT_WEIGHTS.name, **facts)
    return validate(trainer.averaged, held_out, trainer.device)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m plugin.training.train", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=Path("training_runs/latest"), help="log and checkpoint"
    )
    parser.add_argument("--minutes", type=float, default=Schedule.minutes, help="training time")
    parser.add_argument("--rate", type=float, default=Schedule.rate, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that make examples")
    parser.add_argument("--every", type=float, default=4.0, help="minutes between checkpoints")
    parser.add_argument("--fresh", action="store_true", help="start from random weights")
    parser.add_argument(
        "--half",
        action=argparse.BooleanOptionalAction,
        default=torch.cuda.is_available(),
        help="compute in bfloat16: faster on GPUs and on processors made for it, far slower on others",
    )
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    options.folder.mkdir(parents=True, exist_ok=True)
    checkpoint = options.folder / "checkpoint.pt"
    shipped = DEFAULT_WEIGHTS.is_file() and not options.fresh
    network = load_network() if shipped and not checkpoint.exists() else VsTransformer()
    schedule = Schedule(minutes=options.minutes, rate=options.rate)
    trainer = Trainer(network, schedule, device, options.seed, options.half)
    if checkpoint.exists():
        trainer.load(checkpoint)
    elif shipped:
        trainer.examples = int(str(training_facts(DEFAULT_WEIGHTS).get("examples", 0)))
    train(trainer, options.folder, options.seed, options.workers, options.every)


if __name__ == "__main__":
    main()
