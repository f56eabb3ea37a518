"""Exact curves of the test earths, by disba itself and with a step of choice.

Kept apart from the plugin's forward model, so that a change there neither alters the test curves nor goes
unseen.
"""

from __future__ import annotations

import numpy as np
from disba import DispersionError
from disba._cps._surf96 import surf96
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray, VelocityType
from plugin.engine.forward import Earths

COARSE, FINE = 0.01, 0.0025
GROUP_STEP = 0.01
RAYLEIGH = 2


def exact_velocity(
    earths: Earths,
    earth_index: NDArray[np.integer],
    frequency: FloatArray,
    kind: NDArray[np.integer] | int = VelocityType.PHASE,
    step: float = FINE,
) -> FloatArray:
    """Return fundamental Rayleigh velocities in m/s at points (n_points,), NaN for curves that are lost.

    Parameters
    ----------
    earths : Earths
        The earths.
    earth_index : (n_points,) int array
        Earth of each point.
    frequency : (n_points,) float array
        Frequency in Hz.
    kind : (n_points,) int array or int
        `VelocityType` of each point.
    step : float
        Root search step in units of the slowest layer's Vs.
    """
    kinds = np.broadcast_to(kind, np.shape(earth_index))
    found = np.full(len(frequency), np.nan)
    for earth, which in np.unique(np.stack([earth_index, kinds]), axis=1).T:
        points = np.flatnonzero((earth_index == earth) & (kinds == which))
        points = points[np.argsort(-frequency[points], kind="stable")]
        found[points] = _one(earths.take(np.array([earth])), 1.0 / frequency[points], int(which), step)
    return found


def _one(earth: Earths, period: FloatArray, kind: int, step: float) -> FloatArray:
    """Return one curve, computed in units in which the slowest layer's Vs and the longest period are 1."""
    n = int(earth.n_layers[0])
    thickness, vs, vp, density = (c[0, :n] for c in (earth.thickness, earth.vs, earth.vp, earth.density))
    slowest, longest = vs.min(), period[-1]
    length = slowest * longest
    layers = thickness / length, vp / slowest, vs / slowest, density / 1000.0
    try:
        velocity = slowest * surf96(period / longest, *layers, 0, kind, RAYLEIGH, step, GROUP_STEP)
    except DispersionError:
        return np.full(len(period), np.nan)
    return np.where(velocity > 0, velocity, np.nan)
