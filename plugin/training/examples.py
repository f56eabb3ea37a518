"""Batches of training examples: what the network sees, and the profile that it should predict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from ..engine.curves import Curves
from ..engine.network.transformer import Inputs
from ..engine.poisson import Poisson
from ..engine.scaling import TRUSTED_DEEPEST, TRUSTED_SHALLOWEST, measure, nondimensionalise
from .earths import Recipe
from .observations import Instrument, observe
from .synthetics import Synthetics, draw_synthetics


@dataclass(frozen=True)
class Examples:
    """A batch of examples.

    Parameters
    ----------
    inputs : Inputs
        What the network sees.
    target : (batch, depths) tensor
        ln(Vs / mean velocity) of the true earth on the output grid.
    trusted : (batch, depths) bool tensor
        True between lambda_min/4 and lambda_max/2, where the curve can resolve Vs.
    """

    inputs: Inputs
    target: Tensor
    trusted: Tensor


@dataclass(frozen=True)
class Plan:
    """How examples are made from a stream of earths."""

    recipe: Recipe = field(default_factory=Recipe)
    instrument: Instrument = field(default_factory=Instrument)
    earths_per_draw: int = 1024
    looks: int = 6
    batch_size: int = 256
    point_limits: tuple[int, ...] = (8, 14, 20, 30, 40, 60, 120)
    hidden_class_share: float = 0.25
    announced_share: float = 0.5


def make_examples(
    rng: Generator, synthetics: Synthetics, curves: Curves, earth: np.ndarray, plan: Plan
) -> Examples:
    """Pair observed curves with the truth of their earths."""
    scale = measure(curves)
    dimensionless = nondimensionalise(curves, scale)
    truth = synthetics.batch.earths.take(earth).vs_at(scale.depth())
    log_depth = dimensionless.log_depth
    shortest = np.log(scale.shortest / scale.longest)[:, None]
    trusted = log_depth >= shortest + np.log(TRUSTED_SHALLOWEST)
    trusted &= log_depth <= np.log(TRUSTED_DEEPEST)
    n = len(earth)
    poisson = np.where(
        rng.random(n) < plan.hidden_class_share, Poisson.UNKNOWN, synthetics.batch.poisson[earth]
    )
    announced = synthetics.batch.monotonic[earth] & (rng.random(n) < plan.announced_share)
    return Examples(
        inputs=Inputs.of(
            dimensionless,
            poisson=torch.from_numpy(poisson.astype(np.int64)),
            reversals=torch.from_numpy((~announced).astype(np.int64)),
        ),
        target=torch.from_numpy(np.log(truth / scale.velocity[:, None]).astype(np.float32)),
        trusted=torch.from_numpy(trusted),
    )


class ExampleStream(IterableDataset[Examples]):
    """Endless stream of batches; every worker and every seed draws its own earths.

    Each draw of earths is observed `Plan.looks` times, each time through another band, sampling
    and noise, because curves cost more to model than to observe. All looks at a draw are sorted by
    length, so that the curves of a batch need little padding.
    """

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.seed = seed

    def __iter__(self) -> Iterator[Examples]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            synthetics = draw_synthetics(rng, self.plan.earths_per_draw, self.plan.recipe)
            looks = [self._look(rng, synthetics) for _ in range(self.plan.looks)]
            curves, earth = Curves.joined([c for c, _ in looks]), np.concatenate([e for _, e in looks])
            for chosen in self._batches(rng, curves.counts):
                yield make_examples(rng, synthetics, curves.take(chosen), earth[chosen], self.plan)

    def _look(self, rng: Generator, synthetics: Synthetics) -> tuple[Curves, NDArray[np.int64]]:
        """Observe every earth once, in groups that share an upper limit of points."""
        plan = self.plan
        order = rng.permutation(len(synthetics.frequency))
        groups = np.array_split(order, len(plan.point_limits))
        limits = rng.permutation(plan.point_limits)
        seen = [observe(rng, synthetics, g, int(n), plan.instrument) for g, n in zip(groups, limits)]
        return Curves.joined([curves for curves, _ in seen]), np.concatenate([earth for _, earth in seen])

    def _batches(self, rng: Generator, counts: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Yield full batches of curves of like length, in random order; a few curves are left over."""
        size = self.plan.batch_size
        by_length = np.lexsort((rng.random(len(counts)), counts))
        spare = len(counts) % size
        left_out = rng.choice(len(counts), spare, replace=False)
        by_length = np.delete(by_length, left_out)
        return iter(rng.permutation(by_length.reshape(-1, size)))
