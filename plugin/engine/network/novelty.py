"""How unlike the training a curve is, judged from what the network read of it.

A small critic looks at each point beside its neighbours and beside the network's depth tokens, which hold
the profile that the network is about to predict: does the point belong to such a curve? Its inputs are the
network's dimensionless ones, so that the novelty of a scaled curve is that of the curve.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from .causes import Cause
from .transformer import Inputs, Reading

STEP_LIMIT = 3.0
SPAN_LIMIT = 12.0
N_STEPS = 6
FAR = 1e4
ALSO_LIKELY = 0.3
"""Share of the probability of all causes above which a second one is named."""


@dataclass(frozen=True)
class CriticShape:
    """Sizes of the critic; stored with its weights."""

    points: int = 128
    tokens: int = 128
    width: int = 32
    hidden: int = 64


def _steps(batch: Inputs) -> Tensor:
    """Return what is told of each point besides the network's embedding, (batch, points, `N_STEPS`).

    Points come sorted by type and wavelength, so that the point before is the neighbour.
    """
    same = (batch.kind[:, 1:] == batch.kind[:, :-1]) & batch.present[:, 1:]
    same = functional.pad(same, (1, 0))
    velocity = functional.pad(batch.log_velocity.diff(dim=1), (1, 0)) * same
    length = functional.pad(batch.log_wavelength.diff(dim=1), (1, 0)) * same
    columns = [batch.log_velocity, batch.log_wavelength, 0.3 * batch.log_sigma, velocity, length, same]
    return torch.stack([c.float() for c in columns], dim=-1).clamp(-STEP_LIMIT, STEP_LIMIT)


class Critic(nn.Module):
    """Log odds of each `Cause` from a network's reading of a curve."""

    def __init__(self, shape: CriticShape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or CriticShape()
        width = shape.width
        self.point = nn.Linear(shape.points + N_STEPS, width)
        self.key_value = nn.Linear(shape.tokens, 2 * width)
        self.before = nn.Conv1d(width, width, 3, padding=1)
        self.after = nn.Conv1d(width, width, 3, padding=1)
        self.answer = nn.Sequential(
            nn.Linear(3 * width + 2, shape.hidden), nn.GELU(), nn.Linear(shape.hidden, len(Cause))
        )

    def forward(self, reading: Reading, batch: Inputs) -> Tensor:
        """Return the log odds, (batch, causes)."""
        present = batch.present[..., None].float()
        features = torch.cat([reading.points.float(), _steps(batch)], dim=-1)
        points = functional.relu(self.point(features)) * present
        points = points + self._beside(self.before, points) * present
        key, value = self.key_value(reading.tokens.float()).chunk(2, dim=-1)
        score = points @ key.transpose(1, 2) / math.sqrt(key.shape[-1])
        points = (points + score.softmax(-1) @ value) * present
        points = points + self._beside(self.after, points) * present
        answer: Tensor = self.answer(self._whole(points, batch))
        return answer

    def _beside(self, layer: nn.Conv1d, points: Tensor) -> Tensor:
        """Look at each point with its two neighbours.

        One product for the three, then their sum, takes less time than a convolution of so few channels.
        """
        kernel = layer.weight.permute(2, 0, 1).flatten(0, 1)
        before, own, after = functional.linear(points, kernel).chunk(3, dim=-1)
        found = own + cast(Tensor, layer.bias)
        found[:, 1:] += before[:, :-1]
        found[:, :-1] += after[:, 1:]
        return found.relu_()

    def _whole(self, points: Tensor, batch: Inputs) -> Tensor:
        """Return the curve's mean and extreme points, its number of points and its span."""
        count = batch.present.sum(1, keepdim=True).float()
        absent = ~batch.present[..., None]
        highest = points.masked_fill(absent, -FAR).amax(1)
        lowest = points.masked_fill(absent, FAR).amin(1)
        span = batch.log_wavelength.amin(1, keepdim=True).float().clamp(min=-SPAN_LIMIT)
        return torch.cat([points.sum(1) / count, highest, lowest, 0.3 * count.log(), 0.3 * span], dim=-1)


@dataclass(frozen=True)
class Detector:
    """A critic with the scale on which its answers are read.

    Parameters
    ----------
    critic : Critic
        Calibrated with the network that reads the curves.
    typical, alarm : float
        Log odds of any cause against none: their median over the training families, and the value that
        one in a hundred curves of the training families exceeds.
    """

    critic: Critic
    typical: float
    alarm: float

    def to(self, device: torch.device | str) -> Detector:
        """Return the detector on `device`."""
        return replace(self, critic=self.critic.to(device))

    def judge(self, reading: Reading, batch: Inputs) -> tuple[Tensor, Tensor]:
        """Return the novelty of each curve (batch,), and its likeliest causes (batch, 2).

        A novelty of 0 is that of the median training curve; above 1 the alarm goes. The second cause is
        `Cause.NONE` unless it is nearly as likely as the first.
        """
        log_odds = self.critic(reading, batch)
        novelty = (suspicion(log_odds) - self.typical) / (self.alarm - self.typical)
        share, place = log_odds[:, 1:].softmax(-1).topk(2)
        causes = place + 1
        causes[:, 1] = torch.where(share[:, 1] > ALSO_LIKELY, causes[:, 1], int(Cause.NONE))
        return novelty, causes


def suspicion(log_odds: Tensor) -> Tensor:
    """Return the log odds that there is any cause, (batch,), from those of each (batch, causes)."""
    return log_odds[:, 1:].logsumexp(-1) - log_odds[:, 0]
