"""What a survey would have measured: exact curves seen through a band, a sampling and noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..engine.curves import Curves, FloatArray
from .earths import log_uniform
from .misreadings import misread
from .synthetics import CURVE_TYPES, DENSE_POINTS, PHASE, Synthetics


@dataclass(frozen=True)
class Instrument:
    """How curves are observed; ranges are stated in the model card."""

    fewest_points: int = 2
    full_band_share: float = 0.45
    narrowest_band: float = 0.35
    gap_share: float = 0.12
    noise: tuple[float, float] = (0.003, 0.07)
    growth_share: float = 0.45
    growth: tuple[float, float] = (0.0, 0.7)
    correlated_share: float = 0.4
    correlated_part: tuple[float, float] = (0.2, 0.85)
    group_noise: tuple[float, float] = (1.0, 2.0)
    outlier_share: float = 0.07
    outlier_rate: float = 0.08
    outlier_log: tuple[float, float] = (0.05, 0.25)
    sigma_known_share: float = 0.6
    sigma_misstated: float = 0.25
    sigma_understated_share: float = 0.12
    sigma_understated: tuple[float, float] = (1.5, 4.0)
    kissing_share: float = 0.25
    misnumbered_share: float = 0.12


def observe(
    rng: Generator,
    synthetics: Synthetics,
    earth: NDArray[np.integer],
    most_points: int,
    instrument: Instrument | None = None,
) -> tuple[Curves, NDArray[np.int64]]:
    """Observe the curves of the chosen earths once each.

    Parameters
    ----------
    rng : Generator
        Source of randomness.
    synthetics : Synthetics
        The exact curves.
    earth : (n,) int array
        Earths to observe; an earth may be observed several times, differently.
    most_points : int
        Upper limit of frequencies a curve in this batch.
    instrument : Instrument, optional
        Ranges of the observation.

    Returns
    -------
    curves : Curves
        The observations, one site for each earth that still has two points.
    earth : (n_sites,) int array
        The earth of each site.
    """
    instrument = instrument or Instrument()
    frequency = _sampling(rng, synthetics.frequency[earth], most_points, instrument)
    exact = _interpolate(synthetics.frequency[earth], synthetics.velocity[earth], frequency)
    picked = misread(rng, exact, instrument.kissing_share, instrument.misnumbered_share)
    velocity, sigma = _measure(rng, picked, instrument)
    n, types, width = velocity.shape
    kept = np.isfinite(velocity)
    enough = kept.sum(axis=(1, 2)) >= 2
    kept &= enough[:, None, None]
    site, slot, _ = np.nonzero(kept)
    columns = np.array(CURVE_TYPES)[slot]
    curves = Curves.from_points(
        np.cumsum(enough)[site] - 1,
        np.broadcast_to(frequency[:, None], (n, types, width))[kept],
        velocity[kept],
        sigma[kept],
        *columns.T,
        n_sites=int(enough.sum()),
    )
    return curves, np.asarray(earth)[enough]


def _sampling(rng: Generator, dense: FloatArray, most_points: int, instrument: Instrument) -> FloatArray:
    """Draw a band and frequencies in it, even in period, logarithm or frequency; NaN pads."""
    n = len(dense)
    span = np.log(dense[:, -1] / dense[:, 0])
    share = np.where(
        rng.random(n) < instrument.full_band_share, 1.0, rng.uniform(instrument.narrowest_band, 1.0, n)
    )
    low = dense[:, 0] * np.exp(rng.random(n) * (1 - share) * span)
    high = low * np.exp(share * span)
    fewest = instrument.fewest_points
    count = log_uniform(rng, fewest, max(fewest, most_points) + 1, n).astype(np.int64)
    step = np.arange(most_points) / np.maximum(count - 1, 1)[:, None]
    # Power of the axis on which the sampling is even: frequency, logarithm (nearly, at 0.01) or period.
    power = rng.choice([1.0, 0.5, 0.01, -0.5, -1.0], size=(n, 1))
    start, stop = low[:, None] ** power, high[:, None] ** power
    frequency = (start + (stop - start) * np.minimum(step, 1.0)) ** (1 / power)
    unused = (step > 1 + 1e-9) | (rng.random(n)[:, None] < instrument.gap_share) & _gap(rng, step)
    return np.where(unused, np.nan, frequency)


def _gap(rng: Generator, step: FloatArray) -> NDArray[np.bool_]:
    """Draw a run of missing frequencies, a tenth to a half of the band long."""
    n = (len(step), 1)
    start, length = rng.uniform(0.05, 0.8, n), rng.uniform(0.1, 0.5, n)
    return (step > start) & (step < np.minimum(start + length, 0.95))


def _interpolate(dense: FloatArray, velocity: FloatArray, frequency: FloatArray) -> FloatArray:
    """Return the velocities (n, types, points) at `frequency` (n, points), linear in logarithms."""
    n, types, _ = velocity.shape
    x, target = np.log(dense), np.log(np.where(np.isnan(frequency), dense[:, :1], frequency))
    lower = np.clip((x[:, None, :] <= target[:, :, None]).sum(axis=2) - 1, 0, DENSE_POINTS - 2)
    start, stop = np.take_along_axis(x, lower, axis=1), np.take_along_axis(x, lower + 1, axis=1)
    weight = np.clip((target - start) / (stop - start), 0.0, 1.0)[:, None]
    logs = np.log(velocity)
    index = np.broadcast_to(lower[:, None], (n, types, target.shape[1]))
    below = np.take_along_axis(logs, index, axis=2)
    above = np.take_along_axis(logs, index + 1, axis=2)
    exact = np.exp(below + weight * (above - below))
    return np.where(np.isnan(frequency)[:, None], np.nan, exact)


def _measure(rng: Generator, exact: FloatArray, instrument: Instrument) -> tuple[FloatArray, FloatArray]:
    """Add noise; return the measured velocities and the stated sigmas (NaN where none is stated)."""
    n = len(exact)
    relative = _noise_level(rng, exact, instrument)
    error = relative * _correlated(rng, exact.shape, instrument)
    struck = rng.random(n)[:, None, None] < instrument.outlier_share
    struck = struck & (rng.random(exact.shape) < instrument.outlier_rate)
    sign = rng.choice([-1.0, 1.0], size=exact.shape)
    error = error + struck * sign * rng.uniform(*instrument.outlier_log, exact.shape)
    velocity = exact * np.exp(error)
    wrong = instrument.sigma_misstated
    factor = np.exp(wrong * rng.standard_normal((n, 1, 1)) + 0.3 * wrong * rng.standard_normal(exact.shape))
    known = rng.random((n, 1, 1)) < instrument.sigma_known_share
    understated = rng.random((n, 1, 1)) < instrument.sigma_understated_share
    factor = factor / np.where(understated, rng.uniform(*instrument.sigma_understated, (n, 1, 1)), 1.0)
    return velocity, np.where(known, relative * factor * velocity, np.nan)


def _noise_level(rng: Generator, exact: FloatArray, instrument: Instrument) -> FloatArray:
    """Draw relative sigmas (n, types, points), in many curves growing towards low frequency."""
    n, _, width = exact.shape
    level = log_uniform(rng, *instrument.noise, (n, 1, 1))
    growth = rng.uniform(*instrument.growth, (n, 1, 1)) * (rng.random((n, 1, 1)) < instrument.growth_share)
    place = np.linspace(-1.0, 1.0, width)
    group = np.array([kind != PHASE for _, kind, _ in CURVE_TYPES])[:, None]
    factor = np.where(group, rng.uniform(*instrument.group_noise, (n, 1, 1)), 1.0)
    return np.minimum(level * factor * np.exp(-growth * place), 0.2)


def _correlated(rng: Generator, shape: tuple[int, ...], instrument: Instrument) -> FloatArray:
    """Draw unit noise along the last axis, partly common to neighbouring frequencies."""
    n, _, width = shape
    part = rng.uniform(*instrument.correlated_part, (n, 1, 1))
    part = part * (rng.random((n, 1, 1)) < instrument.correlated_share)
    memory = np.exp(-1.0 / rng.uniform(1.0, 12.0, (n, 1)))
    fresh = rng.standard_normal(shape)
    smooth = np.empty(shape)
    smooth[..., 0] = fresh[..., 0]
    for i in range(1, width):
        smooth[..., i] = memory * smooth[..., i - 1] + np.sqrt(1 - memory**2) * fresh[..., i]
    return np.sqrt(part) * smooth + np.sqrt(1 - part) * rng.standard_normal(shape)
