"""Barriers of a map: lines of files and layers in, closed faces between its cells out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.lines import SectionLine, WrittenLine
from ..curves import FloatArray
from ..ground import Ground
from ..lattice.barriers import Barriers, CutLattice
from ..lattice.lattice import Lattice
from ..positions import parse_crs, reproject
from ..reading.lines import read_paths
from ..spatial.gridding import Grid

if TYPE_CHECKING:
    from pyproj import CRS

_PARTS = 200  # of a line that bends in another system
_EDGE = 100  # cells along each side of the map, to see where it lies on the ground
_MOST_CELLS = 4_500_000
_FEW_CELLS = 9  # of a compartment that is not told of
_NAMED = 5


@dataclass(frozen=True)
class Parting:
    """What parts the cells of a map.

    Parameters
    ----------
    barriers : Barriers
        On the ground.
    names : tuple of str
        What its first lines are called; those after them close gaps.
    lattice : CutLattice
        Square cells as large as the map's, as far as their number allows.
    box : ((2,) float array, (2,) float array, float)
        Middles of the first and the last cell in m, and the distance of cells.
    notes : tuple of str
        What is to be said of them.
    record : mapping
        What goes into ``maps.json``.
    """

    barriers: Barriers
    names: tuple[str, ...]
    lattice: CutLattice
    box: tuple[FloatArray, FloatArray, float]
    notes: tuple[str, ...]
    record: dict[str, Any]


def parting(
    asked: Sequence[SectionLine | WrittenLine],
    box: tuple[FloatArray, FloatArray, float],
    ground: Ground,
    places: FloatArray,
    names: Sequence[str],
) -> Parting:
    """Read barriers, bring them to the ground of a map or a section, and see what they part.

    Parameters
    ----------
    asked : sequence of SectionLine or WrittenLine
        What the user gives; a file without a coordinate system is taken to be in the map's.
    box : ((2,) float array, (2,) float array, float)
        Middles of the first and the last cell in m, and the distance of cells, as of `box_of`.
    ground : Ground
        Under it.
    places : (n_sites, 2) float array
        The sites in the plane of the ground.
    names : sequence of str
        What they are called.

    Raises
    ------
    OutputError
        If a file cannot be read, or holds no line.
    """
    low, high, step = box
    named = [line for each in asked for line in _placed(each, ground)]
    lines = [line for _, line in named]
    meets = [_meets(line, low - step, high + step) for line in lines]
    inside, names_inside = list(compress(lines, meets)), tuple(compress((name for name, _ in named), meets))
    drawn = Barriers(inside)
    free, bridges = drawn.ends(step)
    barriers = Barriers([*inside, *bridges])
    coarsest = float(np.sqrt(np.prod(np.maximum(high - low, step)) / _MOST_CELLS))
    lattice = CutLattice.of(Lattice.covering(low, high, max(step, coarsest), 0.0), barriers)
    ends = int(((free > low) & (free < high)).all(axis=1).sum())
    size = np.bincount(lattice.compartments)
    held = np.bincount(lattice.compartments[lattice.homes(places)], minlength=len(size)) > 0
    told = size >= _FEW_CELLS
    on_one = barriers.distance(places) < lattice.step / 2
    touched = [str(name) for name, touches in zip(names, on_one) if touches]
    counts = {
        "lines": len(lines),
        "outside_the_map": len(lines) - len(inside),
        "gaps_closed": len(bridges),
        "ends_in_the_map": ends,
        "compartments": int(told.sum()),
        "compartments_without_sites": int((told & ~held).sum()),
        "sites_on_barriers": touched,
    }
    return Parting(barriers, names_inside, lattice, box, tuple(_notes(counts)), counts)


def box_of(grid: Grid, ground: Ground) -> tuple[FloatArray, FloatArray, float]:
    """Return the middles of the first and the last cell on the ground in m, and the distance of cells there.

    Where the map's metres are those of the ground, these are exact.
    """
    rows, columns = (
        np.unique(np.linspace(0, n - 1, min(n, _EDGE)).astype(int)) for n in (grid.n_rows, grid.n_columns)
    )
    x, y = grid.centres(rows, columns)
    flat = ground.flat(x, y)
    there = np.isfinite(flat).all(axis=1)
    low, high = flat[there].min(axis=0), flat[there].max(axis=0)
    if ground.plane is None:
        return low, high, grid.resolution * ground.unit
    unit = np.median(ground.unit_lengths(x[there], y[there]), axis=0).min()
    return low, high, float(grid.resolution * unit)


def _meets(line: FloatArray, low: FloatArray, high: FloatArray) -> bool:
    return bool((line.max(axis=0) > low).all() and (line.min(axis=0) < high).all())


def _placed(asked: SectionLine | WrittenLine, ground: Ground) -> list[tuple[str, FloatArray]]:
    """Return names and lines of a file or layer on the plane of the ground, without what has no place."""
    import shapely

    if isinstance(asked, SectionLine):
        paths, names = [np.array(asked.vertices, dtype=float)], [asked.name]
        crs, name = asked.crs, asked.name
    else:
        if not Path(asked.text).exists():
            raise OutputError(f"barriers {asked.text}: no such file")
        paths, names, crs = read_paths(Path(asked.text), asked.crs, ground.crs.to_wkt())
        name = asked.text
    is_line = [bool(np.isfinite(path).all() and (path != path[:1]).any()) for path in paths]
    paths, names = list(compress(paths, is_line)), list(compress(names, is_line))
    if not paths:
        raise OutputError(f"barriers {name}: hold no line")
    source = parse_crs(crs)
    if source != ground.crs or ground.plane is not None:
        shapes = [shapely.LineString(path) for path in paths]
        paths = [np.array(shape.segmentize(shape.length / _PARTS).coords) for shape in shapes]
    starts = np.cumsum([len(path) for path in paths])[:-1]
    flat = _flat(np.concatenate(paths), source, ground)
    return [(called, piece) for called, line in zip(names, np.split(flat, starts)) for piece in _there(line)]


def _flat(vertices: FloatArray, source: CRS, ground: Ground) -> FloatArray:
    x, y = vertices.T
    if source != ground.crs:
        x, y = reproject(x, y, source, ground.crs)
    return ground.flat(x, y)


def _there(line: FloatArray) -> list[FloatArray]:
    """Return the pieces of a line that have a place."""
    there = np.isfinite(line[:, 0]) & np.isfinite(line[:, 1])
    if there.all():
        return [line]
    runs = np.split(np.arange(len(line)), np.flatnonzero(np.diff(there.astype(int))) + 1)
    return [line[run] for run in runs if len(run) > 1 and bool(np.all(there[run]))]


def _notes(counts: dict[str, Any]) -> list[str]:
    """Return what is to be said of barriers."""
    notes = []
    if counts["lines"] == counts["outside_the_map"]:
        return ["no barrier lies in the map (is their coordinate system right?)"]
    if counts["gaps_closed"]:
        notes.append(f"{counted(counts['gaps_closed'], 'gap')} of less than a cell in the barriers closed")
    if counts["ends_in_the_map"]:
        notes.append(
            f"values go on around {counted(counts['ends_in_the_map'], 'end')} of barriers in the map"
        )
    if counts["compartments_without_sites"]:
        notes.append(
            f"{counts['compartments_without_sites']} of the {counts['compartments']} parts into which "
            "barriers cut the map have no site and stay empty"
        )
    names = counts["sites_on_barriers"]
    if names:
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        notes.append(f"{counted(len(names), 'site')} within half a cell of a barrier: {shown}")
    return notes
