"""The joint predictive distribution of a profile: a mixture of low-rank Gaussians in ln Vs."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.distributions import LowRankMultivariateNormal

LOG_2PI = 1.8378770664093453
REACH = 4.0
BISECTIONS = 7
NEWTON_STEPS = 4


@dataclass(frozen=True)
class Predictive:
    """Distribution of ln(Vs / mean velocity) on the output depths of each curve.

    Component k is Gaussian with mean ``mean[:, k]`` and covariance U U^T + diag(variance); U
    carries the correlation between depths, the mixture carries rival interpretations.

    Parameters
    ----------
    log_weight : (batch, components) tensor
        Logarithm of the mixture weights.
    mean, variance : (batch, components, depths) tensors
        Mean, and variance beyond that of the factors.
    factor : (batch, components, depths, rank) tensor
        The factors U.
    """

    log_weight: Tensor
    mean: Tensor
    variance: Tensor
    factor: Tensor

    def spread(self) -> Tensor:
        """Return the marginal standard deviation of each component, (batch, components, depths)."""
        return torch.sqrt(self.variance + self.factor.square().sum(-1))

    def marginal_log_prob(self, target: Tensor) -> Tensor:
        """Return the log density at each depth of `target` (batch, depths), depths taken one by one."""
        spread = self.spread()
        z = (target[:, None] - self.mean) / spread
        density = -0.5 * (z.square() + LOG_2PI) - spread.log()
        return torch.logsumexp(self.log_weight[..., None] + density, dim=1)

    def joint_log_prob(self, target: Tensor, depths: Tensor) -> Tensor:
        """Return the joint log density of `target` (batch, depths) at some depths of each curve.

        Parameters
        ----------
        target : (batch, depths) tensor
            ln(Vs / mean velocity).
        depths : (batch, chosen) int tensor
            Indices of the depths that count.
        """
        k = self.mean.shape[1]
        index = depths[:, None].expand(-1, k, -1)
        rank = self.factor.shape[-1]
        component = LowRankMultivariateNormal(
            self.mean.gather(2, index),
            self.factor.gather(2, index[..., None].expand(-1, -1, -1, rank)),
            self.variance.gather(2, index),
            validate_args=False,
        )
        chosen = target.gather(1, depths)[:, None]
        return torch.logsumexp(self.log_weight + component.log_prob(chosen), dim=1)

    def covariance(self) -> Tensor:
        """Return the covariance of the whole mixture, (batch, depths, depths)."""
        weight = self.log_weight.exp()[..., None, None]
        mean = (weight[..., 0] * self.mean).sum(1, keepdim=True)
        spread = torch.cat([self.factor, (self.mean - mean)[..., None]], dim=-1)
        within = (weight * (spread @ spread.transpose(-1, -2))).sum(1)
        return within + torch.diag_embed((weight[..., 0] * self.variance).sum(1))

    def quantiles(self, levels: tuple[float, ...]) -> Tensor:
        """Return marginal quantiles, (batch, depths, levels).

        Bisection of the mixture's distribution function, then Newton steps kept inside the bracket.
        """
        spread = self.spread()[..., None]
        mean, weight = self.mean[..., None], self.log_weight.exp()[..., None, None]
        level = torch.tensor(levels, dtype=mean.dtype, device=mean.device)
        low = (mean - REACH * spread).amin(1).expand(-1, -1, len(levels))
        high = (mean + REACH * spread).amax(1).expand(-1, -1, len(levels))
        value = 0.5 * (low + high)
        for step in range(BISECTIONS + NEWTON_STEPS):
            z = (value[:, None] - mean) / spread
            excess = (weight * torch.special.ndtr(z)).sum(1) - level
            low, high = torch.where(excess < 0, value, low), torch.where(excess < 0, high, value)
            if step < BISECTIONS:
                value = 0.5 * (low + high)
            else:
                density = (weight * torch.exp(-0.5 * (z.square() + LOG_2PI)) / spread).sum(1)
                value = torch.clamp(value - excess / density.clamp(min=1e-12), low, high)
        return value

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """Draw `n` profiles of each curve, (batch, n, depths)."""
        component = torch.multinomial(self.log_weight.exp(), n, replacement=True, generator=generator)
        depths, rank = self.factor.shape[2:]
        index = component[..., None].expand(-1, -1, depths)
        mean = self.mean.gather(1, index)
        deviation = self.variance.gather(1, index).sqrt()
        factor = self.factor.gather(1, index[..., None].expand(-1, -1, -1, rank))
        shared = torch.randn((*component.shape, rank, 1), generator=generator, dtype=mean.dtype)
        own = torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        return mean + (factor @ shared.to(mean.device))[..., 0] + deviation * own.to(mean.device)
