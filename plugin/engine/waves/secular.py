"""The function of velocity whose roots are the surface waves of a layered earth.

For Rayleigh waves it is Dunkin's (1965), with wavenumber 1: what the minors of the two solutions that decay
below become on their way up through the layers. Sorting each layer's matrix by its P and S terms leaves a
third of the products of the matrix written out. For Love waves it is Thomson's and Haskell's: stress and
displacement of the one solution take the first and the last place of the minors, and the others are zero.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201, ANN202
from __future__ import annotations

import numpy as np

from .compiled import compiled

SMALL = 1e-10
SURFACE = (0.0, 0.0, 0.0, 0.0, 1.0)
"""What a free surface says of what lies above a layer; see `joined`."""


@compiled()
def secular(thickness, vp, vs, density, omega, c, love):
    """Return the secular function but for a positive factor; it is zero where c is a mode's velocity.

    Parameters
    ----------
    thickness, vp, vs, density : (n_layers,) float arrays
        The earth in any consistent units.
    omega, c : float
        Angular frequency and velocity in the same units.
    love : bool
        Love instead of Rayleigh waves.
    """
    last = len(vs) - 1
    minors = half_space(vp[last], vs[last], density[last], c, love)
    for layer in range(last - 1, -1, -1):
        kh = omega / c * thickness[layer]
        minors = scaled(through(minors, kh, vp[layer], vs[layer], density[layer], c, love))[0]
    return minors[0]


@compiled()
def scaled(minors):
    """Return minors over the largest of them, and that one's size."""
    size = max(abs(minors[0]), abs(minors[1]), abs(minors[2]), abs(minors[3]), abs(minors[4]))
    return divided(minors, size), size


@compiled()
def divided(minors, size):
    """Return minors over a size."""
    by = 1.0 / size
    return by * minors[0], by * minors[1], by * minors[2], by * minors[3], by * minors[4]


@compiled()
def half_space(vp, vs, density, c, love):
    """Return the five minors of the two solutions that decay in a half-space."""
    if love:
        return density * vs**2 * np.sqrt(abs(1.0 - (c / vs) ** 2)), 0.0, 0.0, 0.0, 1.0
    p, s = np.sqrt(abs(1.0 - (c / vp) ** 2)), np.sqrt(abs(1.0 - (c / vs) ** 2))
    g = 2.0 * (vs / c) ** 2
    m = g - 1.0
    return (
        density**2 * (m * m - g * g * p * s),
        -density * p,
        density * (m - g * p * s),
        density * s,
        1.0 - p * s,
    )


@compiled()
def terms(square, kh):
    """Return cosh, sinh / r, sinh * r of r kh, and exp(-r kh) by which they are scaled; r^2 = square."""
    if square > SMALL:
        r = np.sqrt(square)
        decay = np.exp(-kh * r)
        sinh = (1.0 - decay * decay) / 2.0
        return (1.0 + decay * decay) / 2.0, sinh / r, sinh * r, decay
    if square < -SMALL:
        r = np.sqrt(-square)
        sine = np.sin(kh * r)
        return np.cos(kh * r), sine / r, -sine * r, 1.0
    return 1.0, kh, 0.0, 1.0


@compiled()
def through(minors, kh, vp, vs, density, c, love):
    """Return the minors at a layer's top from those at its bottom; kh is wavenumber times thickness."""
    if love:
        return _love_through(minors, kh, vs, density, c)
    cp, w, x, ap = terms(1.0 - (c / vp) ** 2, kh)
    cs, y, z, ass = terms(1.0 - (c / vs) ** 2, kh)
    g = 2.0 * (vs / c) ** 2
    m = g - 1.0
    e0, e1, e2, e3, e4 = (
        minors[0],
        density * minors[1],
        density * minors[2],
        density * minors[3],
        density * density * minors[4],
    )
    both = cp * cs
    of_x, of_w = e0 - 2.0 * g * e2 + g * g * e4, e0 - 2.0 * m * e2 + m * m * e4
    mixed = (ap * ass - both) * (e0 - (g + m) * e2 + g * m * e4)
    first = x * z * of_x - cp * z * e1 + cs * x * e3
    second = w * y * of_w + cs * w * e1 - cp * y * e3
    inverse = 1.0 / density
    return (
        both * e0 - 2.0 * g * m * mixed - g * g * first - m * m * second,
        inverse * (both * e1 - x * y * e3 + cp * y * of_w - cs * x * of_x),
        inverse * (both * e2 - (g + m) * mixed - g * first - m * second),
        inverse * (both * e3 - w * z * e1 + cp * z * of_x - cs * w * of_w),
        inverse * inverse * (both * e4 - 2.0 * mixed - first - second),
    )


@compiled()
def _love_through(minors, kh, vs, density, c):
    cs, y, z, _ = terms(1.0 - (c / vs) ** 2, kh)
    rigidity = density * vs * vs
    stress, displacement = minors[0], minors[4]
    return (
        cs * stress + rigidity * z * displacement,
        0.0,
        0.0,
        0.0,
        y / rigidity * stress + cs * displacement,
    )


@compiled()
def joined(below, above):
    """Return the secular function of what lies below an interface and what lies above it.

    A layer's matrix is its own mirror image about the second diagonal, but for the middle row, so that
    `through` also takes a layer's bottom for its top: `above` starts from `SURFACE` and goes down.
    """
    return (
        below[0] * above[4]
        + below[1] * above[3]
        - 2.0 * below[2] * above[2]
        + below[3] * above[1]
        + below[4] * above[0]
    )
