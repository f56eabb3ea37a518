"""What a map covers: cells, extent and mask distance, from the sites and the user's options."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.map_options import MapOptions
from ...protocol.result_files import SITES
from ..curves import FloatArray
from ..positions import in_metres, metres_per_unit, parse_crs, reproject, unwrapped
from .gridding import METHODS, Grid, nearest_neighbours

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS

_MOST_CELLS = 50_000_000
_MOST_CELLS_UNASKED = 1_000_000
_CELLS_PER_SPACING = 3.75  # rounded up that makes three, give or take
_SPACINGS_TO_MASK = 1.5


@dataclass(frozen=True)
class MapPlan:
    """What the options mean for one set of sites.

    Parameters
    ----------
    chosen : (n,) int array
        Rows of the site table that are mapped.
    x, y : (n,) float arrays
        Their coordinates in `crs`.
    crs : CRS
        System of the maps.
    grid : Grid
        The cells.
    max_distance : float
        Distance in m beyond which cells stay empty.
    options : MapOptions
        What was asked for.
    """

    chosen: NDArray[np.int64]
    x: FloatArray
    y: FloatArray
    crs: CRS
    grid: Grid
    max_distance: float
    options: MapOptions

    def summary(self) -> str:
        """Return one line for the user."""
        unit = "degrees" if self.crs.is_geographic else self.crs.axis_info[0].unit_name
        return (
            f"{self.grid.n_columns} x {self.grid.n_rows} cells of {self.grid.resolution:g} {unit} "
            f"in {self.crs.name}; "
            f"{self.options.method} interpolation of log Vs between {len(self.x)} sites; "
            f"cells farther than {self.max_distance:.4g} m from a site stay empty"
        )

    def plane(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return coordinates to interpolate in, (n, 2): degrees of longitude shrink with the latitude."""
        shrink = np.cos(np.radians(self.y.mean())) if self.crs.is_geographic else 1.0
        return np.column_stack([x * shrink, y])


def plan_map(sites: pd.DataFrame, folder: Path, options: MapOptions) -> MapPlan:
    """Choose the sites, cells and mask distance of the maps.

    Parameters
    ----------
    sites : DataFrame
        From `outputs.load_sites`.
    folder : Path
        Where they came from, for messages.
    options : MapOptions
        What was asked for.

    Raises
    ------
    OutputError
        If the sites cannot be mapped this way; the message says why.
    """
    if options.method not in METHODS:
        raise OutputError(f"interpolation {options.method!r} is not one of {', '.join(METHODS)}")
    chosen = usable_sites(sites, folder)
    x, y, crs = _placed(sites.iloc[chosen], options.crs, folder)
    spacings = nearest_neighbours(in_metres(x, y, crs))
    max_distance = _positive("mask distance", options.max_distance)
    if max_distance is None:
        max_distance = default_reach(spacings, "--resolution and --max-distance")
    pad = _margin(max_distance, y, crs)
    resolution = _positive("resolution", options.resolution)
    if resolution is None:
        resolution = _default_resolution(x, y, pad, spacings, crs)
    grid = Grid.covering(x, y, resolution, pad)
    if grid.n_cells > _MOST_CELLS:
        enough = round_up(resolution * np.sqrt(grid.n_cells / _MOST_CELLS))
        raise OutputError(
            f"a resolution of {resolution:g} gives {grid.n_columns} x {grid.n_rows} cells, more than "
            f"{_MOST_CELLS:,}; choose {enough:g} or coarser"
        )
    return MapPlan(chosen, x, y, crs, grid, max_distance, options)


def usable_sites(sites: pd.DataFrame, folder: Path) -> NDArray[np.int64]:
    """Return the rows of the sites that have a place and a profile.

    Raises
    ------
    OutputError
        If there are none.
    """
    sites_crs(sites, folder)
    placed = ~(sites.geometry.is_empty | sites.geometry.isna()).to_numpy()
    chosen = np.flatnonzero(placed & (sites["status"] != "rejected").to_numpy())
    if len(chosen) == 0:
        raise OutputError(f"{folder / SITES}: no site was inverted, so there is nothing to map")
    return chosen


def sites_crs(sites: pd.DataFrame, folder: Path) -> CRS:
    """Return the system of the sites' coordinates.

    Raises
    ------
    OutputError
        If the table does not say.
    """
    if "geometry" not in sites:
        raise OutputError(f"{folder / SITES}: the sites have no coordinates, so they cannot be mapped")
    if sites.crs is None:
        raise OutputError(f"{folder / SITES}: has no coordinate reference system")
    return parse_crs(sites.crs.to_wkt())


def default_reach(spacings: FloatArray, flags: str) -> float:
    """Return how far from a site values are drawn: 1.5 times the 90th percentile of the site spacing.

    Gaps of a regular grid are filled by that (its cells lie within 0.71 spacings).

    Raises
    ------
    OutputError
        If all sites lie at one place; the message asks for `flags`.
    """
    if len(spacings) == 0:
        raise OutputError(f"all sites lie at one place, which gives no spacing: set {flags}")
    return float(_SPACINGS_TO_MASK * np.quantile(spacings, 0.9))


def _placed(sites: pd.DataFrame, target: str | None, folder: Path) -> tuple[FloatArray, FloatArray, CRS]:
    """Return the sites' coordinates in the system asked for."""
    source = sites_crs(sites, folder)
    crs = source if target is None else parse_crs(target)
    x, y = reproject(sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy(), source, crs)
    lost = ~(np.isfinite(x) & np.isfinite(y))
    if lost.any():
        name = sites["site"].to_numpy()[lost][0]
        raise OutputError(f"{folder / SITES}: site {name}: cannot be placed in {crs.name}")
    return (unwrapped(x) if crs.is_geographic else x), y, crs


def _positive(what: str, value: float | None) -> float | None:
    if value is not None and not (np.isfinite(value) and value > 0):
        raise OutputError(f"{what} {value:g} is not a positive number")
    return value


def _margin(distance: float, y: FloatArray, crs: CRS) -> tuple[float, float]:
    """Return a distance in m as lengths along x and y in map units."""
    along_y = distance / metres_per_unit(crs)
    if not crs.is_geographic:
        return along_y, along_y
    return along_y / max(np.cos(np.radians(np.abs(y).max())), 0.01), along_y


def _default_resolution(
    x: FloatArray, y: FloatArray, pad: tuple[float, float], spacings: FloatArray, crs: CRS
) -> float:
    """Return about a third of the median spacing, coarser where that takes over a million cells."""
    if len(spacings) == 0:
        raise OutputError("all sites lie at one place, which gives no spacing: set --resolution")
    wanted = float(np.median(spacings)) / _CELLS_PER_SPACING / metres_per_unit(crs)
    area = (np.ptp(x) + 2 * pad[0]) * (np.ptp(y) + 2 * pad[1])
    least = float(np.sqrt(area / _MOST_CELLS_UNASKED))
    return round_up(max(wanted, least))


def round_up(value: float) -> float:
    """Return the next round figure: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(value) + 1e-9)
    steps = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return float(next(step * power for step in steps if step * power >= value * (1 - 1e-9)))
