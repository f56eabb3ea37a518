"""The posterior of one site by Markov chains: what the bands are measured against.

Ensembles (emcee; Foreman-Mackey et al. 2013) from independent starts. A burn-in by differential evolution
also fits the Gaussian about which half of the later moves are autoregressive (generalised preconditioned
Crank-Nicolson). The potential scale reduction compares the halves of all ensembles (Gelman and Rubin
1992); the effective number of samples is that of ln Vs at the worst scored depth.
"""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from scipy.linalg import solve_triangular

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.forward import dispersion
from plugin.engine.profiles import LEVELS, mean_velocity
from plugin.engine.scaling import measure

from .cache import key_of, remembered
from .chain_prior import ChainPrior
from .noise import relative_sigma

RIVAL = "chain"


@dataclass(frozen=True)
class Sampling:
    """How long the chains are.

    Parameters
    ----------
    ensembles, walkers : int
        Independent ensembles, and walkers of each.
    burn, steps : int
        Steps of each walker that are thrown away, and steps that count.
    thin : int
        Every so many steps are kept.
    starts : int
        Draws from the prior of which the walkers start from the best.
    memory : float
        Part of a walker's departure that an autoregressive move keeps.
    """

    ensembles: int = 2
    walkers: int = 56
    burn: int = 450
    steps: int = 500
    thin: int = 5
    starts: int = 3000
    memory: float = 0.8
    seed: int = 1

    @property
    def models(self) -> int:
        """Number of earths that are forward-modelled."""
        return self.ensembles * (self.starts + self.walkers * (self.burn + self.steps))


def posterior(
    curves: Curves, poisson: int, depth: FloatArray, sampling: Sampling | None = None
) -> dict[str, Any]:
    """Return the posterior of one site, from the cache where it was made before.

    Parameters
    ----------
    curves : Curves
        The curves of one site, with their sigma.
    poisson : int
        Its `Poisson` class.
    depth : (n_depths,) float array
        Scored depths in m.

    Returns
    -------
    dict
        ``mean`` and ``quantiles`` (n_depths, 5) of ln Vs, Vs in m/s; ``vs30`` at 5, 50 and 95 %;
        ``chi_median`` of the samples; ``r_hat`` and ``effective`` at the worst depth; ``acceptance``;
        ``cpu_seconds``; ``models``.
    """
    sampling = sampling or Sampling()
    key = key_of(curves, int(poisson), depth.tolist(), astuple(sampling))
    return remembered(RIVAL, key, lambda: _posterior(curves, poisson, depth, sampling))


class Target:
    """The logarithm of the posterior density of one site, for many walkers at once."""

    def __init__(self, curves: Curves, prior: ChainPrior) -> None:
        self.curves, self.prior = curves, prior
        self.relative_sigma = relative_sigma(curves)

    def squares(self, numbers: FloatArray) -> FloatArray:
        """Return the sum of squared residuals over sigma, (n,); infinite where the mode is lost."""
        curves, n = self.curves, len(numbers)
        columns = (curves.frequency, curves.wave, curves.kind, curves.mode.astype(np.int64))
        modelled = dispersion(
            self.prior.earths(numbers),
            np.repeat(np.arange(n), curves.n_points),
            *(np.tile(column, n) for column in columns),
        ).reshape(n, -1)
        residual = np.log(curves.velocity / modelled) / self.relative_sigma
        return np.where(np.isfinite(residual).all(axis=1), np.square(residual).sum(axis=1), np.inf)

    def __call__(self, numbers: FloatArray) -> FloatArray:
        """Return the log density of normal numbers (n, size)."""
        return -0.5 * (self.squares(numbers) + np.square(numbers).sum(axis=1))


def _posterior(curves: Curves, poisson: int, depth: FloatArray, sampling: Sampling) -> dict[str, Any]:
    prior = ChainPrior.of(curves, poisson)
    target = Target(curves, prior)
    target(np.zeros((2, prior.size)))  # compiles
    begun = time.process_time()
    runs = [_ensemble(target, sampling, sampling.seed + i) for i in range(sampling.ensembles)]
    seconds = time.process_time() - begun
    numbers = np.stack([chain for chain, _ in runs])  # (ensembles, steps, walkers, size)
    flat = numbers.reshape(-1, prior.size)
    layers = prior.log_vs(flat)
    own_depth = measure(curves).depth()[0]
    at = np.searchsorted(np.cumsum(prior.layering.thickness[0, :-1]), depth, side="right")
    log_vs = layers[:, at].reshape(*numbers.shape[:3], len(depth))
    vs30 = mean_velocity(own_depth, np.exp(prior.layering.spread(layers[::10])), 30.0)
    some = flat[:: max(1, len(flat) // 500)]
    pooled = log_vs.reshape(-1, len(depth))
    return {
        "mean": pooled.mean(axis=0).tolist(),
        "quantiles": np.quantile(pooled, LEVELS, axis=0).T.tolist(),
        "vs30": np.quantile(vs30, (0.05, 0.5, 0.95)).tolist(),
        "chi_median": float(np.median(np.sqrt(target.squares(some) / curves.n_points))),
        "r_hat": float(scale_reduction(log_vs).max()),
        "effective": float(_effective(log_vs).min()),
        "acceptance": float(np.mean([share for _, share in runs])),
        "cpu_seconds": seconds,
        "models": sampling.models,
    }


def _ensemble(target: Target, sampling: Sampling, seed: int) -> tuple[FloatArray, float]:
    """Run one ensemble; return its walkers after burn-in (steps, walkers, size) and the share accepted."""
    from emcee import EnsembleSampler, moves  # a benchmark's own dependency, absent for users

    draws = np.random.default_rng(seed).standard_normal((sampling.starts, target.prior.size))
    start = draws[np.argsort(-target(draws))[: sampling.walkers]]
    evolve = [(moves.DEMove(), 0.8), (moves.DESnookerMove(), 0.2)]

    def sample(start: FloatArray, mixture: list[tuple[Any, float]], steps: int) -> Any:
        walk = EnsembleSampler(sampling.walkers, target.prior.size, target, moves=mixture, vectorize=True)
        walk.random_state = np.random.RandomState(seed).get_state()
        walk.run_mcmc(start, steps)
        return walk

    burnt = sample(start, evolve, sampling.burn)
    late = burnt.get_chain(discard=sampling.burn // 2, flat=True)
    about = moves.MHMove(autoregressive(late.mean(axis=0), np.cov(late.T), sampling.memory))
    walk = sample(
        burnt.get_chain()[-1], [(about, 0.5), *((move, w / 2) for move, w in evolve)], sampling.steps
    )
    return walk.get_chain(thin=sampling.thin), float(walk.acceptance_fraction.mean())


def autoregressive(middle: FloatArray, covariance: FloatArray, memory: float) -> Any:
    """Return a proposal that leaves a Gaussian unchanged, in the form that emcee's MHMove takes."""
    root = np.linalg.cholesky(covariance + 1e-6 * np.eye(len(middle)))

    def squares(numbers: FloatArray) -> FloatArray:
        return np.square(solve_triangular(root, (numbers - middle).T, lower=True)).sum(axis=0)

    def propose(numbers: FloatArray, random: Any) -> tuple[FloatArray, FloatArray]:
        fresh = random.standard_normal(numbers.shape) @ root.T
        moved = middle + memory * (numbers - middle) + np.sqrt(1.0 - memory**2) * fresh
        return moved, 0.5 * (squares(moved) - squares(numbers))

    return propose


def scale_reduction(draws: FloatArray) -> FloatArray:
    """Return R-hat of each quantity of draws (ensembles, steps, walkers, quantities), halves compared."""
    half = draws.shape[1] // 2
    halves = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    halves = halves.reshape(len(halves), -1, draws.shape[-1])
    within = halves.var(axis=1, ddof=1).mean(axis=0)
    return np.sqrt(1.0 + halves.mean(axis=1).var(axis=0, ddof=1) / within)


def _effective(draws: FloatArray) -> FloatArray:
    """Return the effective number of samples of each quantity."""
    import emcee

    per_ensemble = [emcee.autocorr.integrated_time(part, quiet=True) for part in draws]
    taken = draws.shape[1] * draws.shape[2]
    return np.sum([taken / np.maximum(time, 1.0) for time in per_ensemble], axis=0)
