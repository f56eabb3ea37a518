"""Points that look wrong but may be right: flagged for the user, never dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.waves import VelocityType
from ..curves import Curves, FloatArray
from ..survey import Suspect
from .plausibility import beyond_limits, limit_clause

JUMP = 0.15
JUMP_SPACING = 0.25
FALL = 0.08
FALL_SHARE = 0.3
FEW_POINTS = 4
FEWEST_LEVEL = 3
NARROW_BAND = 1.6
TINY_SIGMA = 5e-4
DEEP = 1000.0
"""Wavelengths in m from which on the ground gets faster downwards, seen over a whole curve."""
BACKWARDS = 0.1
_STEADY = 0.8  # of the steps from one frequency to the next


@dataclass(frozen=True)
class Doubt:
    """Sites that look wrong in one way.

    Parameters
    ----------
    kind : str
        Which way, in a word.
    sites : (n,) int array
        Indices of the sites; one may stand here several times.
    clause : callable
        Says what is wrong, of a place in `sites`.
    """

    kind: str
    sites: NDArray[np.int64]
    clause: Callable[[int], str]


def find_suspects(names: NDArray[np.str_], curves: Curves) -> tuple[Suspect, ...]:
    """Return what looks wrong in the curves, by site; see `find_doubts`.

    Parameters
    ----------
    names : (n_sites,) str array
        Site names.
    curves : Curves
        Checked curves.
    """
    found = [
        (int(site), doubt.clause(i))
        for doubt in find_doubts(curves)
        for i, site in enumerate(doubt.sites.tolist())
    ]
    return tuple(Suspect(str(names[site]), why) for site, why in sorted(found, key=lambda one: one[0]))


def find_doubts(curves: Curves) -> list[Doubt]:
    """Return what looks wrong in checked curves, one kind after the other.

    - A phase velocity that rises by more than `JUMP` (in ln) from one frequency to the next higher one
      closer than `JUMP_SPACING`: a jump to another mode?
    - Phase velocities that fall by more than `FALL` towards the lowest frequencies: a near-field effect?
    - Velocities that no ground has at their wavelengths: a wrong unit?
    - Velocities that are all the same: a mark for no value, or a default?
    - Sigmas that are, by their median, less than `TINY_SIGMA` of the velocity, or more than all of it.
    - Fewer than `FEW_POINTS` points, or wavelengths that span less than a factor of `NARROW_BAND`.
    """
    branches = _Branches.of(curves)
    slow, fast = (np.flatnonzero(sites) for sites in beyond_limits(curves))
    return [
        branches.jumps(),
        branches.falls(),
        Doubt("slow", slow, lambda i: limit_clause(curves, int(slow[i]), "slower")),
        Doubt("fast", fast, lambda i: limit_clause(curves, int(fast[i]), "faster")),
        _level_curves(curves),
        *_odd_sigmas(curves),
        *_thin_curves(curves),
    ]


def find_backwards(curves: Curves) -> Doubt:
    """Return where phase velocities run backwards, as slownesses do that were taken for velocities.

    These are fundamental modes beyond wavelengths of `DEEP` m that fall by more than `BACKWARDS` (in ln) from
    the highest to the lowest frequency, nearly all the way. Single sites may be so; most of a survey cannot.
    """
    return _Branches.of(curves).backwards()


@dataclass(frozen=True)
class _Branches:
    """Phase velocities in order of site, wave, mode and frequency.

    Parameters
    ----------
    site : (n_points,) int array
        Index of each point's site.
    same : (n_points - 1,) bool array
        True where a point and the next one are of the same site, wave and mode.
    mode : (n_points,) int array
        Mode numbers.
    frequency, velocity : (n_points,) float arrays
        Hz and m/s.
    """

    site: NDArray[np.int64]
    same: NDArray[np.bool_]
    mode: NDArray[np.int64]
    frequency: FloatArray
    velocity: FloatArray

    @classmethod
    def of(cls, curves: Curves) -> _Branches:
        phase = np.flatnonzero(curves.kind == VelocityType.PHASE)
        branch = np.stack([curves.site_index, curves.wave, curves.mode])[:, phase].astype(np.int64)
        order = np.lexsort((curves.frequency[phase], *branch[::-1]))
        phase, branch = phase[order], branch[:, order]
        same = (branch[:, 1:] == branch[:, :-1]).all(axis=0)
        return cls(branch[0], same, branch[2], curves.frequency[phase], curves.velocity[phase])

    def jumps(self) -> Doubt:
        rise = np.diff(np.log(self.velocity))
        near = np.diff(np.log(self.frequency)) < JUMP_SPACING
        points = np.flatnonzero(self.same & near & (rise > JUMP))

        def clause(place: int) -> str:
            i = points[place]
            return (
                f"phase velocity rises by {100 * np.expm1(rise[i]):.0f} % from {self.frequency[i]:.4g} to "
                f"{self.frequency[i + 1]:.4g} Hz: a jump to another mode?"
            )

        return Doubt("jump", self.site[points], clause)

    def falls(self) -> Doubt:
        """Compare each branch's lowest-frequency velocity with the highest of its lower frequencies."""
        n_points = len(self.site)
        if not n_points:
            return Doubt("fall", np.empty(0, dtype=np.int64), str)
        starts, counts = self._runs()
        within = np.arange(n_points) - np.repeat(starts, counts)
        low = within < np.maximum(2, np.ceil(FALL_SHARE * np.repeat(counts, counts)))
        top = np.maximum.reduceat(np.where(low, self.velocity, 0.0), starts)
        frequency, velocity = self.frequency[starts], self.velocity[starts]
        branches = np.flatnonzero(np.log(top / velocity) > FALL)

        def clause(place: int) -> str:
            i = branches[place]
            return (
                f"phase velocity falls from {top[i]:.4g} to {velocity[i]:.4g} m/s towards the lowest "
                f"frequency, {frequency[i]:.4g} Hz: a near-field effect?"
            )

        return Doubt("fall", self.site[starts[branches]], clause)

    def backwards(self) -> Doubt:
        """Compare the velocity at each branch's lowest frequency with that at its highest."""
        if not len(self.site):
            return Doubt("backwards", np.empty(0, dtype=np.int64), str)
        starts, counts = self._runs()
        ends = starts + counts - 1
        rises = np.cumsum(np.append(0, self.same & (np.diff(self.velocity) > 0)))
        steadily = rises[ends] - rises[starts] >= _STEADY * (counts - 1)
        first, last = self.velocity[starts], self.velocity[ends]
        deep = first / self.frequency[starts] > DEEP
        fundamental = (self.mode[starts] == 0) & (counts >= FEWEST_LEVEL)
        branches = np.flatnonzero(fundamental & deep & steadily & (np.log(last / first) > BACKWARDS))

        def clause(place: int) -> str:
            i = branches[place]
            return (
                f"phase velocity falls from {last[i]:.4g} m/s at {self.frequency[ends[i]]:.4g} Hz to "
                f"{first[i]:.4g} m/s at {self.frequency[starts[i]]:.4g} Hz, where the ground gets faster "
                "downwards: are these slownesses?"
            )

        return Doubt("backwards", self.site[starts[branches]], clause)

    def _runs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first point of each branch, and how many points it has."""
        starts = np.concatenate([[0], np.flatnonzero(~self.same) + 1])
        return starts, np.diff(np.append(starts, len(self.site)))


def _level_curves(curves: Curves) -> Doubt:
    """Return the sites of three points or more whose velocities are equal to the last digit."""
    counts = curves.counts
    if not curves.n_points:
        return Doubt("level", np.empty(0, dtype=np.int64), str)
    first = curves.velocity[np.minimum(curves.offsets[:-1], curves.n_points - 1)]
    other = np.bincount(
        curves.site_index, curves.velocity != first[curves.site_index], minlength=curves.n_sites
    )
    level = np.flatnonzero((other == 0) & (counts >= FEWEST_LEVEL))

    def clause(place: int) -> str:
        i = level[place]
        return f"all {counts[i]} velocities are {first[i]:g} m/s: a mark for no value, or a default?"

    return Doubt("level", level, clause)


def _odd_sigmas(curves: Curves) -> list[Doubt]:
    known = np.isfinite(curves.sigma)
    share = pd.Series(curves.sigma[known] / curves.velocity[known])
    of_site = share.groupby(curves.site_index[known]).median()
    return [
        _odd_sigma("tiny sigma", of_site[of_site < TINY_SIGMA], "too little to be true: a fraction"),
        _odd_sigma("huge sigma", of_site[of_site > 1], "more than all of it: per cent"),
    ]


def _odd_sigma(kind: str, odd: pd.Series, why: str) -> Doubt:
    shares = odd.to_numpy()

    def clause(place: int) -> str:
        return f"sigma is about {100 * shares[place]:.3g} % of the velocity, {why}, or another unit?"

    return Doubt(kind, odd.index.to_numpy(np.int64), clause)


def _thin_curves(curves: Curves) -> list[Doubt]:
    shortest, longest = curves.wavelength_range()
    few = curves.counts < FEW_POINTS
    narrow = np.flatnonzero(~few & (longest < NARROW_BAND * shortest))
    sparse = np.flatnonzero(few)

    def clause(place: int) -> str:
        i = narrow[place]
        return f"narrow band: wavelengths of {shortest[i]:.4g} to {longest[i]:.4g} m only"

    return [
        Doubt("few", sparse, lambda place: f"only {counted(curves.counts[sparse[place]], 'point')}"),
        Doubt("narrow", narrow, clause),
    ]
