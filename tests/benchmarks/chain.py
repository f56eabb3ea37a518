"""The posterior of one site by Markov chains: what the bands are measured against.

An ensemble of walkers (emcee; Foreman-Mackey et al. 2013) finds the profiles that fit, with the exact
forward model. A quadratic surrogate of the forward model is fitted there; long independent ensembles sample
the posterior with it, and their draws are weighted by the exact posterior over the surrogate's, so that the
result does not depend on the surrogate. The surrogate is fitted anew to the draws of each round.
"""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.forward import dispersion
from plugin.engine.profiles import LEVELS, mean_velocity
from plugin.engine.scaling import measure

from .cache import key_of, remembered
from .chain_prior import ChainPrior
from .noise import relative_sigma
from .surrogate import Surrogate

RIVAL = "chain"
KEPT_ABOVE_BEST = 80.0


@dataclass(frozen=True)
class Sampling:
    """How long the chains are.

    Parameters
    ----------
    starts : int
        Draws from the prior of which the walkers start from the best.
    walkers, burn : int
        Walkers of an ensemble, and their steps with the exact forward model.
    ensembles, steps, thin : int
        Ensembles that sample with the surrogate, their steps, of which the first third is thrown away, and
        every so many of which are kept.
    rounds : tuple of int
        Draws that the exact forward model weighs, round by round.
    """

    starts: int = 2000
    walkers: int = 56
    burn: int = 220
    ensembles: int = 3
    steps: int = 3000
    thin: int = 20
    rounds: tuple[int, ...] = (1200, 1200, 3000)
    seed: int = 1

    @property
    def models(self) -> int:
        """Number of earths that are forward-modelled exactly."""
        return self.starts + self.walkers * self.burn + sum(self.rounds)


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
        ``chi_median`` of the samples; ``r_hat`` at the worst depth; ``effective`` number of weighted
        samples; ``cpu_seconds``; ``models``.
    """
    sampling = sampling or Sampling()
    key = key_of(curves, int(poisson), astuple(sampling))
    return remembered(RIVAL, key, lambda: posterior_now(curves, poisson, depth, sampling))


def posterior_now(curves: Curves, poisson: int, depth: FloatArray, sampling: Sampling) -> dict[str, Any]:
    """Return what `posterior` returns, found now."""
    prior = ChainPrior.of(curves, poisson)
    target = Target(curves, prior)
    target(np.zeros((2, prior.size)))  # compiles
    begun = time.process_time()
    start = _burn(target, sampling)
    for round_number, draws in enumerate(sampling.rounds):
        near = target.surrogate()
        chains = np.stack(
            [_sample(near, start, sampling, 10 * round_number + i) for i in range(sampling.ensembles)]
        )
        flat = chains.reshape(-1, prior.size)
        some = flat[np.linspace(0, len(flat) - 1, draws).astype(int)]
        log_weight = target(some) - near(some)
        start = chains[0, -1]
    weight = np.exp(log_weight - log_weight.max())
    seconds = time.process_time() - begun
    at = np.searchsorted(np.cumsum(prior.layering.thickness[0, :-1]), depth, side="right")
    drawn = some[resampled(weight / weight.sum(), len(some))]
    layers = prior.log_vs(drawn)
    own_depth = measure(curves).depth()[0]
    vs30 = mean_velocity(own_depth, np.exp(prior.layering.spread(layers)), 30.0)
    by_chain = prior.log_vs(flat)[:, at].reshape(*chains.shape[:3], len(depth))
    return {
        "mean": layers[:, at].mean(axis=0).tolist(),
        "quantiles": np.quantile(layers[:, at], LEVELS, axis=0).T.tolist(),
        "vs30": np.quantile(vs30, (0.05, 0.5, 0.95)).tolist(),
        "chi_median": float(np.median(np.sqrt(target.squares(drawn[::5]) / curves.n_points))),
        "r_hat": float(scale_reduction(by_chain).max()),
        "effective": float(weight.sum() ** 2 / np.square(weight).sum()),
        "cpu_seconds": seconds,
        "models": sampling.models,
    }


class Target:
    """The log posterior density of one site, for many walkers at once; it keeps what it modelled."""

    def __init__(self, curves: Curves, prior: ChainPrior) -> None:
        self.curves, self.prior = curves, prior
        self.relative_sigma = relative_sigma(curves)
        self.seen: list[tuple[FloatArray, FloatArray]] = []

    def modelled(self, numbers: FloatArray) -> FloatArray:
        """Return the log velocities (n, n_points) of normal numbers (n, size), NaN where a mode is lost."""
        curves, n = self.curves, len(numbers)
        velocity = dispersion(
            self.prior.earths(numbers),
            np.repeat(np.arange(n), curves.n_points),
            np.tile(curves.frequency, n),
            kind=np.tile(curves.kind, n),
        )
        log_velocity = np.log(velocity).reshape(n, -1)
        self.seen.append((numbers, log_velocity))
        return log_velocity

    def squares(self, numbers: FloatArray) -> FloatArray:
        """Return the sum of squared residuals over sigma, (n,); infinite where a mode is lost."""
        return self._squares(self.modelled(numbers))

    def _squares(self, log_velocity: FloatArray) -> FloatArray:
        residual = (np.log(self.curves.velocity) - log_velocity) / self.relative_sigma
        return np.where(np.isfinite(residual).all(axis=1), np.square(residual).sum(axis=1), np.inf)

    def __call__(self, numbers: FloatArray) -> FloatArray:
        """Return the log density of normal numbers (n, size)."""
        return -0.5 * (self.squares(numbers) + np.square(numbers).sum(axis=1))

    def surrogate(self) -> Any:
        """Return a quick stand-in for this density, fitted to what was modelled near the best fit."""
        numbers, log_velocity = (np.concatenate(part) for part in zip(*self.seen))
        squares = self._squares(log_velocity)
        near = squares < squares.min() + KEPT_ABOVE_BEST
        fitted = Surrogate.fitted(self.prior.earths(numbers[near]), log_velocity[near])

        def density(numbers: FloatArray) -> FloatArray:
            squares = self._squares(fitted.log_velocity(self.prior.earths(numbers)))
            return -0.5 * (squares + np.square(numbers).sum(axis=1))

        return density


def _burn(target: Target, sampling: Sampling) -> FloatArray:
    """Return walkers (walkers, size) that fit, by differential evolution with the exact forward model."""
    from emcee import moves  # a benchmark's own dependency, absent for users

    draws = np.random.default_rng(sampling.seed).standard_normal((sampling.starts, target.prior.size))
    start = draws[np.argsort(-target(draws))[: sampling.walkers]]
    evolve = [(moves.DEMove(), 0.8), (moves.DESnookerMove(), 0.2)]
    return _walk(target, start, evolve, sampling.burn, sampling.seed).get_chain()[-1]


def _sample(density: Any, start: FloatArray, sampling: Sampling, seed: int) -> FloatArray:
    """Return the walkers (steps, walkers, size) of one ensemble, which starts around `start`."""
    from emcee import moves

    rng = np.random.default_rng([sampling.seed, seed])
    spread = start + 0.3 * rng.standard_normal(start.shape)
    mixture = [(moves.DEMove(), 0.6), (moves.DESnookerMove(), 0.1), (moves.StretchMove(), 0.3)]
    walk = _walk(density, spread, mixture, sampling.steps, seed)
    return walk.get_chain(discard=sampling.steps // 3, thin=sampling.thin)


def _walk(density: Any, start: FloatArray, mixture: list[Any], steps: int, seed: int) -> Any:
    from emcee import EnsembleSampler

    walk = EnsembleSampler(*start.shape, density, moves=mixture, vectorize=True)
    walk.random_state = np.random.RandomState(seed).get_state()
    walk.run_mcmc(start, steps)
    return walk


def resampled(share: FloatArray, n: int) -> FloatArray:
    """Return `n` indices in proportion to shares, by systematic resampling."""
    return np.minimum(np.searchsorted(np.cumsum(share), (np.arange(n) + 0.5) / n), len(share) - 1)


def scale_reduction(draws: FloatArray) -> FloatArray:
    """Return R-hat of each quantity of draws (ensembles, steps, walkers, quantities).

    The halves of every ensemble are compared (Gelman and Rubin 1992).
    """
    half = draws.shape[1] // 2
    halves = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    halves = halves.reshape(len(halves), -1, draws.shape[-1])
    within = halves.var(axis=1, ddof=1).mean(axis=0)
    return np.sqrt(1.0 + halves.mean(axis=1).var(axis=0, ddof=1) / within)
