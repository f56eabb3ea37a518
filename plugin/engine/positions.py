"""Coordinate reference systems, and coordinates moved between them; `ground` measures distances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..protocol.errors import OutputError
from .curves import FloatArray

if TYPE_CHECKING:
    from pyproj import CRS


def parse_crs(text: str) -> CRS:
    """Return the coordinate reference system that an authority code or WKT names.

    Raises
    ------
    OutputError
        If it is unknown.
    """
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(text)
    except CRSError as error:
        raise OutputError(f"coordinate reference system {text!r} is not known") from error


def crs_name(crs: CRS) -> str:
    """Return the authority code of a system, its WKT where it has none."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def unit_of(crs: CRS) -> str:
    """Return the unit of a system's coordinates in letters, such as ``m``; by its name where it has none."""
    name = str(crs.axis_info[0].unit_name)
    return {"metre": "m", "foot": "ft", "US survey foot": "ft", "degree": "degrees"}.get(name, name)


def reproject(x: FloatArray, y: FloatArray, source: CRS, target: CRS) -> tuple[FloatArray, FloatArray]:
    """Move coordinates (longitude or easting first) to another system; infinite where that fails."""
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    if source == target:
        return x, y
    try:
        move = Transformer.from_crs(source, target, always_xy=True).transform
    except ProjError:  # one of them is bound to no place on Earth
        return np.full_like(x, np.inf), np.full_like(y, np.inf)
    moved_x, moved_y = pointwise(move, x, y)
    return moved_x, moved_y


def pointwise(operation: Callable[..., Sequence[Any]], *axes: FloatArray) -> list[FloatArray]:
    """Return what an operation of pyproj makes of arrays, all of one length.

    An array of one goes in as a list: pyproj would take the number out of it in a way that NumPy gives up.
    """
    given = [axis.tolist() if axis.size == 1 else axis for axis in axes]
    return [np.asarray(axis, dtype=np.float64) for axis in operation(*given)]


def unwrapped(longitude: FloatArray) -> FloatArray:
    """Return longitudes without a jump at the date line: those east of it above 180."""
    ordered = np.sort(longitude)
    gaps = np.diff(ordered)
    if len(gaps) == 0 or gaps.max() <= 180:
        return longitude
    return np.where(longitude <= ordered[np.argmax(gaps)], longitude + 360, longitude)
