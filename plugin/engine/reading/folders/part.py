"""One of many files that make a survey."""

from __future__ import annotations

from dataclasses import dataclass

from ..measurements import Measurements
from ..source import Source


@dataclass(frozen=True)
class Part:
    """One file and what it holds; `plainly` where the numbers alone decided what they are."""

    source: Source
    found: Measurements
    plainly: bool
