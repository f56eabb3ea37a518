"""How a survey or a raster stack is read."""

from __future__ import annotations

from typing import get_args

from ..option import Option
from ..read_options import FIRST_MODES, HIGHEST_MODE, Abscissa, Decimal, VelocityUnit, parse_column
from ..stack_input import parse_periods
from ..waves import VelocityType, Wave
from .shared import BY_FILE, checked

READING = (
    Option(
        "crs",
        "Coordinates",
        "Coordinate system of the positions; overrides what the file or layer says.",
        "crs",
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "swap_xy",
        "Swap x and y",
        "The coordinates come in the order opposite to what the file says, latitude for longitude.",
        "switch",
        default=False,
        advanced=True,
    ),
    Option(
        "wave",
        "Wave type",
        "Wave type of the points for which the file gives none (otherwise Rayleigh).",
        "choice",
        choices=tuple(wave.name.lower() for wave in Wave),
        labels={wave.name.lower(): wave.name.capitalize() for wave in Wave},
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "velocity_type",
        "Velocity type",
        "Velocity type of the points for which the file gives none (otherwise phase).",
        "choice",
        choices=tuple(kind.name.lower() for kind in VelocityType),
        empty=BY_FILE,
        flag="--type",
        parameter="TYPE",
        advanced=True,
    ),
    Option(
        "mode",
        "Mode",
        "Mode number of the points for which the file gives none (otherwise 0, the fundamental).",
        "whole",
        most=HIGHEST_MODE,
        wrong=f"is not a whole number from 0 to {HIGHEST_MODE}",
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "highest_mode",
        "Highest mode used",
        "Points of higher modes are left out; 0 keeps the fundamental alone, where overtones may be numbered "
        "wrongly.",
        "whole",
        most=HIGHEST_MODE,
        wrong=f"is not a whole number from 0 to {HIGHEST_MODE}",
        empty="all modes",
        advanced=True,
    ),
    Option(
        "first_mode",
        "Fundamental mode is",
        "Number that the file gives to the fundamental mode (otherwise 1 where nothing is called 0).",
        "choice",
        choices=FIRST_MODES,
        labels={"0": "called 0", "1": "called 1"},
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "velocity_unit",
        "Velocity unit",
        "Unit of the velocities; overrides what the column names or the sizes of the numbers say.",
        "choice",
        choices=get_args(VelocityUnit),
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "x_axis",
        "Given against",
        "What the velocities are given against: frequency (Hz), period (s) or wavelength (m).",
        "choice",
        choices=get_args(Abscissa),
        labels={"frequency": "frequency", "period": "period", "wavelength": "wavelength"},
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "decimal",
        "Decimal sign",
        "Decimal sign of the numbers that could be read in two ways, such as 1,260 or 432.100.",
        "choice",
        choices=get_args(Decimal),
        labels={"point": "point (1.5)", "comma": "comma (1,5)"},
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "columns",
        "Columns",
        "What columns hold, as c_obs=phase_velocity:km/s; columns without names are called 1, 2 and so on.",
        "list",
        default=(),
        example="c_obs=phase_velocity:km/s, 3=sigma",
        understand=checked(parse_column),
        flag="--column",
        advanced=True,
    ),
    Option(
        "layer",
        "Layer in the file",
        "Layer of a file that holds several, or data set in a ZIP archive.",
        "text",
        empty="the first with curves",
        parameter="FILE_LAYER",
        advanced=True,
    ),
)
"""How a survey is read: fields of `overrides.Overrides`."""


STACK_READING = (
    Option(
        "periods",
        "Periods of rasters",
        "Of a raster stack whose names do not tell them: periods of its bands in the order of the files, or "
        "frequencies in Hz where the velocities are given against frequency.",
        "text",
        unit="s",
        example="5, 10, 20",
        understand=checked(parse_periods),
    ),
    Option(
        "sigma",
        "Sigma rasters",
        "Of a raster stack: its standard deviations, in rasters laid out like it.",
        "rasters",
        default=(),
    ),
)
"""How a raster stack is read, beside what is said of a survey: fields of `overrides.Overrides`."""


NOT_FOR_STACKS = ("swap_xy", "columns", "layer", "decimal", "first_mode")
"""What is said of a survey that means nothing for a raster stack."""
