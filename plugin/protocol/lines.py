"""Lines on the map, as QGIS hands them over or a user writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class SectionLine:
    """A line on the map, by its vertices: of a section, or a barrier.

    Parameters
    ----------
    vertices : tuple of (float, float)
        Easting and northing or longitude and latitude.
    crs : str
        Authority code or WKT.
    name : str
        What to call the section.
    """

    vertices: tuple[tuple[float, float], ...]
    crs: str
    name: str


@dataclass(frozen=True)
class WrittenLine:
    """A line on the map, as a user writes it.

    Parameters
    ----------
    text : str
        Path of a vector file, WKT, or vertices as ``x,y x,y …``; empty for the line that the sites themselves
        lie along, where their positions are along one.
    crs : str or None
        System of the coordinates; None takes the file's, else that of the sites.
    """

    text: str
    crs: Optional[str] = None
