"""Correction for the Earth's curvature, both ways: curve in, profile out.

With a the Earth's radius, a spherical Earth's surface wave of angular wavenumber k has the
flat-Earth equivalent k_flat^2 = k^2 - (n / 2a)^2, n = 1 for Rayleigh and 3 for Love waves; the
profile found for it maps back by z = a (1 - exp(-z_flat / a)), v = v_flat exp(-z_flat / a)
(Biswas and Knopoff 1970). The flat Earth's density is the true one times (r / a)^p, with p = 5 for Love waves
(exact) and p = 2.275 for Rayleigh waves (an approximation; Schwab and Knopoff 1972).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...protocol.request import Switch
from ...protocol.waves import VelocityType, Wave
from ..curves import Curves, FloatArray

EARTH_RADIUS = 6_371_000.0
NEEDED_FROM_PERIOD = 30.0
DENSITY_POWER = {Wave.RAYLEIGH: 2.275, Wave.LOVE: 5.0}


def is_needed(choice: Switch, curves: Curves) -> bool:
    """Tell whether to correct; ``"auto"`` does from a period of `NEEDED_FROM_PERIOD` s on."""
    if choice != "auto":
        return choice == "on"
    return bool(curves.n_points) and bool(curves.frequency.min() <= 1.0 / NEEDED_FROM_PERIOD)


def _curvature(curves: Curves) -> FloatArray:
    """Return n / (2 a k) of each point, with k from the point's own velocity."""
    order = np.where(curves.wave == Wave.LOVE, 3.0, 1.0)
    return order * curves.wavelength / (4 * np.pi * EARTH_RADIUS)


def flatten(curves: Curves) -> Curves:
    """Return the flat-Earth equivalent of observed curves.

    Phase velocities grow by 1/sqrt(1 - x^2) and group velocities, by the chain rule, shrink by
    its inverse, with x = n / (2 a k). From x = 1 on, waves longer than the Earth can carry, they are NaN.
    """
    rest = 1.0 - _curvature(curves) ** 2
    factor = 1.0 / np.sqrt(np.where(rest > 0, rest, np.nan))
    factor = np.where(curves.kind == VelocityType.GROUP, 1.0 / factor, factor)
    return replace(curves, velocity=curves.velocity * factor, sigma=curves.sigma * factor)


def density_power(curves: Curves) -> FloatArray:
    """Return the power p of each site, (n_sites,); where it has both waves, the mean over its points."""
    power = np.where(curves.wave == Wave.LOVE, DENSITY_POWER[Wave.LOVE], DENSITY_POWER[Wave.RAYLEIGH])
    total = np.bincount(curves.site_index, power, minlength=curves.n_sites)
    return total / np.maximum(curves.counts, 1)


def unflatten_velocity(flat: Curves, velocity: FloatArray) -> FloatArray:
    """Return velocities predicted for a flat Earth as a spherical Earth shows them.

    Parameters
    ----------
    flat : Curves
        The curves as `flatten` returned them.
    velocity : (n_points,) float array
        Predictions for them in m/s.
    """
    x = _curvature(replace(flat, velocity=velocity))
    factor = 1.0 / np.sqrt(1.0 + x**2)
    return velocity * np.where(flat.kind == VelocityType.GROUP, 1.0 / factor, factor)


def unflatten_depth(depth: FloatArray) -> FloatArray:
    """Return the depth in m on a spherical Earth of a flat-Earth depth."""
    return EARTH_RADIUS * -np.expm1(-depth / EARTH_RADIUS)


def flatten_depth(depth: FloatArray) -> FloatArray:
    """Return the flat-Earth depth in m of a depth on a spherical Earth, the inverse of `unflatten_depth`."""
    return EARTH_RADIUS * -np.log1p(-depth / EARTH_RADIUS)


def unflatten_factor(depth: FloatArray) -> FloatArray:
    """Return the factor by which velocities at a flat-Earth depth shrink on a spherical Earth."""
    return np.exp(-depth / EARTH_RADIUS)
