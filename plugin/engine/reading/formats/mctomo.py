"""MCTomo surface-wave travel times, with the positions of sources and receivers in files beside them.

The times hold a block for each source and, within it, for each receiver: a flag and, where it is not 0, a
row of travel time and its deviation in s for each frequency of the second line; -1 stands for no time.
``MCTomo.inp`` names the three files and gives wave and velocity type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave
from ...curves import FloatArray
from ...positions import crs_name
from ..measurements import NO_COORDINATES, Measurements
from ..source import Source, open_source
from ..tables.columns import Meaning
from ..tables.georeference import parse_crs
from ..tables.rows import (
    Row,
    all_rows,
    beside,
    columns_frame,
    head_rows,
    is_number,
    is_whole,
    matrix,
    measure_layout,
)

NAME = "MCTomo"

_MOST_STATIONS = 20_000
_DIMENSIONS = ("2", "3", "4")
_SETTING = re.compile(r"^\s*LIKE_SET%(\w+)\s*=\s*'?([^',\n]*)", re.MULTILINE | re.IGNORECASE)
_WAVES = {"0": Wave.LOVE, "1": Wave.RAYLEIGH}
_KINDS = {"0": VelocityType.PHASE, "1": VelocityType.GROUP}


@dataclass(frozen=True)
class _Times:
    """Travel times: place of the pair in the blocks, frequency in Hz, time and deviation in s of each."""

    pair: NDArray[np.int64]
    frequency: FloatArray
    time: FloatArray
    deviation: FloatArray
    n_pairs: int


@dataclass(frozen=True)
class _Said:
    """What ``MCTomo.inp`` says of the types; its name is blank where there is none."""

    wave: Wave | None = None
    kind: VelocityType | None = None
    by: str = ""

    def complete(self, options: ReadOptions) -> tuple[ReadOptions, list[str]]:
        """Return the user's options with what they leave open, and a remark."""
        wave = self.wave if options.wave is None else options.wave
        kind = self.kind if options.kind is None else options.kind
        note = (
            [f"MCTomo: wave and velocity type by {self.by}"]
            if (wave, kind) != (options.wave, options.kind)
            else []
        )
        return replace(options, wave=wave, kind=kind), note


def recognises(source: Source) -> bool:
    """Return True for a count, as many frequencies in a line, then flags before pairs of numbers."""
    rows = head_rows(source)
    if len(rows) < 3 or not 1 <= len(rows[0]) <= 2 or not all(map(is_whole, rows[0])):
        return False
    listed = len(rows[1]) == int(rows[0][0]) >= 1 and all(map(is_number, rows[1]))
    return listed and all(row in (["0"], ["1"]) or len(row) == 2 for row in rows[2:]) and len(rows[2]) == 1


def is_positions(source: Source) -> bool:
    """Return True for a file of positions of sources or receivers."""
    return re.search(r"sources|receivers", source.name, re.IGNORECASE) is not None and _counts_rows(
        head_rows(source)
    )


def is_settings(source: Source) -> bool:
    """Return True for ``MCTomo.inp``."""
    return any(key.upper() == "SDATA_FILE" for key, _ in _SETTING.findall(source.text))


def _counts_rows(rows: tuple[Row, ...] | list[Row]) -> bool:
    """Return True where the first line gives the number of positions and that of their coordinates."""
    head = rows[0] if rows else []
    return len(head) == 2 and is_whole(head[0]) and head[1] in _DIMENSIONS and len(rows) > int(head[0]) > 0


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read path-average velocities, distance over travel time; each path is a site at its middle.

    Raises
    ------
    SurveyError
        If the positions are not beside it or do not fit, or it holds no time.
    """
    settings, said = _settings(source)
    sources, receivers, names = _positions(source, settings)
    times = _read_times(source)
    if times.n_pairs != len(sources) * len(receivers):
        raise SurveyError(
            f"it holds {times.n_pairs} pairs, but {' and '.join(names)} give {len(sources)} sources and "
            f"{len(receivers)} receivers"
        )
    if not len(times.pair):
        raise SurveyError("no pair has a travel time")
    first, second = np.divmod(times.pair, len(receivers))
    if sources is receivers:  # the same path, whichever of the two is called the source
        first, second = np.minimum(first, second), np.maximum(first, second)
    labels = np.array([f"{a + 1}-{b + 1}" for a, b in zip(first.tolist(), second.tolist())])
    start, end = sources[first], receivers[second]
    columns = _columns(times, np.linalg.norm(end - start, axis=1), labels)
    note = f"MCTomo: velocity = straight distance / travel time, positions by {' and '.join(names)}"
    options, notes = said.complete(options)
    found = measure_layout(columns_frame(columns, source.path.stem, notes=[note, *notes]), options)
    place = found.row[np.unique(found.site, return_index=True)[1]] - 1
    return _placed(found, 500.0 * (start + end)[place, :2], options.crs)


def _columns(
    times: _Times, distance: FloatArray, labels: NDArray[np.str_]
) -> dict[str, tuple[NDArray, Meaning]]:
    """Return the columns of a table of velocities; distances are in km."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        velocity = distance / times.time
        sigma = velocity * times.deviation / times.time
    return {
        "pair": (labels, Meaning("site")),
        "frequency": (times.frequency, Meaning("frequency", "Hz")),
        "distance / time": (velocity, Meaning("velocity", "km/s")),
        "deviation": (sigma, Meaning("sigma", "km/s")),
    }


def _placed(found: Measurements, places: FloatArray, crs: str | None) -> Measurements:
    """Return the measurements with sites at (n_sites, 2) places in m."""
    remark = "the positions have no coordinate system; give one with --crs EPSG:n to map them"
    notes = [note for note in found.notes if note != NO_COORDINATES]
    notes.append(
        f"{len(places)} station pairs: each curve is an average along its path, placed at its midpoint"
    )
    notes += [] if crs else [remark]
    system = crs_name(parse_crs(crs)) if crs else None
    return replace(
        found,
        x=places[:, 0].copy(),
        y=places[:, 1].copy(),
        crs=system,
        notes=tuple(notes),
        is_path=np.ones(len(places), dtype=bool),
    )


def _settings(source: Source) -> tuple[dict[str, str], _Said]:
    """Return what the ``.inp`` beside that names this file says, and the types by it."""
    for path in beside(source, "*.inp"):
        told = {key.upper(): value.strip() for key, value in _SETTING.findall(open_source(path).text)}
        if Path(told.get("SDATA_FILE", "")).name == source.name:
            wave, kind = _WAVES.get(told.get("RAYLOV", "")), _KINDS.get(told.get("PHASEGROUP", ""))
            return told, _Said(wave, kind, path.name)
    return {}, _Said()


def _positions(source: Source, settings: dict[str, str]) -> tuple[FloatArray, FloatArray, list[str]]:
    """Return the positions of sources and receivers in km and the files that gave them.

    One file of positions alone is taken for both: in noise interferometry each station is either.

    Raises
    ------
    SurveyError
        If there is none.
    """
    stem = source.path.stem
    found: dict[str, FloatArray] = {}
    for role in ("sources", "receivers"):
        said = Path(settings.get(f"S{role.upper()}_FILE", "")).name
        for name in (said, stem.replace("times", role) + source.path.suffix, f"s{role}.dat"):
            path = source.path.parent / name
            if name and name != source.name and name not in found and path.is_file():
                found[name] = _read_positions(open_source(path))
                break
    if not found:
        raise SurveyError(
            "MCTomo travel times are no velocities without the distances between the stations; put MCTomo's "
            "files of positions (ssources.dat, sreceivers.dat) beside it, or give velocities for each pair "
            "with the coordinates of its stations"
        )
    positions = list(found.values())
    if positions[0].shape[1] != positions[-1].shape[1]:
        raise SurveyError(f"{' and '.join(found)} differ in the number of coordinates")
    same = len(positions) == 1 or np.array_equal(positions[0], positions[-1])
    return positions[0], positions[0] if same else positions[-1], list(found)


def _read_positions(source: Source) -> FloatArray:
    """Return positions in km, shape (n, 2) or, with heights, (n, 3).

    Raises
    ------
    SurveyError
        If the file does not hold as many as it announces.
    """
    rows = all_rows(source)
    if not _counts_rows(rows) or int(rows[0][0]) > _MOST_STATIONS:
        raise SurveyError(f"{source.name}: does not hold as many positions as it announces")
    values = matrix(rows[1 : int(rows[0][0]) + 1], min(int(rows[0][1]), 3))
    if not np.isfinite(values).all():
        raise SurveyError(f"{source.name}: a coordinate is not a number")
    return values


def _read_times(source: Source) -> _Times:
    """Return the travel times that there are.

    Raises
    ------
    SurveyError
        If the file ends within a pair.
    """
    rows = all_rows(source)
    frequencies = matrix(rows[1:2], len(rows[1]))[0]
    n = len(frequencies)
    heads, place = [], 2
    while place < len(rows):
        heads.append(place if rows[place] != ["0"] else -1)
        place += 1 + (0 if rows[place] == ["0"] else n)
    if place != len(rows):
        raise SurveyError("the file ends within a pair")
    pairs = np.flatnonzero(np.array(heads) >= 0)
    values = matrix([row for head in heads if head >= 0 for row in rows[head + 1 : head + 1 + n]], 2)
    present = values[:, 0] != -1
    return _Times(
        np.repeat(pairs, n)[present],
        np.tile(frequencies, len(pairs))[present],
        values[present, 0],
        values[present, 1],
        len(heads),
    )
