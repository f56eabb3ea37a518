"""The curves of the sites along a section as they were observed: the classic phase-velocity section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...protocol.large_tables import table_in
from ...protocol.map_options import Observed
from ...protocol.result_files import CURVES
from ..curves import FloatArray
from ..results.result_table import result_table
from .pseudo_section import Section

_ACROSS, _DOWN = 400, 200  # cells of the picture
_PLACES = 60  # along a line, that are told apart
SHARES: dict[Observed, float] = {"lambda/2": 1 / 2, "lambda/3": 1 / 3}
"""Depth of an observed velocity as a share of its wavelength."""


@dataclass(frozen=True)
class ObservedSection:
    """Phase velocities of the fundamental mode by distance along a line and a share of the wavelength.

    Parameters
    ----------
    wave : str
        Rayleigh or Love, of which the sites have more.
    rule : {"lambda/2", "lambda/3"}
        What the depth is.
    distance, depth, velocity : (n_points,) float arrays
        In m, m and m/s; along the line, and down at each site.
    """

    wave: str
    rule: Observed
    distance: FloatArray
    depth: FloatArray
    velocity: FloatArray

    def filled(self, length: float, bottom: float, cuts: Sequence[float] = ()) -> FloatArray:
        """Return velocities in m/s between the points, in equal cells down to a depth in m, NaN elsewhere.

        Linearly down each site's curve, then between sites, as deep as the curves around reach. Sites across
        one of the cuts, at distances in m along the line, say nothing: the nearest curve goes on up to it.
        """
        x, depth = ((np.arange(n) + 0.5) / n * end for n, end in ((_ACROSS, length), (_DOWN, bottom)))
        part, of_column = np.searchsorted(cuts, self.distance), np.searchsorted(cuts, x)
        cells = np.full((_DOWN, _ACROSS), np.nan)
        for own in np.unique(part).tolist():
            columns = np.flatnonzero(of_column == own)
            ends = self.distance[part == own][[0, -1]]
            kept = x[columns]
            if own == 0:
                columns, kept = columns[kept >= ends[0]], kept[kept >= ends[0]]
            if own == len(cuts):
                columns, kept = columns[kept <= ends[1]], kept[kept <= ends[1]]
            cells[:, columns] = self._between(np.flatnonzero(part == own), kept, depth)
        return cells

    def _between(self, points: NDArray[np.intp], x: FloatArray, depth: FloatArray) -> FloatArray:
        """Return velocities at distances and depths between some of the points, (n_depths, n_distances)."""
        where, start = np.unique(self.distance[points], return_index=True)
        curves = [(self.depth[own], self.velocity[own]) for own in np.split(points, start[1:])]
        columns = [np.interp(depth, *curve) for curve in curves]
        first, last = np.array([(curve[0][0], curve[0][-1]) for curve in curves]).T
        cells = np.stack([np.interp(x, where, row) for row in np.stack(columns, axis=1)])
        top, reach = np.interp(x, where, first), np.interp(x, where, last)
        return np.where((depth[:, None] >= top) & (depth[:, None] <= reach), cells, np.nan)


def observed_section(folder: Path, section: Section, rule: Observed) -> ObservedSection | None:
    """Return what was observed at the sites of a section; None where that holds no phase velocity.

    Parameters
    ----------
    folder : Path
        The results that the section was cut through.
    section : Section
        Its sites.
    rule : {"lambda/2", "lambda/3", "none"}
        Depth of a velocity; none leaves all out.

    Raises
    ------
    OutputError
        If the curves cannot be read.
    """
    if rule not in SHARES:
        return None
    import pandas as pd

    path = table_in(folder, CURVES)
    with result_table(path) as table:
        points = table[(table["type"] == "phase") & (table["mode"] == 0) & table["site"].isin(section.sites)]
        velocity, frequency = (points[name].to_numpy(float) for name in ("observed", "frequency_hz"))
    if not len(points):
        return None
    wave = points["wave"].mode().iloc[0]
    along = pd.Series(_placed(section))
    distance = points["site"].map(along).to_numpy(float)
    chosen = (points["wave"] == wave).to_numpy() & np.isfinite(distance)
    depth = SHARES[rule] * velocity / frequency
    return ObservedSection(str(wave), rule, *_sorted(distance, depth, velocity, chosen))


def _placed(section: Section) -> dict[str, float]:
    """Return how far along its line sites are; of several at one place, the nearest to the line."""
    order = np.argsort(section.site_offset, kind="stable")
    places = np.round(section.site_distance[order] / section.course.length * _PLACES)
    first = order[np.unique(places, return_index=True)[1]]
    return dict(zip(section.sites[first].tolist(), section.site_distance[first].tolist()))


def _sorted(
    distance: FloatArray, depth: FloatArray, velocity: FloatArray, chosen: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the chosen points along the line, and down at each site."""
    order = np.lexsort((depth[chosen], distance[chosen]))
    return distance[chosen][order], depth[chosen][order], velocity[chosen][order]
