"""Derivatives of phase velocities with respect to what the refinement solves for.

A phase velocity c is a root of the secular function F(c, m). Its derivative follows without another
root search, by implicit differentiation: dc/dm = -(dF/dm) / (dF/dc). Group velocities are differences
of neighbouring phase velocities, and so are their derivatives.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from .compiled import as_compiled, compiled
from .forward import Earths
from .secular_changes import by_velocity, changes, rise

STEP = 1e-4
"""By how much ln Vs of a layer, or the departure of Vp, differs in the earths nearby."""
LARGEST = 5.0


@compiled()
def _differentiate_one(
    thickness, vs, vp, density, stiffer_vs, stiffer_vp, stiffer_density, drier_vp, omega, c, love
):
    derivative = np.zeros(len(vs) + 1)
    try:
        earth = (thickness, vp, vs, density)
        stiffer = (thickness, stiffer_vp, stiffer_vs, stiffer_density)
        k = omega / c
        below, size = rise(earth, k, c, love)
        changes(earth, k, c, below, size, stiffer, k, c, love, derivative[:-1])
        if not love:  # Love waves have no part in Vp
            each = np.zeros(len(vs))
            changes(earth, k, c, below, size, (thickness, drier_vp, vs, density), k, c, love, each)
            derivative[-1] = each.sum()
        derivative /= -STEP * by_velocity(earth, k, c, below, size, love)
    except Exception:  # an absurd earth must not stop the others
        derivative[:] = 0.0
    return derivative


@compiled()
def _differentiate(
    thickness,
    vs,
    vp,
    density,
    stiffer_vs,
    stiffer_vp,
    stiffer_density,
    drier_vp,
    n_layers,
    earth,
    frequency,
    velocity,
    wave,
    found,
):
    for point in range(len(earth)):
        c = velocity[point]
        if np.isfinite(c):
            e = earth[point]
            n = n_layers[e]
            # Units in which the velocity and the angular frequency are near 1, as in the root search.
            unit = vs[e, :n].min()
            length = unit / (2.0 * np.pi * frequency[point])
            derivative = _differentiate_one(
                thickness[e, :n] / length,
                vs[e, :n] / unit,
                vp[e, :n] / unit,
                density[e, :n] / 1000.0,
                stiffer_vs[e, :n] / unit,
                stiffer_vp[e, :n] / unit,
                stiffer_density[e, :n] / 1000.0,
                drier_vp[e, :n] / unit,
                1.0,
                c / unit,
                wave[point] == 1,
            )
            found[point, :n] = derivative[:n]
            found[point, -1] = derivative[n]


@dataclass(frozen=True)
class Nearby:
    """Earths, and those that differ a little from them.

    Parameters
    ----------
    earths : Earths
        The earths.
    stiffer : Earths
        The same with ln Vs of every layer greater by `STEP`, and with the Vp and the density that go with
        it: the derivatives include what follows from Vs.
    drier : Earths
        The same as `earths` with a departure of Vp that is greater by `STEP`; see `vp_departure`.
    """

    earths: Earths
    stiffer: Earths
    drier: Earths

    def derivative(
        self,
        earth_index: NDArray[np.int64],
        frequency: FloatArray,
        phase: FloatArray,
        wave: NDArray[np.int64],
    ) -> FloatArray:
        """Return d ln c / d unknowns at known phase velocities.

        Parameters
        ----------
        earth_index, frequency : (n_phase,) arrays
            Earth and frequency in Hz of each point.
        phase : (n_phase,) float array
            Phase velocity in m/s, NaN where there is none.
        wave : (n_phase,) int array
            `Wave` of each point.

        Returns
        -------
        (n_phase, n_layers + 1) float array
            The derivatives by ln Vs of each layer and by the departure of Vp; 0 where there is no velocity.
        """
        *earth, n_layers = self.earths.as_compiled()
        _, *stiffer, _ = self.stiffer.as_compiled()
        found = np.zeros((len(earth_index), self.earths.vs.shape[1] + 1))
        _differentiate(
            *earth,
            *stiffer,
            as_compiled(self.drier.vp),
            n_layers,
            as_compiled(earth_index, np.int64),
            as_compiled(frequency),
            as_compiled(phase),
            as_compiled(wave, np.int64),
            found,
        )
        # Where two modes touch, dF/dc vanishes and the derivative is not a number to step by.
        return np.nan_to_num(np.clip(found, -LARGEST, LARGEST))
