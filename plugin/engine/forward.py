"""Forward modelling: dispersion curves of many layered earths in one call.

The root search is disba's (Dunkin's matrix for Rayleigh waves, Thomson-Haskell for Love
waves). Each earth is scaled so that its slowest layer has Vs = 1 before the search, because
disba's search step is absolute.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from disba._cps._surf96 import surf96
from numba import prange
from numpy.typing import NDArray

from .compiled import compiled
from .curves import FloatArray, VelocityType, Wave

SEARCH_STEP = 0.01
GROUP_STEP = 0.01


@dataclass(frozen=True)
class Earths:
    """Horizontally layered, elastic, isotropic earths, padded to a common number of layers.

    Parameters
    ----------
    thickness : (n_earths, n_layers) float array
        Layer thickness in m; that of the last used layer (the half-space) is ignored.
    vs, vp, density : (n_earths, n_layers) float arrays
        Velocities in m/s and density in kg/m3.
    n_layers : (n_earths,) int array
        Layers in use, half-space included.
    """

    thickness: FloatArray
    vs: FloatArray
    vp: FloatArray
    density: FloatArray
    n_layers: NDArray[np.int64]

    @classmethod
    def from_layers(
        cls, thickness: FloatArray, vs: FloatArray, vp: FloatArray, density: FloatArray
    ) -> Earths:
        """Make a batch in which every earth uses all layers; one-dimensional input is one earth."""

        def table(values: FloatArray) -> FloatArray:
            return np.atleast_2d(np.asarray(values, dtype=np.float64))

        n_earths, width = table(vs).shape
        n_layers = np.full(n_earths, width, dtype=np.int64)
        return cls(table(thickness), table(vs), table(vp), table(density), n_layers)

    def take(self, earths: NDArray) -> Earths:
        """Return the chosen earths (by index or mask)."""
        return Earths(*(getattr(self, name)[earths] for name in self.__dataclass_fields__))

    @property
    def n_earths(self) -> int:
        """Number of earths."""
        return len(self.n_layers)

    def vs_at(self, depth: FloatArray) -> FloatArray:
        """Return Vs in m/s at depths in m, shape (n_earths, n_depths); `depth` has that shape."""
        used = np.arange(self.thickness.shape[1]) < self.n_layers[:, None] - 1
        bottoms = np.cumsum(np.where(used, self.thickness, 0.0), axis=1)
        layer = ((depth[:, :, None] >= bottoms[:, None, :]) & used[:, None, :]).sum(axis=2)
        return np.take_along_axis(self.vs, layer, axis=1)


@compiled()
def _solve_one(thickness, vs, vp, density, wave, kind, mode, period, step):
    slowest = vs.min()
    # Unit length: the distance that the slowest layer's velocity travels in the longest period.
    longest = period[-1]
    length = slowest * longest
    try:
        return slowest * surf96(
            period / longest,
            thickness / length,
            vp / slowest,
            vs / slowest,
            density / 1000.0,
            mode,
            kind,
            1 if wave == 1 else 2,
            step,
            GROUP_STEP,
        )
    except Exception:  # one that leaves a prange corrupts later calls
        return np.full(len(period), np.nan)


@compiled(parallel=True)
def _solve(thickness, vs, vp, density, n_layers, starts, earth, wave, kind, mode, period, step, found):
    for task in prange(len(earth)):
        first, last = starts[task], starts[task + 1]
        e = earth[task]
        n = n_layers[e]
        found[first:last] = _solve_one(
            thickness[e, :n],
            vs[e, :n],
            vp[e, :n],
            density[e, :n],
            wave[task],
            kind[task],
            mode[task],
            period[first:last],
            step,
        )


def dispersion(
    earths: Earths,
    earth_index: NDArray[np.integer],
    frequency: FloatArray,
    wave: NDArray[np.integer] | int = Wave.RAYLEIGH,
    kind: NDArray[np.integer] | int = VelocityType.PHASE,
    mode: NDArray[np.integer] | int = 0,
    step: float = SEARCH_STEP,
) -> FloatArray:
    """Return the velocity of each asked point of the earths' dispersion curves.

    Parameters
    ----------
    earths : Earths
        The earths.
    earth_index : (n_points,) int array
        Earth that each point belongs to.
    frequency : (n_points,) float array
        Frequency in Hz, in any order.
    wave, kind, mode : (n_points,) int arrays or int
        `Wave`, `VelocityType` and mode number of each point.
    step : float
        Root search step in units of the slowest layer's Vs.

    Returns
    -------
    (n_points,) float array
        Velocity in m/s, NaN where the mode does not exist or no root was found.
    """
    shape = np.shape(earth_index)
    columns = [np.broadcast_to(np.asarray(c, dtype=np.int64), shape) for c in (earth_index, wave, kind, mode)]
    period = 1.0 / np.asarray(frequency, dtype=np.float64)
    order = np.lexsort((period, columns[3], columns[2], columns[1], columns[0]))
    if not len(order):
        return np.empty(0)
    keys = np.stack([c[order] for c in columns])
    new = np.flatnonzero(np.any(keys[:, 1:] != keys[:, :-1], axis=0)) + 1
    starts = np.concatenate([[0], new, [len(order)]])
    tasks = np.ascontiguousarray(keys[:, starts[:-1]])
    found = np.full(len(order), np.nan)
    _solve(
        earths.thickness,
        earths.vs,
        earths.vp,
        earths.density,
        earths.n_layers,
        starts,
        *tasks,
        period[order],
        step,
        found,
    )
    velocity = np.empty(len(order))
    velocity[order] = np.where(found > 0, found, np.nan)
    return velocity
