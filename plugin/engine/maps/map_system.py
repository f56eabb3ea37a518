"""The coordinate system of a map where the user names none: cells are to be square on the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..curves import FloatArray
from ..ground import Ground
from ..positions import parse_crs, reproject, unwrapped

if TYPE_CHECKING:
    from pyproj import CRS

_WIDEST_UTM = 6.0  # degrees, as wide as a zone
_FARTHEST_UTM = {"north": 84.0, "south": 80.0}  # degrees of latitude
_POLAR = 55.0  # degrees of latitude, beyond which sites all around the Earth lie around a pole
_WIDEST_PLANE = 150.0  # degrees, a little less than a hemisphere
_NEARLY_TRUE = 0.1  # ln of a length on the map over that on the ground
_ROUND = 0.5  # degrees, so that the system stays when a site is added


def map_system(x: FloatArray, y: FloatArray, crs: CRS) -> CRS:
    """Return the system for a map of places: theirs if it is projected, else one that suits where they lie.

    UTM where they span no more than about a zone, a polar stereographic one near a pole, else an equal-area
    one about their middle; of places all over the globe an equal-area one of the whole Earth.

    Parameters
    ----------
    x, y : (n,) float arrays
        Longitude and latitude or easting and northing.
    crs : CRS
        Their system.
    """
    if not crs.is_geographic:
        return crs
    degrees = parse_crs("EPSG:4326")
    longitude, latitude = reproject(x, y, crs.to_2d(), degrees)
    there = np.isfinite(longitude) & np.isfinite(latitude)
    if not there.any():
        return crs
    longitude, latitude = unwrapped(longitude[there]), latitude[there]
    west, east, south, north = longitude.min(), longitude.max(), latitude.min(), latitude.max()
    around = east - west > 180
    if north > _FARTHEST_UTM["north"] or (around and south > _POLAR):
        return parse_crs("EPSG:3995")
    if south < -_FARTHEST_UTM["south"] or (around and north < -_POLAR):
        return parse_crs("EPSG:3976")
    middle = (west + east) / 2, (south + north) / 2
    if east - west <= _WIDEST_UTM:
        zone = int(np.floor((middle[0] + 180) / 6)) % 60 + 1
        return parse_crs(f"EPSG:{(32600 if middle[1] >= 0 else 32700) + zone}")
    if max(east - west, north - south) > _WIDEST_PLANE:
        return parse_crs("EPSG:6933")
    lon_0, lat_0 = (float(np.round(value / _ROUND) * _ROUND) for value in middle)
    lon_0 = (lon_0 + 180) % 360 - 180
    return _equal_area(lon_0, lat_0)


def suits(target: CRS, x: FloatArray, y: FloatArray, crs: CRS) -> bool:
    """Return whether a system serves for a map of places given in degrees.

    It is one of metres, its area of use holds the places, and its metres are those of the ground within a
    tenth there, which those of the web's maps (EPSG:3857) are near the equator only.

    Parameters
    ----------
    target : CRS
        The system.
    x, y : (n,) float arrays
        Longitude and latitude.
    crs : CRS
        Their system; one that is not of degrees is better kept.
    """
    if not crs.is_geographic or not target.is_projected or target.axis_info[0].unit_conversion_factor != 1:
        return False
    longitude, latitude = reproject(x, y, crs.to_2d(), parse_crs("EPSG:4326"))
    area = target.area_of_use
    if area is not None:
        east_of_west = (longitude - area.west) % 360 <= (area.east - area.west) % 360
        whole = area.east - area.west >= 360
        within = (latitude >= area.south) & (latitude <= area.north) & (whole | east_of_west)
        if not within.all():
            return False
    placed = reproject(x, y, crs, target)
    if not all(np.isfinite(axis).all() for axis in placed):
        return False
    lengths = Ground.around(*placed, target).unit_lengths(*placed)
    return bool(np.abs(np.log(lengths)).max() <= _NEARLY_TRUE)


def _equal_area(lon_0: float, lat_0: float) -> CRS:
    from pyproj.crs import ProjectedCRS
    from pyproj.crs.coordinate_operation import LambertAzimuthalEqualAreaConversion

    east, north = "E" if lon_0 >= 0 else "W", "N" if lat_0 >= 0 else "S"
    system = ProjectedCRS(
        LambertAzimuthalEqualAreaConversion(latitude_natural_origin=lat_0, longitude_natural_origin=lon_0),
        name=f"Equal area about {abs(lat_0):g} {north} {abs(lon_0):g} {east}",
        geodetic_crs=parse_crs("EPSG:4326"),
    )
    return parse_crs(system.to_wkt())
