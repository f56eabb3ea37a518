"""Lines on the map, from a vector file or from text: of sections, and of barriers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import OutputError, SurveyError
from ..curves import FloatArray
from ..positions import parse_crs, reproject
from .layers.vector_paths import locate
from .source import open_source

if TYPE_CHECKING:
    import geopandas as gpd
    from pyproj import CRS

_MOST_VERTICES = 10_000
_DETAIL = 1e-5
_PARTS = 200  # of a line that bends in another system
_SHOWN = 60
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
        What to call it.

    Raises
    ------
    OutputError
        If it has no two different vertices, or one that is nowhere.
    """

    coordinates: FloatArray
    crs: str
    name: str = "section"
    letter: str = "A"

    def __post_init__(self) -> None:
        """Refuse what is no line."""
        if not (self.coordinates != self.coordinates[:1]).any() or not np.isfinite(self.coordinates).all():
            raise OutputError(f"line {self.name}: needs at least two different vertices")

    def corners(self, detail: float) -> FloatArray:
        """Return the vertices (n, 2) between the ends that bend it by more than a share of its length."""
        import shapely

        line = shapely.LineString(self.coordinates)
        return shapely.get_coordinates(line.simplify(detail * line.length))[1:-1]

    def placed(self, target: CRS) -> tuple[FloatArray, FloatArray]:
        """Return the line's vertices in another system, and points between them: it is straight in its own.

        Of more than `_MOST_VERTICES` those are left out that bend it by less than `_DETAIL` of its length.

        Raises
        ------
        OutputError
            If the line cannot be placed there, or bends too often.
        """
        import shapely

        source = parse_crs(self.crs)
        line = shapely.LineString(self.coordinates)
        if len(self.coordinates) > _MOST_VERTICES:
            line = line.simplify(_DETAIL * line.length)
        if len(line.coords) > _MOST_VERTICES:
            raise OutputError(
                f"line {self.name}: {len(line.coords)} bends are more than {_MOST_VERTICES}; simplify it"
            )
        x, y = np.array(line.segmentize(line.length / _PARTS).coords).T
        x, y = reproject(x, y, source, target)
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            raise OutputError(f"line {self.name}: cannot be moved from {source.name} to {target.name}")
        return x, y


def read_lines(text: str, crs: str | None, default_crs: str) -> list[Line]:
    """Read lines; those of a file that holds several are numbered from 1.

    Parameters
    ----------
    text : str
        Path of a vector file, WKT, or vertices as ``x,y x,y …``.
    crs : str or None
        System of the coordinates, overriding the file's.
    default_crs : str
        System where neither `crs` nor a file gives one.

    Raises
    ------
    OutputError
        If there is no line in it.
    """
    if _is_there(text):
        return _from_file(Path(text), crs, default_crs)
    return [Line(_from_text(text), crs or default_crs)]


def _is_there(text: str) -> bool:
    """Return True for the path of something; well-known text may be longer than any path."""
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False


def read_paths(path: Path, crs: str | None, default_crs: str) -> tuple[list[FloatArray], list[str], str]:
    """Read all lines of a vector file, and the outlines of polygons, as vertices (n, 2).

    With each comes what it is called, by its field `name` or else by the file; and with all their system.

    Parameters
    ----------
    path : Path
        The file.
    crs, default_crs
        As for `read_lines`.

    Raises
    ------
    OutputError
        If it cannot be read; the message says why.
    """
    import shapely

    table, own = _shapes(path, crs, default_crs)
    shapes = table.geometry.to_numpy()
    outlines = [shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape for shape in shapes]
    merged = [shapely.get_parts(shapely.line_merge(shape)) for shape in outlines]
    named = [(name, part) for name, parts in zip(_names(table, path.stem), merged) for part in parts]
    kept = [(name, part) for name, part in named if part.geom_type in ("LineString", "LinearRing")]
    return [np.array(part.coords)[:, :2] for _, part in kept], [name for name, _ in kept], own


def _names(table: gpd.GeoDataFrame, otherwise: str) -> list[str]:
    """Return what features are called, by the field that is for it."""
    field = next((column for column in table.columns if str(column).lower() == "name"), None)
    told = [None] * len(table) if field is None else table[field].tolist()
    return [name.strip() if isinstance(name, str) and name.strip() else otherwise for name in told]


def _from_file(path: Path, crs: str | None, default_crs: str) -> list[Line]:
    import shapely

    table, own = _shapes(path, crs, default_crs)
    shapes = table.geometry.to_numpy()
    # The pieces of a feature that meet end to end are one line.
    whole = [shapely.line_merge(shape) for shape in shapes]
    lines = [part for shape in whole for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    if not lines:
        raise OutputError(f"{path}: holds no line")
    names = [path.stem] if len(lines) == 1 else [f"{path.stem} {i}" for i in range(1, len(lines) + 1)]
    coordinates = [np.array(line.coords)[:, :2] for line in lines]
    return [Line(c, own, name, letter_of(i)) for i, (c, name) in enumerate(zip(coordinates, names))]


def letter_of(index: int) -> str:
    """Return what the start of a section is called: A, B and so on, from A again after Z."""
    return _LETTERS[index % len(_LETTERS)]


def _shapes(path: Path, crs: str | None, default_crs: str) -> tuple[gpd.GeoDataFrame, str]:
    """Return the features of a vector file that have a shape, and the system of their coordinates."""
    import geopandas as gpd

    try:
        where = locate(open_source(path), None, crs)
        shapes = gpd.read_file(where.path, layer=next(iter(where.layers()), None))
    except SurveyError as error:
        raise OutputError(f"{path}: {error}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read as a vector file: {error}") from error
    if "geometry" not in shapes:
        raise OutputError(f"{path}: holds no line")
    own = crs or (shapes.crs.to_wkt() if shapes.crs is not None else default_crs)
    return shapes[~(shapes.geometry.isna() | shapes.geometry.is_empty)], own


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _from_text(text: str) -> FloatArray:
    import shapely

    if re.match(r"\s*linestring", text, re.IGNORECASE):
        try:
            return np.array(shapely.from_wkt(text).coords)[:, :2]
        except shapely.errors.GEOSException as error:
            raise OutputError(f"line {_shown(text)} is not well-known text: {error}") from error
    try:
        return np.array([[float(number) for number in pair.split(",")] for pair in text.split()]).reshape(
            -1, 2
        )
    except ValueError as error:
        raise OutputError(
            f"line {_shown(text)} is neither a file, nor WKT, nor vertices like '12.1,45.2 12.4,45.3'"
        ) from error
