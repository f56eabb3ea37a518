"""The command line: invert a survey, map and cut its results, show what would be read.

Exit status: 0 done, 1 nothing could be inverted, 2 usage or unreadable input, 70 an error in
the program, 130 interrupted. Results' paths go to standard output, messages to standard error.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .engine.errors import Cancelled, NothingToInvert, OutputError, VsMapperError
from .engine.options import ReadOptions
from .engine.progress import Monitor
from .engine.request import Request
from .engine.result import STATUSES
from .terminal import ProgressBar

if TYPE_CHECKING:
    from .engine.result import Result

_DONE, _NOTHING, _BAD_INPUT, _FAULT, _INTERRUPTED = 0, 1, 2, 70, 130
_MOST_LINES = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except (KeyboardInterrupt, Cancelled):
        return _fail("cancelled", _INTERRUPTED)
    except NothingToInvert as error:
        return _fail(str(error), _NOTHING)
    except VsMapperError as error:
        return _fail(str(error), _BAD_INPUT)
    except ImportError as error:
        return _fail(f"a Python package is missing: {error}; see README.md for what to install", _BAD_INPUT)
    except Exception as error:
        if options.debug:
            raise
        return _fail(f"error in the program: {type(error).__name__}: {error} (--debug shows where)", _FAULT)
    return _DONE


def _fail(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m plugin",
        description="Shear-wave velocity maps and sections from surface-wave dispersion.",
    )
    parser.add_argument("--version", action="version", version=f"Vs Mapper {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--debug", action="store_true", help="show where an error in the program arose")
    commands = parser.add_subparsers(dest="name", metavar="COMMAND", required=True)
    for add in (_add_invert, _add_map, _add_section, _add_info):
        add(commands, common)
    return parser


def _add_invert(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("invert", parents=[common], help="turn a survey into Vs profiles")
    defaults = Request()
    parser.set_defaults(command=_invert)
    _add_survey(parser)
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
        help="profiles to draw and forward-model per site; 0 for the one pass alone (default: %(default)s)",
    )
    parser.add_argument("--no-lvz", dest="lvz", action="store_false", help="let Vs only increase with depth")
    parser.add_argument(
        "--poisson",
        choices=("auto", "rock", "soil", "unknown"),
        default=defaults.poisson,
        help="Poisson class of the ground (default: %(default)s)",
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


def _add_map(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("map", parents=[common], help="grid the profiles into GeoTIFFs")
    parser.set_defaults(command=_map)
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
    parser.set_defaults(command=_section)
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
    parser.set_defaults(command=_info)
    _add_survey(parser)


def _add_survey(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("survey", metavar="SURVEY", type=Path, help="dispersion file or vector file")
    parser.add_argument(
        "--crs", metavar="EPSG:n", help="system of its coordinates (default: what the file says)"
    )


def _add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("results", metavar="DIR", type=Path, help="folder that invert wrote")


def _add_keep_untrusted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep-untrusted",
        action="store_true",
        help="also draw depths outside the window that a site's curve resolves",
    )


def _invert(options: argparse.Namespace) -> None:
    from .engine.outputs import write_result
    from .engine.pipeline import run
    from .engine.reading import read_survey

    if options.out.exists() and not options.out.is_dir():
        raise OutputError(f"{options.out}: is a file; --out needs a folder")
    survey = read_survey(options.survey, _read_options(options))
    _print_some(survey.report.lines())
    names = ("depths", "samples", "lvz", "poisson", "spherical", "device")
    request = Request(**{name: getattr(options, name) for name in names})
    with _progress() as monitor:
        result = run(survey, request, monitor.part(0.0, 0.97))
        monitor.step(0.97, "writing the results")
        write_result(result, options.out)
    _summarise(result)
    print(options.out)


def _map(options: argparse.Namespace) -> None:
    from .engine.map_plan import MapOptions, plan_map
    from .engine.mapping import make_maps
    from .engine.outputs import load_sites

    names = ("resolution", "crs", "method", "max_distance", "depths", "keep_untrusted")
    wanted = MapOptions(**{name: getattr(options, name) for name in names})
    plan = plan_map(load_sites(options.results), options.results, wanted)
    print(plan.summary(), file=sys.stderr)
    with _progress() as monitor:
        paths = make_maps(options.results, wanted, monitor)
    print("\n".join(str(path) for path in paths))


def _section(options: argparse.Namespace) -> None:
    from .engine.lines import read_line
    from .engine.map_plan import sites_crs
    from .engine.outputs import load_sites
    from .engine.section import SectionOptions, make_section

    own_crs = sites_crs(load_sites(options.results), options.results).to_wkt()
    line = read_line(options.line, options.crs, own_crs)
    wanted = SectionOptions(
        options.corridor, max_depth=options.max_depth, keep_untrusted=options.keep_untrusted
    )
    target = options.out or options.results / "section.tif"
    with _progress() as monitor:
        section = make_section(options.results, line, wanted, monitor, target)
    print(section.summary(), file=sys.stderr)
    print(target)


def _info(options: argparse.Namespace) -> None:
    from .engine.reading import describe, read_survey

    survey = read_survey(options.survey, _read_options(options))
    print("\n".join(describe(survey)))
    _print_some(survey.report.lines())


def _read_options(options: argparse.Namespace) -> ReadOptions:
    return ReadOptions(crs=options.crs)


def _summarise(result: Result) -> None:
    """Say how many sites came through, and name those that did not come through well."""
    survey, status = result.survey, result.status
    counts = ", ".join(f"{sum(status == name)} {name}" for name in STATUSES if name in status)
    print(f"{survey.n_sites} sites inverted in {result.seconds:.1f} s: {counts}", file=sys.stderr)
    source, bad = survey.report.source, status != "ok"
    troubles = zip(survey.names[bad], status[bad], result.message[bad])
    _print_some([f"{source}: site {site}: {kind}: {message}" for site, kind, message in troubles])


def _print_some(lines: Sequence[str]) -> None:
    """Print messages, but not thousands of them."""
    for line in lines[:_MOST_LINES]:
        print(line, file=sys.stderr)
    if len(lines) > _MOST_LINES:
        print(f"... and {len(lines) - _MOST_LINES} more", file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Monitor]:
    bar = ProgressBar(sys.stderr)
    try:
        yield Monitor(bar.report)
    finally:
        bar.close()


def _positive(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative")
    return value


def _depths(text: str) -> tuple[float, ...]:
    try:
        return tuple(sorted({_positive(part) for part in text.split(",")}))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of depths in m like 5,10,30") from error


def _depths_or_native(text: str) -> tuple[float, ...] | str:
    return text if text == "native" else _depths(text)
