"""Measurements of several files joined into one survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...along_line import is_along_line
from ...curves import FloatArray
from ..measurements import NO_COORDINATES, Measurements
from ..tables.georeference import unify


def join(parts: Sequence[Measurements]) -> Measurements:
    """Return the points of several files, sites of one name and place being one site.

    A site without a position joins the first one of its name that has one; a name that stands at several
    places becomes ``A (2)`` and so on. Positions are brought into the system of the first part that has one;
    beside those of a map, positions along a line are none.

    Parameters
    ----------
    parts : sequence of Measurements
        At least one.
    """
    systems = [part.crs for part in parts if part.crs is not None]
    crs = next((system for system in systems if not is_along_line(system)), next(iter(systems), None))
    x, y = _positions([_of_map(part, crs) for part in parts], crs)
    names = [name for part in parts for name in part.names.tolist()]
    site_of, first, unique = _sites(names, x, y)
    starts = np.cumsum([0, *(len(part.names) for part in parts)])
    site = np.concatenate([site_of[start + part.site] for start, part in zip(starts, parts)])
    points = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("frequency", "velocity", "sigma", "wave", "kind", "mode", "row")
    }
    paths = np.concatenate([part.paths for part in parts])
    heights = np.concatenate([part.heights for part in parts])
    placed = bool(np.isfinite(x[first]).any())
    notes = dict.fromkeys(
        note for part in parts for note in part.notes if not (placed and note == NO_COORDINATES)
    )
    return Measurements(
        names=unique,
        x=x[first],
        y=y[first],
        crs=crs,
        site=site,
        **points,
        columns=tuple(dict.fromkeys(use for part in parts for use in part.columns)),
        rejects=tuple(reject for part in parts for reject in part.rejects),
        notes=tuple(notes),
        is_path=paths[first] if paths.any() else None,
        elevation=heights[first] if np.isfinite(heights).any() else None,
    )


def _of_map(part: Measurements, crs: str | None) -> Measurements:
    """Return a part without positions along a line where those of the others are in `crs`, on a map."""
    if part.crs is None or part.crs == crs or not is_along_line(part.crs):
        return part
    return replace(part, x=np.full_like(part.x, np.nan), y=np.full_like(part.y, np.nan), crs=None)


def _positions(parts: Sequence[Measurements], crs: str | None) -> tuple[FloatArray, FloatArray]:
    x, y = (np.concatenate([getattr(part, axis) for part in parts]) for axis in "xy")
    if crs is None:
        return x, y
    systems = np.concatenate([np.full(len(part.names), part.crs or "", dtype=object) for part in parts])
    return unify(x, y, systems, crs)


def _sites(
    names: list[str], x: FloatArray, y: FloatArray
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.str_]]:
    """Return the joined site of each site, the first site of each joined one, and unique names."""
    places: dict[str, list[tuple[float, float]]] = {}
    for name, place in zip(names, zip(np.round(x, 7).tolist(), np.round(y, 7).tolist())):
        known = places.setdefault(name, [])
        if place[0] == place[0] and place not in known:
            known.append(place)
    index: dict[tuple[str, int], int] = {}
    site_of: list[int] = []
    first: list[int] = []
    for i, (name, place) in enumerate(zip(names, zip(np.round(x, 7).tolist(), np.round(y, 7).tolist()))):
        which = places[name].index(place) if place[0] == place[0] else 0
        key = (name, which)
        if key not in index:
            index[key] = len(first)
            first.append(i)
        site_of.append(index[key])
        if place[0] == place[0] and not np.isfinite(x[first[index[key]]]):
            first[index[key]] = i
    unique = _unique(list(index))
    return np.array(site_of, dtype=np.int64), np.array(first, dtype=np.int64), unique


def _unique(keys: list[tuple[str, int]]) -> NDArray[np.str_]:
    taken = {name for name, which in keys if which == 0}
    result = []
    for name, which in keys:
        trial, number = name, which + 1
        while which and trial in taken:
            trial, number = f"{name} ({number})", number + 1
        taken.add(trial)
        result.append(trial)
    return np.array(result, dtype=np.str_)
