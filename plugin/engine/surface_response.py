"""How the secular function changes near a root, and whether the mode there can be seen at the surface.

The change with velocity is what a mode's amplitude at the surface is divided by (Harkrider 1964). A slow
layer below faster ones guides modes of its own, whose amplitude falls off exponentially towards the surface:
no survey picks them.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201, ANN202
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .compiled import compiled
from .curves import FloatArray, Wave
from .forward import Earths
from .secular import SURFACE, divided, half_space, joined, scaled, through

VELOCITY_STEP = 1e-5
HIDDEN = 1000.0
"""Modes that the surface shows have values of 1 to 30; each factor of 10 more is as much less amplitude."""


@compiled()
def rise(earth, k, c, love):
    """Return the scaled minors at the top of each layer (n_layers, 5) and what each layer scales by.

    Parameters
    ----------
    earth : tuple of four (n_layers,) float arrays
        Thickness, Vp, Vs and density in consistent units.
    k, c : float
        Wavenumber and velocity.
    love : bool
        Love instead of Rayleigh waves.
    """
    _, vp, vs, density = earth
    last = len(vs) - 1
    below, size = np.empty((last + 1, 5)), np.empty(last + 1)
    minors, size[last] = scaled(half_space(vp[last], vs[last], density[last], c, love))
    for layer in range(last, -1, -1):
        if layer < last:
            minors, size[layer] = scaled(_layer(earth, layer, k, c, love, minors))
        for i in range(5):
            below[layer, i] = minors[i]
    return below, size


@compiled()
def changes(earth, k, c, below, size, other, other_k, other_c, love, change):
    """Fill in how the secular function changes if one layer after the other is as in `other`.

    Each change follows from what lies below the layer and above it. At the surface alone nothing is left of
    a mode that a slow layer guides at depth but a step, where rounding decides on which side of it c lies.

    Parameters
    ----------
    earth, k, c, love
        As for `rise`, which returns `below` and `size`; c is a root.
    other, other_k, other_c
        The same as they are to be in the changed layer.
    change : (n_layers,) float array
        What is filled in.
    """
    last = len(size) - 1
    above = SURFACE
    for layer in range(last):
        changed = _layer(other, layer, other_k, other_c, love, below[layer + 1])
        # What a layer's matrix is scaled by is not smooth where c is its Vp or Vs.
        scale = _decay(other, layer, other_k, other_c, love) - _decay(earth, layer, k, c, love)
        changed = divided(changed, size[layer] * np.exp(scale))
        change[layer] = joined(changed, above) - joined(below[layer], above)
        above = divided(_layer(earth, layer, k, c, love, above), size[layer])
    changed = divided(half_space(other[1][last], other[2][last], other[3][last], other_c, love), size[last])
    change[last] = joined(changed, above) - joined(below[last], above)


@compiled()
def by_velocity(earth, k, c, below, size, love):
    """Return the derivative of the secular function by ln c at a root; arguments are as for `changes`."""
    step = 1.0 + VELOCITY_STEP
    change = np.empty(len(size))
    changes(earth, k, c, below, size, earth, k / step, c * step, love, change)
    return change.sum() / VELOCITY_STEP


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


@compiled()
def _decay(earth, layer, k, c, love):
    """Return ln of what a layer's matrix is scaled by; see `secular.terms`."""
    thickness, vp, vs, _ = earth
    s = np.sqrt(max(1.0 - (c / vs[layer]) ** 2, 0.0))
    p = 0.0 if love else np.sqrt(max(1.0 - (c / vp[layer]) ** 2, 0.0))
    return -k * thickness[layer] * (p + s)


@compiled()
def _layer(earth, layer, k, c, love, minors):
    thickness, vp, vs, density = earth
    return through(minors, k * thickness[layer], vp[layer], vs[layer], density[layer], c, love)
