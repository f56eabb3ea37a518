"""Modes mistaken for one another when curves are picked: mode kissing and wrong mode numbers."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..engine.curves import FloatArray
from ..protocol.waves import VelocityType, Wave
from .synthetics import CURVE_TYPES

PHASE_SLOTS = tuple(CURVE_TYPES.index((Wave.RAYLEIGH, VelocityType.PHASE, mode)) for mode in range(4))
"""Slots of the Rayleigh phase velocity of modes 0-3."""


def kiss(rng: Generator, velocity: FloatArray, share: float) -> FloatArray:
    """Let the pick of the fundamental mode run onto the first overtone at one end of the band.

    Parameters
    ----------
    rng : Generator
        Source of randomness.
    velocity : (n, types, points) float array
        Rayleigh velocities by `CURVE_TYPES`, in order of frequency.
    share : float
        Share of the curves with both modes that are misread so; the overtone is then not picked itself.
    """
    fundamental, overtone = velocity[:, PHASE_SLOTS[0]], velocity[:, PHASE_SLOTS[1]]
    n, _, width = velocity.shape
    both = (np.isfinite(fundamental) & np.isfinite(overtone)).any(axis=1)
    misread = both & (rng.random(n) < share)
    place = np.arange(width) / width
    beyond = place > rng.uniform(0.3, 1.0, (n, 1))
    beyond = np.where(rng.random((n, 1)) < 0.5, beyond, beyond[:, ::-1])
    jumped = misread[:, None] & beyond & np.isfinite(overtone)
    result = velocity.copy()
    result[:, PHASE_SLOTS[0]] = np.where(jumped, overtone, fundamental)
    result[misread, PHASE_SLOTS[1]] = np.nan
    return result


def misnumber(rng: Generator, velocity: FloatArray, share: float) -> FloatArray:
    """Let the first overtone be missed, so that each higher one is called one number too low.

    Parameters
    ----------
    rng : Generator
        Source of randomness.
    velocity : (n, types, points) float array
        Velocities by `CURVE_TYPES`.
    share : float
        Share of the curves with a second overtone that are misread so.
    """
    missed = np.isfinite(velocity[:, PHASE_SLOTS[2]]).any(axis=1) & (rng.random(len(velocity)) < share)
    result = velocity.copy()
    for called, true in zip(PHASE_SLOTS[1:], PHASE_SLOTS[2:]):
        result[missed, called] = velocity[missed, true]
    result[missed, PHASE_SLOTS[-1]] = np.nan
    return result


def misread(
    rng: Generator, velocity: FloatArray, kissing_share: float, misnumbered_share: float
) -> FloatArray:
    """Return velocities as they are picked when modes are mistaken in some of the curves."""
    return kiss(rng, misnumber(rng, velocity, misnumbered_share), kissing_share)
