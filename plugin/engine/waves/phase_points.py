"""Dispersion points as the phase velocities that they are made of.

A phase velocity is itself; a group velocity is the difference of two phase velocities just above
and just below its frequency, U = df / d(f / c).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.waves import VelocityType
from ..curves import FloatArray

GROUP_STEP = 0.01


@dataclass(frozen=True)
class PhasePoints:
    """The phase points behind some dispersion points.

    The first ``n`` phase points belong to the n dispersion points in their order: at the frequency
    itself, or just above it for a group velocity. The rest lie just below the group velocities'.

    Parameters
    ----------
    frequency : (n_phase,) float array
        Frequency in Hz.
    point : (n_phase,) int array
        Dispersion point that each belongs to.
    group : (n_points,) bool array
        Which dispersion points are group velocities.
    """

    frequency: FloatArray
    point: NDArray[np.int64]
    group: NDArray[np.bool_]

    @classmethod
    def of(cls, frequency: FloatArray, kind: NDArray[np.integer]) -> PhasePoints:
        """Find the phase points of dispersion points at frequencies in Hz and of `VelocityType` kind."""
        group = kind == VelocityType.GROUP
        above = np.where(group, 1.0 + GROUP_STEP, 1.0) * frequency
        below = (1.0 - GROUP_STEP) * frequency[group]
        point = np.concatenate([np.arange(len(frequency)), np.flatnonzero(group)])
        return cls(np.concatenate([above, below]), point, group)

    def velocity(self, phase: FloatArray) -> FloatArray:
        """Return the dispersion points' velocities from the phase velocities; NaN where there is none."""
        velocity = phase[: len(self.group)].copy()
        upper, lower = self._ends(phase)
        width = self.frequency[: len(self.group)][self.group] - self.frequency[len(self.group) :]
        velocity[self.group] = width / (upper - lower)
        return np.where(np.isfinite(velocity) & (velocity > 0), velocity, np.nan)

    def derivative(self, phase: FloatArray, slope: FloatArray) -> FloatArray:
        """Return d ln velocity / d parameters (n_points, k) from d ln c / d parameters (n_phase, k)."""
        derivative = slope[: len(self.group)].copy()
        upper, lower = self._ends(phase)
        ends = upper[:, None] * derivative[self.group] - lower[:, None] * slope[len(self.group) :]
        derivative[self.group] = ends / (upper - lower)[:, None]
        return np.where(np.isfinite(self.velocity(phase))[:, None], derivative, 0.0)

    def _ends(self, phase: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return f / c just above and just below each group velocity's frequency."""
        wavenumber = self.frequency / phase
        return wavenumber[: len(self.group)][self.group], wavenumber[len(self.group) :]
