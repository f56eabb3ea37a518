"""Exact dispersion curves of random earths, sampled densely enough to be observed in many ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..engine.curves import FloatArray
from ..engine.waves.forward import dispersion
from ..protocol.waves import VelocityType, Wave
from .earths import EarthBatch, Recipe, draw_earths, log_uniform

R, L = Wave.RAYLEIGH, Wave.LOVE
PHASE, GROUP = VelocityType.PHASE, VelocityType.GROUP

CURVE_TYPES: tuple[tuple[int, int, int], ...] = (
    (R, PHASE, 0),
    (R, GROUP, 0),
    (R, PHASE, 1),
    (R, PHASE, 2),
    (R, PHASE, 3),
    (L, PHASE, 0),
    (L, GROUP, 0),
    (L, PHASE, 1),
    (R, GROUP, 1),
    (R, GROUP, 2),
    (R, GROUP, 3),
    (L, PHASE, 2),
    (L, PHASE, 3),
    (L, GROUP, 1),
    (L, GROUP, 2),
    (L, GROUP, 3),
)
"""Wave, velocity type and mode of each slot of `Synthetics.velocity`."""

MIXTURES: tuple[tuple[float, tuple[int, ...]], ...] = (
    (0.48, (0,)),
    (0.19, (0, 1)),
    (0.06, (1,)),
    (0.08, (0, 2)),
    (0.04, (0, 2, 3, 4)),
    (0.01, (0, 1, 2, 8)),
    (0.03, (5,)),
    (0.04, (0, 5)),
    (0.02, (5, 6)),
    (0.01, (5, 7)),
    (0.01, (5, 7, 11, 12)),
    (0.01, (0, 1, 5, 6)),
)
"""Share of earths, and the slots observed on them; the rest has a mixture of any types."""

FUNDAMENTAL = tuple(slot for slot, (_, _, mode) in enumerate(CURVE_TYPES) if mode == 0)
MOST_OTHERS = 4
"""Most types of such a mixture beside one of the fundamental mode."""

DENSE_POINTS = 40
SPANS = (2.0, 250.0)
LARGEST_JUMP = 0.45
MOST_LOST = 0.6


@dataclass(frozen=True)
class Synthetics:
    """Earths with the exact curves that may be observed on them.

    Parameters
    ----------
    batch : EarthBatch
        The earths.
    frequency : (n, `DENSE_POINTS`) float array
        Increasing frequencies.
    velocity : (n, types, `DENSE_POINTS`) float array
        Velocity by `CURVE_TYPES`; NaN where not computed or where the mode does not exist.
    """

    batch: EarthBatch
    frequency: FloatArray
    velocity: FloatArray


def draw_synthetics(rng: Generator, n: int, recipe: Recipe | None = None) -> Synthetics:
    """Draw `n` earths and model their curves; earths whose fundamental mode is lost are left out."""
    shortest = 1.0 / log_uniform(rng, *SPANS, n)
    batch = draw_earths(rng, shortest, recipe)
    frequency = _frequencies(batch, shortest)
    velocity = _model(batch, frequency, _wanted(rng, n))
    good = ~_broken(velocity)
    return Synthetics(batch.take(good), frequency[good], velocity[good])


def _wanted(rng: Generator, n: int) -> NDArray[np.bool_]:
    """Draw which curve types are observed on each earth, (n, types)."""
    shares, slots = zip(*MIXTURES)
    table = np.zeros((len(slots) + 1, len(CURVE_TYPES)), dtype=bool)
    for row, chosen in enumerate(slots):
        table[row, list(chosen)] = True
    row = rng.choice(len(table), p=[*shares, 1.0 - sum(shares)], size=n)
    return np.where(row[:, None] < len(slots), table[row], _any_types(rng, n))


def _any_types(rng: Generator, n: int) -> NDArray[np.bool_]:
    """Draw one type of the fundamental mode and up to `MOST_OTHERS` of all types, (n, types)."""
    rank = rng.random((n, len(CURVE_TYPES))).argsort(axis=1).argsort(axis=1)
    chosen = rank < rng.integers(0, MOST_OTHERS + 1, (n, 1))
    chosen[np.arange(n), rng.choice(FUNDAMENTAL, n)] = True
    return chosen


def _frequencies(batch: EarthBatch, shortest: FloatArray) -> FloatArray:
    """Choose frequencies whose wavelengths are about even in logarithm from 1 to `shortest`."""
    wavelength = np.exp(np.linspace(0.0, 1.0, DENSE_POINTS) * np.log(shortest)[:, None])
    phase_velocity = 0.92 * batch.earths.vs_at(wavelength / 3)
    return np.sort(phase_velocity / wavelength, axis=1)


def _model(batch: EarthBatch, frequency: FloatArray, wanted: NDArray[np.bool_]) -> FloatArray:
    velocity = np.full((*wanted.shape, DENSE_POINTS), np.nan)
    earth, slot = np.nonzero(wanted)
    columns = np.array(CURVE_TYPES)[np.repeat(slot, DENSE_POINTS)]
    velocity[earth, slot] = dispersion(
        batch.earths,
        np.repeat(earth, DENSE_POINTS),
        frequency[earth].ravel(),
        wave=columns[:, 0],
        kind=columns[:, 1],
        mode=columns[:, 2],
    ).reshape(-1, DENSE_POINTS)
    return velocity


def _broken(velocity: FloatArray) -> NDArray[np.bool_]:
    """Find earths with no curve at all, or whose fundamental phase velocity is mostly lost or jumps.

    Where only hidden modes are guided, as below a stiff cover at high frequencies, nothing is picked.
    """
    fundamental = velocity[:, [0, 5]]
    observed = np.isfinite(fundamental).any(axis=2)
    lost = observed & (np.isnan(fundamental).mean(axis=2) > MOST_LOST)
    jumps = np.abs(np.diff(np.log(fundamental), axis=2)) > LARGEST_JUMP
    return lost.any(axis=1) | jumps.any(axis=(1, 2)) | np.isnan(velocity).all(axis=(1, 2))
