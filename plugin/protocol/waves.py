"""The kinds of waves and velocities that a dispersion point can be of."""

from __future__ import annotations

from enum import IntEnum


class Wave(IntEnum):
    """The kind of surface wave."""

    RAYLEIGH = 0
    LOVE = 1


class VelocityType(IntEnum):
    """Which velocity a dispersion point gives."""

    PHASE = 0
    GROUP = 1
