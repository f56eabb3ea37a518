"""The arguments of the command line, and the order that they stand for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Union

from .. import __version__
from ..protocol import result_files
from ..protocol.distribution import Distribution
from ..protocol.forward_options import ForwardOptions
from ..protocol.lines import WrittenLine
from ..protocol.map_options import MapOptions, SectionOptions
from ..protocol.options.comparing import COMPARE, HOLE_READING
from ..protocol.options.cutting import SECTION
from ..protocol.options.handing_on import EXPORT, REPORT
from ..protocol.options.inverting import DISTRIBUTION, INVERSION
from ..protocol.options.mapping import MAPS
from ..protocol.options.modelling import FORWARD, PROFILE_DEPTHS
from ..protocol.options.reading import READING, STACK_READING
from ..protocol.options.shared import KEEP_UNTRUSTED
from ..protocol.options.working_out import PRODUCTS
from ..protocol.orders import (
    Compare,
    CutSection,
    Describe,
    DrawMaps,
    Export,
    Invert,
    MakeProducts,
    MakeReport,
    ModelCurves,
    Order,
)
from ..protocol.overrides import Overrides
from ..protocol.product_options import ProductOptions
from ..protocol.request import Request
from ..protocol.source import Source
from .declared import add_options, path_of, stack_place, target_of, values
from .setup import Check, SetUp, check_of, fill_check, fill_setup, setup_of

Wanted = Union[Order, SetUp, Check, None]
"""An order to the engine, something about its Python, or None: to serve a client."""

_SURVEY = (
    "file with curves, or a folder of them; or PG: and a connection string, for a PostGIS table; or a raster "
    "stack: a folder of GeoTIFFs, a raster with a band a period, a NetCDF file, a Zarr store, one of "
    "these at an address (https://, http://, s3://, gs://, az://), or a CSV list with the columns "
    "file,band,period_s,kind"
)


def parse(arguments: Sequence[str] | None) -> tuple[Wanted, bool]:
    """Return what arguments ask for, and whether to show where an error in the program arose.

    Wrong arguments end the program with status 2, as argparse does.
    """
    given = _parser().parse_args(arguments)
    wanted: Wanted = given.order(given)
    return wanted, given.debug


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m plugin",
        description="Shear-wave velocity maps and sections from surface-wave dispersion.",
    )
    top.add_argument("--version", action="version", version=f"Vs Mapper {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--debug", action="store_true", help="show where an error in the program arose")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, text, fill, order in (
        ("invert", "turn a survey into Vs profiles", _fill_invert, _invert),
        ("map", "grid the profiles into GeoTIFFs", _fill_map, _map),
        ("section", "cut a pseudo-section along a line", _fill_section, _section),
        ("info", "show what would be read of a survey", _fill_info, _info),
        ("export", "write the results for other programs", _fill_export, _export),
        ("products", "compute Vs30, site classes and more of each site", _fill_products, _products),
        ("report", "write a report to read and to hand in", _fill_report, _report),
        ("compare", "compare the profiles with boreholes", _fill_compare, _compare),
        ("forward", "compute the dispersion curves of profiles", _fill_forward, _forward),
        ("setup", "make the Python that the engine runs in", fill_setup, setup_of),
        ("check", "show what the engine's Python holds, and try it", fill_check, check_of),
    ):
        command = commands.add_parser(name, parents=[common], help=text)
        fill(command)
        command.set_defaults(order=order)
    command = commands.add_parser(
        "serve", parents=[common], help="take orders on standard input, as QGIS gives them"
    )
    command.set_defaults(order=lambda given: None)
    return top


def _fill_invert(parser: argparse.ArgumentParser) -> None:
    _add_survey(parser)
    parser.add_argument("--out", metavar="DIR", type=target_of, required=True, help="folder for the results")
    add_options(parser, (*INVERSION, KEEP_UNTRUSTED))
    add_options(parser.add_mutually_exclusive_group(), DISTRIBUTION)


def _invert(given: argparse.Namespace) -> Invert:
    return Invert(
        _source(given),
        given.out,
        Request(**values(given, INVERSION)),
        keep_untrusted=given.keep_untrusted,
        distribution=Distribution(**values(given, DISTRIBUTION)),
    )


def _fill_map(parser: argparse.ArgumentParser) -> None:
    _add_results(parser)
    add_options(parser, MAPS)


def _map(given: argparse.Namespace) -> DrawMaps:
    return DrawMaps(given.results, MapOptions(**values(given, MAPS)))


def _fill_section(parser: argparse.ArgumentParser) -> None:
    _add_results(parser)
    parser.add_argument(
        "--line",
        metavar="FILE",
        type=_line_text,
        help="vector file with lines (a section of each), or WKT, or vertices as '12.1,45.2 12.4,45.3'; "
        "not needed where the sites have positions along a line",
    )
    parser.add_argument(
        "--crs", metavar="EPSG:n", help="system of the line (default: the file's, else the sites')"
    )
    add_options(parser, SECTION)
    parser.add_argument(
        "--out", metavar="TIF", type=target_of, help="file to write (default: DIR/section.tif)"
    )


def _line_text(text: str) -> str:
    path_of(text)
    return text


def _section(given: argparse.Namespace) -> CutSection:
    target = given.out or given.results / result_files.SECTION
    options = SectionOptions(**values(given, SECTION))
    return CutSection(given.results, WrittenLine(given.line or "", given.crs), options, target)


def _fill_info(parser: argparse.ArgumentParser) -> None:
    _add_survey(parser)
    parser.add_argument(
        "--rejects",
        metavar="FILE",
        type=target_of,
        help="write every rejected site and point of a survey, and what looks wrong, with its reason as CSV",
    )


def _info(given: argparse.Namespace) -> Describe:
    return Describe(_source(given), given.rejects)


def _fill_export(parser: argparse.ArgumentParser) -> None:
    _add_results(parser)
    add_options(parser, EXPORT)
    parser.add_argument(
        "--out",
        metavar="PATH",
        type=target_of,
        help="folder to write to, or file, of a format that is one file (default: a place in DIR)",
    )


def _export(given: argparse.Namespace) -> Export:
    return Export(given.results, target=given.out, **values(given, EXPORT))


def _fill_report(parser: argparse.ArgumentParser) -> None:
    _add_results(parser)
    add_options(parser, REPORT)


def _report(given: argparse.Namespace) -> MakeReport:
    return MakeReport(given.results, **values(given, REPORT))


def _fill_products(parser: argparse.ArgumentParser) -> None:
    _add_results(parser)
    add_options(parser, PRODUCTS)


def _products(given: argparse.Namespace) -> MakeProducts:
    return MakeProducts(given.results, ProductOptions(**values(given, PRODUCTS)))


def _fill_compare(parser: argparse.ArgumentParser) -> None:
    _add_results(parser)
    parser.add_argument(
        "--boreholes",
        metavar="FILE",
        type=path_of,
        required=True,
        help="table or layer of boreholes, cones or PS logs: depths and Vs, and of several holes their names "
        "or coordinates",
    )
    add_options(parser, (*HOLE_READING, *COMPARE))
    parser.add_argument(
        "--out", metavar="DIR", type=target_of, help="folder to write to (default: DIR/comparison)"
    )


def _compare(given: argparse.Namespace) -> Compare:
    overrides = Overrides(**values(given, HOLE_READING))
    source = Source(given.boreholes, given.boreholes.name or str(given.boreholes), overrides=overrides)
    return Compare(given.results, source, target=given.out, **values(given, COMPARE))


def _fill_forward(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "profiles",
        metavar="PROFILES",
        type=path_of,
        help="table or layer of profiles: depths, tops with bottoms, or thicknesses, with Vs and where known "
        "Vp and density, and of several profiles their names; models.csv of results is one",
    )
    add_options(parser, (*HOLE_READING, *PROFILE_DEPTHS, *FORWARD))
    parser.add_argument(
        "--out", metavar="CSV", type=target_of, required=True, help="table of curves to write, a survey"
    )


def _forward(given: argparse.Namespace) -> ModelCurves:
    overrides = Overrides(**values(given, HOLE_READING))
    source = Source(given.profiles, given.profiles.name or str(given.profiles), overrides=overrides)
    options = ForwardOptions(**values(given, FORWARD))
    return ModelCurves(source, given.out, options, given.depth_unit)


def _add_survey(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("survey", metavar="SURVEY", type=stack_place, help=_SURVEY)
    add_options(parser, (*READING, *STACK_READING))


def _source(given: argparse.Namespace) -> Source:
    overrides = Overrides(**values(given, (*READING, *STACK_READING)))
    return Source(given.survey, given.survey.name or str(given.survey), overrides=overrides)


def _add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("results", metavar="DIR", type=path_of, help="folder that invert wrote")
