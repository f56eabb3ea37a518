"""Positions that curve files lack: from their own names, or from a table beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...curves import FloatArray
from ..measurements import NO_COORDINATES, Measurements
from ..source import Source
from .column_choice import read_names
from .columns import Meaning
from .delimited import column_names, open_table
from .figures import read_figures
from .file_names import file_words
from .georeference import LONLAT, is_geographic, midpoints
from .named import Frame
from .rows import Row, all_rows, columns_frame, head_rows, is_number, matrix
from .sites import find_sites
from .unread import tell_places
from .wide import wide_columns

_FIGURE = r"[-+]?\d{1,7}(?:\.\d{1,9})?"
_IN_NAME = re.compile(
    rf"(?:.*[^\d.+-])?(?P<lat>lat)?_?({_FIGURE})[_,](?P<lon>lon)?_?({_FIGURE})(?:\.[A-Za-z]\w*)?",
    re.IGNORECASE,
)
_OF_CURVES = {"velocity", "slowness", "frequency", "period", "wavelength"}
_FILE_COLUMN = re.compile(r"(curve_?|dispersion_?)?file(_?(name|path))?|(file_?|curve_?)?path")


@dataclass(frozen=True)
class Places:
    """Positions by name, and the system that they are in.

    Parameters
    ----------
    source : str
        Name of the table, and how its columns are understood where they have no names.
    positions : dict
        x, y by name in lower case, without folder.
    crs : str or None
        Their coordinate system.
    notes : tuple of str
        How numbers that could be others were read, and which could not be.
    """

    source: str
    positions: dict[str, tuple[float, float]]
    crs: str | None
    notes: tuple[str, ...] = ()

    def of(self, names: Sequence[str]) -> tuple[float, float, bool] | None:
        """Return x, y of the first name that is listed, and False; or the middle of two, and True.

        A pair is a file name that holds the names of exactly two stations of the table.
        """
        for name in names:
            if name.lower() in self.positions:
                return (*self.positions[name.lower()], False)
        words = [word for word in re.split(r"[_\-. ]+", names[0].lower()) if word in self.positions]
        pair = list(dict.fromkeys(words))
        if len(pair) != 2:
            return None
        ends = np.array([[*self.positions[pair[0]], *self.positions[pair[1]]]])
        x, y = midpoints(ends, geographic=self.crs is not None and is_geographic(self.crs))[0]
        return float(x), float(y), True


def read_places(source: Source, options: ReadOptions) -> Places | None:
    """Return the positions in a table, None where it is no table of names and positions alone.

    A column of file names is preferred to one of site names.

    Raises
    ------
    SurveyError
        If such a table is damaged or its coordinate system unknown.
    """
    rows = head_rows(source)
    if _is_station_list(rows):
        return _read_station_list(source, options)
    try:
        names = column_names(source)
        meanings = read_names(names)
    except SurveyError:
        return None
    quantities = {meaning.quantity for meaning in meanings.values() if not meaning.end}
    if (
        wide_columns(names)
        or not ({"lon", "lat"} <= quantities or {"x", "y"} <= quantities or "chainage" in quantities)
        or quantities & _OF_CURVES
    ):
        return None
    by_file = file_column(names)
    if by_file is None and "site" not in quantities:
        return None
    frame, _ = open_table(source, {"site": by_file} if by_file else {}, decimal=options.decimal)
    return _places(frame, source.name, options)


def _is_station_list(rows: Sequence[Row]) -> bool:
    """Return True for lines of a name, its position and perhaps a height, without a header."""
    names = [row[0] for row in rows]
    return (
        len(rows) > 1
        and len(set(names)) == len(names)
        and all(len(row) in (3, 4) and not is_number(row[0]) and all(map(is_number, row[1:])) for row in rows)
    )


def _read_station_list(source: Source, options: ReadOptions) -> Places:
    """Read names and positions: longitude first, unless the second of the two numbers goes beyond 90."""
    rows = all_rows(source)
    first, second = matrix([row[1:] for row in rows], 2).T
    lat_first = bool(np.nanmax(np.abs(second)) > 90 >= np.nanmax(np.abs(first)))
    in_degrees = bool(np.nanmax(np.abs([first, second])) <= 360)
    pair = ("lat", "lon") if lat_first else ("lon", "lat") if in_degrees else ("x", "y")
    columns = {
        "1": ([row[0] for row in rows], Meaning("site")),
        "2": (first, Meaning(pair[0])),
        "3": (second, Meaning(pair[1])),
    }
    said = (
        f"{source.name}, whose columns are taken as name, {' and '.join(columns[i][1].label for i in '23')}"
    )
    return _places(columns_frame(columns, ""), said, options)


def _places(frame: Frame, source: str, options: ReadOptions) -> Places:
    """Return the positions in a table by the names of its sites."""
    figures = read_figures(frame.data, frame.meanings, options)
    meanings, crs = frame.meanings, options.crs
    sites = find_sites(figures.data, meanings, crs, "", one_row_a_site=True, swap_xy=options.swap_xy)
    unread = tell_places(figures.unread, meanings, frame.data.index.to_numpy(np.int64), sites)
    positions: dict[str, tuple[float, float]] = {}
    for name, x, y in zip(sites.names.tolist(), sites.x.tolist(), sites.y.tolist()):
        short = PurePath(name.replace("\\", "/")).name.lower()
        positions.setdefault(short, (x, y))
        if _is_station(short):
            positions.setdefault(short.rsplit(".", 1)[-1], (x, y))
    return Places(source, positions, sites.crs, (*figures.notes, *unread))


def file_column(names: Iterable[str]) -> str | None:
    """Return the first column that, by its name, holds names of files."""
    return next((name for name in names if _FILE_COLUMN.fullmatch("_".join(name.lower().split()))), None)


def _is_station(name: str) -> bool:
    """Return True for a network and a station code, such as ``uw.lty``."""
    return re.fullmatch(r"[a-z0-9]{1,2}\.[a-z0-9]{2,5}", name) is not None


def place_by_table(found: Measurements, file: str, places: Places) -> Measurements:
    """Return measurements at the places that a table gives for their file, or for their sites.

    Parameters
    ----------
    found : Measurements
        What one file holds.
    file : str
        Name of the file.
    places : Places
        The table.
    """
    stem = PurePath(file).stem
    names = found.names.tolist()
    alone = len(names) == 1
    bare = file_words(file).site or stem
    hits = [places.of([file, stem, name, bare] if alone else [name]) for name in names]
    if not any(hits):
        return found
    x = np.array([hit[0] if hit else np.nan for hit in hits])
    y = np.array([hit[1] if hit else np.nan for hit in hits])
    missed = np.isnan(x) & (found.crs is not None) & (found.crs == places.crs)
    pairs = np.array([hit is not None and hit[2] for hit in hits])
    found = replace(found, is_path=found.paths | pairs) if pairs.any() else found
    note = (
        ["station pairs: each curve is an average along its path, placed at its midpoint"]
        if pairs.any()
        else []
    )
    return _placed(found, np.where(missed, found.x, x), np.where(missed, found.y, y), places.crs, note)


def place_by_file_name(found: Measurements, file: str) -> Measurements:
    """Return a lone site without a position at the one in its file's name, ``lat_lon`` in degrees.

    At least one of the two numbers needs a decimal point. Where the first is beyond 90, longitude is first.
    """
    if len(found.names) != 1 or np.isfinite(found.x[0]):
        return found
    match = _IN_NAME.fullmatch(file)
    if match is None or "." not in match[2] + match[4]:
        return found
    lat, lon = float(match[2]), float(match[4])
    if abs(lat) > 90:
        lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 360:
        return found
    note = f"the position is read off the file name: latitude {lat:g}, longitude {lon:g}"
    return _placed(found, np.array([lon]), np.array([lat]), LONLAT, [note])


def _placed(
    found: Measurements, x: FloatArray, y: FloatArray, crs: str | None, notes: Sequence[str]
) -> Measurements:
    kept = [note for note in found.notes if note != NO_COORDINATES]
    return replace(found, x=x, y=y, crs=crs, notes=(*kept, *notes))
