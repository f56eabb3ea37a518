"""The posterior of one site by Markov chains: what the bands are measured against.

Least squares from several draws of the prior finds the profiles that fit, with the exact forward model, and
the Gaussian about each. A quadratic surrogate of the forward model is fitted to draws from these. Ensembles
of walkers (emcee; Foreman-Mackey et al. 2013) sample the posterior with it, and their draws are weighted by
the exact posterior over the surrogate's, so that the result does not depend on the surrogate, which is
fitted anew to the draws of each round.
"""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import least_squares

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.profiles import LEVELS, mean_velocity
from plugin.engine.scaling import measure
from plugin.engine.waves.forward import dispersion

from .cache import key_of, remembered
from .chain_prior import ChainPrior, choices
from .noise import relative_sigma
from .surrogate import Surrogate

RIVAL = "chain"
TYPICAL = 300
KEPT_ABOVE_TYPICAL = 100.0
DECAY = 20.0
CLIMB_STEPS = 25
DIFFERENCE = 0.02
LOST = 5.0


@dataclass(frozen=True)
class Sampling:
    """How long the chains are.

    Parameters
    ----------
    climbs, tried : int
        Searches by least squares, each from the best of so many draws of the prior.
    about : int
        Draws from the Gaussian about the end of each search.
    walkers, ensembles, steps, thin : int
        Walkers of an ensemble, ensembles, their steps, of which the first third is thrown away, and every
        so many of which are kept.
    rounds : tuple of int
        Draws that the exact forward model weighs, round by round; all but the last have one ensemble.
    memory : float
        Part of a walker's departure that an autoregressive move keeps.
    """

    climbs: int = 8
    tried: int = 60
    about: int = 250
    walkers: int = 56
    ensembles: int = 3
    steps: int = 2700
    thin: int = 10
    rounds: tuple[int, ...] = (1500, 1500, 1500, 1500, 1500, 1500, 1500, 6000)
    memory: float = 0.9
    seed: int = 1


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
    key = key_of(curves, int(poisson), astuple(sampling), choices(poisson))
    return remembered(RIVAL, key, lambda: posterior_now(curves, poisson, depth, sampling))


def posterior_now(curves: Curves, poisson: int, depth: FloatArray, sampling: Sampling) -> dict[str, Any]:
    """Return what `posterior` returns, found now."""
    prior = ChainPrior.of(curves, poisson)
    target = Target(curves, prior)
    target(np.zeros((2, prior.size)))  # compiles
    begun = time.process_time()
    start = _starts(target, sampling)
    for round_number, draws in enumerate(sampling.rounds):
        near = target.surrogate()
        ensembles = sampling.ensembles if round_number == len(sampling.rounds) - 1 else 1
        seeds = [10 * round_number + i for i in range(ensembles)]
        chains = np.stack([_sample(near, start, sampling, seed) for seed in seeds])
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
        "models": int(sum(len(numbers) for numbers, _ in target.seen)),
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
        """Return the log density of normal numbers (n, size); only plausible earths are modelled."""
        plausible = self.prior.plausible(numbers)
        squares = np.full(len(numbers), np.inf)
        squares[plausible] = self.squares(numbers[plausible])
        return -0.5 * (squares + np.square(numbers).sum(axis=1))

    def residual(self, numbers: FloatArray) -> FloatArray:
        """Return what least squares makes small: the residuals over sigma, and the normal numbers (size,)."""
        log_velocity = self.modelled(numbers[None])[0]
        misfit = (np.log(self.curves.velocity) - log_velocity) / self.relative_sigma
        return np.concatenate([np.where(np.isfinite(misfit), misfit, LOST), numbers])

    def slope(self, numbers: FloatArray) -> FloatArray:
        """Return the derivatives of `residual`, by differences."""
        size = len(numbers)
        moved = self.modelled(np.concatenate([numbers[None], numbers + DIFFERENCE * np.eye(size)]))
        slope = np.nan_to_num((moved[:1] - moved[1:]) / DIFFERENCE / self.relative_sigma)
        return np.concatenate([slope.T, np.eye(size)])

    def surrogate(self) -> Any:
        """Return a quick stand-in for this density, fitted to what was modelled near the best fit."""
        numbers, log_velocity = (np.concatenate(part) for part in zip(*self.seen))
        excess = self._squares(log_velocity) + np.square(numbers).sum(axis=1)
        excess -= np.partition(excess, TYPICAL)[TYPICAL]
        near = excess < KEPT_ABOVE_TYPICAL
        weight = 1.0 / (1.0 + np.square(np.maximum(excess[near], 0.0) / DECAY))
        fitted = Surrogate.fitted(self.prior.earths(numbers[near]), log_velocity[near], weight)

        def density(numbers: FloatArray) -> FloatArray:
            squares = self._squares(fitted.log_velocity(self.prior.earths(numbers)))
            squares[~self.prior.plausible(numbers)] = np.inf
            return -0.5 * (squares + np.square(numbers).sum(axis=1))

        return density


def _starts(target: Target, sampling: Sampling) -> FloatArray:
    """Return walkers (walkers, size) that fit, from the Gaussians about the ends of several searches."""
    rng = np.random.default_rng(sampling.seed)
    draws = []
    for _ in range(sampling.climbs):
        tried = rng.standard_normal((sampling.tried, target.prior.size))
        found = least_squares(
            target.residual, tried[np.argmax(target(tried))], target.slope, x_scale=1.0, max_nfev=CLIMB_STEPS
        )
        root = np.linalg.cholesky(np.linalg.inv(found.jac.T @ found.jac))
        draws.append(found.x + rng.standard_normal((sampling.about, len(root))) @ root.T)
    near = np.concatenate(draws)
    best = np.argsort(-target(near))[: 3 * sampling.walkers]
    return near[rng.choice(best, sampling.walkers, replace=False)]


def _sample(density: Any, start: FloatArray, sampling: Sampling, seed: int) -> FloatArray:
    """Return the walkers (steps, walkers, size) of one ensemble that begins at `start`.

    Half of the moves are autoregressive about the Gaussian of a first part, which is thrown away.
    """
    from emcee import EnsembleSampler, moves  # a benchmark's own dependency, absent for users

    def walk(start: FloatArray, mixture: list[Any], steps: int) -> FloatArray:
        sampler = EnsembleSampler(*start.shape, density, moves=mixture, vectorize=True)
        sampler.random_state = np.random.RandomState(sampling.seed + seed).get_state()
        sampler.run_mcmc(start, steps)
        return sampler.get_chain()

    evolve = [(moves.DEMove(), 0.8), (moves.DESnookerMove(), 0.2)]
    first = walk(start, evolve, sampling.steps // 3)
    late = first[len(first) // 2 :].reshape(-1, start.shape[1])
    about = moves.MHMove(autoregressive(late.mean(axis=0), np.cov(late.T), sampling.memory))
    mixture = [(about, 0.5), *((move, share / 2) for move, share in evolve)]
    return walk(first[-1], mixture, sampling.steps - len(first))[:: sampling.thin]


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
