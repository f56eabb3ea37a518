"""Dispersion curves of many earths that differ little from one whose curve is known.

A full root search scans velocities from below. Near a known earth the root is known to first order
from the derivatives, and a few secant steps make it exact; where they do not settle near the
guess, the full search decides.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from disba._cps._surf96 import dltar
from numba import prange
from numpy.typing import NDArray

from .compiled import compiled
from .curves import Curves, FloatArray
from .forward import Earths, dispersion
from .phase_points import PhasePoints
from .sensitivity import phase_derivative

FIRST_STEP = 2e-3
FARTHEST = 0.02
NEAR = 0.1
TOLERANCE = 1e-6
STEPS = 8


@compiled()
def _follow_one(thickness, vs, vp, density, guess, wave):
    """Return the secular function's root near `guess` at unit angular frequency, NaN where none is found."""
    work = np.empty((5, 5))
    function = 1 if wave == 1 else 2
    try:
        before, c = guess, guess * (1.0 + FIRST_STEP)
        value_before = dltar(1.0 / before, 1.0, thickness, vp, vs, density, function, -1, work)
        for _ in range(STEPS):
            value = dltar(1.0 / c, 1.0, thickness, vp, vs, density, function, -1, work)
            following = c - value * (c - before) / (value - value_before)
            if not abs(following / guess - 1.0) < FARTHEST:
                return np.nan
            if abs(following - c) < TOLERANCE * c:
                return following
            before, value_before, c = c, value, following
    except Exception:  # one that leaves a prange corrupts later calls
        return np.nan
    return np.nan


@compiled(parallel=True)
def _follow(thickness, vs, vp, density, n_layers, earth, frequency, wave, guess, found):
    for point in prange(len(earth)):
        if np.isfinite(guess[point]):
            e = earth[point]
            n = n_layers[e]
            unit = vs[e, :n].min()
            length = unit / (2.0 * np.pi * frequency[point])
            found[point] = unit * _follow_one(
                thickness[e, :n] / length,
                vs[e, :n] / unit,
                vp[e, :n] / unit,
                density[e, :n] / 1000.0,
                guess[point] / unit,
                wave[point],
            )


@dataclass(frozen=True)
class Anchor:
    """One earth a site with its curve, from which similar earths' curves are found.

    Parameters
    ----------
    curves : Curves
        The points that are wanted.
    points : PhasePoints
        The phase points behind them.
    log_vs : (n_sites, n_layers) float array
        ln of the anchor's Vs.
    phase : (n_phase,) float array
        The anchor's phase velocities in m/s, NaN where there is none.
    slope : (n_phase, n_layers) float array
        d ln c / d ln Vs.
    """

    curves: Curves
    points: PhasePoints
    log_vs: FloatArray
    phase: FloatArray
    slope: FloatArray

    @classmethod
    def at(cls, curves: Curves, earths: Earths, stiffer: Earths) -> Anchor:
        """Model the anchor; `stiffer` is as for `sensitivity.phase_derivative`."""
        points = PhasePoints.of(curves.frequency, curves.kind)
        site, wave, mode = _columns(curves, points)
        phase = dispersion(earths, site, points.frequency, wave, mode=mode)
        slope = phase_derivative(earths, stiffer, site, points.frequency, phase, wave)
        return cls(curves, points, np.log(earths.vs), phase, slope)

    def dispersion(self, earths: Earths) -> FloatArray:
        """Return the velocities in m/s of earths like the anchor's, one a site, at the curves' points."""
        site, wave, mode = _columns(self.curves, self.points)
        change = (np.log(earths.vs) - self.log_vs)[site]
        log_change = np.einsum("pl,pl->p", self.slope, change)
        guess = np.where(np.abs(log_change) < NEAR, self.phase * np.exp(log_change), np.nan)
        phase = np.full(len(site), np.nan)
        _follow(
            earths.thickness,
            earths.vs,
            earths.vp,
            earths.density,
            earths.n_layers,
            site,
            self.points.frequency,
            wave,
            guess,
            phase,
        )
        lost = np.isnan(phase)
        if lost.any():
            frequency = self.points.frequency[lost]
            phase[lost] = dispersion(earths, site[lost], frequency, wave[lost], mode=mode[lost])
        return self.points.velocity(phase)


def _columns(
    curves: Curves, points: PhasePoints
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return site, wave and mode of each phase point."""
    chosen = points.point
    wave, mode = curves.wave[chosen].astype(np.int64), curves.mode[chosen].astype(np.int64)
    return curves.site_index[chosen], wave, mode
