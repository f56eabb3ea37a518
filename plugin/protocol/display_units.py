"""Metres or kilometres: the unit in which a person reads a length or a velocity."""

from __future__ import annotations

from dataclasses import dataclass

CRUSTAL_DEPTH_M = 2000.0


@dataclass(frozen=True)
class DisplayUnit:
    """A unit of length with its velocity; values in SI are multiplied by `factor`."""

    length: str
    factor: float

    @property
    def velocity(self) -> str:
        """The unit of velocity."""
        return f"{self.length}/s"


METRES = DisplayUnit("m", 1.0)
KILOMETRES = DisplayUnit("km", 1e-3)
OF_VELOCITY = {unit.velocity: unit for unit in (METRES, KILOMETRES)}
"""The units by their velocities."""


def unit_for(extent_m: float) -> DisplayUnit:
    """Return kilometres for lengths of crustal scale, metres otherwise."""
    return KILOMETRES if extent_m >= CRUSTAL_DEPTH_M else METRES
