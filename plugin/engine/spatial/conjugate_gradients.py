"""Conjugate gradients, led by the solver of a like system."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..curves import FloatArray

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
        Share of a right side that may be left.
    most_steps : int
        After which to give up.
    """
    found, left = np.zeros_like(sides), sides.copy()
    led = nearly(left)
    direction, gain = led, (left * led).sum(axis=0)
    square = enough**2 * (sides**2).sum(axis=0)
    for _ in range(most_steps):
        image = apply(direction)
        step = gain / np.maximum((direction * image).sum(axis=0), np.finfo(float).tiny)
        found += step * direction
        left -= step * image
        if ((left**2).sum(axis=0) <= square).all():
            return found
        led = nearly(left)
        gain, before = (left * led).sum(axis=0), gain
        direction = led + gain / np.maximum(before, np.finfo(float).tiny) * direction
    return None
