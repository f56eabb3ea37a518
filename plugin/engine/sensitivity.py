"""Derivatives of dispersion curves with respect to the Vs of each layer.

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

from .compiled import compiled
from .curves import FloatArray, VelocityType
from .forward import Earths, dispersion
from .phase_points import PhasePoints
from .secular_changes import by_velocity, changes, rise

LAYER_STEP = 1e-4
"""What changes by it: Vs of a layer as a factor of 1 + this, other unknowns by this."""
LARGEST = 5.0


@compiled()
def _differentiate_one(thickness, vs, vp, density, stiffer_vs, stiffer_vp, stiffer_density, omega, c, love):
    derivative = np.zeros(len(vs))
    try:
        earth = (thickness, vp, vs, density)
        stiffer = (thickness, stiffer_vp, stiffer_vs, stiffer_density)
        k = omega / c
        below, size = rise(earth, k, c, love)
        changes(earth, k, c, below, size, stiffer, k, c, love, derivative)
        derivative /= -LAYER_STEP * by_velocity(earth, k, c, below, size, love)
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
            found[point, :n] = _differentiate_one(
                thickness[e, :n] / length,
                vs[e, :n] / unit,
                vp[e, :n] / unit,
                density[e, :n] / 1000.0,
                stiffer_vs[e, :n] / unit,
                stiffer_vp[e, :n] / unit,
                stiffer_density[e, :n] / 1000.0,
                1.0,
                c / unit,
                wave[point] == 1,
            )


def phase_derivative(
    earths: Earths,
    stiffer: Earths,
    earth_index: NDArray[np.int64],
    frequency: FloatArray,
    phase: FloatArray,
    wave: NDArray[np.int64],
) -> FloatArray:
    """Return d ln c / d ln Vs of each layer at known phase velocities.

    Parameters
    ----------
    earths : Earths
        The earths.
    stiffer : Earths
        The same with Vs of every layer greater by the factor 1 + `LAYER_STEP`, and with the Vp and the
        density that go with it: the derivatives include what follows from Vs.
    earth_index, frequency, wave : (n_phase,) arrays
        Earth, frequency in Hz and `Wave` of each point.
    phase : (n_phase,) float array
        Phase velocity in m/s, NaN where there is none.

    Returns
    -------
    (n_phase, n_layers) float array
        The derivatives; 0 where there is no velocity.
    """
    found = np.zeros((len(earth_index), earths.vs.shape[1]))
    _differentiate(
        earths.thickness,
        earths.vs,
        earths.vp,
        earths.density,
        stiffer.vs,
        stiffer.vp,
        stiffer.density,
        earths.n_layers,
        earth_index,
        frequency,
        phase,
        wave,
        found,
    )
    # Where two modes touch, dF/dc vanishes and the derivative is not a number to step by.
    return np.nan_to_num(np.clip(found, -LARGEST, LARGEST))


@dataclass(frozen=True)
class Nearby:
    """Earths, and those that differ a little from them.

    Parameters
    ----------
    earths : Earths
        The earths.
    stiffer : Earths
        As for `phase_derivative`.
    drier : Earths
        The same as `earths` with their departure of Vp greater by `LAYER_STEP`; see `vp_departure`.
    """

    earths: Earths
    stiffer: Earths
    drier: Earths

    def derivative(
        self,
        site: NDArray[np.int64],
        frequency: FloatArray,
        phase: FloatArray,
        wave: NDArray[np.int64],
    ) -> FloatArray:
        """Return d ln c / d unknowns, (n_phase, n_layers + 1); arguments are as for `phase_derivative`."""
        points = (site, frequency, phase, wave)
        of_vs = phase_derivative(self.earths, self.stiffer, *points)
        of_vp = phase_derivative(self.earths, self.drier, *points).sum(axis=1)
        return np.column_stack([of_vs, of_vp])


def dispersion_and_derivative(
    earths: Earths,
    stiffer: Earths,
    earth_index: NDArray[np.integer],
    frequency: FloatArray,
    wave: NDArray[np.integer],
    kind: NDArray[np.integer],
    mode: NDArray[np.integer],
) -> tuple[FloatArray, FloatArray]:
    """Return the curves and their logarithmic derivatives.

    Parameters
    ----------
    earths, stiffer : Earths
        As for `phase_derivative`.
    earth_index, frequency, wave, kind, mode
        The points, as for `forward.dispersion`.

    Returns
    -------
    velocity : (n_points,) float array
        Velocity in m/s, NaN where there is none.
    derivative : (n_points, n_layers) float array
        d ln velocity / d ln Vs of each layer; 0 where there is no velocity.
    """
    points = PhasePoints.of(frequency, kind)
    earth = np.asarray(earth_index, dtype=np.int64)[points.point]
    waves = wave[points.point].astype(np.int64)
    phase = dispersion(earths, earth, points.frequency, waves, VelocityType.PHASE, mode[points.point])
    slope = phase_derivative(earths, stiffer, earth, points.frequency, phase, waves)
    return points.velocity(phase), points.derivative(phase, slope)
