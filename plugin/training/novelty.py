"""Train and calibrate the novelty score: ``python -m plugin.training.novelty`` (or ``make novelty``).

The network's weights stay as they are. A small critic learns to tell sound curves of the training families
from spoilt ones; its alarm is set at one false alarm in a hundred sound curves, and how often it goes is
measured on earths that it has not seen. To be run whenever the network's weights have changed.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ..engine.network.causes import Cause
from ..engine.network.novelty import Critic, Detector
from ..engine.network.novelty_weights import DEFAULT_NOVELTY, save_detector
from ..engine.network.transformer import VsTransformer
from ..engine.network.weights import DEFAULT_WEIGHTS, load_network
from .corruptions import SHOWN, Corruption
from .detection import NOISE_LEVELS, Detection, measure, noisy_menu, summary, suspicions
from .lessons import Lesson, Menu, study

SEED = 30_000_000
FALSE_ALARMS = 0.01
WARM_UP = 50


@dataclass(frozen=True)
class Course:
    """On what, and for how long, the critic is trained and calibrated.

    Parameters
    ----------
    earths : tuple of int
        Earths drawn for training, for setting the alarm, and for measuring at each level of noise how
        often it goes.
    looks : tuple of int
        Times that each of these is observed.
    sound, spoilt : int
        Sound curves, and curves spoilt in each way, of a look at a thousand earths in training.
    tested : int
        The same of curves spoilt in each way, in measuring.
    epochs : int
        Times that the critic goes through its lessons.
    rate : float
        Highest learning rate.
    """

    earths: tuple[int, int, int] = (6000, 18000, 2000)
    looks: tuple[int, int, int] = (4, 2, 3)
    sound: int = 500
    spoilt: int = 50
    tested: int = 120
    epochs: int = 8
    rate: float = 3e-3


def train_critic(
    taught: Sequence[Lesson], corruptions: Sequence[Corruption], course: Course, seed: int
) -> Critic:
    """Return a critic that tells the causes of the corruptions from sound curves."""
    torch.manual_seed(seed)
    critic = Critic().train()
    optimiser = torch.optim.AdamW(critic.parameters(), weight_decay=1e-3)
    cause = torch.tensor([Cause.NONE, *(corruption.cause for corruption in corruptions)])
    random = np.random.default_rng(seed)
    places = np.concatenate([random.permutation(len(taught)) for _ in range(course.epochs)])
    for step, place in enumerate(places):
        for group in optimiser.param_groups:
            group["lr"] = course.rate * _pace(step, len(places))
        lesson = taught[place]
        answer = critic(lesson.reading, lesson.inputs)
        loss = functional.cross_entropy(answer, cause[torch.from_numpy(lesson.kind)])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(critic.parameters(), 1.0)
        optimiser.step()
    return critic.eval().requires_grad_(False)


def _pace(step: int, steps: int) -> float:
    """Return the learning rate as a share of the highest: it rises shortly, then falls to nothing."""
    return min(1.0, (step + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * step / steps))


def calibrate(critic: Critic, sound: Iterable[Lesson]) -> Detector:
    """Return the detector whose alarm one sound curve in a hundred sets off."""
    values = suspicions(critic, sound)
    return Detector(critic, float(np.median(values)), float(np.quantile(values, 1.0 - FALSE_ALARMS)))


def make_detector(network: VsTransformer, course: Course, seed: int) -> tuple[Detector, list[Detection]]:
    """Return a detector for a network, and how often its alarm goes."""
    training, setting, *measuring = np.random.SeedSequence([SEED, seed]).spawn(2 + len(NOISE_LEVELS))
    teaching, calm = Menu(SHOWN, course.sound, course.spoilt), Menu((), sound=10**6, spoilt=0)
    taught = list(study(training, network, course.earths[0], [teaching] * course.looks[0]))
    critic = train_critic(taught, SHOWN, course, seed)
    detector = calibrate(critic, study(setting, network, course.earths[1], [calm] * course.looks[1]))
    tests = (
        study(stream, network, course.earths[2], [noisy_menu(noise, course.tested)] * course.looks[2])
        for stream, noise in zip(measuring, NOISE_LEVELS)
    )
    return detector, measure(detector, tests)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m plugin.training.novelty", description=__doc__)
    parser.add_argument("--weights", type=Path, default=DEFAULT_WEIGHTS, help="the network's weights")
    parser.add_argument("--out", type=Path, help=f"file to write ({DEFAULT_NOVELTY.name} beside the weights)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = time.monotonic()
    detector, found = make_detector(load_network(options.weights), Course(), options.seed)
    facts = {"seed": options.seed, "minutes": round((time.monotonic() - begun) / 60, 1)}
    out = options.out or options.weights.with_name(DEFAULT_NOVELTY.name)
    save_detector(detector, out, options.weights, {**facts, "detection": [asdict(row) for row in found]})
    print(summary(found))


if __name__ == "__main__":
    main()
