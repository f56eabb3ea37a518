"""Elevations of the bands of a raster, by which QGIS's elevation controller slices it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from qgis.core import QgsDoubleRange, QgsProject, QgsRasterLayer

from .compatible import band_elevations, set_band_elevations
from .rasters import band_depths

_TOLD = re.compile(r"elevation (?P<level>-?[0-9.]+) ?m$")

_SCOPE, _ENTRY = "VsMapper", "elevation_range"


def give_elevations(layer: QgsRasterLayer) -> None:
    """Let QGIS know the elevations of bands that are told apart by depth, or by elevation.

    Depths count from 0 downwards: 10 m of depth are an elevation of -10 m.
    """
    told = [_TOLD.search(layer.bandName(band)) for band in range(1, layer.bandCount() + 1)]
    levels = [float(found["level"]) for found in told if found]
    if len(levels) != len(told):
        levels = [-depth for depth in band_depths(layer)]
    if len(levels) > 1 and all(map(math.isfinite, levels)) and len(set(levels)) == len(levels):
        set_band_elevations(layer, band_ranges(levels))


def offer_range(layer: QgsRasterLayer, project: QgsProject) -> None:
    """Let QGIS's elevation controller reach over a raster's bands, from 0 to 100 m otherwise.

    A range that the user has set in the project's properties stays.
    """
    ranges = band_elevations(layer)
    if not ranges:
        return
    lower, upper = min(one.lower() for one in ranges), max(one.upper() for one in ranges)
    properties = project.elevationProperties()
    now = properties.elevationRange()
    if not now.isInfinite():
        if project.readEntry(_SCOPE, _ENTRY)[0] != _told(now):
            return
        lower, upper = min(lower, now.lower()), max(upper, now.upper())
    properties.setElevationRange(QgsDoubleRange(lower, upper))
    project.writeEntry(_SCOPE, _ENTRY, _told(properties.elevationRange()))


def _told(reach: QgsDoubleRange) -> str:
    return f"{reach.lower():g} {reach.upper():g}"


def band_ranges(levels: Sequence[float]) -> dict[int, tuple[float, float]]:
    """Return from where to where each band reaches, by bands from 1: midway to those above and below.

    Parameters
    ----------
    levels : sequence of float
        Elevation of each band in m, at least two, in any order.
    """
    order = sorted(range(len(levels)), key=lambda i: levels[i])
    ordered = [levels[i] for i in order]
    between = [(low + high) / 2 for low, high in zip(ordered, ordered[1:])]
    lowest, highest = 2 * ordered[0] - between[0], 2 * ordered[-1] - between[-1]
    if ordered[-1] <= 0:
        highest = 0.0  # the first of depths reaches up to the surface
    ends = [lowest, *between, highest]
    return {i + 1: (ends[place], ends[place + 1]) for place, i in enumerate(order)}
