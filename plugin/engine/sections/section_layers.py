"""A section as layers of a map: its trace with distances, and a curtain that hangs below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.manifest import description_of_run
from ...protocol.result_columns import names
from ...protocol.section_layers import (
    CURTAIN_COLUMNS,
    CURTAIN_LAYER,
    MARK_COLUMNS,
    MARK_LAYER,
    OF_BARRIER,
    TRACE_COLUMNS,
    TRACE_LAYER,
)
from ..curves import FloatArray
from ..files.geopackage import write_geopackage
from .pseudo_section import Section

if TYPE_CHECKING:
    import geopandas as gpd

_TICKS = 8  # about so many along a line
_WIDE, _HIGH = 120, 40  # most pieces of a curtain, along and down


def write_layers(section: Section, results: Path, path: Path) -> None:
    """Write the layers ``marks``, ``trace`` and ``curtain`` of a section into a GeoPackage.

    Parameters
    ----------
    section : Section
        What to write.
    results : Path
        The folder of the run that it was made of.
    path : Path
        The file, which does not exist.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    layers = {MARK_LAYER: _marks(section), TRACE_LAYER: _trace(section), CURTAIN_LAYER: _curtain(section)}
    write_geopackage(path, layers, description_of_run(results))


def _marks(section: Section) -> gpd.GeoDataFrame:
    """Return the ends, bends, and round distances along the line."""
    import geopandas as gpd

    course = section.course
    rows = [(label, "end" if i in (0, len(course.marks) - 1) else "bend", at)
            for i, (label, at) in enumerate(course.marks)]  # fmt: skip
    rows += [(crossing.name, OF_BARRIER, crossing.distance) for crossing in section.crossings]
    step = _round_step(course.length / _TICKS)
    ticks = np.arange(step, course.length - step / 2, step)
    rows += [(_length(at, course.length), "distance", at) for at in ticks.tolist()]
    labels, kinds, distance = zip(*rows)
    places = gpd.points_from_xy(*course.at(np.array(distance)).T)
    columns = dict(zip(names(MARK_COLUMNS), (labels, kinds, distance)))
    return gpd.GeoDataFrame(columns, geometry=places, crs=course.crs)


def _round_step(least: float) -> float:
    """Return the next of 1, 2, 5, 10 and so on."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(next(k * power for k in (1, 2, 5, 10) if k * power >= least * (1 - 1e-9)))


def _length(metres: float, longest: float) -> str:
    """Return a distance in the unit that suits the longest one."""
    return f"{metres / 1000:g} km" if longest >= 10_000 else f"{metres:g} m"


def _trace(section: Section) -> gpd.GeoDataFrame:
    """Return the line, a piece from each mark to the next."""
    import geopandas as gpd
    import shapely

    course = section.course
    pieces = list(zip(course.marks[:-1], course.marks[1:]))
    rows = [(section.line.name, a, b, start, stop) for (a, start), (b, stop) in pieces]
    shapes = [shapely.LineString(course.between(start, stop)) for (_, start), (_, stop) in pieces]
    return gpd.GeoDataFrame(rows, columns=list(names(TRACE_COLUMNS)), geometry=shapes, crs=course.crs)


def _curtain(section: Section) -> gpd.GeoDataFrame:
    """Return upright rectangles of the mean Vs in them, standing below the line."""
    import geopandas as gpd
    import shapely

    width, height = section.cell
    across, down = _edges(len(section.distance), _WIDE), _edges(len(section.depth), _HIGH)
    left, right = np.minimum(across[:-1] * width, section.course.length), across[1:] * width
    right = np.minimum(right, section.course.length)
    top, bottom = down[:-1] * height, down[1:] * height
    values = [_means(band, down, across) for band in (section.vs, section.sigma)]
    rows, columns = np.nonzero(np.isfinite(values[0]))
    start, stop = (section.course.at(side[columns]) for side in (left, right))
    ground = [section.surface(side[columns]) for side in (left, right)]
    # Around each rectangle: its upper corners, then its lower ones.
    corners = ((start, ground[0], top), (stop, ground[1], top), (stop, ground[1], bottom),
               (start, ground[0], bottom))  # fmt: skip
    rings = [np.column_stack([xy, surface - depth[rows]]) for xy, surface, depth in corners]
    shapes = shapely.polygons(np.stack([*rings, rings[0]], axis=1))
    facts = (*(v[rows, columns] for v in values), left[columns], right[columns], top[rows], bottom[rows])
    return gpd.GeoDataFrame(dict(zip(names(CURTAIN_COLUMNS), facts)), geometry=shapes, crs=section.course.crs)


def _edges(n_cells: int, most: int) -> NDArray[np.intp]:
    """Return where to cut so many cells into no more pieces than `most`."""
    return np.unique(np.linspace(0, n_cells, min(n_cells, most) + 1).round().astype(np.intp))


def _means(values: FloatArray, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> FloatArray:
    """Return the means of the known cells between rows and columns to cut at, NaN where most are not."""
    known = np.isfinite(values)

    def summed(cells: FloatArray) -> FloatArray:
        down = np.add.reduceat(cells, rows[:-1], axis=0)
        return np.asarray(np.add.reduceat(down, columns[:-1], axis=1))

    count = summed(known.astype(float))
    size = np.outer(np.diff(rows), np.diff(columns))
    total = summed(np.where(known, values, 0.0))
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count >= 0.5 * size)
