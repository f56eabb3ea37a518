"""Which curves of a profile are computed, as far as the user says."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, Optional

from .read_options import HIGHEST_MODE
from .request import PoissonChoice, Switch

WaveName = Literal["rayleigh", "love"]
VelocityName = Literal["phase", "group"]
POINTS = 30
"""Points of a curve whose band is given, or chosen from its profile; evenly spaced in the logarithm."""


@dataclass(frozen=True)
class ForwardOptions:
    """Which points of which curves to compute.

    Parameters
    ----------
    wave : {"rayleigh", "love"}
        Kind of surface wave.
    velocity_type : {"phase", "group"}
        Kind of velocity.
    modes : tuple of int
        Mode numbers, 0 the fundamental.
    frequencies : tuple of float or None
        Frequencies in Hz; None with `periods` None takes the band that a profile's own depths ask for.
    periods : tuple of float or None
        Periods in s, in place of frequencies.
    poisson : {"auto", "rock", "soil", "unknown"}
        Class of the ground, from which Vp and density follow where the table does not give them.
    water_table : float or None
        Depth in m from which soil is saturated; None where it is not known.
    spherical : {"auto", "on", "off"}
        Whether the Earth is round; ``"auto"`` from periods of 30 s on.
    """

    wave: WaveName = "rayleigh"
    velocity_type: VelocityName = "phase"
    modes: tuple[int, ...] = (0,)
    frequencies: Optional[tuple[float, ...]] = None
    periods: Optional[tuple[float, ...]] = None
    poisson: PoissonChoice = "auto"
    water_table: Optional[float] = None
    spherical: Switch = "auto"

    @property
    def given(self) -> Optional[tuple[float, ...]]:
        """The frequencies in Hz, rising; None where each profile chooses its own."""
        if self.periods is not None:
            return tuple(sorted(1.0 / period for period in self.periods))
        return None if self.frequencies is None else tuple(sorted(self.frequencies))


def parse_points(text: str) -> Optional[tuple[float, ...]]:
    """Return the positive numbers of ``1, 2, 5``, or those of a range such as ``1-50``; None where empty.

    Raises
    ------
    ValueError
        If it is neither; the message is for the user.
    """
    band = re.fullmatch(r"\s*([\d.eE+]+)\s*(?:-|to)\s*([\d.eE+]+)\s*", text)
    words = re.split(r"[\s,;]+", text.strip()) if band is None else list(band.groups())
    try:
        numbers = sorted({float(word) for word in words if word})
    except ValueError:
        raise ValueError(f"“{text}” is neither numbers such as 1, 2, 5 nor a range such as 1-50") from None
    if not all(0 < number < math.inf for number in numbers):
        raise ValueError(f"“{text}” holds what is not a positive number")
    if band is not None and len(numbers) < 2:
        raise ValueError(f"“{text}” is not a range from one number to a greater one")
    return tuple(numbers if band is None else spaced(*numbers)) or None


def spaced(least: float, most: float) -> list[float]:
    """Return `POINTS` numbers from least to most, evenly spaced in the logarithm, with four digits each."""
    step = math.log(most / least) / (POINTS - 1)
    return [float(f"{least * math.exp(i * step):.4g}") for i in range(POINTS)]


def parse_modes(text: str) -> tuple[int, ...]:
    """Return the mode numbers of a line such as ``0, 1``; the fundamental alone where it is empty.

    Raises
    ------
    ValueError
        If one is no mode number; the message is for the user.
    """
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    if not all(word.isascii() and word.isdigit() and int(word) <= HIGHEST_MODE for word in words):
        raise ValueError(f"“{text}” is not a list of mode numbers from 0 to {HIGHEST_MODE}, such as 0, 1")
    return tuple(sorted({int(word) for word in words})) or (0,)
