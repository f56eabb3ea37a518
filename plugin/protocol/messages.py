"""The messages between a client and the engine, one JSON object a line.

The engine greets first (`Hello`). A client asks (`Ask`) and may cancel (`Cancel`); the engine answers each
`Ask` by any number of `Progress` and `Said` and by exactly one `Done` or `Failed` of the same number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Union

from .orders import Order
from .outcomes import Outcome
from .wire import decode, encode

VERSION = 1
"""Grows whenever a message changes its form; client and engine of different versions do not speak."""


@dataclass(frozen=True)
class Hello:
    """The engine is there.

    Parameters
    ----------
    version : int
        `VERSION` of the engine's side.
    program, python : str
        Versions of the program and of its Python.
    """

    version: int
    program: str
    python: str


@dataclass(frozen=True)
class Ask:
    """Carry out an order; `number` is the client's, and marks the answers."""

    number: int
    order: Order


@dataclass(frozen=True)
class Cancel:
    """Stop working at an order."""

    number: int


@dataclass(frozen=True)
class Progress:
    """How much of an order is done, 0 to 1, and what is going on."""

    number: int
    fraction: float
    message: str


@dataclass(frozen=True)
class Said:
    """Lines for the user as they come up, before the outcome."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """An order is carried out."""

    number: int
    outcome: Outcome


@dataclass(frozen=True)
class Failed:
    """An order is not carried out.

    Parameters
    ----------
    number : int
        The order's.
    error : str
        Name of an exception of `errors`, or of any other for a fault in the program.
    message : str
        For the user.
    """

    number: int
    error: str
    message: str


Message = Union[Hello, Ask, Cancel, Progress, Said, Done, Failed]


def to_line(message: Message) -> str:
    """Return a message as one line of ASCII, without its end.

    Raises
    ------
    ValueError
        If it holds what JSON cannot, such as a layer that only QGIS has, or a number that is not finite.
    """
    return json.dumps(encode(message), allow_nan=False)


def from_line(line: str) -> Message:
    """Return the message that a line holds.

    Raises
    ------
    ValueError
        If it is none; the text says what is wrong with it.
    """
    try:
        message: Message = decode(Message, json.loads(line))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return message
