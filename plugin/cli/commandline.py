"""The command line: invert a survey, map, cut and export its results, show what would be read.

Exit status: 0 done, 1 nothing could be inverted, 2 usage or unreadable input, 70 an error in
the program, 130 interrupted. Results' paths go to standard output, messages to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING

from ..engine.results.result import STATUSES
from ..protocol.errors import (
    Cancelled,
    NothingToInvert,
    OutputError,
    SurveyError,
    VsMapperError,
)
from ..protocol.progress import Monitor
from ..protocol.read_options import ReadOptions, read_options
from ..protocol.request import Request
from .arguments import parser
from .terminal import ProgressBar

if TYPE_CHECKING:
    from ..engine.results.result import Result

_DONE, _NOTHING, _BAD_INPUT, _FAULT, _INTERRUPTED = 0, 1, 2, 70, 130
_MOST_LINES = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = parser().parse_args(arguments)
    try:
        _COMMANDS[options.command](options)
        sys.stdout.flush()
    except BrokenPipeError:
        return _unheard()
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


def _unheard() -> int:
    """End where nobody reads the output any more (``| head``); Python must not try to write the rest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _DONE


def _fail(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


def _invert(options: argparse.Namespace) -> None:
    from ..engine.stack.reading import is_stack

    if options.out.exists() and not options.out.is_dir():
        raise OutputError(f"{options.out}: is a file; --out needs a folder")
    request = Request(**{field.name: getattr(options, field.name) for field in fields(Request)})
    if is_stack(options.survey):
        _invert_stack(options, request)
    else:
        _invert_survey(options, request)


def _invert_survey(options: argparse.Namespace, request: Request) -> None:
    from ..engine.reading.survey_file import read_survey
    from ..engine.results.inversion import run
    from ..engine.results.outputs import write_result

    _refuse_stack_options(options)
    survey = read_survey(options.survey, _read_options(options))
    _print_some([f"{survey.report.source}: note: {note}" for note in survey.report.notes])
    _print_some(survey.report.lines())
    _print_some(survey.report.suspect_lines())
    with _progress() as monitor:
        result = run(survey, request, monitor.part(0.0, 0.97))
        monitor.step(0.97, "writing the results")
        write_result(result, options.out)
    _summarise(result)
    print(options.out)


def _invert_stack(options: argparse.Namespace, request: Request) -> None:
    from ..engine.stack.inversion import invert_stack
    from ..engine.stack.reading import open_stack

    stack = open_stack(options.survey, _read_options(options), options.sigma, options.periods)
    _print_some([f"{stack.report.source}: note: {note}" for note in stack.report.notes])
    with _progress() as monitor:
        result = invert_stack(stack, request, options.out, monitor, options.keep_untrusted)
    print(result.summary(), file=sys.stderr)
    print("\n".join(str(path) for path in result.paths))


def _refuse_stack_options(options: argparse.Namespace) -> None:
    if options.sigma is not None or options.periods:
        raise SurveyError(f"{options.survey}: is no raster stack; --sigma and --periods are for those only")


def _map(options: argparse.Namespace) -> None:
    from ..engine.maps.map_plan import plan_map
    from ..engine.maps.maps import make_maps
    from ..engine.results.outputs import load_sites
    from ..protocol.map_options import MapOptions

    names = ("resolution", "crs", "method", "max_distance", "depths", "keep_untrusted")
    wanted = MapOptions(**{name: getattr(options, name) for name in names})
    plan = plan_map(load_sites(options.results), options.results, wanted)
    print(plan.summary(), file=sys.stderr)
    with _progress() as monitor:
        paths = make_maps(options.results, wanted, monitor)
    print("\n".join(str(path) for path in paths))


def _section(options: argparse.Namespace) -> None:
    from ..engine.maps.lines import read_line
    from ..engine.maps.map_plan import sites_crs
    from ..engine.maps.section import make_section
    from ..engine.results.outputs import load_sites
    from ..protocol.map_options import SectionOptions

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
    from ..engine.description import describe
    from ..engine.reading.reject_report import write_reject_table
    from ..engine.reading.survey_file import read_survey
    from ..engine.stack.reading import describe_stack, is_stack, open_stack

    if is_stack(options.survey):
        if options.rejects is not None:
            raise SurveyError(f"{options.survey.name}: is a raster stack; --rejects is for surveys only")
        stack = open_stack(options.survey, _read_options(options), options.sigma, options.periods)
        lines = describe_stack(stack)
    else:
        _refuse_stack_options(options)
        survey = read_survey(options.survey, _read_options(options))
        lines = describe(survey)
        if options.rejects is not None:
            write_reject_table(survey, options.rejects)
    print("\n".join(lines))


def _export(options: argparse.Namespace) -> None:
    from ..engine.results.exports import default_target, export_profiles

    target = options.out or default_target(options.results, options.format)
    with _progress() as monitor:
        exported = export_profiles(options.results, options.format, target, options.sites, monitor)
    _print_some([f"note: {note}" for note in exported.notes])
    print(f"files written: {len(exported.paths)}", file=sys.stderr)
    print(target)


def _read_options(options: argparse.Namespace) -> ReadOptions:
    return read_options(
        options.column,
        crs=options.crs,
        wave=options.wave,
        kind=options.type,
        mode=options.mode,
        highest_mode=options.highest_mode,
        swap_xy=options.swap_xy,
        layer=options.layer,
        velocity_unit=options.velocity_unit,
        abscissa=options.x_axis,
    )


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


_COMMANDS = {"invert": _invert, "map": _map, "section": _section, "info": _info, "export": _export}
