"""Dispersion curves of many earths that differ little from one whose curve is known.

Near a known earth each root is known to first order from the derivatives, which is where the search begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..curves import Curves, FloatArray
from .forward import Earths, phase_velocity
from .phase_points import PhasePoints
from .sensitivity import Nearby

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
    unknowns : (n_sites, n_unknowns) float array
        ln of the anchor's Vs, and the departure of its Vp; see `vp_departure`.
    phase : (n_phase,) float array
        The anchor's phase velocities in m/s, NaN where there is none.
    slope : (n_phase, n_unknowns) float array
        d ln c / d unknowns, here or at an earth nearby.
    """

    curves: Curves
    points: PhasePoints
    unknowns: FloatArray
    phase: FloatArray
    slope: FloatArray

    @classmethod
    def at(cls, curves: Curves, unknowns: FloatArray, nearby: Nearby) -> Anchor:
        """Model the anchor, whose earths and those around are given."""
        points = PhasePoints.of(curves.frequency, curves.kind)
        site, wave, mode = _columns(curves, points)
        phase = phase_velocity(nearby.earths, site, points.frequency, wave, mode)
        return cls(curves, points, unknowns, phase, nearby.derivative(site, points.frequency, phase, wave))

    @property
    def velocity(self) -> FloatArray:
        """The anchor's velocities in m/s at the curves' points, NaN where there is none."""
        return self.points.velocity(self.phase)

    @property
    def derivative(self) -> FloatArray:
        """Derivatives d ln velocity / d unknowns at the curves' points, (n_points, n_unknowns)."""
        return self.points.derivative(self.phase, self.slope)

    def dispersion(self, unknowns: FloatArray, earths: Earths) -> FloatArray:
        """Return the velocities in m/s of earths like the anchor's, one a site, at the curves' points."""
        return self.points.velocity(self._follow(unknowns, earths))

    def approximate(self, unknowns: FloatArray) -> FloatArray:
        """Return the velocities in m/s of unknowns (n_sites, n_unknowns) to first order."""
        change = (unknowns - self.unknowns)[self.curves.site_index]
        return self.velocity * np.exp(np.einsum("pl,pl->p", self.derivative, change))

    def moved(self, unknowns: FloatArray, earths: Earths) -> Anchor:
        """Return the anchor at earths like its own; its derivatives stay those of the old earths."""
        return replace(self, unknowns=unknowns, phase=self._follow(unknowns, earths))

    def renewed(self, nearby: Nearby) -> Anchor:
        """Return the anchor with derivatives at its own earths, which are given with those around."""
        site, wave, _ = _columns(self.curves, self.points)
        return replace(self, slope=nearby.derivative(site, self.points.frequency, self.phase, wave))

    def take(self, sites: NDArray[np.integer]) -> Anchor:
        """Return the anchors of the given sites, in the given order; a site may come several times."""
        curves = self.curves.take(sites)
        points, phases = PhasePoints.of(curves.frequency, curves.kind), self._phases_of(sites)
        return Anchor(curves, points, self.unknowns[sites], self.phase[phases], self.slope[phases])

    def replaced(self, sites: NDArray[np.integer], anchor: Anchor) -> Anchor:
        """Return these anchors with those of the given sites taken from `anchor`, which holds just them."""
        unknowns, phase, slope = self.unknowns.copy(), self.phase.copy(), self.slope.copy()
        phases = self._phases_of(sites)
        unknowns[sites], phase[phases], slope[phases] = anchor.unknowns, anchor.phase, anchor.slope
        return replace(self, unknowns=unknowns, phase=phase, slope=slope)

    def _phases_of(self, sites: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the phase points of the given sites, in the order of `PhasePoints`."""
        chosen, group = self.curves.points_of(sites), self.points.group
        lower = len(group) + np.cumsum(group) - 1
        return np.concatenate([chosen, lower[chosen[group[chosen]]]])

    def _follow(self, unknowns: FloatArray, earths: Earths) -> FloatArray:
        """Return the phase velocities in m/s of earths like the anchor's."""
        site, wave, mode = _columns(self.curves, self.points)
        change = (unknowns - self.unknowns)[site]
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
