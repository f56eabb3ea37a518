"""The joint predictive distribution of a profile: a mixture of low-rank Gaussians in ln Vs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.distributions import LowRankMultivariateNormal
from torch.nn import functional

from .quantiles import gaussian_mixture_quantiles

LOG_2PI = 1.8378770664093453


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
        return self._marginal_variance().sqrt()

    def _marginal_variance(self) -> Tensor:
        return self.variance + self.factor.square().sum(-1)

    def marginal_log_prob(self, target: Tensor) -> Tensor:
        """Return the log density at each depth of `target` (batch, depths), depths taken one by one."""
        spread = self.spread()
        z = (target[:, None] - self.mean) / spread
        density = -0.5 * (z.square() + LOG_2PI) - spread.log()
        return torch.logsumexp(self.log_weight[..., None] + density, dim=1)

    def ranked_score(self, target: Tensor) -> Tensor:
        """Return the continuous ranked probability score at each depth of `target` (batch, depths).

        The mean distance of a drawn value from the target, less half that of two drawn values from each
        other: a distribution's absolute error (Gneiting and Raftery, 2007; of mixtures, Grimit et al., 2006).
        """
        weight, variance = self.log_weight.exp()[..., None], self._marginal_variance()
        distance = (weight * _mean_distance(target[:, None] - self.mean, variance)).sum(1)
        apart = self.mean[:, :, None] - self.mean[:, None]
        between = _mean_distance(apart, variance[:, :, None] + variance[:, None])
        return distance - 0.5 * (weight[:, :, None] * weight[:, None] * between).sum((1, 2))

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

    def quantiles(self, levels: tuple[float, ...]) -> NDArray[np.float32]:
        """Return marginal quantiles, (batch, depths, levels)."""
        weight, mean, spread = (
            part.cpu().numpy() for part in (self.log_weight.exp(), self.mean, self.spread())
        )
        return gaussian_mixture_quantiles(weight, mean, spread, levels)

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """Draw `n` profiles of each curve, (batch, n, depths).

        Every curve gets the same random numbers, so that its profiles do not depend on its batch.
        """
        like, (k, rank) = self.mean, (self.mean.shape[1], self.factor.shape[-1])
        uniform = (torch.randperm(n, generator=generator) + torch.rand(n, generator=generator)) / n
        shared = torch.randn((n, 1, rank), generator=generator, dtype=like.dtype).to(like.device)
        own = torch.randn((n, like.shape[-1]), generator=generator, dtype=like.dtype).to(like.device)
        shares = self.log_weight.exp().cumsum(-1)[:, None, :-1]
        component = (uniform[:, None].to(like.device) > shares).sum(-1)
        # Products with the choice of component: gathering each profile's own factors costs far more.
        chosen = functional.one_hot(component, k).to(like.dtype)
        loads = torch.cat([(chosen[..., None] * shared).flatten(2), chosen], dim=-1)
        centre = loads @ torch.cat([self.factor.transpose(2, 3).flatten(1, 2), self.mean], dim=1)
        return torch.addcmul(centre, chosen @ self.variance.sqrt(), own)


def _mean_distance(mean: Tensor, variance: Tensor) -> Tensor:
    """Return the mean absolute value of a Gaussian."""
    spread = variance.sqrt()
    z = mean / spread
    return mean * torch.erf(z * math.sqrt(0.5)) + spread * (
        math.sqrt(2 / math.pi) * torch.exp(-0.5 * z.square())
    )
