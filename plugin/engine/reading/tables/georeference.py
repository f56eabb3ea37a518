"""Which coordinate system a survey's positions are in."""

from __future__ import annotations

import numpy as np
import pyproj
from numpy.typing import NDArray
from pyproj.exceptions import CRSError, ProjError

from ....protocol.errors import SurveyError
from ...curves import FloatArray
from ...positions import crs_name, pointwise

LONLAT = "EPSG:4326"


def parse_crs(text: str) -> pyproj.CRS:
    """Return the coordinate system that a code (``EPSG:32612``, ``32612``) or WKT names.

    Raises
    ------
    SurveyError
        If there is no such system.
    """
    try:
        return pyproj.CRS.from_user_input(int(text) if str(text).strip().isdigit() else str(text).strip())
    except (CRSError, ProjError, ValueError, OverflowError) as error:
        raise SurveyError(f"unknown coordinate system '{str(text)[:60]}'; give one as EPSG:n") from error


def is_geographic(crs: str) -> bool:
    """Return True where positions in `crs` are longitude and latitude in degrees."""
    return bool(parse_crs(crs).is_geographic)


def decide_crs(
    given: str | None, lonlat_names: bool, x: FloatArray, y: FloatArray, lengths: bool = False
) -> tuple[str | None, str]:
    """Decide the coordinate system of positions.

    Parameters
    ----------
    given : str or None
        What the user or the file says.
    lonlat_names : bool
        True where the columns are called longitude and latitude.
    x, y : (n,) float arrays
        Positions, NaN where blank.
    lengths : bool
        True where they may as well be lengths: in metres by name, or whole numbers.

    Returns
    -------
    (crs, remark) : tuple
        The system, None where it cannot be told, and a sentence for the report, else empty.

    Raises
    ------
    SurveyError
        If the given system is unknown, or projected where the positions are degrees.
    """
    finite = np.isfinite(x) & np.isfinite(y)
    degrees = bool(np.all(np.abs(x[finite]) <= 360) and np.all(np.abs(y[finite]) <= 90))
    if given:
        crs = parse_crs(given)
        if lonlat_names and degrees and finite.any() and not crs.is_geographic:
            raise SurveyError(
                f"{crs_name(crs)} is a projected system, but the positions are longitude and latitude"
            )
        return crs_name(crs), ""
    if lonlat_names:
        return LONLAT, ""
    if not finite.any():
        return None, ""
    if degrees and not lengths and np.all(np.abs(x[finite]) <= 180):
        return (
            LONLAT,
            f"no coordinate system is given; the positions lie within degrees, so {LONLAT} is taken",
        )
    return None, "no coordinate system is given, so nothing can be mapped; give one with --crs EPSG:n"


def unify(
    x: FloatArray, y: FloatArray, codes: NDArray[np.str_], target: str
) -> tuple[FloatArray, FloatArray]:
    """Return positions that came in several systems in the one called `target`.

    Parameters
    ----------
    x, y : (n,) float arrays
        Positions, each in the system of the same place in `codes`.
    codes : (n,) str array
        Name of each position's system; blank counts as `target`.
    target : str
        The system to return.

    Raises
    ------
    SurveyError
        If one of the systems is unknown.
    """
    x, y = x.copy(), y.copy()
    for code in set(codes.tolist()) - {"", target}:
        mine = codes == code
        transformer = pyproj.Transformer.from_crs(parse_crs(code), parse_crs(target), always_xy=True)
        x[mine], y[mine] = pointwise(transformer.transform, x[mine], y[mine])
    return x, y


def wrap_longitude(longitude: FloatArray) -> FloatArray:
    """Return longitudes of 180 to 360 degrees as -180 to 0."""
    return np.where((longitude > 180) & (longitude <= 360), longitude - 360, longitude)


def midpoints(ends: FloatArray, geographic: bool) -> FloatArray:
    """Return the middle of straight paths, of great circles where the positions are degrees.

    Parameters
    ----------
    ends : (n, 4) float array
        x1, y1, x2, y2 of each path.
    geographic : bool
        True where they are longitude and latitude.

    Returns
    -------
    (n, 2) float array
        x, y; NaN for an end that is not known. Of a path with an end beyond the poles it is that end, which
        the checks name.
    """
    if not geographic:
        return (ends[:, :2] + ends[:, 2:]) / 2
    middle = np.full((len(ends), 2), np.nan)
    good = np.all(np.isfinite(ends), axis=1) & np.all(np.abs(ends[:, 1::2]) <= 90, axis=1)
    lon1, lat1, lon2, lat2 = ends[good].T
    geod = pyproj.Geod(ellps="WGS84")
    azimuth, _, distance = pointwise(geod.inv, lon1, lat1, lon2, lat2)
    lon, lat, _ = pointwise(geod.fwd, lon1, lat1, azimuth, distance / 2)
    middle[good] = np.column_stack([lon, lat])
    off = np.all(np.isfinite(ends), axis=1) & ~good
    middle[off] = np.where(np.abs(ends[off, 1:2]) > 90, ends[off, :2], ends[off, 2:])
    return middle
