"""Declared settings as arguments of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..protocol.address import Address, place_of, seems_address
from ..protocol.lines import WrittenLine
from ..protocol.option import Option
from ..protocol.stack_input import StackPart

_METAVARS = {
    "number": "X",
    "whole": "N",
    "crs": "EPSG:n",
    "raster": "FILE",
    "rasters": "PATH",
    "lines": "FILE",
    "list": "NAME=QUANTITY[:UNIT]",
    "without": "SITE",
}

_UNITS = {"m": "M", "%": "PERCENT"}


def add_options(parser: argparse._ActionsContainer, options: Iterable[Option]) -> None:
    """Add an argument for each setting; what is not given is None, or the setting's default."""
    for option in options:
        parser.add_argument(option.option_flag, dest=option.name, help=_help(option), **_kind(option))


def values(given: argparse.Namespace, options: Iterable[Option]) -> dict[str, Any]:
    """Return the fields that the arguments set; where nothing is said, a field keeps its default."""
    found = {option.name: getattr(given, option.name) for option in options}
    return {name: value for name, value in found.items() if value is not None}


def _kind(option: Option) -> dict[str, Any]:
    """Return how argparse takes a setting."""
    if option.kind == "switch":
        return {"action": "store_false" if option.default else "store_true"}
    taken: dict[str, Any] = {"default": option.default}
    if option.kind == "choice":
        return {**taken, "choices": option.choices}
    taken["metavar"] = _UNITS.get(option.unit, _METAVARS.get(option.name, _METAVARS.get(option.kind, "TEXT")))
    if option.kind in ("text", "extent") and option.example:
        taken["metavar"] = option.example.replace(" ", "")
    if option.kind == "lines":
        return {**taken, "action": _Append, "type": _line}
    if option.kind == "list":
        return {**taken, "action": _Append, "type": _type(option)}
    kinds = {"raster": path_of, "rasters": _rasters}
    return {**taken, "type": kinds.get(option.kind, _type(option))}


class _Append(argparse.Action):
    """Gathers what an argument that may be repeated says into a tuple."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        value: Any,
        _option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, (*getattr(namespace, self.dest), value))


def _type(option: Option) -> Callable[[str], Any]:
    """Return what argparse calls; the reason why a text is refused reaches the user."""

    def parse(text: str) -> Any:
        try:
            return option.parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parse


def path_of(text: str) -> Path:
    """Return the path that a word of the command line is; an empty one would be the current folder."""
    return _path(text, "only a raster stack can be at an address; download it first")


def target_of(text: str) -> Path:
    """Return the path to write to that a word of the command line is."""
    return _path(text, "results are written to this machine, not to an address; give a path")


def _path(text: str, at_address: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the path is empty (a variable of the shell that is not set?)")
    if seems_address(text):
        raise argparse.ArgumentTypeError(at_address)
    return Path(text)


def stack_place(text: str) -> Path | Address:
    """Return the path that a word of the command line is, or the address of a raster stack."""
    try:
        return place_of(text) if seems_address(text) else path_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _line(text: str) -> WrittenLine:
    path_of(text)
    return WrittenLine(text)


def _rasters(text: str) -> tuple[StackPart, ...]:
    return (StackPart(stack_place(text)),)


def _help(option: Option) -> str:
    """Return the help with the unit and the default; argparse formats per cent signs."""
    text = option.off or option.help
    text += (
        f" In {option.unit}."
        if option.unit and option.unit != "map units" and option.unit not in text
        else ""
    )
    text += " May be repeated." if option.kind in ("list", "lines") else ""
    if option.kind != "switch" and option.default not in (None, ()):
        shown = option.shown(option.default) if option.kind == "number" else option.default
        text += f" Default: {shown:g}." if isinstance(shown, float) else f" Default: {shown}."
    return text.replace("%", "%%")
