"""Geopsy's numbers for a dispersion point, frequency, slowness and its deviation, as velocity and sigma."""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray
from ..survey import ColumnUse
from .tables.units import to_sigma, to_velocity

COLUMNS = (
    ColumnUse("1", "frequency", "Hz", "format"),
    ColumnUse("2", "slowness", "s/m", "format"),
)
DEVIATION = ColumnUse("3", "deviation of the slowness", "", "magnitude")


def velocity_and_sigma(
    slowness: FloatArray, deviation: FloatArray
) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    """Return velocity and its standard deviation in m/s, and notes on how the deviation was taken.

    Geopsy 2 gives the standard deviation of the slowness in s/m; Geopsy 3 gives a factor s >= 1 that the
    slowness is multiplied or divided by. The factor stands for the coefficient of variation c for which s is
    the mean of 1 + c and 1 / (1 - c), which is what swprepost writes for a deviation of c.

    Parameters
    ----------
    slowness : (n,) float array
        In s/m.
    deviation : (n,) float array
        1 and above is taken as a factor, below as s/m; zero or NaN where unknown.
    """
    velocity = to_velocity(slowness, "s/m")
    is_factor = deviation >= 1
    with np.errstate(over="ignore", invalid="ignore"):
        variation = deviation - np.sqrt((deviation - 1) ** 2 + 1)
        sigma = np.where(is_factor, variation * velocity, to_sigma(deviation, "s/m", velocity))
    notes = []
    if is_factor.any():
        notes.append("deviations of 1 and above are taken as factors of the slowness (Geopsy 3)")
    if np.any((deviation > 0) & ~is_factor):
        notes.append("deviations below 1 are taken as standard deviations of the slowness in s/m (Geopsy 2)")
    return velocity, sigma, tuple(notes)
