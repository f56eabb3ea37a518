"""Coordinates in metres, whatever the coordinate reference system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..protocol.errors import OutputError
from .curves import FloatArray

if TYPE_CHECKING:
    from pyproj import CRS

_METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6371 km


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


def metres_per_unit(crs: CRS) -> float:
    """Return the length of one map unit in m; for a geographic system that of a degree of latitude."""
    return _METRES_PER_DEGREE if crs.is_geographic else float(crs.axis_info[0].unit_conversion_factor)


def reproject(x: FloatArray, y: FloatArray, source: CRS, target: CRS) -> tuple[FloatArray, FloatArray]:
    """Move coordinates (longitude or easting first) to another system; infinite where that fails."""
    from pyproj import Transformer

    if source == target:
        return x, y
    moved_x, moved_y = pointwise(Transformer.from_crs(source, target, always_xy=True).transform, x, y)
    return moved_x, moved_y


def pointwise(operation: Callable[..., Sequence[Any]], *axes: FloatArray) -> list[FloatArray]:
    """Return what an operation of pyproj makes of arrays, all of one length.

    An array of one goes in as a list: pyproj would take the number out of it in a way that NumPy gives up.
    """
    given = [axis.tolist() if axis.size == 1 else axis for axis in axes]
    return [np.asarray(axis, dtype=np.float64) for axis in operation(*given)]


def in_metres(x: FloatArray, y: FloatArray, crs: CRS) -> FloatArray:
    """Return positions whose straight-line distances are metres.

    Projected coordinates are scaled to metres. Geographic ones become Earth-centred, so that
    distances hold from a street to a continent, at any latitude and over the date line; a chord
    is shorter than the arc by 0.1 % at 1000 km.

    Parameters
    ----------
    x, y : (n,) float arrays
        Longitude and latitude, or easting and northing, in the units of `crs`.
    crs : CRS
        Their system.

    Returns
    -------
    (n, 2) or (n, 3) float array
        Positions in m.
    """
    if not crs.is_geographic:
        return np.column_stack([x, y]) * metres_per_unit(crs)
    from pyproj import CRS, Transformer

    geocentric = Transformer.from_crs(crs.to_2d(), CRS.from_epsg(4978), always_xy=True)
    return np.column_stack(pointwise(geocentric.transform, x, y, np.zeros_like(x)))


def unwrapped(longitude: FloatArray) -> FloatArray:
    """Return longitudes without a jump at the date line: those east of it above 180."""
    ordered = np.sort(longitude)
    gaps = np.diff(ordered)
    if len(gaps) == 0 or gaps.max() <= 180:
        return longitude
    return np.where(longitude <= ordered[np.argmax(gaps)], longitude + 360, longitude)


def local_plane(x: FloatArray, y: FloatArray, crs: CRS) -> CRS:
    """Return a plane system in metres for distances along lines: the sites' own, or one centred on them.

    A projected system in metres is kept. Others give way to an azimuthal equidistant
    projection about the mean position, within 0.1 % of true lengths out to 500 km.
    """
    from pyproj import CRS

    if not crs.is_geographic and metres_per_unit(crs) == 1.0:
        return crs
    longitude, latitude = reproject(x, y, crs, CRS.from_epsg(4326))
    centre = f"+lat_0={np.mean(latitude):.6f} +lon_0={np.mean(unwrapped(longitude)):.6f}"
    return CRS.from_proj4(f"+proj=aeqd {centre} +datum=WGS84 +units=m +type=crs")
