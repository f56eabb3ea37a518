"""Tomographic maps, one text file a period, turned into a curve for each cell.

Either rows of latitude, longitude (or the reverse), velocity and perhaps ray length or sigma; or Ekstrom's
``.pix``, of percent about a reference velocity at geocentric latitudes: of USANT15, or of GDM52, whose
Rayleigh maps have two more columns of azimuthal anisotropy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave
from ...curves import FloatArray
from ..measurements import Measurements
from ..source import Source
from ..tables.columns import Meaning
from ..tables.file_names import file_words, name_words
from ..tables.plain import is_plain
from ..tables.rows import Row, all_rows, columns_frame, head_rows, is_number, matrix, measure_layout

NAME = "tomographic maps"

_MOST_BYTES = 1 << 26
_SHORTEST_RAYS = 50.0  # km; a cell with less holds the average of the map
_FLATTENING = 1 / 298.257223563  # WGS84
_PIX_HEADER = re.compile(r"^#\s*(PERIOD|PVELREF|PVEL0|GVEL0|WHAT)\s*:\s*(\S+)", re.MULTILINE)
_PIX_WAVE = re.compile(r"^#\s*(RAYLEIGH|LOVE)\b", re.MULTILINE | re.IGNORECASE)
_REFERENCES = ("PVELREF", "PVEL0", "GVEL0")
_PIX_WIDTHS = (4, 6)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class _Map:
    """The cells of one map; what the format does not give is None or NaN."""

    period: float
    lat: FloatArray
    lon: FloatArray
    velocity: FloatArray
    sigma: FloatArray
    wave: Wave | None
    kind: VelocityType | None
    n_empty: int
    mode: int | None = None


def recognises(source: Source) -> bool:
    """Return True for a ``.pix`` header, and for a grid of positions with a velocity at each."""
    return _is_pix(source) or _is_grid(head_rows(source))


def is_period_list(source: Source) -> bool:
    """Return True for one number a line: the periods of maps numbered by their file names."""
    rows = head_rows(source)
    return len(rows) >= 2 and all(len(row) == 1 and is_number(row[0]) for row in rows)


def _is_pix(source: Source) -> bool:
    found = {key for key, _ in _PIX_HEADER.findall(source.text[:5000])}
    rows = head_rows(source)
    told = "PERIOD" in found and not found.isdisjoint(_REFERENCES)
    return told and bool(rows) and len(rows[0]) in _PIX_WIDTHS and is_plain(rows)


def _is_grid(rows: tuple[Row, ...]) -> bool:
    """Return True where two columns of degrees that repeat, or are negative, precede one of velocities."""
    if len(rows) < 3 or len(rows[0]) not in (3, 4) or not is_plain(rows):
        return False
    first, second, speed = matrix(rows, 3).T
    degrees = (
        np.nanmax(np.abs([first, second])) <= 360 and np.nanmax(np.minimum(abs(first), abs(second))) <= 90
    )
    repeats = 2 * min(len(np.unique(first)), len(np.unique(second))) <= len(rows)
    middle = np.nanmedian(speed)
    plausible = 0.2 < middle < 10 or 200 < middle < 10_000
    # A second velocity column is of the size of the third; a place hardly ever is.
    apart = abs(np.nanmedian(second) - middle) > 0.5 * middle
    negative = bool(np.nanmin(first) < 0 or np.nanmin(second) < 0)
    return bool(degrees and plausible and (negative or (repeats and apart)))


def read(source: Source, options: ReadOptions) -> Measurements:
    """Refuse a single map, which holds no curve.

    Raises
    ------
    SurveyError
        Always.
    """
    raise SurveyError("the map of one period; give the folder that holds the maps of all periods")


def read_stack(
    sources: Sequence[Source], lists: Sequence[Source], title: str, options: ReadOptions
) -> list[Measurements]:
    """Read the maps of a folder: each cell becomes a site.

    Parameters
    ----------
    sources : sequence of Source
        The maps.
    lists : sequence of Source
        Lists of periods in the same folder; the first one is used where the file names hold numbers of maps.
    title : str
        Name of the folder.
    options : ReadOptions
        What the user says; the columns of grids are called ``1``, ``2`` and so on.

    Raises
    ------
    SurveyError
        If a map is damaged or its period cannot be told.
    """
    pix = [source for source in sources if _is_pix(source)]
    grids = [source for source in sources if source not in pix]
    found = []
    if pix:
        note = "maps (.pix): geocentric latitudes are made geographic; velocity = reference (1 + percent/100)"
        found.append(_measure([_read_pix(source) for source in pix], "km/s", title, options, [note]))
    if grids:
        periods, notes = _periods([source.path for source in grids], lists)
        lon_first, why = _order(grids, options)
        maps = [_read_grid(source, period, lon_first) for source, period in zip(grids, periods)]
        found.append(_as_chosen(_measure(maps, "", title, options, [*notes, why]), options))
    return found


def _measure(maps: list[_Map], unit: str, title: str, options: ReadOptions, notes: list[str]) -> Measurements:
    """Return the cells of all maps as points."""
    counts = [len(one.velocity) for one in maps]
    empty = sum(one.n_empty for one in maps)
    if empty:
        notes.append(
            f"maps: {empty} cells with rays of {_SHORTEST_RAYS:g} km or less hold no data of their own"
        )
    if not sum(counts):
        raise SurveyError("no cell of the maps holds data of its own (ray length above 50 km)")
    sigma = np.concatenate([one.sigma for one in maps])
    columns = {
        "latitude": (np.concatenate([one.lat for one in maps]), Meaning("lat")),
        "longitude": (np.concatenate([one.lon for one in maps]), Meaning("lon")),
        "period of the map": (np.repeat([one.period for one in maps], counts), Meaning("period", "s")),
        "velocity": (np.concatenate([one.velocity for one in maps]), Meaning("velocity", unit)),
    }
    if np.isfinite(sigma).any():
        columns["sigma"] = (sigma, Meaning("sigma"))
    if any(one.kind is not None for one in maps):
        names = np.array([one.kind.name if one.kind is not None else "" for one in maps])
        columns["velocity type"] = (np.repeat(names, counts), Meaning("kind"))
    if any(one.wave is not None for one in maps):
        names = np.array([one.wave.name if one.wave is not None else "" for one in maps])
        columns["wave type"] = (np.repeat(names, counts), Meaning("wave"))
    if any(one.mode is not None for one in maps):
        names = np.array([f"{one.mode}" if one.mode is not None else "" for one in maps])
        columns["mode number"] = (np.repeat(names, counts), Meaning("mode"))
    return measure_layout(columns_frame(columns, title, notes=notes), options)


def _as_chosen(found: Measurements, options: ReadOptions) -> Measurements:
    """Return the measurements with the columns of longitude and latitude named as the user named them."""
    chosen = {"longitude": options.columns.get("lon"), "latitude": options.columns.get("lat")}
    uses = (
        replace(use, column=name, decided_by="option") if (name := chosen.get(use.quantity)) else use
        for use in found.columns
    )
    return replace(found, columns=tuple(uses))


def _read_pix(source: Source) -> _Map:
    """Read a ``.pix`` map; WHAT is R or L, P or G, and V. Of anisotropy the mean over azimuth is left."""
    head = dict(_PIX_HEADER.findall(source.text[:5000]))
    values = matrix(all_rows(source, _MOST_BYTES), 4)
    reference = next(name for name in _REFERENCES if name in head)
    if not (is_number(head["PERIOD"]) and is_number(head[reference])):
        raise SurveyError(f"{source.name}: PERIOD or {reference} is not a number")
    worded = _PIX_WAVE.search(source.text[:5000])
    wave_letter = worded[1][0] if worded is not None else "R"
    what = head.get("WHAT", f"{wave_letter}{'G' if reference == 'GVEL0' else 'P'}V").upper()
    lat = np.degrees(np.arctan(np.tan(np.radians(values[:, 0])) / (1 - _FLATTENING) ** 2))
    velocity = float(head[reference]) * (1 + values[:, 3] / 100)
    blank = np.full(len(values), np.nan)
    wave = {"R": Wave.RAYLEIGH, "L": Wave.LOVE}.get(what[:1])
    kind = {"P": VelocityType.PHASE, "G": VelocityType.GROUP}.get(what[1:2])
    return _Map(float(head["PERIOD"]), lat, values[:, 1], velocity, blank, wave, kind, 0)


def _read_grid(source: Source, period: float, lon_first: bool) -> _Map:
    """Read a grid of three columns, or of four: the last is sigma if small, else ray length in km."""
    values = matrix(all_rows(source, _MOST_BYTES), 4)
    lat, lon = values[:, [1, 0]].T if lon_first else values[:, [0, 1]].T
    velocity, fourth = values[:, 2], values[:, 3]
    given = fourth > 0
    is_sigma = bool(given.any() and np.median(fourth[given] / np.abs(velocity[given]).clip(1e-9)) < 0.3)
    empty = np.zeros(len(values), bool) if is_sigma else fourth <= _SHORTEST_RAYS
    sigma = np.where(is_sigma, fourth, np.nan)
    said = file_words(source.name)
    keep = ~empty
    return _Map(
        period,
        lat[keep],
        lon[keep],
        velocity[keep],
        sigma[keep],
        *said.types[:2],
        int(empty.sum()),
        said.mode,
    )


def _order(sources: Sequence[Source], options: ReadOptions) -> tuple[bool, str]:
    """Return whether longitude comes first, and how that was decided."""
    chosen = {
        quantity: options.columns[quantity] for quantity in ("lon", "lat") if quantity in options.columns
    }
    if chosen:
        if not set(chosen.values()) <= {"1", "2"}:
            raise SurveyError("longitude and latitude of a map are columns 1 and 2")
        return (chosen.get("lon") == "1" or chosen.get("lat") == "2"), "maps: order as chosen"
    heads = np.vstack([matrix(head_rows(source), 2) for source in sources])
    first, second = np.nanmax(np.abs(heads), axis=0)
    if first > 90:
        return True, "maps: longitude first, since the first column goes beyond 90"
    if second > 90:
        return False, "maps: latitude first, since the second column goes beyond 90"
    return False, "maps: latitude is taken to come first; both columns stay within 90 degrees"


def _periods(paths: Sequence[Path], lists: Sequence[Source]) -> tuple[list[float], list[str]]:
    """Return the period in s of each map, from its file name or by its number in a list of periods.

    The number that differs between the names counts, the last one where several do.
    """
    stems = [path.stem if not _NUMBER.fullmatch(path.suffix[1:]) else path.name for path in paths]
    numbers = [_NUMBER.findall(name_words(stem).site or stem) for stem in stems]
    lacking = next((path.name for path, found in zip(paths, numbers) if not found), None)
    if lacking is not None:
        raise SurveyError(
            f"{lacking}: the name of a map has to hold its period, or its number in a list of periods"
        )
    same = len({len(found) for found in numbers}) == 1
    varying = [i for i in range(len(numbers[0])) if same and len({found[i] for found in numbers}) > 1]
    place = varying[-1] if varying else -1
    values = [float(found[place][:12]) for found in numbers]
    if not lists:
        return values, [
            f"maps: the periods in s are read off the file names ({paths[0].name}: {values[0]:g} s)"
        ]
    listed = [float(row[0]) for row in all_rows(lists[0])]
    if set(values) <= set(listed):
        return values, [f"maps: the periods in s are read off the file names, as listed in {lists[0].name}"]
    start = 0 if 0.0 in values else 1
    places = [int(value) - start for value in values]
    if max(places) >= len(listed) or any(value != int(value) for value in values):
        raise SurveyError(f"{lists[0].name} lists {len(listed)} periods, but the maps have higher numbers")
    return [listed[i] for i in places], [
        f"maps: file number {int(values[0])} is period {places[0] + 1} of {lists[0].name}"
    ]
