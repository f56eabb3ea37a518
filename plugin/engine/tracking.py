"""Dispersion curves of many earths that differ little from one whose curve is known.

Near a known earth each root is known to first order from the derivatives, which is where the search begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
        d ln c / d ln Vs, here or at an earth nearby.
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

    @property
    def velocity(self) -> FloatArray:
        """The anchor's velocities in m/s at the curves' points, NaN where there is none."""
        return self.points.velocity(self.phase)

    @property
    def derivative(self) -> FloatArray:
        """Derivatives d ln velocity / d ln Vs of each layer at the curves' points, (n_points, n_layers)."""
        return self.points.derivative(self.phase, self.slope)

    def dispersion(self, earths: Earths) -> FloatArray:
        """Return the velocities in m/s of earths like the anchor's, one a site, at the curves' points."""
        return self.points.velocity(self._follow(earths))

    def approximate(self, log_vs: FloatArray) -> FloatArray:
        """Return the velocities in m/s of layers' ln Vs (n_sites, n_layers) to first order."""
        change = (log_vs - self.log_vs)[self.curves.site_index]
        return self.velocity * np.exp(np.einsum("pl,pl->p", self.derivative, change))

    def moved(self, earths: Earths) -> Anchor:
        """Return the anchor at earths like its own; its derivatives stay those of the old earths."""
        return replace(self, log_vs=np.log(earths.vs), phase=self._follow(earths))

    def renewed(self, earths: Earths, stiffer: Earths) -> Anchor:
        """Return the anchor with derivatives at its own earths, which are given; `stiffer` is as for `at`."""
        site, wave, _ = _columns(self.curves, self.points)
        slope = phase_derivative(earths, stiffer, site, self.points.frequency, self.phase, wave)
        return replace(self, slope=slope)

    def take(self, sites: NDArray[np.integer]) -> Anchor:
        """Return the anchors of the given sites, in the given order; a site may come several times."""
        curves = self.curves.take(sites)
        points, phases = PhasePoints.of(curves.frequency, curves.kind), self._phases_of(sites)
        return Anchor(curves, points, self.log_vs[sites], self.phase[phases], self.slope[phases])

    def replaced(self, sites: NDArray[np.integer], anchor: Anchor) -> Anchor:
        """Return these anchors with those of the given sites taken from `anchor`, which holds just them."""
        log_vs, phase, slope = self.log_vs.copy(), self.phase.copy(), self.slope.copy()
        phases = self._phases_of(sites)
        log_vs[sites], phase[phases], slope[phases] = anchor.log_vs, anchor.phase, anchor.slope
        return replace(self, log_vs=log_vs, phase=phase, slope=slope)

    def _phases_of(self, sites: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the phase points of the given sites, in the order of `PhasePoints`."""
        chosen, group = self.curves.points_of(sites), self.points.group
        lower = len(group) + np.cumsum(group) - 1
        return np.concatenate([chosen, lower[chosen[group[chosen]]]])

    def _follow(self, earths: Earths) -> FloatArray:
        """Return the phase velocities in m/s of earths like the anchor's."""
        site, wave, mode = _columns(self.curves, self.points)
        change = (np.log(earths.vs) - self.log_vs)[site]
        log_change = np.einsum("pl,pl->p", self.slope, change)
        guess = np.where(np.abs(log_change) < NEAR, self.phase * np.exp(log_change), np.nan)
        return phase_velocity(earths, site, self.points.frequency, wave, mode, guess)


def _columns(
    curves: Curves, points: PhasePoints
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return site, wave and mode of each phase point."""
    chosen = points.point
    wave, mode = curves.wave[chosen].astype(np.int64), curves.mode[chosen].astype(np.int64)
    return curves.site_index[chosen], wave, mode
