"""The prior of the Markov chains: the training's random earths, on fixed layers, from normal numbers.

Every earth is a function of independent normal numbers, so that the prior density is theirs and no
correlation of the parameters slows the chain. From the training's recipe come the trend, the roughness
with unknown strength and correlation length, one contrast, and Vp by Poisson class with an unknown water
table. Left out are second contrasts, low-velocity zones and stiff covers drawn as such, layers of free
thickness, and profiles whose Vs spans a factor of 100.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.poisson import Poisson
from plugin.engine.proof.layering import Layering
from plugin.engine.scaling import Scale, measure
from plugin.engine.waves.elastic import Elastic, brocher, poisson_ratio, saturated, vp_over_vs
from plugin.engine.waves.forward import Earths
from plugin.training.earths import ANY_RATIO, DRY_RATIO, ROCK_LIMITS, Recipe, correlated, power_law

HYPERPARAMETERS = 9
DEPTHS_PER_LAYER = 4
LEVEL_SPREAD = 0.5
WIDEST_RANGE = np.log(100.0)


@dataclass(frozen=True)
class ChainPrior:
    """The prior of one site.

    Parameters
    ----------
    layering : Layering
        The layers of one site.
    log_middle : (layers,) float array
        ln(depth / longest wavelength) of the layers' middles.
    level : float
        Middle of ln Vs in m/s at a third of the longest wavelength.
    longest, shortest : float
        Wavelengths in m.
    velocity : float
        Mean velocity of the curve in m/s.
    poisson : int
        `Poisson` class.
    """

    layering: Layering
    log_middle: FloatArray
    level: float
    longest: float
    shortest: float
    velocity: float
    poisson: int

    @classmethod
    def of(cls, curves: Curves, poisson: int) -> ChainPrior:
        """Return the prior for the curves of one site."""
        scale = measure(curves)
        layering = Layering.of(scale.depth(), DEPTHS_PER_LAYER)
        longest, shortest = float(scale.longest[0]), float(scale.shortest[0])
        middle = layering.average(scale.log_depth())[0]
        slowest = np.argmax(curves.wavelength)
        level = float(np.log(1.05 * curves.velocity[slowest]))
        return cls(layering, middle, level, longest, shortest, float(scale.velocity[0]), int(poisson))

    @property
    def size(self) -> int:
        """Number of normal numbers that make an earth."""
        return HYPERPARAMETERS + len(self.log_middle)

    def plausible(self, numbers: FloatArray) -> NDArray[np.bool_]:
        """Tell where Vs spans less than a factor of 100, near the curve's mean velocity."""
        log_vs = self.log_vs(numbers)
        near = np.abs(log_vs - np.log(self.velocity)).max(axis=1) < WIDEST_RANGE
        return near & (np.ptp(log_vs, axis=1) < WIDEST_RANGE)

    def log_vs(self, numbers: FloatArray) -> FloatArray:
        """Return ln Vs in m/s of the layers (n, layers) from normal numbers (n, size)."""
        recipe = Recipe()
        share = ndtr(numbers[:, :HYPERPARAMETERS])
        level = self.level + LEVEL_SPREAD * numbers[:, :1]
        slope = _between(share[:, 1:2], *recipe.trend[self.poisson])
        onset = np.exp(_between(share[:, 2:3], *np.log(recipe.trend_onset[self.poisson])))
        strength = np.exp(_between(share[:, 3:4], *np.log(recipe.roughness[self.poisson])))
        length = np.exp(_between(share[:, 4:5], *np.log(recipe.correlation[self.poisson])))
        trend = power_law(np.exp(self.log_middle), slope, onset)
        memory = np.exp(-np.diff(self.log_middle) / length)
        rough = strength * correlated(numbers[:, HYPERPARAMETERS:], memory)
        return level + trend + rough + self._contrast(share[:, 5:6], share[:, 6:7], recipe)

    def earths(self, numbers: FloatArray) -> Earths:
        """Return the layered earths of normal numbers (n, size)."""
        log_vs = self.log_vs(numbers)
        share = ndtr(numbers[:, 7:HYPERPARAMETERS])
        vs = np.exp(log_vs)
        thickness = np.broadcast_to(self.layering.thickness, vs.shape)
        scale = Scale(*(np.full(len(vs), of) for of in (self.longest, self.shortest, self.velocity)))
        elastic = Elastic.of(scale, "auto", None)
        _, density = elastic.vp_and_density(vs, thickness)
        return Earths.from_layers(thickness, vs, self._vp(vs, share[:, :1], share[:, 1:]), density)

    def _contrast(self, where: FloatArray, size: FloatArray, recipe: Recipe) -> FloatArray:
        """Return one upward step, absent with the training's probability of none."""
        lowest, highest = np.log(self.shortest / self.longest / 5), np.log(0.9)
        place = _between(where, lowest, highest)
        none = recipe.contrasts[0]
        u = np.clip((size - none) / (1.0 - none), 0.0, 1.0)
        small, large = recipe.contrast_log[self.poisson]
        step = small + (large - small) * u ** recipe.contrast_skew[self.poisson]
        return np.where(size > none, step, 0.0) * (self.log_middle > place)

    def _vp(self, vs: FloatArray, ratio: FloatArray, water: FloatArray) -> FloatArray:
        """Return Vp in m/s: of rock by Brocher, of soil with a water table, else by one Poisson's ratio."""
        recipe = Recipe()
        if self.poisson == Poisson.ROCK:
            about = poisson_ratio(brocher(vs)[0] / vs) + recipe.brocher_scatter[0] * ndtri(ratio)
            return vs * vp_over_vs(np.clip(about, *ROCK_LIMITS))
        if self.poisson == Poisson.UNKNOWN:
            return vs * vp_over_vs(_between(ratio, *ANY_RATIO))
        dry = vs * vp_over_vs(_between(ratio, *DRY_RATIO))
        place = np.log(recipe.water_table)
        table = np.where(water < recipe.water_share, _between(water / recipe.water_share, *place), np.inf)
        return np.where(self.log_middle > table, saturated(vs, dry), dry)


def choices(poisson: int) -> tuple[object, ...]:
    """Return what the prior of a `Poisson` class depends on, so that posteriors are found anew with it."""
    recipe, kind = Recipe(), int(poisson)
    by_class = (recipe.trend, recipe.trend_onset, recipe.roughness, recipe.correlation)
    steps = (recipe.contrasts[0], recipe.contrast_log[kind], recipe.contrast_skew[kind])
    vp = {
        Poisson.UNKNOWN: ANY_RATIO,
        Poisson.ROCK: (ROCK_LIMITS, recipe.brocher_scatter[0]),
        Poisson.SOIL: (DRY_RATIO, recipe.water_share, recipe.water_table),
    }
    return (*(values[kind] for values in by_class), *steps, vp[Poisson(kind)])


def _between(share: FloatArray, low: float, high: float) -> FloatArray:
    return low + (high - low) * share
