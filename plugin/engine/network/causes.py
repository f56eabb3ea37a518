"""Why a curve may be unlike all that the network was trained on, in words for the user."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Cause(IntEnum):
    """What may be wrong with a curve; the places of the answers of `novelty.Critic`."""

    NONE = 0
    ABSCISSA = 1
    SLOWNESS = 2
    MODE_JUMP = 3
    MODE_NUMBER = 4
    VELOCITY_TYPE = 5
    WAVE_TYPE = 6
    JOINED = 7
    SCATTER = 8


class Advice(NamedTuple):
    """What a mistake is, and what the user should check.

    Parameters
    ----------
    mistake : str
        To stand after “perhaps”.
    check : str
        What to look at again.
    """

    mistake: str
    check: str


ADVICE = {
    Cause.ABSCISSA: Advice("periods read as frequencies", "what the points are given against"),
    Cause.SLOWNESS: Advice("slowness read as velocity", "the unit of the velocity column"),
    Cause.MODE_JUMP: Advice("a pick that jumps to another mode", "the picks"),
    Cause.MODE_NUMBER: Advice("wrong mode numbers", "the modes"),
    Cause.VELOCITY_TYPE: Advice("group and phase velocity mistaken", "the velocity type"),
    Cause.WAVE_TYPE: Advice("Love and Rayleigh waves mistaken", "the wave type"),
    Cause.JOINED: Advice("two sites or units joined in one curve", "site names and units"),
    Cause.SCATTER: Advice("points off the curve", "the picks"),
}
