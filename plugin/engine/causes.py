"""Why a curve may be unlike all that the network was trained on, in words for the user."""

from __future__ import annotations

from enum import IntEnum


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


ADVICE = {
    Cause.ABSCISSA: "periods read as frequencies (or the reverse); check what the points are given against",
    Cause.SLOWNESS: "slowness read as velocity (or the reverse); check the unit of the velocity column",
    Cause.MODE_JUMP: "a pick that jumps to another mode; cut the curve where it jumps",
    Cause.MODE_NUMBER: "wrong mode numbers; check them, or keep the fundamental mode alone",
    Cause.VELOCITY_TYPE: "group and phase velocity taken for one another; check the velocity type",
    Cause.WAVE_TYPE: "Love and Rayleigh waves taken for one another; check the wave type",
    Cause.JOINED: "points of two sites, or of two units, joined in one curve; check site names and units",
    Cause.SCATTER: "points that do not belong to one smooth curve; check the picks",
}
"""What each cause is and what to do, to stand after “may be”."""
