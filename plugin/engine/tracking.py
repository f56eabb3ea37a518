"""Dispersion curves of many earths that differ little from one whose curve is known.

Near a known earth each root is known to first order from the derivatives, which is where the search begins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .curves import Curves, FloatArray
from .forward import Earths, phase_velocity
from .phase_points import PhasePoints
from .sensitivity import phase_derivative

NEAR = 0.1


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
        phase = phase_velocity(earths, site, points.frequency, wave, mode)
        slope = phase_derivative(earths, stiffer, site, points.frequency, phase, wave)
        return cls(curves, points, np.log(earths.vs), phase, slope)

    def dispersion(self, earths: Earths) -> FloatArray:
        """Return the velocities in m/s of earths like the anchor's, one a site, at the curves' points."""
        site, wave, mode = _columns(self.curves, self.points)
        change = (np.log(earths.vs) - self.log_vs)[site]
        log_change = np.einsum("pl,pl->p", self.slope, change)
        guess = np.where(np.abs(log_change) < NEAR, self.phase * np.exp(log_change), np.nan)
        phase = phase_velocity(earths, site, self.points.frequency, wave, mode, guess)
        return self.points.velocity(phase)


def _columns(
    curves: Curves, points: PhasePoints
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return site, wave and mode of each phase point."""
    chosen = points.point
    wave, mode = curves.wave[chosen].astype(np.int64), curves.mode[chosen].astype(np.int64)
    return curves.site_index[chosen], wave, mode
