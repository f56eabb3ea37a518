"""Section lines, from a vector file or from text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import OutputError
from ..curves import FloatArray
from ..positions import parse_crs, reproject

if TYPE_CHECKING:
    from pyproj import CRS

_PARTS = 200  # of a line that bends in another system


@dataclass(frozen=True)
class Line:
    """A line on the map.

    Parameters
    ----------
    coordinates : (n, 2) float array
        Longitude and latitude or easting and northing of its vertices.
    crs : str
        Authority code or WKT of the coordinates.
    name : str
        What to call the section.

    Raises
    ------
    OutputError
        If it has no two different vertices, or one that is nowhere.
    """

    coordinates: FloatArray
    crs: str
    name: str = "section"

    def __post_init__(self) -> None:
        """Refuse what is no line."""
        if len(np.unique(self.coordinates, axis=0)) < 2 or not np.isfinite(self.coordinates).all():
            raise OutputError(f"line {self.name}: needs at least two different vertices")

    def placed(self, target: CRS) -> tuple[FloatArray, FloatArray]:
        """Return the line's vertices in another system, and points between them: it is straight in its own.

        Raises
        ------
        OutputError
            If the line cannot be placed there.
        """
        import shapely

        source = parse_crs(self.crs)
        line = shapely.LineString(self.coordinates)
        x, y = np.array(line.segmentize(line.length / _PARTS).coords).T
        x, y = reproject(x, y, source, target)
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            raise OutputError(f"line {self.name}: its coordinates do not fit {source.name}")
        return x, y


def read_line(text: str, crs: str | None, default_crs: str) -> Line:
    """Read a section line.

    Parameters
    ----------
    text : str
        Path of a vector file (its first line is taken), WKT, or vertices as ``x,y x,y …``.
    crs : str or None
        System of the coordinates, overriding the file's.
    default_crs : str
        System where neither `crs` nor a file gives one.

    Raises
    ------
    OutputError
        If there is no line in it.
    """
    if Path(text).exists():
        return _from_file(Path(text), crs, default_crs)
    return Line(_from_text(text), crs or default_crs)


def _from_file(path: Path, crs: str | None, default_crs: str) -> Line:
    import geopandas as gpd

    try:
        shapes = gpd.read_file(path)
    except (OSError, RuntimeError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read as a vector file: {error}") from error
    if "geometry" not in shapes:
        raise OutputError(f"{path}: holds no line")
    parts = shapes.geometry.explode(index_parts=False)
    lines = parts[parts.geom_type == "LineString"]
    if len(lines) == 0:
        raise OutputError(f"{path}: holds no line")
    own = lines.crs.to_wkt() if lines.crs is not None else default_crs
    return Line(np.array(lines.iloc[0].coords)[:, :2], crs or own, path.stem)


def _from_text(text: str) -> FloatArray:
    import shapely

    if re.match(r"\s*linestring", text, re.IGNORECASE):
        try:
            return np.array(shapely.from_wkt(text).coords)[:, :2]
        except shapely.errors.GEOSException as error:
            raise OutputError(f"line {text!r} is not well-known text: {error}") from error
    try:
        return np.array([[float(number) for number in pair.split(",")] for pair in text.split()]).reshape(
            -1, 2
        )
    except ValueError as error:
        raise OutputError(
            f"line {text!r} is neither a file, nor WKT, nor vertices like '12.1,45.2 12.4,45.3'"
        ) from error
