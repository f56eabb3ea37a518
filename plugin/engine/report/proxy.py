"""An independent check of Vs30: the Rayleigh wave that is 40 m long (Martin and Diehl 2004)."""

from __future__ import annotations

import numpy as np

from ...protocol.waves import VelocityType, Wave
from ..curves import Curves

WAVELENGTH, FACTOR = 40.0, 1.045


def vs30_of_40_m_wave(curve: Curves) -> float:
    """Return 1.045 times the velocity of a site's fundamental Rayleigh wave of 40 m, NaN where not observed.

    Parameters
    ----------
    curve : Curves
        The curve of one site.
    """
    first = (curve.wave == Wave.RAYLEIGH) & (curve.kind == VelocityType.PHASE) & (curve.mode == 0)
    wavelength, velocity = curve.wavelength[first], curve.velocity[first]
    order = np.argsort(wavelength)
    if not len(order) or not wavelength[order[0]] <= WAVELENGTH <= wavelength[order[-1]]:
        return float("nan")
    return FACTOR * float(
        np.exp(np.interp(np.log(WAVELENGTH), np.log(wavelength[order]), np.log(velocity[order])))
    )
