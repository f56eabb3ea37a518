"""Which curves of given profiles are computed."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ..forward_options import ForwardOptions, VelocityName, WaveName, parse_modes, parse_points
from ..option import Option
from .comparing import COMPARE
from .inverting import INVERSION
from .shared import AUTOMATIC, chosen

_FORWARD = ForwardOptions()


PROFILE_DEPTHS = (
    replace(
        chosen(COMPARE, "depth_unit")[0],
        help="Unit of the profiles' depths; overrides what the names of the columns say (otherwise m).",
    ),
)
"""How the depths of a table of profiles are read: a field of `orders.ModelCurves`."""


FORWARD = (
    Option(
        "wave",
        "Wave type",
        "Kind of surface wave.",
        "choice",
        default=_FORWARD.wave,
        choices=get_args(WaveName),
        labels={name: name.capitalize() for name in get_args(WaveName)},
    ),
    Option(
        "velocity_type",
        "Velocity type",
        "Phase or group velocity.",
        "choice",
        default=_FORWARD.velocity_type,
        choices=get_args(VelocityName),
        flag="--type",
        parameter="TYPE",
    ),
    Option(
        "modes",
        "Modes",
        "Mode numbers, 0 the fundamental. Modes that cannot be seen at the surface are not counted.",
        "text",
        empty="0",
        example="0, 1, 2",
        understand=parse_modes,
    ),
    Option(
        "frequencies",
        "Frequencies",
        "Frequencies of the points, as 2, 5, 10, or a range of 30 points, as 1-50; otherwise each profile "
        "has those whose waves reach from its first layer to below its last.",
        "text",
        unit="Hz",
        empty=AUTOMATIC,
        example="1-50",
        understand=parse_points,
    ),
    Option(
        "periods",
        "Periods",
        "Periods of the points in place of frequencies, as 5, 10, 20, or a range, as 5-60.",
        "text",
        unit="s",
        example="5-60",
        understand=parse_points,
    ),
    *(
        replace(option, help=f"{option.help} Only where the table gives no Vp or no density.")
        for option in INVERSION
        if option.name in ("poisson", "water_table")
    ),
    replace(
        next(option for option in INVERSION if option.name == "spherical"),
        title="Round Earth",
        help="Whether the profiles are of a round Earth; auto takes it so from periods of 30 s on.",
    ),
)
"""Which curves of profiles are computed: fields of `forward_options.ForwardOptions`."""
