"""Slices at elevations: the maps of depths, read where the ground lies so far above."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.progress import Monitor
from ...protocol.result_files import OF_DEPTHS, OF_ELEVATIONS, VS
from ..curves import FloatArray
from ..reading.terrain import Terrain, gaps
from .map_plan import MapPlan
from .rasters import Bands, Layout, finish, new_raster

_ABOUT = 8  # slices, where the user names none
_ROUND = (1.0, 2.0, 5.0, 10.0)


def require_terrain(plan: MapPlan) -> None:
    """Refuse slices at elevations for which no terrain is given, or one that cannot be read; before the work.

    Raises
    ------
    OutputError
        Naming what is wrong.
    """
    if plan.options.dem is not None:
        _site_heights(plan, Terrain.open(plan.options.dem))
    elif plan.options.elevations is not None:
        raise OutputError("slices at elevations need the heights of the ground: give a terrain (--dem)")


def terrain_notes(plan: MapPlan) -> list[str]:
    """Return what the user should know of the terrain of a map."""
    if plan.options.dem is None:
        return []
    terrain = Terrain.open(plan.options.dem)
    return [*terrain.notes(), *gaps(terrain, _site_heights(plan, terrain), "site")]


def write_elevations(staging: Path, plan: MapPlan, monitor: Monitor) -> list[str]:
    """Write ``vs_elevation.tif`` and ``vs_elevation_sigma.tif``, with a band an elevation.

    Parameters
    ----------
    staging : Path
        Where the maps of depths lie, and these go.
    plan : MapPlan
        Of the maps, with a terrain; without one nothing is written.
    monitor : Monitor
        Progress and cancellation.

    Returns
    -------
    list of str
        Names of the files.
    """
    import rasterio

    if plan.options.dem is None:
        return []
    terrain = Terrain.open(plan.options.dem)
    with ExitStack() as stack:
        sources = [
            stack.enter_context(rasterio.open(staging / raster.file, driver="GTiff")) for raster in OF_DEPTHS
        ]
        depths = np.array([float(name.split()[-2]) for name in sources[0].descriptions])
        elevations = plan.options.elevations or _round_elevations(_site_heights(plan, terrain), depths[-1])
        tags = {**sources[0].tags(), "TERRAIN": terrain.name}
        tags.pop("AREA_OR_POINT", None)
        grid = plan.grid
        cell = (grid.resolution, grid.resolution)
        layout = Layout(grid.left, grid.top, cell, (grid.n_rows, grid.n_columns), plan.crs.to_wkt())
        targets = [
            stack.enter_context(
                new_raster(staging / raster.file, layout, _bands(raster.label, elevations, tags))
            )
            for raster in OF_ELEVATIONS
        ]
        windows = [window for _, window in sources[0].block_windows(1)]
        for done, window in enumerate(windows):
            monitor.step(0.8 * done / len(windows), "cutting at elevations")
            rows, columns = (np.arange(part.start, part.stop) for part in window.toslices())
            ground = terrain.heights(*grid.centres(rows, columns), plan.crs)
            below = ground - np.array(elevations)[:, None]
            for source, target in zip(sources, targets):
                cells = source.read(window=window).reshape(len(depths), -1).astype(float)
                shape = (-1, window.height, window.width)
                target.write(_at(cells, depths, below).astype(np.float32).reshape(shape), window=window)
    for raster in OF_ELEVATIONS:
        finish(staging / raster.file, monitor.part(0.8, 1.0))
    return [raster.file for raster in OF_ELEVATIONS]


def _bands(label: str, elevations: Sequence[float], tags: dict[str, str]) -> Bands:
    return Bands([f"{label} {elevation:g} m" for elevation in elevations], VS.unit, tags)


def _at(cells: FloatArray, depths: FloatArray, wanted: FloatArray) -> FloatArray:
    """Return values at each cell's own depths (n, n_cells) from those of the bands (m, n_cells).

    Linearly in logarithms; NaN above the first band and below the last, and where one of the two around is.
    """
    last = len(depths) - 1
    inside = (wanted >= depths[0] * (1 - 1e-9)) & (wanted <= depths[-1] * (1 + 1e-9))
    log = np.log(np.where(inside, wanted, depths[0]))
    above: NDArray[np.intp] = np.clip(np.searchsorted(np.log(depths), log, side="right"), 1, max(last, 1))
    if last == 0:
        return np.where(inside, cells[0], np.nan)
    share = (log - np.log(depths)[above - 1]) / np.diff(np.log(depths))[above - 1]
    values = np.log(cells)
    column = np.arange(cells.shape[1])
    upper, lower = values[above - 1, column], values[above, column]
    # At a band itself the other one does not count.
    between = np.where(share <= 0, upper, np.where(share >= 1, lower, upper + share * (lower - upper)))
    return np.where(inside, np.exp(between), np.nan)


def _site_heights(plan: MapPlan, terrain: Terrain) -> FloatArray:
    """Return the heights of the sites in m, of which some have to be known."""
    heights = terrain.heights(plan.x, plan.y, plan.crs)
    gaps(terrain, heights, "site")
    return heights


def _round_elevations(heights: FloatArray, deepest: float) -> tuple[float, ...]:
    """Return round elevations from below the lowest site to the highest one, the highest first."""
    low, high = float(np.nanmin(heights)) - deepest, float(np.nanmax(heights))
    least = (high - low) / _ABOUT
    power = 10.0 ** np.floor(np.log10(least))
    step = next(k * power for k in _ROUND if k * power >= least * (1 - 1e-9))
    rungs = np.arange(np.floor(high / step), np.ceil(low / step) - 1, -1)
    return tuple((rungs * step).tolist())
