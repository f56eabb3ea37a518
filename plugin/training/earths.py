"""Random layered earths in dimensionless units, drawn a batch at a time.

Lengths are in units of the longest wavelength that will be observed, velocities in units of Vs
at the depth of a third of it. The trend, the roughness and the contrasts are drawn independently
of where the layers lie, so that no depth and no contrast is favoured.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..engine.curves import FloatArray
from ..engine.poisson import Poisson
from ..engine.waves.elastic import WATER_VP, brocher, poisson_ratio, vp_over_vs
from ..engine.waves.forward import Earths

MAX_LAYERS = 30
WETTEST = 50.0
"""Largest Vp/Vs: little air in the pores of the softest mud makes it less, and waves do not tell."""
ROCK_LIMITS = (0.15, 0.48)
"""Least and greatest Poisson's ratio of rock."""
WEATHERED_RATIO = (0.20, 0.31)
DRY_RATIO = (0.22, 0.42)
ANY_RATIO = (0.15, 0.49)
"""Ranges of Poisson's ratio of weathered rock, of dry soil, and of ground of which nothing is known."""


@dataclass(frozen=True)
class Recipe:
    """How the random earths are drawn; probabilities and ranges are stated in the model card.

    `many_layers_share`, `trend`, `trend_onset`, `roughness`, `correlation`, `contrast_log`, `contrast_skew`,
    `monotonic_share` and `class_shares` are given by `Poisson` class: unknown, rock, soil. Crust is smooth,
    with small steps; soil is rough, finely layered, stiffens from near its surface and may lie on rock of
    ten times its velocity. So is `velocity`, in m/s, which Vp depends on.
    """

    deepest_interface: float = 1.3
    many_layers_share: tuple[float, float, float] = (0.45, 0.2, 0.75)
    many_layers_from: int = 6
    even_depth_share: float = 0.4
    trend: tuple[tuple[float, float], ...] = ((-0.02, 0.55), (-0.02, 0.55), (-0.02, 0.6))
    trend_onset: tuple[tuple[float, float], ...] = ((0.002, 0.6), (0.002, 0.6), (0.002, 0.15))
    roughness: tuple[tuple[float, float], ...] = ((0.008, 0.45), (0.004, 0.18), (0.04, 0.65))
    correlation: tuple[tuple[float, float], ...] = ((0.06, 2.5), (0.15, 2.5), (0.04, 2.0))
    contrasts: tuple[float, ...] = (0.35, 0.42, 0.23)
    contrast_log: tuple[tuple[float, float], ...] = ((0.05, 2.0), (0.03, 1.6), (0.05, 2.3))
    contrast_skew: tuple[float, float, float] = (1.5, 3.5, 3.5)
    reversal_share: float = 0.15
    reversal_log: tuple[float, float] = (0.05, 0.6)
    stiff_top_share: float = 0.07
    stiff_top_log: tuple[float, float] = (0.15, 2.0)
    monotonic_share: tuple[float, float, float] = (0.28, 0.28, 0.18)
    class_shares: tuple[float, float, float] = (0.16, 0.44, 0.4)
    velocity: tuple[tuple[float, float], ...] = ((90.0, 4600.0), (2400.0, 4600.0), (90.0, 700.0))
    weathered_share: float = 0.15
    weathered_velocity: tuple[float, float] = (300.0, 1200.0)
    brocher_scatter: tuple[float, float] = (0.02, 0.01)
    water_share: float = 0.85
    water_table: tuple[float, float] = (0.003, 0.5)


@dataclass(frozen=True)
class EarthBatch:
    """Earths with what they were drawn as.

    Parameters
    ----------
    earths : Earths
        The layered earths.
    poisson : (n,) int array
        `Poisson` class each was drawn from.
    monotonic : (n,) bool array
        True where Vs was made not to decrease with depth.
    velocity : (n,) float array
        Unit of velocity in m/s that Vp was drawn for.
    """

    earths: Earths
    poisson: NDArray[np.int64]
    monotonic: NDArray[np.bool_]
    velocity: FloatArray

    def take(self, chosen: NDArray) -> EarthBatch:
        """Return the chosen earths (by index or mask)."""
        kept = (self.poisson[chosen], self.monotonic[chosen], self.velocity[chosen])
        return EarthBatch(self.earths.take(chosen), *kept)


def log_uniform(
    rng: Generator, low: FloatArray | float, high: FloatArray | float, size: object
) -> FloatArray:
    """Draw numbers whose logarithm is uniform between the logarithms of `low` and `high`."""
    return np.exp(rng.uniform(np.log(low), np.log(high), size))


def draw_earths(rng: Generator, shortest: FloatArray, recipe: Recipe | None = None) -> EarthBatch:
    """Draw one earth for each curve to be observed.

    Parameters
    ----------
    rng : Generator
        Source of randomness.
    shortest : (n,) float array
        Shortest wavelength to be observed, in units of the longest.
    recipe : Recipe, optional
        Probabilities and ranges.
    """
    recipe = recipe or Recipe()
    poisson = rng.choice(len(recipe.class_shares), p=recipe.class_shares, size=len(shortest))
    n_layers, tops = _interfaces(rng, shortest, poisson, recipe)
    bottoms = np.concatenate([tops[:, 1:], np.full((len(tops), 1), 2.0)], axis=1)
    middle = np.sqrt(np.maximum(tops, 0.3 * bottoms) * bottoms)
    log_vs = _trend(rng, middle, poisson, recipe) + _roughness(rng, middle, poisson, recipe)
    log_vs += _contrasts(rng, middle, shortest, poisson, recipe)
    log_vs += _reversal(rng, middle, shortest, recipe) + _stiff_top(rng, middle, shortest, recipe)
    monotonic = rng.random(len(tops)) < np.array(recipe.monotonic_share)[poisson]
    log_vs = np.where(monotonic[:, None], np.maximum.accumulate(log_vs, axis=1), log_vs)
    vs = np.exp(log_vs)
    weathered = (poisson == Poisson.ROCK) & (rng.random(len(vs)) < recipe.weathered_share)
    velocity = _velocity(rng, poisson, weathered, recipe)
    vp = vs * _vp_over_vs(rng, vs * velocity[:, None], middle, poisson, weathered, recipe)
    density = (
        2000.0 * vs ** rng.uniform(0.0, 0.3, (len(vs), 1)) * np.exp(0.03 * rng.standard_normal(vs.shape))
    )
    earths = Earths(np.diff(tops, axis=1, append=2.0), vs, vp, density, n_layers)
    return EarthBatch(earths, poisson, monotonic, velocity)


def _interfaces(
    rng: Generator, shortest: FloatArray, poisson: NDArray[np.int64], recipe: Recipe
) -> tuple[NDArray[np.int64], FloatArray]:
    """Draw the number of layers and the depth of each layer's top (n, MAX_LAYERS).

    The number is log-uniform, or uniform in a share of the earths; the depths are even in logarithm, or
    between that and even in depth in a share.
    """
    n, most = len(shortest), MAX_LAYERS + 1
    many = rng.random(n) < np.array(recipe.many_layers_share)[poisson]
    n_layers = np.where(
        many, rng.integers(recipe.many_layers_from, most, n), log_uniform(rng, 2, most, n).astype(np.int64)
    )
    unused = np.arange(MAX_LAYERS - 1) >= n_layers[:, None] - 1
    place = rng.random((n, MAX_LAYERS - 1))
    power = np.where(rng.random((n, 1)) < recipe.even_depth_share, rng.uniform(0.3, 1.0, (n, 1)), 1e-6)
    low, high = (shortest[:, None] / 8) ** power, recipe.deepest_interface**power
    depths = np.sort(np.where(unused, np.inf, (low + (high - low) * place) ** (1 / power)), axis=1)
    # Padding lies below everything; it is never used as a layer.
    padding = recipe.deepest_interface * (1.0 + 1e-3 * np.arange(1, MAX_LAYERS))
    depths = np.where(np.isinf(depths), padding, depths)
    return n_layers, np.concatenate([np.zeros((n, 1)), depths], axis=1)


def power_law(depth: FloatArray, exponent: FloatArray, onset: FloatArray) -> FloatArray:
    """Return the log of a power law of depth that levels off above `onset`; it is 0 at a depth of 1/3."""
    return exponent * np.log((depth + onset) / (1 / 3 + onset))


def correlated(fresh: FloatArray, memory: FloatArray) -> FloatArray:
    """Return noise that each layer remembers of the one above.

    Parameters
    ----------
    fresh : (n, layers) float array
        Independent normal numbers.
    memory : (n, layers - 1) float array
        Correlation of each layer with the one above it.
    """
    rough = fresh.copy()
    for layer in range(1, fresh.shape[1]):
        m = memory[:, layer - 1]
        rough[:, layer] = m * rough[:, layer - 1] + np.sqrt(1.0 - m**2) * fresh[:, layer]
    return rough


def _trend(rng: Generator, depth: FloatArray, poisson: NDArray[np.int64], recipe: Recipe) -> FloatArray:
    n = len(depth)
    exponent = rng.uniform(*np.array(recipe.trend)[poisson].T, n)[:, None]
    onset = log_uniform(rng, *np.array(recipe.trend_onset)[poisson].T, n)[:, None]
    return power_law(depth, exponent, onset)


def _roughness(rng: Generator, depth: FloatArray, poisson: NDArray[np.int64], recipe: Recipe) -> FloatArray:
    """Return Gaussian noise with exponential covariance in log depth."""
    n = len(depth)
    amplitude = log_uniform(rng, *np.array(recipe.roughness)[poisson].T, n)
    length = log_uniform(rng, *np.array(recipe.correlation)[poisson].T, n)
    memory = np.exp(-np.diff(np.log(depth), axis=1) / length[:, None])
    return amplitude[:, None] * correlated(rng.standard_normal(depth.shape), memory)


def _contrasts(
    rng: Generator, depth: FloatArray, shortest: FloatArray, poisson: NDArray[np.int64], recipe: Recipe
) -> FloatArray:
    """Return upward log steps at up to two depths; small ones are commoner."""
    n = len(depth)
    low, high = np.array(recipe.contrast_log)[poisson].T
    skew = np.array(recipe.contrast_skew)[poisson]
    count = rng.choice(len(recipe.contrasts), p=recipe.contrasts, size=n)
    steps = np.zeros_like(depth)
    for i in range(len(recipe.contrasts) - 1):
        where = log_uniform(rng, shortest / 5, 0.9, n)[:, None]
        size = np.where(count > i, low + (high - low) * rng.random(n) ** skew, 0.0)[:, None]
        steps += size * (depth > where)
    return steps


def _reversal(rng: Generator, depth: FloatArray, shortest: FloatArray, recipe: Recipe) -> FloatArray:
    """Return the log step of a low-velocity zone between two depths, 0 in most earths."""
    n = len(depth)
    top = log_uniform(rng, shortest / 6, 0.5, n)[:, None]
    bottom = top * log_uniform(rng, 1.3, 4.0, n)[:, None]
    size = rng.uniform(*recipe.reversal_log, n) * (rng.random(n) < recipe.reversal_share)
    return -size[:, None] * ((depth > top) & (depth < bottom))


def _stiff_top(rng: Generator, depth: FloatArray, shortest: FloatArray, recipe: Recipe) -> FloatArray:
    """Return the log step of a stiff cover over softer ground, 0 in most earths."""
    n = len(depth)
    bottom = log_uniform(rng, shortest / 6, 0.4, n)[:, None]
    size = rng.uniform(*recipe.stiff_top_log, n) * (rng.random(n) < recipe.stiff_top_share)
    return size[:, None] * (depth < bottom)


def _velocity(
    rng: Generator, poisson: NDArray[np.int64], weathered: NDArray[np.bool_], recipe: Recipe
) -> FloatArray:
    """Draw the unit of velocity of each earth in m/s."""
    low, high = np.array(recipe.velocity)[poisson].T
    slow, slow_rock = recipe.weathered_velocity
    low, high = np.where(weathered, slow, low), np.where(weathered, slow_rock, high)
    return log_uniform(rng, low, high, len(poisson))


def _vp_over_vs(
    rng: Generator,
    vs: FloatArray,
    depth: FloatArray,
    poisson: NDArray[np.int64],
    weathered: NDArray[np.bool_],
    recipe: Recipe,
) -> FloatArray:
    """Vp/Vs of rock, of soil with or without a water table, or of anything; Vs is in m/s.

    Rock has about the Poisson's ratio of Brocher (2005), weathered rock one near a quarter. Saturated soil
    has Vp^2 = 1500^2 + 4/3 Vs^2.
    """
    n = (len(vs), 1)
    common, single = recipe.brocher_scatter
    ratio = poisson_ratio(brocher(vs)[0] / vs) + common * rng.standard_normal(n)
    ratio = np.where(weathered[:, None], rng.uniform(*WEATHERED_RATIO, n), ratio)
    rock = vp_over_vs(np.clip(ratio + single * rng.standard_normal(vs.shape), *ROCK_LIMITS))
    anything = vp_over_vs(np.broadcast_to(rng.uniform(*ANY_RATIO, n), vs.shape))
    dry = vp_over_vs(np.broadcast_to(rng.uniform(*DRY_RATIO, n), vs.shape))
    wet = rng.random(n) < recipe.water_share
    water_table = np.where(wet, log_uniform(rng, *recipe.water_table, n), np.inf)
    saturated = np.minimum(np.sqrt((WATER_VP / vs) ** 2 + 4 / 3), WETTEST)
    soil = np.where(depth > water_table, np.maximum(saturated, dry), dry)
    return np.choose(poisson[:, None], [anything, rock, soil])
