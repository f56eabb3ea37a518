"""How the secular function changes near a root, with each layer and with velocity."""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201, ANN202
from __future__ import annotations

import numpy as np

from .compiled import compiled
from .secular import SURFACE, divided, half_space, joined, scaled, through

VELOCITY_STEP = 1e-5


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
