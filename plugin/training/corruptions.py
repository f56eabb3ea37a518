"""The mistakes of surveys that the novelty score is trained and tested on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.random import Generator

from ..engine.curves import Curves
from ..engine.network.causes import Cause
from . import mislabelled, mispicked
from .spoiling import Spoilt


@dataclass(frozen=True)
class Corruption:
    """One kind of mistake.

    Parameters
    ----------
    title : str
        What it is, for the model card.
    cause : Cause
        What the user would be told.
    apply : callable
        Spoils curves.
    shown : bool
        Whether the score is trained on it; the others show how it generalises.
    """

    title: str
    cause: Cause
    apply: Callable[[Generator, Curves], Spoilt]
    shown: bool = True


CORRUPTIONS = (
    Corruption("period read as frequency", Cause.ABSCISSA, mislabelled.period_as_frequency),
    Corruption("slowness read as velocity", Cause.SLOWNESS, mislabelled.slowness_as_velocity),
    Corruption("jump to the first overtone", Cause.MODE_JUMP, mispicked.mode_jump),
    Corruption("overtone alone, sent as fundamental", Cause.MODE_NUMBER, mislabelled.overtone_as_fundamental),
    Corruption("first overtone missed, others misnumbered", Cause.MODE_NUMBER, mislabelled.missed_overtone),
    Corruption("group velocity sent as phase velocity", Cause.VELOCITY_TYPE, mislabelled.group_as_phase),
    Corruption("phase velocity sent as group velocity", Cause.VELOCITY_TYPE, mislabelled.phase_as_group),
    Corruption("phase and group velocity swapped", Cause.VELOCITY_TYPE, mislabelled.swapped_types),
    Corruption("Love wave sent as Rayleigh wave", Cause.WAVE_TYPE, mislabelled.love_as_rayleigh),
    Corruption("Rayleigh wave sent as Love wave", Cause.WAVE_TYPE, mislabelled.rayleigh_as_love),
    Corruption("Love and Rayleigh waves swapped", Cause.WAVE_TYPE, mislabelled.swapped_waves),
    Corruption("two sites merged", Cause.JOINED, mispicked.merged_sites),
    Corruption("low band of one site, high band of another", Cause.JOINED, mispicked.joined_bands),
    Corruption("scatter of 15 to 50 %", Cause.SCATTER, mispicked.scattered),
    Corruption(
        "wavelength read as frequency", Cause.ABSCISSA, mislabelled.wavelength_as_frequency, shown=False
    ),
    Corruption("velocities in reverse order", Cause.ABSCISSA, mispicked.reversed_order, shown=False),
    Corruption("one end of the band in ft/s", Cause.JOINED, mispicked.other_unit_in_part, shown=False),
    Corruption("aliased picks at high frequency", Cause.MODE_JUMP, mispicked.aliased, shown=False),
)

SHOWN = tuple(corruption for corruption in CORRUPTIONS if corruption.shown)
"""Those that the critic is trained on; the others test what it makes of mistakes that it does not know."""
