"""Site classes of building codes, of each drawn profile.

Only velocity is assessed; see `site_standards.NOT_ASSESSED`. A code is the place of a class among the
standard's classes, `UNRESOLVED` where the profile ends above the depth that decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.site_standards import STANDARDS
from ..curves import FloatArray

UNRESOLVED = -1
ROCK = 800.0
"""Vs in m/s of what European standards take for rock."""
ROCK_WITHIN = 20.0
"""Greatest depth in m of rock below the cover of ground type E of EC8 2004."""
_FOOT = 0.3048


@dataclass(frozen=True)
class _Bounds:
    """Velocities in m/s between classes, from stiff to soft.

    A velocity on a bound falls in the softer class, but for the last `open_below` bounds.
    """

    velocity: tuple[float, ...]
    open_below: int = 0

    def codes(self, velocity: FloatArray) -> NDArray[np.int64]:
        """Return the places of the classes that hold velocities; NaN is `UNRESOLVED`."""
        softer = len(self.velocity) - self.open_below
        upper, lower = np.array(self.velocity[:softer]), np.array(self.velocity[softer:])
        code = (velocity[..., None] <= upper).sum(axis=-1) + (velocity[..., None] < lower).sum(axis=-1)
        return np.where(np.isfinite(velocity), code, UNRESOLVED)


_ASCE7_22 = _Bounds(tuple(_FOOT * feet for feet in (5000.0, 3000.0, 2100.0, 1450.0, 1000.0, 700.0, 500.0)))
_BY_VS30 = {
    "asce7_22": _ASCE7_22,
    "asce7_16": _Bounds((1500.0, 760.0, 360.0, 180.0), open_below=1),
    "nz_1170": _Bounds((750.0, 450.0, 300.0, 250.0, 200.0, 150.0)),
    "nbc_2020": _Bounds((1500.0, 760.0, 360.0, 180.0, 140.0)),
}
_EC8 = _Bounds((ROCK, 360.0, 180.0), open_below=1)
_NTC = _Bounds((ROCK, 360.0, 180.0, 100.0), open_below=2)


@dataclass(frozen=True)
class Criteria:
    """What decides the classes of drawn profiles.

    Parameters
    ----------
    vs30 : (n_sites, n) float array
        Vs30 in m/s; NaN where nothing can be said.
    h800 : (n_sites, n) float array
        Depth in m at which Vs first reaches 800 m/s; infinite where it does not down to `bottom`.
    cover : (n_sites, n) float array
        Mean velocity in m/s above `h800`, or above 30 m where that is less deep.
    above : (n_sites, n) float array
        Mean velocity in m/s above `h800`, wherever that is; anything where it is infinite.
    bottom : (n_sites,) float array
        Depth in m to which the profiles are known.
    """

    vs30: FloatArray
    h800: FloatArray
    cover: FloatArray
    above: FloatArray
    bottom: FloatArray

    def known_to(self, depth: float) -> NDArray[np.bool_]:
        """Return whether each profile tells on which side of a depth H800 lies, (n_sites, n)."""
        return np.isfinite(self.h800) | (self.bottom[:, None] >= depth)


def velocity_codes(key: str, vs30: FloatArray) -> NDArray[np.int64]:
    """Return the classes of Vs30 in m/s, of any shape, by a standard that Vs30 alone decides.

    ASCE 7-22 has its bounds in ft/s, turned into m/s exactly; ASCE 7-16 in its own metric rounding.

    Raises
    ------
    KeyError
        If Vs30 alone does not decide the standard.
    """
    return _BY_VS30[key].codes(vs30)


def bounds_of(key: str) -> tuple[float, ...]:
    """Return the velocities in m/s between the classes of such a standard, from stiff to soft."""
    return _BY_VS30[key].velocity


def vs30_bounds_of(key: str) -> tuple[float, ...]:
    """Return the velocities in m/s by which Vs30 parts the types of a standard that a profile decides.

    Of EC8 2004 those between A, B, C and D; E is decided by the cover above rock.

    Raises
    ------
    KeyError
        If Vs30 parts none of its types.
    """
    return {"ec8": _EC8.velocity}[key]


def codes_of(key: str, criteria: Criteria) -> NDArray[np.int64]:
    """Return the class of each profile, (n_sites, n), by the standard of a key of `STANDARDS`."""
    by_profile = {"ec8": _ec8, "ec8_second": _ec8_second, "ntc_2018": _ntc}
    if key in by_profile:
        return by_profile[key](criteria)
    return velocity_codes(key, criteria.vs30)


def named(key: str, codes: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the names of classes; None where unresolved."""
    names = np.array([*STANDARDS[key].classes, None], dtype=object)
    return names[codes]


def _place(key: str, name: str) -> int:
    return STANDARDS[key].classes.index(name)


def _ec8(criteria: Criteria) -> NDArray[np.int64]:
    """Return ground types of EN 1998-1:2004.

    E is 5 to 20 m of ground of a mean velocity of at most 360 m/s over 800 m/s. A has at most 5 m above 800
    m/s.
    """
    codes = _EC8.codes(criteria.vs30)
    a, b, e = (_place("ec8", name) for name in "ABE")
    codes = np.where((codes == a) & (criteria.h800 > 5.0), b, codes)
    thin = (criteria.h800 >= 5.0) & (criteria.h800 <= ROCK_WITHIN) & (criteria.above <= 360.0)
    codes = np.where(thin & np.isfinite(criteria.vs30), e, codes)
    return np.where(criteria.known_to(ROCK_WITHIN), codes, UNRESOLVED)


_SECOND = ("ABBB", "AECF", "EEDF")
"""Of stiff, medium and soft ground, by H800."""
_SECOND_DEPTHS = np.array([5.0, 30.0, 100.0])


def _ec8_second(criteria: Criteria) -> NDArray[np.int64]:
    """Return the site categories of the second generation of EN 1998-1."""
    places = np.array([[_place("ec8_second", name) for name in row] for row in _SECOND])
    stiffness = _Bounds((400.0, 250.0), open_below=2).codes(criteria.cover)
    row = np.clip(stiffness, 0, 2)
    column = (criteria.h800[..., None] > _SECOND_DEPTHS).sum(axis=-1)
    codes = places[row, column]
    # Where the profile ends above the depth that decides, the class is known if all deeper ones are the same.
    least = (criteria.bottom[:, None] >= _SECOND_DEPTHS).sum(axis=1)[:, None]
    settled = np.isfinite(criteria.h800) | (places[row, least] == places[row, 3])
    codes = np.where(settled, codes, UNRESOLVED)
    codes = np.where(criteria.cover >= ROCK, _place("ec8_second", "A"), codes)
    codes = np.where(criteria.cover < 150.0, _place("ec8_second", "study"), codes)
    return np.where(np.isfinite(criteria.cover), codes, UNRESOLVED)


def _ntc(criteria: Criteria) -> NDArray[np.int64]:
    """Return the subsoil categories of NTC 2018."""
    codes = _NTC.codes(criteria.cover)
    a, b, c, d, e = (_place("ntc_2018", name) for name in "ABCDE")
    codes = np.where((codes == a) & (criteria.h800 > 3.0), b, codes)
    codes = np.where(np.isin(codes, (c, d)) & (criteria.h800 <= 30.0), e, codes)
    codes = np.where(criteria.cover < 100.0, _place("ntc_2018", "study"), codes)
    codes = np.where(criteria.h800 <= 3.0, a, codes)
    return np.where(criteria.known_to(30.0) & np.isfinite(criteria.cover), codes, UNRESOLVED)
