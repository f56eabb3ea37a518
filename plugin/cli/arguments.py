"""The arguments of the command line."""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path
from typing import get_args

from .. import __version__
from ..protocol.request import SOIL_POISSON_RATIOS, ExportFormat, Request
from .survey_arguments import add_survey


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the parsed ``command`` is the command's name."""
    top = argparse.ArgumentParser(
        prog="python -m plugin",
        description="Shear-wave velocity maps and sections from surface-wave dispersion.",
    )
    top.add_argument("--version", action="version", version=f"Vs Mapper {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--debug", action="store_true", help="show where an error in the program arose")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (_add_invert, _add_map, _add_section, _add_info, _add_export):
        add(commands, common)
    return top


def _add_invert(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("invert", parents=[common], help="turn a survey into Vs profiles")
    defaults = Request()
    add_survey(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the results")
    parser.add_argument(
        "--depths",
        type=_depths_or_native,
        help="depths in m shared by all sites, as 5,10,30, or native for each site's own "
        "(default: round depths across the survey's trusted window)",
    )
    parser.add_argument(
        "--samples",
        type=_count,
        default=defaults.samples,
        metavar="N",
        help="accepted profiles (chi < 1) wanted per site; 0 for the one pass alone (default: %(default)s)",
    )
    parser.add_argument("--no-lvz", dest="lvz", action="store_false", help="let Vs only increase with depth")
    parser.add_argument(
        "--poisson",
        choices=("auto", "rock", "soil", "unknown"),
        default=defaults.poisson,
        help="Poisson class of the ground, which also decides how Vp and density follow from Vs "
        "(default: %(default)s, from the velocities)",
    )
    parser.add_argument(
        "--water-table",
        metavar="M",
        type=_not_negative,
        help="depth in m from which soil is saturated (default: not known, Poisson's ratio rising from "
        "{:g} near the surface to {:g} at depth)".format(*SOIL_POISSON_RATIOS),
    )
    parser.add_argument(
        "--relative-error",
        metavar="PERCENT",
        type=_percent,
        default=defaults.relative_error,
        help="standard deviation in percent of the velocity, 3 for 3 %%, of points for which SURVEY states "
        f"none (default: {100 * defaults.relative_error:g})",
    )
    parser.add_argument(
        "--robust",
        action="store_true",
        help="let outliers pull less in the acceptance of profiles too: residuals beyond 1.345 sigma count "
        "linearly, not squared, as they do in refinement",
    )
    parser.add_argument(
        "--spherical",
        choices=("auto", "on", "off"),
        default=defaults.spherical,
        help="correction for the Earth's curvature (default: %(default)s)",
    )
    parser.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda"),
        default=defaults.device,
        help="where the network runs (default: %(default)s)",
    )
    parser.add_argument(
        "--keep-untrusted",
        action="store_true",
        help="of a raster stack, keep depths outside the window that a cell's curve resolves",
    )


def _add_map(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("map", parents=[common], help="grid the profiles into GeoTIFFs")
    _add_results(parser)
    parser.add_argument(
        "--resolution",
        metavar="R",
        type=_positive,
        help="cell size in map units, degrees for EPSG:4326 (default: about a third of the site spacing)",
    )
    parser.add_argument("--crs", metavar="EPSG:n", help="system of the maps (default: that of the sites)")
    parser.add_argument(
        "--method",
        choices=("linear", "idw", "nearest"),
        default="linear",
        help="interpolation of log Vs: Delaunay triangles, inverse squared distance, nearest site "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--max-distance",
        metavar="M",
        type=_positive,
        help="leave cells farther than M metres from a site empty "
        "(default: 1.5 times the 90th percentile of the site spacing)",
    )
    parser.add_argument(
        "--depths", type=_depths, help="depths in m, as 5,10,30 (default: those inverted for)"
    )
    _add_keep_untrusted(parser)


def _add_section(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("section", parents=[common], help="cut a pseudo-section along a line")
    _add_results(parser)
    parser.add_argument(
        "--line",
        metavar="FILE",
        required=True,
        help="vector file with a line, or WKT, or vertices as '12.1,45.2 12.4,45.3'",
    )
    parser.add_argument(
        "--crs", metavar="EPSG:n", help="system of the line (default: the file's, else the sites')"
    )
    parser.add_argument(
        "--corridor",
        metavar="M",
        type=_positive,
        help="use sites within M metres of the line (default: as --max-distance of map)",
    )
    parser.add_argument("--max-depth", metavar="M", type=_positive, help="bottom of the section in m")
    parser.add_argument("--out", metavar="TIF", type=Path, help="file to write (default: DIR/section.tif)")
    _add_keep_untrusted(parser)


def _add_info(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("info", parents=[common], help="show what would be read of a survey")
    add_survey(parser)
    parser.add_argument(
        "--rejects",
        metavar="FILE",
        type=Path,
        help="write every rejected site and point of a survey, and what looks wrong, with its reason as CSV",
    )


def _add_export(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("export", parents=[common], help="write the profiles for other programs")
    _add_results(parser)
    parser.add_argument(
        "--format",
        choices=get_args(ExportFormat),
        required=True,
        help="Geopsy ground models, CPS model96 files (one a site), or one table of layers",
    )
    parser.add_argument(
        "--out",
        metavar="PATH",
        type=Path,
        help="folder to write to, a file for csv (default: geopsy, cps or layers.csv in DIR)",
    )
    parser.add_argument(
        "--sites",
        metavar="A,B",
        type=_names,
        help="sites to export; a name with a comma goes in quotes, as '\"A,1\",B' (default: all)",
    )


def _add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("results", metavar="DIR", type=Path, help="folder that invert wrote")


def _add_keep_untrusted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep-untrusted",
        action="store_true",
        help="also draw depths outside the window that a site's curve resolves",
    )


def _positive(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def _not_negative(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError(f"{text} is not a depth: it is negative or not a number")
    return value


def _percent(text: str) -> float:
    """Return a percentage as a fraction; a number too small for one was probably meant as a fraction."""
    value = float(text.rstrip("% "))
    if not 0.1 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0.1 and 100 percent; 3 means 3 %")
    return value / 100


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative")
    return value


def _names(text: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([text], skipinitialspace=True), [])]


def _depths(text: str) -> tuple[float, ...]:
    try:
        return tuple(sorted({_positive(part) for part in text.split(",")}))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of depths in m like 5,10,30") from error


def _depths_or_native(text: str) -> tuple[float, ...] | str:
    return text if text == "native" else _depths(text)
