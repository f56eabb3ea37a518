"""Modes that are guided at depth and cannot be seen at the surface.

A slow layer below faster ones guides modes of its own, whose amplitude falls off exponentially towards the
surface. By the count of all modes the fundamental one of high frequencies is of that kind wherever the ground
has a stiff cover: a dry crust, a pavement, ice. No survey picks it.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201, ANN202
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .compiled import compiled
from .curves import FloatArray, Wave
from .secular_changes import by_velocity, rise

if TYPE_CHECKING:
    from .forward import Earths

HIDDEN = 500.0
"""Change of the secular function with ln c at a hidden mode; at others it is 1 to 30. The amplitude that a
source at the surface gives a mode there is about one over it (Harkrider 1964)."""
LEAST_WALL = 0.8
"""Least decay between a layer and the surface, in e-foldings of the amplitude, that hides its modes."""


@compiled()
def is_hidden(thickness, vp, vs, density, omega, c, love):
    """Return whether the mode with this velocity is guided at depth, unseen at the surface.

    Parameters
    ----------
    thickness, vp, vs, density : (n_layers,) float arrays
        The earth in any consistent units.
    omega, c : float
        Angular frequency and the velocity of a mode.
    love : bool
        Love instead of Rayleigh waves.
    """
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


@compiled()
def _are_hidden(thickness, vs, vp, density, n_layers, earth, frequency, velocity, love, found):
    for point in range(len(earth)):
        c, e = velocity[point], earth[point]
        n = n_layers[e]
        if c < vs[e, n - 1]:
            # Units in which the velocity and the angular frequency are near 1, as in the root search.
            unit = vs[e, :n].min()
            length = unit / (2.0 * np.pi * frequency[point])
            h, a, b = thickness[e, :n] / length, vp[e, :n] / unit, vs[e, :n] / unit
            found[point] = is_hidden(h, a, b, density[e, :n] / 1000.0, 1.0, c / unit, love[point])


def are_hidden(
    earths: Earths,
    earth_index: NDArray[np.int64],
    frequency: FloatArray,
    phase: FloatArray,
    wave: NDArray[np.integer],
) -> NDArray[np.bool_]:
    """Return whether modes of known phase velocities are guided at depth, unseen at the surface.

    Parameters
    ----------
    earths : Earths
        The earths.
    earth_index, frequency, wave : (n_points,) arrays
        Earth, frequency in Hz and `Wave` of each point.
    phase : (n_points,) float array
        Phase velocity in m/s of a mode there; NaN, or one that is not guided, is not hidden.
    """
    found = np.zeros(len(earth_index), dtype=np.bool_)
    columns = (earths.thickness, earths.vs, earths.vp, earths.density, earths.n_layers)
    _are_hidden(*columns, earth_index, frequency, phase, wave == Wave.LOVE, found)
    return found
