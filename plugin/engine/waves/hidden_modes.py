"""Modes that are guided at depth and cannot be seen at the surface.

A slow layer below faster ones guides modes of its own, whose amplitude falls off exponentially towards the
surface. By the count of all modes the fundamental one of high frequencies is of that kind wherever the ground
has a stiff cover: a dry crust, a pavement, ice. No survey picks it.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201
from __future__ import annotations

import numpy as np

from .compiled import compiled
from .secular_changes import by_velocity, rise

HIDDEN = 500.0
"""Change of the secular function with ln c at a hidden mode; at others it is 1 to 30. The amplitude that a
source at the surface gives a mode there is about one over it (Harkrider 1964)."""
LEAST_WALL = 0.8
"""Least decay between a layer and the surface, in e-foldings of the amplitude, that hides its modes."""


@compiled()
def is_hidden(thickness, vp, vs, density, omega, c, love):
    """Return whether the mode with this velocity is guided at depth, unseen at the surface.

    No velocity (NaN), or one as fast as the half-space's Vs, is not that of a hidden mode.

    Parameters
    ----------
    thickness, vp, vs, density : (n_layers,) float arrays
        The earth, its velocities over the slowest Vs and its density in g/cm3: `HIDDEN` is for these units.
    omega, c : float
        Angular frequency and the velocity of a mode.
    love : bool
        Love instead of Rayleigh waves.
    """
    if not c < vs[-1]:
        return False
    earth = (thickness, vp, vs, density)
    below, size = rise(earth, omega / c, c, love)
    return not abs(by_velocity(earth, omega / c, c, below, size, love)) < HIDDEN


@compiled()
def may_hide(thickness, vs, omega, c):
    """Return whether a wall of faster layers may hide a mode of at most this velocity."""
    fastest = vs[0]
    for layer in range(1, len(vs) - 1):
        if vs[layer] < min(c, fastest):
            wall = 0.0
            for j in range(layer):
                wall += thickness[j] * np.sqrt(max(1.0 - (vs[layer] / vs[j]) ** 2, 0.0))
            if wall * omega / vs[layer] > LEAST_WALL:
                return True
        fastest = max(fastest, vs[layer])
    return False
