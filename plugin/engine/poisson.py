"""The Poisson class: what the dimensionless network is told about rock and soil."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ..protocol.request import PoissonChoice
from .curves import FloatArray

SOIL_BELOW = 700.0
ROCK_ABOVE = 1500.0


class Poisson(IntEnum):
    """Poisson's ratio near 0.25 (rock), up to 0.497 (soil, often saturated), or not known."""

    UNKNOWN = 0
    ROCK = 1
    SOIL = 2


def poisson_class(choice: PoissonChoice, velocity: FloatArray) -> NDArray[np.int64]:
    """Return the Poisson class of each site.

    Parameters
    ----------
    choice : {"auto", "rock", "soil", "unknown"}
        What the user asked for. ``"auto"`` calls a site soil below `SOIL_BELOW`, rock above
        `ROCK_ABOVE` and unknown between.
    velocity : (n_sites,) float array
        Mean velocity of each site's curve in m/s.
    """
    if choice != "auto":
        return np.full(len(velocity), Poisson[choice.upper()], dtype=np.int64)
    classes = np.full(len(velocity), Poisson.UNKNOWN, dtype=np.int64)
    classes[velocity < SOIL_BELOW] = Poisson.SOIL
    classes[velocity > ROCK_ABOVE] = Poisson.ROCK
    return classes
