"""Which sites a map is of, and where they lie in its system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.map_options import MapOptions
from ...protocol.result_files import SITES
from ..curves import FloatArray
from ..ground import Ground
from ..positions import parse_crs, reproject, unwrapped
from .left_out import taken_out
from .map_system import map_system
from .strays import strays

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS


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


def kept_sites(
    sites: pd.DataFrame, folder: Path, options: MapOptions
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the rows of the sites that the user leaves in, and the names of those that he leaves out."""
    usable, names = usable_sites(sites, folder), sites["site"].to_numpy()
    out = taken_out(options.without, names)
    kept = usable[~out[usable]]
    if len(kept) == 0:
        raise OutputError(f"{folder / SITES}: every site is left out, so there is nothing to map")
    return kept, tuple(names[out])


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


def astray_sites(sites: pd.DataFrame, folder: Path) -> NDArray[np.bool_]:
    """Return which sites lie too far from all others to be right."""
    x, y = sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy()
    positions = Ground.around(x, y, sites_crs(sites, folder)).positions(x, y)
    there = np.isfinite(positions).all(axis=1)
    astray = np.zeros(len(x), dtype=bool)
    astray[there] = strays(positions[there])
    return astray


def placed_sites(sites: pd.DataFrame, target: str | None, folder: Path) -> tuple[FloatArray, FloatArray, CRS]:
    """Return the sites' coordinates in the system asked for."""
    source = sites_crs(sites, folder)
    x, y = sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy()
    crs = map_system(x, y, source) if target is None else parse_crs(target)
    x, y = reproject(x, y, source, crs)
    lost = ~(np.isfinite(x) & np.isfinite(y))
    if lost.any():
        name = sites["site"].to_numpy()[lost][0]
        raise OutputError(f"{folder / SITES}: site {name}: cannot be placed in {crs.name}")
    return (unwrapped(x) if crs.is_geographic else x), y, crs
