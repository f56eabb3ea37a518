"""The arguments that say what a survey is and how to read it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from ..protocol.read_options import (
    Abscissa,
    VelocityUnit,
    parse_column,
    parse_mode,
)
from ..protocol.stack_input import parse_periods


def add_survey(parser: argparse.ArgumentParser) -> None:
    """Add the survey and the options that read it."""
    parser.add_argument(
        "survey",
        metavar="SURVEY",
        type=Path,
        help="file with curves, or a folder of them; or PG: and a connection string, for a PostGIS table; "
        "or a raster stack: a folder of GeoTIFFs, a raster with a band a period, a NetCDF file, or a CSV "
        "list with the columns file,band,period_s,kind",
    )
    parser.add_argument(
        "--sigma", metavar="PATH", type=Path, help="raster stack of standard deviations, laid out like SURVEY"
    )
    parser.add_argument(
        "--periods",
        metavar="5,10,20",
        type=_periods,
        default=(),
        help="of a raster stack whose names do not say them: periods in s of its bands in the order of the "
        "files, or frequencies in Hz with --x-axis frequency",
    )
    parser.add_argument(
        "--crs", metavar="EPSG:n", help="system of its coordinates (default: what the file says)"
    )
    parser.add_argument(
        "--wave", choices=("rayleigh", "love"), help="wave type of points without one (default: rayleigh)"
    )
    parser.add_argument(
        "--type", choices=("phase", "group"), help="velocity type of points without one (default: phase)"
    )
    parser.add_argument(
        "--mode",
        metavar="N",
        type=_mode,
        help="mode number of points without one (default: 0, the fundamental)",
    )
    parser.add_argument(
        "--highest-mode",
        metavar="N",
        type=_mode,
        help="leave out modes above it; 0 keeps the fundamental alone (default: all modes)",
    )
    parser.add_argument(
        "--swap-xy",
        action="store_true",
        help="the coordinates come in the opposite order, latitude for longitude",
    )
    parser.add_argument("--layer", help="layer of a vector file (default: the first that could hold curves)")
    parser.add_argument(
        "--column",
        metavar="NAME=QUANTITY[:UNIT]",
        type=_column,
        action="append",
        default=[],
        help="what a column holds, as c_obs=phase_velocity:km/s; columns without names are called 1, 2, ...; "
        "may be repeated",
    )
    parser.add_argument(
        "--velocity-unit",
        choices=get_args(VelocityUnit),
        help="unit of the velocities (default: what the column names say, else by their size)",
    )
    parser.add_argument(
        "--x-axis",
        choices=get_args(Abscissa),
        help="what the velocities are given against (default: what the file says, else by their size)",
    )


def _periods(text: str) -> tuple[float, ...]:
    try:
        return parse_periods(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _column(text: str) -> str:
    """Return the text as it came, once it is known to be of the right form."""
    try:
        parse_column(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _mode(text: str) -> str:
    """Return the text as it came, once it is known to be a mode number."""
    try:
        parse_mode(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text
