"""Conjugate gradients, led by the solver of a like system."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import csc_matrix

from ..curves import FloatArray
from .lattice import Solve, symmetric_solver

_ENOUGH = 1e-5  # of a solution
_MOST_STEPS = 25

Apply = Callable[[FloatArray], FloatArray]


def conjugate_gradients(
    apply: Apply, sides: FloatArray, nearly: Apply, enough: float, most_steps: int
) -> FloatArray | None:
    """Solve a symmetric positive definite system; None where the like one does not lead there.

    Parameters
    ----------
    apply : callable
        The system: what it makes of an array like `sides`.
    sides : (n,) or (n, k) float array
        Right sides, which are solved for all at once.
    nearly : callable
        Solves a like system, symmetric too.
    enough : float
        Share of the solution by which it may be missed, as far as the like system tells.
    most_steps : int
        After which to give up.
    """
    found, left = np.zeros_like(sides), sides.copy()
    led = nearly(left)
    direction, gain = led, (left * led).sum(axis=0)
    square = enough**2 * (led**2).sum(axis=0)
    for _ in range(most_steps):
        image = apply(direction)
        step = gain / np.maximum((direction * image).sum(axis=0), np.finfo(float).tiny)
        found += step * direction
        left -= step * image
        led = nearly(left)
        if ((led**2).sum(axis=0) <= square).all():
            return found
        gain, before = (left * led).sum(axis=0), gain
        direction = led + gain / np.maximum(before, np.finfo(float).tiny) * direction
    return None


class LikeSystems:
    """Solves one system after the other, with the factors of an earlier one where these lead there."""

    def __init__(self) -> None:
        self._earlier: Solve | None = None

    def __call__(self, matrix: csc_matrix, sides: FloatArray) -> FloatArray:
        """Return the solution of a symmetric positive definite system, for (n,) or (n, k)."""
        if self._earlier is not None:
            found = conjugate_gradients(matrix.dot, sides, self._earlier, _ENOUGH, _MOST_STEPS)
            if found is not None:
                return found
        self._earlier = None
        self._earlier = symmetric_solver(csc_matrix(matrix))
        return self._earlier(sides)
