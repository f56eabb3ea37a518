"""Curves whose numbers are right but called something else: unit, abscissa, mode, velocity or wave type.

Each function returns the spoilt curves of the sites that it applies to, and which sites these are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from ..engine.curves import Curves
from ..protocol.waves import VelocityType, Wave
from .spoiling import Mask, Spoilt, everywhere, having, keep, with_velocity

Column = Literal["wave", "kind"]
"""What a type is a code of; see `Curves`."""


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
    return _called(curves, "kind", curves.kind == VelocityType.GROUP, VelocityType.PHASE)


def phase_as_group(rng: Generator, curves: Curves) -> Spoilt:
    """Send the phase velocity of the fundamental mode as group velocity."""
    phase = (curves.kind == VelocityType.PHASE) & (curves.mode == 0)
    return _called(curves, "kind", phase, VelocityType.GROUP)


def love_as_rayleigh(rng: Generator, curves: Curves) -> Spoilt:
    """Send a Love wave as a Rayleigh wave."""
    return _called(curves, "wave", (curves.wave == Wave.LOVE) & (curves.mode == 0), Wave.RAYLEIGH)


def rayleigh_as_love(rng: Generator, curves: Curves) -> Spoilt:
    """Send the fundamental Rayleigh wave as a Love wave."""
    return _called(curves, "wave", (curves.wave == Wave.RAYLEIGH) & (curves.mode == 0), Wave.LOVE)


def _called(curves: Curves, column: Column, points: Mask, code: int) -> Spoilt:
    """Keep some points alone and call them of another type."""
    called = replace(curves, **{column: np.full_like(getattr(curves, column), code)})
    return keep(called, points, having(curves, points))


def swapped_types(rng: Generator, curves: Curves) -> Spoilt:
    """Swap phase and group velocity where both are given."""
    return _swapped(curves, "kind")


def swapped_waves(rng: Generator, curves: Curves) -> Spoilt:
    """Swap Love and Rayleigh waves where both are given."""
    return _swapped(curves, "wave")


def _swapped(curves: Curves, column: Column) -> Spoilt:
    """Keep the fundamental mode alone, its two types called each by the other's name."""
    code, fundamental = getattr(curves, column), curves.mode == 0
    both = having(curves, (code == 0) & fundamental) & having(curves, (code == 1) & fundamental)
    return keep(replace(curves, **{column: (1 - code).astype(np.int8)}), fundamental, both)
