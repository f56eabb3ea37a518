"""Forward modelling: dispersion curves of many layered earths in one call.

Every root of the secular functions (`secular`) is the asked mode by count (`root_search`). Above the
half-space's Vs no mode is guided and none can be counted: where faster layers lie over a slower half-space,
disba's search, which steps through the velocities, finds what the surface shows there.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import get_num_threads, prange, set_num_threads
from numpy.typing import NDArray

from ...protocol.waves import VelocityType, Wave
from ..curves import FloatArray
from .compiled import as_compiled, compiled
from .phase_points import PhasePoints
from .root_search import find_mode, find_seen
from .stepping_search import stepping_search

surf96 = stepping_search()
LEAKY_STEPS = (0.01, 0.003, 0.001)


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

    def as_compiled(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, NDArray[np.int64]]:
        """Return thickness, vs, vp, density and the number of layers as compiled code takes them."""
        layers = (as_compiled(c) for c in (self.thickness, self.vs, self.vp, self.density))
        return *layers, as_compiled(self.n_layers, np.int64)  # type: ignore[return-value]

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
def _guided(thickness, vp, vs, density, period, love, mode, hidden, guess, found):
    """Fill in one mode's velocities at increasing periods, NaN where there is none; return if any leak."""
    leaky = False
    for point in range(len(period)):
        near = guess[point]
        if point > 0 and np.isfinite(found[point - 1]) and np.isfinite(guess[point - 1]):
            near *= found[point - 1] / guess[point - 1]  # neighbours miss by about as much
        if np.isnan(near) and point == 1:
            near = found[0]
        elif np.isnan(near) and point > 1:
            trend = np.log(found[point - 1] / found[point - 2]) / np.log(
                period[point - 1] / period[point - 2]
            )
            near = found[point - 1] * (period[point] / period[point - 1]) ** min(max(trend, 0.0), 1.0)
        try:
            omega = 2.0 * np.pi / period[point]
            if hidden:
                c = find_mode(thickness, vp, vs, density, omega, love, mode, near)
            else:
                c = find_seen(thickness, vp, vs, density, omega, love, mode, near)
            leaky |= np.isnan(c)
            found[point] = c if c > 0.0 else np.nan
        except Exception:  # one that leaves a prange corrupts later calls
            found[point] = np.nan
    return leaky


@compiled()
def _leaky(thickness, vp, vs, density, period, love, mode, found):
    """Fill in what disba's search finds where no guided mode was found."""
    for step in LEAKY_STEPS:
        try:
            velocity = surf96(period, thickness, vp, vs, density, mode, 0, 1 if love else 2, step, 0.0)
        except Exception:  # one that leaves a prange corrupts later calls
            velocity = np.empty(0)
        if len(velocity) == len(period):
            for point in range(len(period)):
                if np.isnan(found[point]) and velocity[point] > vs[-1]:
                    found[point] = velocity[point]
            return


@compiled()
def _solve_one(task, earths, tasks, period, hidden, guess, found):
    (thickness, vs, vp, density, n_layers), (starts, earth, wave, mode) = earths, tasks
    first, last = starts[task], starts[task + 1]
    e, n = earth[task], n_layers[earth[task]]
    # Units in which the slowest Vs and the longest period are 1.
    slowest, longest = vs[e, :n].min(), period[last - 1]
    h, a = thickness[e, :n] / (slowest * longest), vp[e, :n] / slowest
    b, r = vs[e, :n] / slowest, density[e, :n] / 1000.0
    t, c = period[first:last] / longest, np.full(last - first, np.nan)
    leaky = _guided(h, a, b, r, t, wave[task] == 1, mode[task], hidden, guess[first:last] / slowest, c)
    if leaky and b.max() > b[-1]:
        _leaky(h, a, b, r, t, wave[task] == 1, mode[task], c)
    found[first:last] = slowest * c


@compiled()
def _solve(earths, tasks, period, hidden, guess, found):
    for task in range(len(tasks[1])):
        _solve_one(task, earths, tasks, period, hidden, guess, found)


@compiled(parallel=True)
def _solve_together(earths, tasks, period, hidden, guess, found):
    for task in prange(len(tasks[1])):
        # An index of prange is unsigned, for which all would be compiled a second time.
        _solve_one(np.int64(task), earths, tasks, period, hidden, guess, found)


def model_alone() -> None:
    """Let the calling thread model on its own processor alone, from now on.

    Numba's threads can be at the service of one Python thread only.
    """
    set_num_threads(1)


def phase_velocity(
    earths: Earths,
    earth_index: NDArray[np.integer],
    frequency: FloatArray,
    wave: NDArray[np.integer] | int = Wave.RAYLEIGH,
    mode: NDArray[np.integer] | int = 0,
    guess: FloatArray | None = None,
    hidden: bool = False,
) -> FloatArray:
    """Return the phase velocity of each asked point.

    Parameters
    ----------
    earths : Earths
        The earths.
    earth_index : (n_points,) int array
        Earth that each point belongs to.
    frequency : (n_points,) float array
        Frequency in Hz, in any order.
    wave, mode : (n_points,) int arrays or int
        `Wave` and mode number of each point.
    guess : (n_points,) float array, optional
        Velocity in m/s near which to look first, NaN where none is known. It saves time and does not change
        what is found.
    hidden : bool
        Whether modes that cannot be seen at the surface count as well; see `hidden_modes`.

    Returns
    -------
    (n_points,) float array
        Velocity in m/s, NaN where the mode does not exist or no root was found.
    """
    shape = np.shape(earth_index)
    columns = [np.broadcast_to(np.asarray(c, dtype=np.int64), shape) for c in (earth_index, wave, mode)]
    period = 1.0 / np.asarray(frequency, dtype=np.float64)
    order = np.lexsort((period, *reversed(columns)))
    if not len(order):
        return np.empty(0)
    keys = np.stack([c[order] for c in columns])
    new = np.flatnonzero(np.any(keys[:, 1:] != keys[:, :-1], axis=0)) + 1
    starts = np.concatenate([[0], new, [len(order)]])
    tasks = np.ascontiguousarray(keys[:, starts[:-1]])
    found = np.full(len(order), np.nan)
    near = np.full(len(order), np.nan) if guess is None else guess[order]
    solve = _solve if get_num_threads() == 1 else _solve_together
    solve(earths.as_compiled(), (starts, *tasks), period[order], bool(hidden), as_compiled(near), found)
    velocity = np.empty(len(order))
    velocity[order] = found
    return velocity


def dispersion(
    earths: Earths,
    earth_index: NDArray[np.integer],
    frequency: FloatArray,
    wave: NDArray[np.integer] | int = Wave.RAYLEIGH,
    kind: NDArray[np.integer] | int = VelocityType.PHASE,
    mode: NDArray[np.integer] | int = 0,
    hidden: bool = False,
) -> FloatArray:
    """Return the phase or group velocity of each asked point of the earths' dispersion curves.

    Parameters
    ----------
    earths, earth_index, frequency, wave : Earths and (n_points,) arrays
        As for `phase_velocity`.
    kind : (n_points,) int array or int
        `VelocityType` of each point.
    mode, hidden : (n_points,) int array or int, and bool
        As for `phase_velocity`.

    Returns
    -------
    (n_points,) float array
        Velocity in m/s, NaN where the mode does not exist or no root was found.
    """
    shape = np.shape(earth_index)
    points = PhasePoints.of(np.asarray(frequency, dtype=np.float64), np.broadcast_to(kind, shape))
    earth, waves, modes = (np.broadcast_to(c, shape)[points.point] for c in (earth_index, wave, mode))
    phase = phase_velocity(earths, earth, points.frequency, waves, modes, hidden=hidden)
    return points.velocity(phase)
