"""Curves whose numbers are right but called something else: unit, abscissa, mode, velocity or wave type.

Each function returns the spoilt curves of the sites that it applies to, and which sites these are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from ..engine.curves import Curves
from ..protocol.waves import VelocityType, Wave
from .spoiling import (
    Mask,
    Spoilt,
    everywhere,
    having,
    keep,
    with_velocity,
)


def period_as_frequency(rng: Generator, curves: Curves) -> Spoilt:
    """Take periods for frequencies."""
    return replace(curves, frequency=1.0 / curves.frequency), everywhere(curves)


def slowness_as_velocity(rng: Generator, curves: Curves) -> Spoilt:
    """Take slowness for velocity."""
    return with_velocity(curves, 1.0 / curves.velocity), everywhere(curves)


def wavelength_as_frequency(rng: Generator, curves: Curves) -> Spoilt:
    """Take wavelengths for frequencies."""
    return replace(curves, frequency=curves.wavelength), everywhere(curves)


def rayleigh_phase(curves: Curves) -> Mask:
    """Return which points are Rayleigh phase velocities."""
    return (curves.wave == Wave.RAYLEIGH) & (curves.kind == VelocityType.PHASE)


def overtone_as_fundamental(rng: Generator, curves: Curves) -> Spoilt:
    """Take an overtone, seen alone, for the fundamental mode."""
    overtone = rayleigh_phase(curves) & (curves.mode == 1)
    return keep(replace(curves, mode=np.zeros_like(curves.mode)), overtone, having(curves, overtone))


def missed_overtone(rng: Generator, curves: Curves) -> Spoilt:
    """Miss the first overtone and number each higher one too low."""
    first, higher = curves.mode == 1, curves.mode > 1
    mode = np.where(higher, curves.mode - 1, curves.mode).astype(np.int8)
    return keep(replace(curves, mode=mode), ~first, having(curves, first) & having(curves, higher))


def group_as_phase(rng: Generator, curves: Curves) -> Spoilt:
    """Send a group velocity as phase velocity."""
    group = curves.kind == VelocityType.GROUP
    kind = np.full_like(curves.kind, VelocityType.PHASE)
    return keep(replace(curves, kind=kind), group, having(curves, group))


def phase_as_group(rng: Generator, curves: Curves) -> Spoilt:
    """Send the phase velocity of the fundamental mode as group velocity."""
    phase = (curves.kind == VelocityType.PHASE) & (curves.mode == 0)
    kind = np.full_like(curves.kind, VelocityType.GROUP)
    return keep(replace(curves, kind=kind), phase, having(curves, phase))


def swapped_types(rng: Generator, curves: Curves) -> Spoilt:
    """Swap phase and group velocity where both are given."""
    fundamental = curves.mode == 0
    both = having(curves, (curves.kind == VelocityType.GROUP) & fundamental)
    both &= having(curves, (curves.kind == VelocityType.PHASE) & fundamental)
    kind = (1 - curves.kind).astype(np.int8)
    return keep(replace(curves, kind=kind), fundamental, both)


def love_as_rayleigh(rng: Generator, curves: Curves) -> Spoilt:
    """Send a Love wave as a Rayleigh wave."""
    love = (curves.wave == Wave.LOVE) & (curves.mode == 0)
    wave = np.full_like(curves.wave, Wave.RAYLEIGH)
    return keep(replace(curves, wave=wave), love, having(curves, love))


def rayleigh_as_love(rng: Generator, curves: Curves) -> Spoilt:
    """Send the fundamental Rayleigh wave as a Love wave."""
    rayleigh = (curves.wave == Wave.RAYLEIGH) & (curves.mode == 0)
    wave = np.full_like(curves.wave, Wave.LOVE)
    return keep(replace(curves, wave=wave), rayleigh, having(curves, rayleigh))


def swapped_waves(rng: Generator, curves: Curves) -> Spoilt:
    """Swap Love and Rayleigh waves where both are given."""
    fundamental = curves.mode == 0
    both = having(curves, (curves.wave == Wave.LOVE) & fundamental)
    both &= having(curves, (curves.wave == Wave.RAYLEIGH) & fundamental)
    return keep(replace(curves, wave=(1 - curves.wave).astype(np.int8)), fundamental, both)
