"""Site classes of building codes from Vs30.

Only velocity is assessed: soft clay, liquefiable soil, the thickness of cover over rock
and other criteria of the codes (ASCE F, Eurocode 8 E, S1, S2) are not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray

_ASCE_7_16 = ((180.0, 360.0, 760.0, 1500.0), ("E", "D", "C", "B", "A"))
_EC8_2004 = ((180.0, 360.0, 800.0), ("D", "C", "B", "A"))


def asce7_16(vs30: FloatArray) -> NDArray[np.object_]:
    """Return the ASCE 7-16 (NEHRP 2015) class of each site.

    A above 1500 m/s, B above 760, C above 360, D from 180, E below 180 (the code's 5000,
    2500, 1200 and 600 ft/s in its own metric rounding).

    Parameters
    ----------
    vs30 : (n_sites,) float array
        Vs30 in m/s, NaN where unknown.

    Returns
    -------
    (n_sites,) object array
        Class letters; None where Vs30 is unknown.
    """
    return _classify(vs30, *_ASCE_7_16)


def ec8(vs30: FloatArray) -> NDArray[np.object_]:
    """Return the Eurocode 8 (EN 1998-1:2004) ground type of each site, from Vs30 alone.

    A above 800 m/s, B above 360, C from 180 (bounds inclusive), D below 180.

    Parameters
    ----------
    vs30 : (n_sites,) float array
        Vs30 in m/s, NaN where unknown.

    Returns
    -------
    (n_sites,) object array
        Ground types; None where Vs30 is unknown.
    """
    return _classify(vs30, *_EC8_2004)


def _classify(vs30: FloatArray, bounds: tuple[float, ...], letters: tuple[str, ...]) -> NDArray[np.object_]:
    """Return the letter of the interval that holds each velocity, None for NaN.

    A velocity on a bound falls in the softer class, but for the lowest bound: 180 m/s is not "below 180".
    """
    known = np.isfinite(vs30)
    velocity = np.where(known, vs30, bounds[0])
    classes = np.searchsorted(bounds[1:], velocity, side="left") + (velocity >= bounds[0])
    named = np.array(letters, dtype=object)[classes]
    named[~known] = None
    return named
