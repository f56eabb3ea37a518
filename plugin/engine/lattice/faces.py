"""Faces between the cells of a lattice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray


@dataclass(frozen=True)
class Faces:
    """Faces between cells.

    Parameters
    ----------
    first, second : (n_faces,) int arrays
        The cells on both sides.
    coupling : (n_faces,) float array
        Length of the face over the distance between the middles of its cells; 0 for a closed one.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    coupling: FloatArray
