"""The lambda/3 rule: the oldest way of reading a profile off a dispersion curve."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import Curves, FloatArray
from plugin.protocol.waves import VelocityType, Wave

FACTOR = 1.1
WAVELENGTHS_PER_DEPTH = 3.0
VS30_FACTOR = 1.045
VS30_WAVELENGTH = 40.0


def rule_profile(curves: Curves, depth: FloatArray) -> FloatArray:
    """Return Vs(z) = 1.1 c(wavelength = 3 z).

    Parameters
    ----------
    curves : Curves
        The curves; points of other types count only where a site has no two points of the
        fundamental Rayleigh phase velocity.
    depth : (n_sites, n_depths) float array
        Depths in m.

    Returns
    -------
    (n_sites, n_depths) float array
        Vs in m/s.
    """
    return FACTOR * velocity_at(curves, WAVELENGTHS_PER_DEPTH * depth)


def rule_vs30(curves: Curves) -> FloatArray:
    """Return Vs30 = 1.045 c(wavelength = 40 m) in m/s, shape (n_sites,)."""
    wavelength = np.full((curves.n_sites, 1), VS30_WAVELENGTH)
    return VS30_FACTOR * velocity_at(curves, wavelength)[:, 0]


def velocity_at(curves: Curves, wavelength: FloatArray) -> FloatArray:
    """Return the velocity at wavelengths in m, linear in logarithms and constant beyond the ends."""
    used = _usable(curves)
    found = np.empty(wavelength.shape)
    for site, (start, stop) in enumerate(zip(curves.offsets[:-1], curves.offsets[1:])):
        points = start + np.flatnonzero(used[start:stop])
        points = points[np.argsort(curves.wavelength[points])]
        x, y = np.log(curves.wavelength[points]), np.log(curves.velocity[points])
        found[site] = np.exp(np.interp(np.log(wavelength[site]), x, y))
    return found


def _usable(curves: Curves) -> NDArray[np.bool_]:
    fundamental = (curves.wave == Wave.RAYLEIGH) & (curves.kind == VelocityType.PHASE) & (curves.mode == 0)
    site = curves.site_index
    enough = np.bincount(site, fundamental, minlength=curves.n_sites) >= 2
    return fundamental | ~enough[site]
