"""Vp and density that go with Vs, stated so that users can check them."""

from __future__ import annotations

import numpy as np

from .curves import FloatArray

SOIL_POISSON_RATIO = 0.42
SOIL_DENSITY_AT_300 = 1900.0
SOIL_DENSITY_EXPONENT = 0.15
CRUST_ABOVE = 1000.0
BROCHER_VP = (0.9409, 2.0947, -0.8206, 0.2683, -0.0251)
BROCHER_DENSITY = (0.0, 1.6612, -0.4721, 0.0671, -0.0043, 0.000106)


def brocher(vs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return Vp in m/s and density in kg/m3 of crustal rock (Brocher 2005, regression fits).

    Parameters
    ----------
    vs : float array
        Vs in m/s; values outside 0.3 to 4.5 km/s take the Vp/Vs and the density of that limit.
    """
    inside = np.clip(vs / 1000.0, 0.3, 4.5)
    vp = np.polynomial.polynomial.polyval(inside, BROCHER_VP)
    density = np.polynomial.polynomial.polyval(np.clip(vp, 1.5, 8.5), BROCHER_DENSITY)
    return vs * vp / inside, 1000.0 * density


def soil(vs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return Vp in m/s and density in kg/m3 of soil.

    Poisson's ratio is `SOIL_POISSON_RATIO`, for which c/Vs lies midway between dry and saturated
    soil. Density is 1900 (Vs / 300)^0.15, the mean of the earths that the network was trained on.
    """
    ratio = np.sqrt((2 - 2 * SOIL_POISSON_RATIO) / (1 - 2 * SOIL_POISSON_RATIO))
    return vs * ratio, SOIL_DENSITY_AT_300 * (vs / 300.0) ** SOIL_DENSITY_EXPONENT


def vp_and_density(vs: FloatArray, mean_velocity: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return Vp in m/s and density in kg/m3 of each profile.

    Crustal rock where the curve's mean velocity exceeds `CRUST_ABOVE`, soil elsewhere.

    Parameters
    ----------
    vs : (n, layers) float array
        Vs in m/s.
    mean_velocity : (n,) float array
        Mean velocity of the curve that each profile belongs to, in m/s.
    """
    crust = (mean_velocity > CRUST_ABOVE)[:, None]
    vp_rock, density_rock = brocher(vs)
    vp_soil, density_soil = soil(vs)
    return np.where(crust, vp_rock, vp_soil), np.where(crust, density_rock, density_soil)
