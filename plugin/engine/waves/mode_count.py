"""How many modes are slower than a velocity: the count by which a root is known to be the asked mode.

By Wittrick and Williams (1971) the number of modes below a frequency at fixed wavenumber is the number of
negative eigenvalues of the dynamic stiffness of the layered earth plus the number of modes of its layers with
both faces clamped. The layers' stiffness matrices are those of Kausel and Roesset (1981). Eliminating one
interface after the other from below leaves the stiffness of what lies beneath, so the negative eigenvalues
are counted on the way (Sylvester's law of inertia). As long as group velocities are positive, modes below a
frequency at fixed wavenumber are modes slower than a velocity at fixed frequency.

The half-space's Vs bounds the velocities that can be asked for: beyond it no mode is guided.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201, ANN202
from __future__ import annotations

import numpy as np

from .compiled import compiled
from .secular import terms

MOST_PARTS = 10_000
TINY = 1e-10


@compiled()
def count_modes(thickness, vp, vs, density, omega, c, love):
    """Return how many Love or Rayleigh modes at angular frequency omega are slower than c.

    Parameters
    ----------
    thickness, vp, vs, density : (n_layers,) float arrays
        The earth in any consistent units; c must be below its last Vs.
    omega, c : float
        Angular frequency and velocity in the same units.
    love : bool
        Love instead of Rayleigh waves.
    """
    if love:
        return _count_love(thickness, vs, density, omega / c, c)
    return _count_rayleigh(thickness, vp, vs, density, omega / c, c)


@compiled()
def _count_love(thickness, vs, density, k, c):
    last = len(vs) - 1
    below = density[last] * vs[last] ** 2 * k * np.sqrt(1.0 - (c / vs[last]) ** 2)
    count = 0
    for layer in range(last - 1, -1, -1):
        if k * thickness[layer] < TINY:
            continue
        rigidity = density[layer] * vs[layer] ** 2
        square = 1.0 - (c / vs[layer]) ** 2
        phase = k * thickness[layer] * np.sqrt(abs(square))
        if phase < TINY:
            diagonal = rigidity / thickness[layer]
        elif square > 0.0:
            diagonal = rigidity * k * np.sqrt(square) / np.tanh(phase)
        else:
            count += int(phase / np.pi)
            diagonal = rigidity * k * np.sqrt(-square) / np.tan(phase)
        pivot = diagonal + below
        count += pivot < 0.0
        # diagonal^2 - off-diagonal^2 = (rigidity k)^2 square, by which no digits cancel in thin layers.
        below = ((rigidity * k) ** 2 * square + diagonal * below) / pivot
    return count + (below < 0.0)


@compiled()
def _negative(xx, xz, zz):
    """Return how many eigenvalues of a symmetric matrix are negative."""
    determinant = xx * zz - xz * xz
    if determinant < 0.0:
        return 1
    return 2 if xx + zz < 0.0 else 0


@compiled()
def _count_rayleigh(thickness, vp, vs, density, k, c):
    last = len(vs) - 1
    excess = (c / vs[last]) ** 2
    p, s = np.sqrt(1.0 - (c / vp[last]) ** 2), np.sqrt(1.0 - excess)
    unit = density[last] * vs[last] ** 2 * k
    xx, zz = unit * excess * p / (1.0 - p * s), unit * excess * s / (1.0 - p * s)
    xz = unit * (2.0 - excess / (1.0 - p * s))
    count = 0
    for layer in range(last - 1, -1, -1):
        if k * thickness[layer] < TINY:
            continue
        excess = (c / vs[layer]) ** 2
        # A layer of less than half a vertical shear wavelength has no clamped mode.
        halves = k * thickness[layer] * np.sqrt(max(excess - 1.0, 0.0)) / np.pi
        if not halves < MOST_PARTS:
            raise ValueError("a layer is too many wavelengths thick")
        parts = 1 + int(halves)
        kh = k * thickness[layer] / parts
        cp, xp, yp, ap = terms(1.0 - (c / vp[layer]) ** 2, kh)
        cs, xs, ys, ass = terms(1.0 - excess, kh)
        unit = 2.0 * density[layer] * vs[layer] ** 2 * k
        factor = unit * excess / 2.0 / (2.0 * (ap * ass - cp * cs) + xp * xs + yp * ys)
        own_xx, own_zz = factor * (cp * xs - cs * yp), factor * (cs * xp - cp * ys)
        own_xz = factor * (ap * ass - cp * cs + yp * ys) + unit * (1.0 - excess / 2.0)
        far_xx, far_zz = factor * (yp * ass - xs * ap), factor * (ys * ap - xp * ass)
        far_xz = factor * (cp * ass - cs * ap)
        for _ in range(parts):
            xx, zz, xz = own_xx + xx, own_zz + zz, xz - own_xz
            count += _negative(xx, xz, zz)
            determinant = xx * zz - xz * xz
            # Rows of the coupling to the face above, times the inverse of what is eliminated.
            a, b = (far_xx * zz - far_xz * xz) / determinant, (far_xz * xx - far_xx * xz) / determinant
            d, e = (-far_xz * zz - far_zz * xz) / determinant, (far_zz * xx + far_xz * xz) / determinant
            xx, xz, zz = (
                own_xx - a * far_xx - b * far_xz,
                own_xz + a * far_xz - b * far_zz,
                own_zz + d * far_xz - e * far_zz,
            )
    return count + _negative(xx, xz, zz)
