"""What layers over rock do to shear waves that come up from below: amplification and the site's period.

Horizontally polarised waves rise vertically through damped layers on an undamped half-space; amplification is
that of the surface over the half-space's own free surface (Kramer 1996, Geotechnical Earthquake Engineering,
section 7.2.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import edges_of

_STEP = 1.5
"""How many times its depth a step in velocity, smeared, is over at."""
_SEARCHED = np.geomspace(0.3, 4.0, 81)
"""Where the first peak is looked for, in the frequency of which the cover is a quarter of a wavelength."""


@dataclass(frozen=True)
class Columns:
    """Layers over a half-space; those below the half-space's top have no thickness.

    Parameters
    ----------
    thickness, vs, density : (n, layers) float arrays
        In m, m/s and kg/m3; the last layer is the half-space.
    """

    thickness: FloatArray
    vs: FloatArray
    density: FloatArray

    @property
    def travel_time(self) -> FloatArray:
        """Time in s from the half-space to the surface, (n,)."""
        return np.asarray((self.thickness / self.vs).sum(axis=1))

    @classmethod
    def above(
        cls, depth: FloatArray, samples: NDArray[np.floating], density: FloatArray, reference: float
    ) -> tuple[Columns, NDArray[np.bool_]]:
        """Return the layers of each draw above the first one as fast as `reference`, and rock below these.

        Curves smear the step in velocity at the top of rock, so that a draw passes the reference half way up
        the step. The half-space has the velocity that the draw reaches within half that depth below.

        Parameters
        ----------
        depth : (n_sites, depths) float array
            Depth in m.
        samples : (n_sites, n_samples, depths) float array
            Vs in m/s.
        density : (n_sites, depths) float array
            In kg/m3.
        reference : float
            Vs in m/s.

        Returns
        -------
        Columns
            One a draw, sites one after the other.
        (n_sites, n_samples) bool array
            Whether a draw gets as fast below its first depth.
        """
        fast = samples >= reference
        first = fast.argmax(axis=-1)
        place = np.arange(samples.shape[-1])
        below = place >= first[..., None]
        rock = _fastest_near(depth, samples, first)
        # From the half-space's top on all is the half-space.
        to = np.where(below, rock[..., None], place)
        tops = edges_of(depth)
        thick = np.diff(np.concatenate([tops, tops[:, -1:]], axis=1), axis=1)
        flat = (-1, samples.shape[-1])
        earth = cls(
            np.where(below, 0.0, thick[:, None]).reshape(flat),
            np.take_along_axis(samples, to, axis=-1).reshape(flat).astype(float),
            np.take_along_axis(np.broadcast_to(density[:, None], samples.shape), to, axis=-1).reshape(flat),
        )
        return earth, fast.any(axis=-1) & (first > 0)

    def amplification(self, frequency: FloatArray, damping: float) -> FloatArray:
        """Return the amplification, (n, frequencies).

        Parameters
        ----------
        frequency : (frequencies,) or (n, frequencies) float array
            In Hz.
        damping : float
            Share of critical damping in all layers but the half-space.
        """
        omega = 2 * np.pi * np.broadcast_to(frequency, (len(self.vs), np.shape(frequency)[-1]))
        # What has no thickness is the half-space, all the way down.
        velocity = self.vs * np.where(self.thickness > 0, np.sqrt(1 + 2j * damping), 1.0)
        ratio = self.density[:, :-1] * velocity[:, :-1] / (self.density[:, 1:] * velocity[:, 1:])
        up = down = np.ones(omega.shape, dtype=complex)
        for i in np.flatnonzero(self.thickness[:, :-1].any(axis=0)):
            turn = np.exp(1j * omega * (self.thickness[:, i] / velocity[:, i])[:, None])
            more, less = 0.5 * (1 + ratio[:, i, None]), 0.5 * (1 - ratio[:, i, None])
            up, down = up * more * turn + down * less / turn, up * less * turn + down * more / turn
        return np.asarray(1.0 / np.abs(up))

    def first_peak(self, damping: float) -> FloatArray:
        """Return the frequency in Hz of the first peak of the amplification, (n,); NaN where none is."""
        time = self.travel_time
        quarter = 1.0 / (4.0 * np.where(time > 0, time, 1.0))
        frequency = quarter[:, None] * _SEARCHED
        level = np.log(self.amplification(frequency, damping))
        middle = level[:, 1:-1]
        peaks = (middle >= level[:, :-2]) & (middle > level[:, 2:])
        first = peaks.argmax(axis=1)[:, None]
        left, top, right = (np.take_along_axis(level, first + i, axis=1)[:, 0] for i in range(3))
        # A parabola through three points, even in log frequency.
        bend = left - 2 * top + right
        shift = np.divide(0.5 * (left - right), bend, out=np.zeros_like(bend), where=bend < 0)
        found = frequency[np.arange(len(time)), first[:, 0] + 1] * (_SEARCHED[1] / _SEARCHED[0]) ** shift
        return np.where(peaks.any(axis=1) & (time > 0), found, np.nan)


def _fastest_near(
    depth: FloatArray, samples: NDArray[np.floating], first: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return where draws are fastest from a place down to `_STEP` times its depth, (n_sites, n_samples)."""
    top = np.take_along_axis(depth, first, axis=1)
    place = np.arange(samples.shape[-1])
    near = (place >= first[..., None]) & (depth[:, None] <= _STEP * top[..., None])
    return np.asarray(np.where(near, samples, -np.inf).argmax(axis=-1))
