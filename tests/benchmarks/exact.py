"""Exact curves of the test earths, by disba itself and with a step of choice.

Kept apart from the plugin's forward model, so that a change there neither alters the test curves nor goes
unseen. As in a survey, modes that are guided at depth and unseen at the surface are not picked.
"""

from __future__ import annotations

import numpy as np
from disba import DispersionError
from disba._cps._surf96 import surf96
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray
from plugin.engine.waves.forward import Earths
from plugin.engine.waves.hidden_modes import is_hidden
from plugin.protocol.waves import VelocityType

COARSE, FINE = 0.01, 0.0025
GROUP_STEP = 0.01
RAYLEIGH = 2
MOST_HIDDEN = 8


def exact_velocity(
    earths: Earths,
    earth_index: NDArray[np.integer],
    frequency: FloatArray,
    kind: NDArray[np.integer] | int = VelocityType.PHASE,
    step: float = FINE,
) -> FloatArray:
    """Return fundamental Rayleigh velocities in m/s at points (n_points,), NaN where none can be seen.

    Parameters
    ----------
    earths, earth_index, frequency, kind
        As for `plugin.engine.waves.forward.dispersion`.
    step : float
        Root search step in units of the slowest layer's Vs.
    """
    kinds = np.broadcast_to(kind, np.shape(earth_index))
    found = np.full(len(frequency), np.nan)
    for earth, which in np.unique(np.stack([earth_index, kinds]), axis=1).T:
        points = np.flatnonzero((earth_index == earth) & (kinds == which))
        points = points[np.argsort(-frequency[points], kind="stable")]
        found[points] = _seen(earths.take(np.array([earth])), 1.0 / frequency[points], int(which), step)
    return found


def _seen(earth: Earths, period: FloatArray, kind: int, step: float) -> FloatArray:
    """Return the curve of the slowest mode that can be seen."""
    phase = exact_mode(earth, period, 0, VelocityType.PHASE, step)
    found = phase if kind == VelocityType.PHASE else exact_mode(earth, period, 0, kind, step)
    hidden = _hidden(earth, period, phase)
    for mode in range(1, MOST_HIDDEN + 1):
        if not hidden.any():
            break
        phase = np.where(hidden, exact_mode(earth, period, mode, VelocityType.PHASE, step), phase)
        found = np.where(hidden, phase if kind == VelocityType.PHASE else np.nan, found)
        hidden = _hidden(earth, period, phase)
    return np.where(hidden, np.nan, found)


def _hidden(earth: Earths, period: FloatArray, phase: FloatArray) -> NDArray[np.bool_]:
    layers, slowest, longest = _scaled(earth, period)
    pairs = zip(2 * np.pi * longest / period, phase / slowest)
    return np.array([is_hidden(*layers, omega, c, False) for omega, c in pairs])


def exact_mode(earth: Earths, period: FloatArray, mode: int, kind: int, step: float) -> FloatArray:
    """Return one mode's curve at increasing periods, of all modes, hidden ones counted."""
    layers, slowest, longest = _scaled(earth, period)
    try:
        velocity = slowest * surf96(period / longest, *layers, mode, int(kind), RAYLEIGH, step, GROUP_STEP)
    except DispersionError:
        return np.full(len(period), np.nan)
    return np.where(velocity > 0, velocity, np.nan)


def _scaled(earth: Earths, period: FloatArray) -> tuple[tuple[FloatArray, ...], float, float]:
    """Return thickness, Vp, Vs and density in units of the slowest Vs and the longest period, and these."""
    n = int(earth.n_layers[0])
    thickness, vp, vs, density = (c[0, :n] for c in (earth.thickness, earth.vp, earth.vs, earth.density))
    slowest, longest = float(vs.min()), float(period[-1])
    layers = thickness / (slowest * longest), vp / slowest, vs / slowest, density / 1000.0
    return layers, slowest, longest
