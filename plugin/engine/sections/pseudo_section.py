"""A pseudo-section: Vs along a line and down, as the profiles near the line give it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ..along_line import is_along_line
from ..curves import FloatArray
from ..reading.lines import Line
from .barring import Barring, Crossing
from .between_sites import Along
from .course import Course


@dataclass(frozen=True)
class SectionGround:
    """Heights of the ground along a section.

    Parameters
    ----------
    source : str
        Where they come from.
    heights : (n_columns,) float array
        In m, at the middles of the columns.
    notes : tuple of str
        What the user should know of them.
    """

    source: str
    heights: FloatArray
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What a summary says of them."""
        return f"heights of the ground from {self.source}", *self.notes


@dataclass(frozen=True)
class Section:
    """Vs against distance along a line and depth.

    Parameters
    ----------
    line : Line
        The line on the map.
    distance, depth : (n_columns,), (n_rows,) float arrays
        Centres of the cells in m, along the line and below the surface.
    along : Along
        Vs in the cells; NaN outside the trusted window and farther than `corridor` from a site.
    window : (2, n_columns) float array
        Depths in m between which the curves of the sites resolve the ground, NaN far from sites.
    sites : (n_sites,) str array
        Sites within the corridor.
    site_distance, site_offset : (n_sites,) float arrays
        Where each site projects on the line, and how far from it the site lies, in m.
    corridor : float
        Distance in m within which sites are shown, and values.
    spacing : float
        Usual distance in m of neighbouring sites, 0 for a single place.
    course : Course
        Where the line runs on the ground.
    ground : SectionGround or None
        Heights of the ground along it, where they are known.
    barring : Barring or None
        Barriers, where there are any.
    """

    line: Line
    distance: FloatArray
    depth: FloatArray
    along: Along
    window: FloatArray
    sites: NDArray[np.object_]
    site_distance: FloatArray
    site_offset: FloatArray
    corridor: float
    spacing: float
    course: Course
    ground: SectionGround | None = None
    barring: Barring | None = None

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Where it crosses barriers."""
        return () if self.barring is None else self.barring.crossings

    @property
    def vs(self) -> FloatArray:
        """Vs in m/s, (n_rows, n_columns)."""
        return self.along.vs

    @property
    def sigma(self) -> FloatArray:
        """Half the width between its 16 and 84 % quantiles in m/s, (n_rows, n_columns)."""
        return self.along.sigma

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell in m."""
        return 2 * float(self.distance[0]), 2 * float(self.depth[0])

    @property
    def is_on_map(self) -> bool:
        """False where the sites have positions along a line, and none on a map."""
        return not is_along_line(self.course.crs)

    @property
    def has_ground(self) -> bool:
        """Whether heights are known, from which depths are counted."""
        return self.ground is not None

    def surface(self, distance: FloatArray) -> FloatArray:
        """Return the height in m from which depths are counted, at distances in m: 0 where none is known."""
        if self.ground is None:
            return np.zeros(len(distance))
        return np.interp(distance, self.distance, self.ground.heights)

    def summary(self) -> str:
        """Return one line for the user."""
        width, height = self.cell
        return (
            f"pseudo-section {self.line.name}: {len(self.distance)} x {len(self.depth)} cells "
            f"of {width:g} m by {height:g} m; "
            f"{self.how}; {counted(len(self.sites), 'site')} within {self.corridor:.4g} m of the line; "
            f"cells farther than that from a site stay empty{self._start()}"
            + "".join(f"; {note}" for note in (self.ground.told if self.ground is not None else ()))
            + "".join(f"; {note}" for note in (self.barring.notes if self.barring is not None else ()))
        )

    @property
    def how(self) -> str:
        """How log Vs goes from sites to cells, in words."""
        method = self.along.method
        return "log Vs kriged" if method == "kriging" else f"log Vs interpolated ({method})"

    def _start(self) -> str:
        """Say where along their own line the sites' section begins."""
        if not is_along_line(self.line.crs):
            return ""
        return f"; its distances begin at position {self.line.coordinates[0, 0]:g} m"
