"""Barriers of a section: what they part around it, and where it crosses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.lines import SectionLine, WrittenLine
from ..curves import FloatArray
from ..ground import Ground
from ..lattice.barriers import CutLattice
from ..maps.barrier_lines import Parting, parting
from .course import Course

_CELLS_PER_SPACING = 5.0
_CELLS_OF_REACH = 20.0  # where there is no spacing


@dataclass(frozen=True)
class Crossing:
    """Where a section crosses a barrier.

    Parameters
    ----------
    name : str
        What the barrier is called.
    distance : float
        Distance in m from the start of the section.
    """

    name: str
    distance: float


@dataclass(frozen=True)
class Barring:
    """What bars the way between sites and a section.

    Parameters
    ----------
    lattice : CutLattice
        Cells around the sites and the section.
    crossings : tuple of Crossing
        From the start of the section on.
    notes : tuple of str
        What is to be said of it.
    """

    lattice: CutLattice
    crossings: tuple[Crossing, ...]
    notes: tuple[str, ...]


def barring(
    asked: Sequence[SectionLine | WrittenLine],
    course: Course,
    ground: Ground,
    places: FloatArray,
    names: NDArray[np.object_],
    reach: float,
    spacing: float,
) -> Barring | None:
    """Return what barriers do to a section; None where there are none.

    Parameters
    ----------
    asked : sequence of SectionLine or WrittenLine
        What the user gives; a file without a coordinate system is taken to be in the sites'.
    course : Course
        Of the section.
    ground : Ground
        Under it.
    places : (n_sites, 2) float array
        The sites in the plane of the ground, in m.
    names : (n_sites,) str array
        What they are called.
    reach, spacing : float
        How far sites speak, and how far apart neighbours usually are, in m.

    Raises
    ------
    OutputError
        If a file cannot be read, or holds no line.
    """
    if not asked:
        return None
    around = np.concatenate([places, course.flat])
    step = spacing / _CELLS_PER_SPACING or reach / _CELLS_OF_REACH
    box = around.min(axis=0) - reach, around.max(axis=0) + reach, step
    parts = parting(asked, box, ground, places, names.tolist())
    crossings = _crossings(parts, course)
    return Barring(parts.lattice, crossings, tuple(_notes(parts, crossings)))


def _crossings(parts: Parting, course: Course) -> tuple[Crossing, ...]:
    """Return where a course crosses named barriers, or touches them."""
    import shapely

    found: list[Crossing] = []
    for name, line in zip(parts.names, parts.barriers.lines):
        shared = shapely.intersection(course.path, shapely.LineString(line))
        points = shapely.points(shapely.get_coordinates(shared))
        at = np.unique(shapely.line_locate_point(course.path, points))
        found += [Crossing(name, float(distance)) for distance in at]
    return tuple(sorted(found, key=lambda crossing: crossing.distance))


def _notes(parts: Parting, crossings: Sequence[Crossing]) -> list[str]:
    counts = parts.record
    if counts["lines"] == counts["outside_the_map"]:
        return ["no barrier lies among the sites (is their coordinate system right?)"]
    notes = []
    if crossings:
        told = ", ".join(f"{crossing.name} at {crossing.distance:.4g} m" for crossing in crossings)
        notes.append(f"{counted(len(crossings), 'barrier')} crossed: {told}")
    else:
        notes.append("no barrier crossed")
    if counts["gaps_closed"]:
        notes.append(f"{counted(counts['gaps_closed'], 'gap')} of less than a cell in the barriers closed")
    return notes
