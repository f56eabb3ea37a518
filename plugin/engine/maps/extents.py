"""The part of the ground that maps show, where the user says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import OutputError
from ...protocol.extent import Extent
from ..curves import FloatArray
from ..positions import parse_crs, reproject
from ..spatial.gridding import Grid

if TYPE_CHECKING:
    from pyproj import CRS

_ALONG = 21
"""Places along a side of a rectangle, of which the outermost count in another system."""


def cut_out(extent: Extent, crs: CRS, around: Grid) -> tuple[Grid, Grid]:
    """Return the cells of an extent, and those that hold it and all sites.

    Parameters
    ----------
    extent : Extent
        What the user asks for.
    crs : CRS
        System of the maps.
    around : Grid
        The cells around all sites.

    Raises
    ------
    OutputError
        If it is nowhere in the system, or far from every site.
    """
    x, y = _edge(extent, crs)
    left, right = around.left, around.left + around.n_columns * around.resolution
    bottom, top = around.top - around.n_rows * around.resolution, around.top
    if x.max() <= left or x.min() >= right or y.max() <= bottom or y.min() >= top:
        raise OutputError(
            f"the extent, {_sides(x.min(), x.max(), y.min(), y.max())} in {crs.name}, is far from every "
            f"site: their maps lie at {_sides(left, right, bottom, top)}"
        )
    none = (0.0, 0.0)
    return (
        Grid.covering(x, y, around.resolution, none),
        Grid.covering(
            np.array([x.min(), x.max(), left, right]),
            np.array([y.min(), y.max(), bottom, top]),
            around.resolution,
            none,
        ),
    )


def _sides(left: float, right: float, bottom: float, top: float) -> str:
    return f"x {left:.7g} to {right:.7g}, y {bottom:.7g} to {top:.7g}"


def _edge(extent: Extent, crs: CRS) -> tuple[FloatArray, FloatArray]:
    """Return places along the edge of an extent in the system of the maps."""
    x, y = (
        axis.ravel()
        for axis in np.meshgrid(
            np.linspace(extent.x_min, extent.x_max, _ALONG), np.linspace(extent.y_min, extent.y_max, _ALONG)
        )
    )
    if extent.crs is not None:
        x, y = reproject(x, y, parse_crs(extent.crs), crs)
    there = np.isfinite(x) & np.isfinite(y)
    if not there.any():
        raise OutputError(f"the extent is nowhere in {crs.name}, the coordinate system of the maps")
    return x[there], y[there]
