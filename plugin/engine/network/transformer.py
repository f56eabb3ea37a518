"""The transformer: a dimensionless dispersion curve in, a distribution of profiles out.

Tokens at fixed places of the output's depth grid read the curve's points by cross-attention, so
the cost per point is small and curves may be of any length. The network predicts the correction
to the curve's own pseudo-profile, Vs(z) = 1.1 c(wavelength = 3 z).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..scaling import MODES, N_DEPTHS, Dimensionless
from .predictive import Predictive

LOG_PSEUDO_FACTOR = math.log(1.1)
LOG_3 = math.log(3.0)


@dataclass(frozen=True)
class Architecture:
    """Sizes of the network; stored with its weights."""

    width: int = 128
    heads: int = 4
    feedforward: int = 256
    rounds: int = 2
    blocks_per_round: int = 1
    tokens: int = 4
    components: int = 4
    rank: int = 4
    harmonics: int = 8
    pseudo_bandwidth: float = 0.12
    pseudo_penalty: float = 6.0
    floor: float = 0.015


@dataclass(frozen=True)
class Inputs:
    """One padded batch on the network's device; fields as in `scaling.Dimensionless`.

    Parameters
    ----------
    poisson : (batch,) int tensor
        `poisson.Poisson` class.
    reversals : (batch,) int tensor
        1 where velocity may decrease with depth, 0 where it may not.
    """

    log_wavelength: Tensor
    log_velocity: Tensor
    log_sigma: Tensor
    has_sigma: Tensor
    present: Tensor
    kind: Tensor
    log_depth: Tensor
    poisson: Tensor
    reversals: Tensor

    @classmethod
    def of(cls, curves: Dimensionless, poisson: Tensor, reversals: Tensor) -> Inputs:
        """Wrap numpy arrays without copying them."""
        columns = {name: torch.from_numpy(getattr(curves, name)) for name in curves.__dataclass_fields__}
        return cls(**columns, poisson=poisson, reversals=reversals)

    def to(self, device: torch.device | str) -> Inputs:
        """Return the batch on `device`."""
        return Inputs(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Reading:
    """What the network made of a batch before it answers.

    Parameters
    ----------
    points : (batch, points, width) tensor
        Embedded points; those that pad a curve mean nothing.
    tokens : (batch, tokens, width) tensor
        Depth tokens after they have read the points.
    pseudo : (batch, depths) tensor
        ln of the pseudo-profile.
    """

    points: Tensor
    tokens: Tensor
    pseudo: Tensor


def _harmonics(x: Tensor, n: int, lowest: float, highest: float) -> Tensor:
    """Return sines and cosines of multiples of `x`, in single precision but of angles reduced in double."""
    steps = torch.arange(n, device=x.device, dtype=x.dtype) / (n - 1)
    turns = x[..., None] * (lowest * (highest / lowest) ** steps / (2 * math.pi))
    angle = turns.sub_(turns.round()).float().mul_(2 * math.pi)
    return torch.cat([angle.sin(), angle.cos()], dim=-1)


class Block(nn.Module):
    """Pre-norm attention and feed-forward, over itself or over the curve's points."""

    def __init__(self, shape: Architecture) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.norm = nn.LayerNorm(width)
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)
        self.feedforward = nn.Sequential(
            nn.LayerNorm(width),
            nn.Linear(width, shape.feedforward),
            nn.Hardswish(),  # here as good as GELU, in a fifth of its time
            nn.Linear(shape.feedforward, width),
        )

    def forward(self, tokens: Tensor, source: tuple[Tensor, Tensor] | None = None) -> Tensor:
        """Update tokens from themselves or from a source.

        Parameters
        ----------
        tokens : (batch, tokens, width) tensor
            What is updated.
        source : pair of tensors, optional
            Points (batch, points, width), and the bias of their scores (batch, tokens, heads, points).
        """
        normed = self.norm(tokens)
        read = self._among(normed) if source is None else self._from(normed, *source)
        tokens = tokens + self.out(read)
        return tokens + self.feedforward(tokens)

    def _among(self, tokens: Tensor) -> Tensor:
        """Return what tokens read of each other, (batch, tokens, width)."""
        columns = self.query(tokens), *self.key_value(tokens).chunk(2, dim=-1)
        query, key, value = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in columns)
        return functional.scaled_dot_product_attention(query, key, value).transpose(1, 2).flatten(2)

    def _from(self, tokens: Tensor, source: Tensor, bias: Tensor) -> Tensor:
        """Return what tokens read of a source, (batch, tokens, width).

        There are fewer tokens than points, so keys and values are never made: the query goes through the
        keys' matrix instead, and what is read goes through the values'. A bias of the keys would add the same
        to all scores of a query.
        """
        key, value = self.key_value.weight.unflatten(0, (2, self.heads, -1))  # (heads, width / heads, width)
        query = self.query(tokens) / math.sqrt(key.shape[1])
        score = torch.bmm(self._each_head(query, key), source.transpose(1, 2)) + bias.flatten(1, 2)
        read = torch.bmm(score.softmax(-1).to(source.dtype), source).unflatten(1, (-1, self.heads))
        read = torch.bmm(read.flatten(0, 1).transpose(0, 1), value.transpose(1, 2))
        return read.transpose(0, 1).reshape(tokens.shape) + self.key_value.bias[tokens.shape[-1] :]

    def _each_head(self, query: Tensor, key: Tensor) -> Tensor:
        """Return what each head of each token asks of a source, (batch, tokens x heads, width)."""
        split = query.flatten(0, 1).unflatten(-1, (self.heads, -1)).transpose(0, 1)
        return torch.bmm(split, key).transpose(0, 1).reshape(len(query), -1, key.shape[-1])


class Locality(nn.Module):
    """Attention bias that lets each head prefer points whose wavelength / 3 is near a token's depth."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.linspace(-3.0, 1.5, heads))
        self.shift = nn.Parameter(torch.zeros(heads))

    def forward(self, distance: Tensor, present: Tensor) -> Tensor:
        """Return the bias (batch, tokens, heads, points) from log distances (batch, tokens, points)."""
        root = (0.5 * self.sharpness).exp()[:, None]
        shifted = (distance[:, :, None] - self.shift[:, None]) * root
        absent = torch.where(present, 0.0, -1e4)[:, None, None]
        return torch.addcmul(absent, shifted, shifted, value=-1.0)


class VsTransformer(nn.Module):
    """Predictive distribution of ln(Vs / mean velocity) from a dimensionless dispersion curve."""

    def __init__(self, shape: Architecture | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or Architecture()
        width = shape.width
        per_token = N_DEPTHS // shape.tokens
        self.kind = nn.Embedding(4 * MODES, width)
        self.point = nn.Sequential(
            nn.Linear(6 * shape.harmonics + 3, width),
            nn.Hardswish(),
            nn.Linear(width, width),
        )
        self.point_norm = nn.LayerNorm(width)
        self.depth = nn.Linear(3 * per_token + 2, width)
        self.place = nn.Parameter(0.02 * torch.randn(shape.tokens, width))
        self.poisson = nn.Embedding(3, width)
        self.reversals = nn.Embedding(2, width)
        self.locality = nn.ModuleList(Locality(shape.heads) for _ in range(shape.rounds))
        self.reading = nn.ModuleList(Block(shape) for _ in range(shape.rounds))
        self.mixing = nn.ModuleList(
            nn.Sequential(*(Block(shape) for _ in range(shape.blocks_per_round))) for _ in range(shape.rounds)
        )
        self.norm = nn.LayerNorm(width)
        outputs = shape.components * (2 + shape.rank)
        self.profile = nn.Sequential(
            nn.Linear(width, width), nn.Hardswish(), nn.Linear(width, per_token * outputs)
        )
        self.weight = nn.Linear(width, shape.components)

    def pseudo_profile(self, batch: Inputs) -> tuple[Tensor, Tensor]:
        """Return ln of the pseudo-profile on the output depths, and ln of the points' density there.

        A kernel average of the points' ln velocity at depth wavelength / 3; fundamental Rayleigh
        phase velocities outweigh all other types where they exist.
        """
        distance = ((batch.log_wavelength - LOG_3)[:, None] - batch.log_depth[:, :, None]).float()
        penalty = torch.where(batch.kind == 0, 0.0, -self.shape.pseudo_penalty)
        penalty = penalty.masked_fill(~batch.present, -1e30)[:, None]
        score = torch.addcmul(penalty, distance, distance, value=-0.5 / self.shape.pseudo_bandwidth**2)
        highest = score.amax(-1, keepdim=True)
        # Far points count for nothing either way; numbers too small to be normal are slow to compute.
        share = score.sub_(highest).clamp_(min=-60.0).exp_()
        total = share.sum(-1)
        average = (share @ batch.log_velocity[..., None].float())[..., 0] / total
        density = (total.log() + highest[..., 0]).clamp(min=-30.0)
        return average + LOG_PSEUDO_FACTOR, density

    def _points(self, batch: Inputs) -> Tensor:
        """Embed the points, (batch, points, width)."""
        n = self.shape.harmonics
        top, bottom = batch.log_depth[:, :1], batch.log_depth[:, -1:]
        relative = (batch.log_wavelength - LOG_3 - top) / (bottom - top)
        features = [
            _harmonics(batch.log_wavelength, n, 0.5, 24.0),
            _harmonics(batch.log_velocity, n, 1.0, 48.0),
            _harmonics(relative, n, 1.5, 48.0),
            batch.log_velocity[..., None].float(),
            0.3 * batch.log_sigma[..., None].float(),
            batch.has_sigma[..., None].float(),
        ]
        embedded = self.point(torch.cat(features, dim=-1))
        return self.point_norm(embedded + self.kind(batch.kind))

    def _tokens(self, batch: Inputs, pseudo: Tensor, density: Tensor) -> Tensor:
        """Make the depth tokens, (batch, tokens, width)."""
        tokens = self.shape.tokens
        columns = [pseudo, 0.1 * density, 0.3 * batch.log_depth]
        local = torch.cat([c.unflatten(1, (tokens, -1)) for c in columns], dim=-1)
        span = batch.log_depth[:, -1] - batch.log_depth[:, 0]
        count = batch.present.sum(1).to(span.dtype).log()
        whole = torch.stack([0.3 * span, 0.3 * count], dim=-1)[:, None].expand(-1, tokens, -1)
        condition = self.poisson(batch.poisson) + self.reversals(batch.reversals)
        return self.depth(torch.cat([local, whole], dim=-1).float()) + self.place + condition[:, None]

    def forward(self, batch: Inputs) -> Predictive:
        """Return the predictive distribution of each curve of the batch."""
        return self.answer(self.read(batch))

    def read(self, batch: Inputs) -> Reading:
        """Let the depth tokens read the points of each curve of the batch."""
        shape = self.shape
        pseudo, density = self.pseudo_profile(batch)
        points = self._points(batch)
        tokens = self._tokens(batch, pseudo, density)
        centre = batch.log_depth.unflatten(1, (shape.tokens, -1)).mean(-1)
        distance = ((batch.log_wavelength - LOG_3)[:, None] - centre[:, :, None]).float()
        for turn in range(shape.rounds):
            bias = self.locality[turn](distance, batch.present)
            tokens = self.reading[turn](tokens, (points, bias))
            tokens = self.mixing[turn](tokens)
        return Reading(points, self.norm(tokens), pseudo)

    def answer(self, reading: Reading) -> Predictive:
        """Return the distribution around the pseudo-profile that the tokens tell."""
        tokens, pseudo = reading.tokens, reading.pseudo
        k, rank = self.shape.components, self.shape.rank
        outputs = self.profile(tokens).float().unflatten(-1, (-1, k, 2 + rank))
        outputs = outputs.flatten(1, 2).transpose(1, 2)
        correction, log_sd, factor = outputs.split([1, 1, rank], dim=-1)
        deviation = self.shape.floor + functional.softplus(log_sd[..., 0] - 2.5)
        return Predictive(
            log_weight=self.weight(tokens.mean(1)).float().log_softmax(-1),
            mean=pseudo.float()[:, None] + correction[..., 0],
            variance=deviation.square(),
            factor=0.3 * factor,
        )
