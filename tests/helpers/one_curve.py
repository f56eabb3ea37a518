"""Reading a file of one site in a test, and what its points are."""

from __future__ import annotations

from pathlib import Path

from curve_files import read, write

from plugin.engine.curves import Curves
from plugin.engine.survey import Survey


def read_text(folder: Path, name: str, content: str | bytes, **options: object) -> Survey:
    return read(write(folder / name, content), **options)


def types(curves: Curves) -> set[tuple[int, int, int]]:
    """Return the wave types, velocity types and modes that there are."""
    return set(zip(curves.wave.tolist(), curves.kind.tolist(), curves.mode.tolist()))


def first_and_last(curves: Curves) -> list[tuple[float, float, float]]:
    """Return frequency, velocity and sigma of the first and of the last point."""
    return [(curves.frequency[i], curves.velocity[i], curves.sigma[i]) for i in (0, -1)]


def units(survey: Survey) -> dict[str, tuple[str, str]]:
    """Return the unit of each column and how it was decided."""
    return {use.quantity: (use.unit, use.decided_by) for use in survey.report.columns}


def notes(survey: Survey) -> str:
    return "\n".join(survey.report.notes)
