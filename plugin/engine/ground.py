"""The ground under a coordinate reference system: true distances in metres, whatever the map does to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .curves import FloatArray
from .positions import pointwise, reproject, unwrapped

if TYPE_CHECKING:
    from pyproj import CRS, Transformer

_EARTH_RADIUS = 6_371_000.0  # m
_TRUE_TO_LENGTH = 5e-3  # UTM is within 0.1 % in its zone, national systems within 0.3 %
_STEP = 20.0  # m, over which the length of a map unit is measured
_FLAT = np.cos(np.radians(85))  # a little less than a hemisphere has a plane of its own


@dataclass(frozen=True)
class Ground:
    """The ground near some places, in metres.

    A projected system that is true to length there within 0.5 % is taken at its word. From others, as
    degrees or EPSG:3857, whose metres at 60° north are half a metre long, places are moved: to where
    straight lines are distances (`positions`), and to a plane about the middle of the places (`flat`).

    Parameters
    ----------
    crs : CRS
        System of the coordinates that all methods take.
    plane : CRS or None
        Plane system in metres that serves as the ground; None where `crs` itself does.
    """

    crs: CRS
    plane: CRS | None

    @classmethod
    def around(cls, x: FloatArray, y: FloatArray, crs: CRS) -> Ground:
        """Return the ground around places, coordinates of shape (n,) in a system's own units.

        Its plane is azimuthal equidistant about the middle of the places: within 0.1 % of true lengths
        out to 500 km from there, 2 % out to 2000 km. Places all over the globe have no such plane;
        theirs is of degrees, those of longitude as long as at the mean latitude.
        """
        there = np.isfinite(x) & np.isfinite(y)
        x, y = x[there], y[there]
        return cls(crs, None if _is_true(x, y, crs) else _plane(x, y, crs))

    @cached_property
    def unit(self) -> float:
        """Length in m of its unit, for a geographic system that of a degree of latitude."""
        factor = float(self.crs.axis_info[0].unit_conversion_factor)
        return factor * _EARTH_RADIUS if self.crs.is_geographic else factor or 1.0

    def positions(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return positions whose straight-line distances are metres on the ground, (n, 2) or (n, 3).

        Those of three columns are Earth-centred, so that distances hold from a street to a continent, at
        any latitude and over the date line; a chord is shorter than the arc by 0.1 % at 1000 km.
        Coordinates that are nowhere on Earth give what is not finite.
        """
        if self.plane is None:
            return np.column_stack([x, y]) * self.unit
        return np.column_stack(pointwise(self._to_earth.transform, x, y, np.zeros_like(x)))

    def flat(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return places in the plane, (n, 2) in m; not finite for coordinates that are nowhere on Earth."""
        if self.plane is None:
            return np.column_stack([x, y]) * self.unit
        return np.column_stack(pointwise(self._to_plane.transform, x, y))

    def unit_lengths(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return how many metres of ground a map unit covers at places, along x and along y: (n, 2)."""
        if self.plane is None:
            return np.full((len(x), 2), self.unit)
        along_x, along_y = _units(x, y, self.crs, self.unit)
        return np.column_stack([np.linalg.norm(along_x, axis=1), np.linalg.norm(along_y, axis=1)])

    @cached_property
    def _to_earth(self) -> Transformer:
        return _earth_centred(self.crs)

    @cached_property
    def _to_plane(self) -> Transformer:
        from pyproj import Transformer

        return Transformer.from_crs(self.crs.to_2d(), self.plane, always_xy=True)


def _earth_centred(crs: CRS) -> Transformer:
    from pyproj import CRS, Transformer

    return Transformer.from_crs(crs.to_2d(), CRS.from_epsg(4978), always_xy=True)


def _units(x: FloatArray, y: FloatArray, crs: CRS, unit: float) -> tuple[FloatArray, FloatArray]:
    """Return what a map unit along x and one along y are on the ground, as vectors in m, (n, 3) each.

    Measured over a short step towards the origin, which leads off no map.
    """
    move = _earth_centred(crs).transform

    def earth(x: FloatArray, y: FloatArray) -> FloatArray:
        return np.column_stack(pointwise(move, x, y, np.zeros_like(x)))

    here = earth(x, y)
    step_x, step_y = (-np.copysign(_STEP / unit, axis) for axis in (x, y))
    along_x = (earth(x + step_x, y) - here) / step_x[:, None]
    along_y = (earth(x, y + step_y) - here) / step_y[:, None]
    return along_x, along_y


def _is_true(x: FloatArray, y: FloatArray, crs: CRS) -> bool:
    """Return whether distances on the map are those on the ground, at all places.

    A system that is bound to no Earth, or whose places are not on it, cannot be held against the ground.
    """
    if crs.is_geographic:
        return False
    if crs.geodetic_crs is None or not len(x):
        return True
    unit = Ground(crs, None).unit
    along_x, along_y = (along / unit for along in _units(x, y, crs, unit))
    if not (np.isfinite(along_x).all() and np.isfinite(along_y).all()):
        return True
    lengths = np.concatenate([np.linalg.norm(along, axis=1) for along in (along_x, along_y)])
    skew = (along_x * along_y).sum(axis=1)
    return bool(np.abs(lengths - 1).max() < _TRUE_TO_LENGTH and np.abs(skew).max() < _TRUE_TO_LENGTH)


def _plane(x: FloatArray, y: FloatArray, crs: CRS) -> CRS:
    """Return the plane system about the middle of places."""
    from pyproj import CRS

    longitude, latitude = reproject(x, y, crs.to_2d(), CRS.from_epsg(4326))
    there = np.isfinite(longitude) & np.isfinite(latitude)
    longitude, latitude = (longitude[there], latitude[there]) if there.any() else (np.zeros(1), np.zeros(1))
    east, north = np.radians(longitude), np.radians(latitude)
    up = np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    middle = up.mean(axis=0)
    if (up @ middle).min(initial=np.inf) > _FLAT * np.linalg.norm(middle):
        centre = np.degrees([np.arctan2(middle[1], middle[0]), np.arctan2(middle[2], np.hypot(*middle[:2]))])
        text = f"+proj=aeqd +lon_0={centre[0]:.6f} +lat_0={centre[1]:.6f}"
    else:
        around = np.mean(unwrapped(longitude))
        text = f"+proj=eqc +lon_0={around:.6f} +lat_ts={np.mean(latitude):.6f} +over"
    return CRS.from_proj4(f"{text} +datum=WGS84 +units=m +type=crs")
