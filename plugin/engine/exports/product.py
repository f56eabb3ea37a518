"""What an export writes: files, and what fills each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Fill = Callable[[Path], object]


@dataclass(frozen=True)
class Product:
    """Files of an export before they are written.

    Parameters
    ----------
    files : mapping of str to callable
        Names of the files, in their order, and what writes each to the path that it is given.
    notes : tuple of str
        What the user should know about them.
    """

    files: Mapping[str, Fill]
    notes: tuple[str, ...] = ()


def writes(text: str) -> Fill:
    """Return what writes a text, with line feeds on every system."""
    return lambda path: path.write_text(text, encoding="utf-8", newline="\n")
