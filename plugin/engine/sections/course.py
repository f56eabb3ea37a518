"""Where a section runs on the ground: places by their distance along it, and where it bends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..curves import FloatArray
from ..positions import parse_crs, reproject, unwrapped
from ..reading.lines import Line

if TYPE_CHECKING:
    from pyproj import CRS
    from shapely import LineString

    from ..ground import Ground

_BEND = 0.01  # of the line's length, by which a vertex lies off the line without it


@dataclass(frozen=True)
class Course:
    """The course of a section.

    Parameters
    ----------
    letter : str
        What its start is called; its end is called so with a prime.
    coordinates : (n, 2) float array
        Easting and northing or longitude and latitude along it.
    crs : CRS
        Their system, that of the sites.
    flat : (n, 2) float array
        The same places on the ground, in m.
    bends : (n_bends,) float array
        Distances in m at which the line changes direction, those of its wiggles left out.
    """

    letter: str
    coordinates: FloatArray
    crs: CRS
    flat: FloatArray
    bends: FloatArray

    @classmethod
    def of(cls, line: Line, crs: CRS, ground: Ground, placed: tuple[FloatArray, FloatArray]) -> Course:
        """Return the course of a line whose points were placed in the sites' system."""
        import shapely

        x, y = placed
        flat = ground.flat(x, y)
        there = np.append(True, (np.diff(flat, axis=0) != 0).any(axis=1))
        x = unwrapped(x) if crs.is_geographic else x
        corner_x, corner_y = line.corners(_BEND).T
        corners = ground.flat(*reproject(corner_x, corner_y, parse_crs(line.crs), crs))
        bends = np.sort(shapely.line_locate_point(shapely.LineString(flat), shapely.points(corners)))
        return cls(line.letter, np.column_stack([x, y])[there], crs, flat[there], bends)

    @cached_property
    def distance(self) -> FloatArray:
        """Distance in m from the start, of each place that defines the course."""
        return np.append(0.0, np.cumsum(np.hypot(*np.diff(self.flat, axis=0).T)))

    @property
    def length(self) -> float:
        """Length in m."""
        return float(self.distance[-1])

    @cached_property
    def path(self) -> LineString:
        """The course on the ground, for distances from it."""
        import shapely

        return shapely.LineString(self.flat)

    @property
    def marks(self) -> list[tuple[str, float]]:
        """The start, the bends, numbered, and the end: what each is called, and its distance in m."""
        bends = [(str(i), float(at)) for i, at in enumerate(self.bends, start=1)]
        return [(self.letter, 0.0), *bends, (f"{self.letter}\u2032", self.length)]

    def at(self, distance: FloatArray) -> FloatArray:
        """Return the coordinates (n, 2) of places at distances in m."""
        return np.column_stack([np.interp(distance, self.distance, axis) for axis in self.coordinates.T])

    def between(self, start: float, stop: float) -> FloatArray:
        """Return the coordinates (n, 2) of the course from one distance in m to another."""
        inner = self.distance[(self.distance > start) & (self.distance < stop)]
        return self.at(np.concatenate([[start], inner, [stop]]))
