"""The command line: invert a survey, map, cut and export its results, show what would be read.

Exit status: 0 done, 1 nothing could be inverted, 2 usage or unreadable input, 70 an error in
the program, 130 interrupted. Results' paths go to standard output, messages to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import singledispatch

from ..protocol.errors import Cancelled, NothingToInvert, VsMapperError
from ..protocol.orders import Describe, Invert, Order
from ..protocol.outcomes import (
    Compared,
    Cut,
    Exported,
    Inverted,
    Maps,
    Modelled,
    Outcome,
    Products,
    Reported,
    Understanding,
)
from ..protocol.progress import Monitor
from .arguments import parse
from .interrupt import remembered_interrupt
from .setup import Check, SetUp
from .terminal import ProgressBar

_DONE, _NOTHING, _BAD_INPUT, _FAULT, _INTERRUPTED = 0, 1, 2, 70, 130
_MOST_LINES = 20
# Lines for the user, kind by kind, and the results.
Told = tuple[Iterable[Sequence[str]], Iterable[object]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    wanted, debug = parse(arguments)
    if wanted is None:
        from .serve import serve

        serve()
    try:
        if isinstance(wanted, (SetUp, Check)):
            return _keep_house(wanted)
        _run(wanted)
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
        return _fail(
            f"this Python lacks a package of the engine's: {error}; run “python -m plugin setup”, then the "
            "Python that it names",
            _BAD_INPUT,
        )
    except Exception as error:
        if debug:
            raise
        return _fail(f"error in the program: {type(error).__name__}: {error} (--debug shows where)", _FAULT)
    return _DONE


def _keep_house(wanted: SetUp | Check) -> int:
    """Make, remove or try the engine's Python and print what came of it."""
    with _progress(in_logs=True) as monitor:
        lines, well = wanted.carry_out(monitor)
    print("\n".join(lines), flush=True)
    return _DONE if well else _BAD_INPUT


def _run(order: Order) -> None:
    """Carry out an order and print what came of it."""
    from ..engine.pipeline import carry_out

    with _progress(in_logs=not isinstance(order, Describe)) as monitor:
        outcome = carry_out(order, monitor)
    messages, results = _told(outcome)
    for lines in messages:
        _complain(lines)
    if isinstance(order, Invert) and isinstance(outcome, Inverted) and not outcome.is_stack:
        results = [order.folder]
    print("\n".join(str(result) for result in results))


@singledispatch
def _told(outcome: Outcome) -> Told:
    """Return what an outcome says beside its results, and these."""
    raise NotImplementedError(type(outcome).__name__)


@_told.register
def _(outcome: Understanding) -> Told:
    return (), outcome.lines


@_told.register
def _(outcome: Inverted) -> Told:
    return ([outcome.summary], outcome.doubts), outcome.paths


@_told.register
def _(outcome: Maps) -> Told:
    return (), outcome.paths


@_told.register
def _(outcome: Cut) -> Told:
    return ([outcome.summary],), (outcome.path, *outcome.others)


@_told.register
def _(outcome: Exported) -> Told:
    notes = [f"note: {note}" for note in outcome.notes]
    return (notes, [f"files written: {len(outcome.paths)}"]), (outcome.target,)


@_told.register
def _(outcome: Reported) -> Told:
    return ([f"note: {note}" for note in outcome.notes],), outcome.paths


@_told.register
def _(outcome: Products) -> Told:
    return ([outcome.summary], [f"note: {note}" for note in outcome.notes]), outcome.paths


@_told.register
def _(outcome: Compared) -> Told:
    notes = [f"note: {note}" for note in outcome.notes]
    return (notes, outcome.sentences, [outcome.summary]), (outcome.target,)


@_told.register
def _(outcome: Modelled) -> Told:
    return ([f"note: {note}" for note in outcome.notes], [outcome.summary]), (outcome.path,)


def _unheard() -> int:
    """End where nobody reads the output any more (``| head``); Python must not try to write the rest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _DONE


def _fail(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


def _complain(lines: Sequence[str]) -> None:
    """Print messages, but not thousands of them."""
    for line in lines[:_MOST_LINES]:
        print(line, file=sys.stderr)
    if len(lines) > _MOST_LINES:
        print(f"... and {len(lines) - _MOST_LINES} more", file=sys.stderr)


@contextmanager
def _progress(in_logs: bool) -> Iterator[Monitor]:
    """Show progress on a terminal, and `in_logs` elsewhere too."""
    bar = ProgressBar(sys.stderr)

    def tell(lines: Sequence[str]) -> None:
        bar.close()
        _complain(lines)

    with remembered_interrupt() as pressed:
        try:
            if in_logs or sys.stderr.isatty():
                yield Monitor(bar.report, pressed, tell)
            else:
                yield Monitor(cancelled=pressed, tell=tell)
        finally:
            bar.close()
