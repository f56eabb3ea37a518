"""Points that look wrong but may be right: flagged for the user, never dropped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...protocol.waves import VelocityType
from ..curves import Curves, FloatArray
from ..survey import Suspect
from .plausibility import implausible

JUMP = 0.15
JUMP_SPACING = 0.25
FALL = 0.08
FALL_SHARE = 0.3
FEW_POINTS = 4
FEWEST_LEVEL = 3
NARROW_BAND = 1.6
TINY_SIGMA = 5e-4


def find_suspects(names: NDArray[np.str_], curves: Curves) -> tuple[Suspect, ...]:
    """Return what looks wrong in the curves, by site.

    - A phase velocity that rises by more than `JUMP` (in ln) from one frequency to the next higher one
      closer than `JUMP_SPACING`: a jump to another mode?
    - Phase velocities that fall by more than `FALL` towards the lowest frequencies: a near-field effect?
    - Velocities that no ground has at their wavelengths: a wrong unit?
    - Velocities that are all the same: a mark for no value, or a default?
    - Sigmas that are, by their median, less than `TINY_SIGMA` of the velocity, or more than all of it.
    - Fewer than `FEW_POINTS` points, or wavelengths that span less than a factor of `NARROW_BAND`.

    Parameters
    ----------
    names : (n_sites,) str array
        Site names.
    curves : Curves
        Checked curves.
    """
    branches = _Branches.of(names, curves)
    found = [
        *branches.jumps(),
        *branches.falls(),
        *(Suspect(str(names[i]), why) for i, why in enumerate(implausible(curves)) if why),
        *_level_curves(names, curves),
        *_odd_sigmas(names, curves),
        *_thin_curves(names, curves),
    ]
    place = {name: i for i, name in enumerate(names.tolist())}
    return tuple(sorted(found, key=lambda suspect: place[suspect.site]))


@dataclass(frozen=True)
class _Branches:
    """Phase velocities in order of site, wave, mode and frequency.

    Parameters
    ----------
    names : (n_sites,) str array
        Site names.
    site : (n_points,) int array
        Index of each point's site.
    same : (n_points - 1,) bool array
        True where a point and the next one are of the same site, wave and mode.
    frequency, velocity : (n_points,) float arrays
        Hz and m/s.
    """

    names: NDArray[np.str_]
    site: NDArray[np.int64]
    same: NDArray[np.bool_]
    frequency: FloatArray
    velocity: FloatArray

    @classmethod
    def of(cls, names: NDArray[np.str_], curves: Curves) -> _Branches:
        phase = np.flatnonzero(curves.kind == VelocityType.PHASE)
        branch = np.stack([curves.site_index, curves.wave, curves.mode])[:, phase].astype(np.int64)
        order = np.lexsort((curves.frequency[phase], *branch[::-1]))
        phase, branch = phase[order], branch[:, order]
        same = (branch[:, 1:] == branch[:, :-1]).all(axis=0)
        return cls(names, branch[0], same, curves.frequency[phase], curves.velocity[phase])

    def jumps(self) -> list[Suspect]:
        rise = np.diff(np.log(self.velocity))
        near = np.diff(np.log(self.frequency)) < JUMP_SPACING
        return [
            Suspect(
                str(self.names[self.site[i]]),
                f"phase velocity rises by {100 * np.expm1(rise[i]):.0f} % from {self.frequency[i]:.4g} to "
                f"{self.frequency[i + 1]:.4g} Hz: a jump to another mode?",
            )
            for i in np.flatnonzero(self.same & near & (rise > JUMP))
        ]

    def falls(self) -> list[Suspect]:
        """Compare each branch's lowest-frequency velocity with the highest of its lower frequencies."""
        n_points = len(self.site)
        if not n_points:
            return []
        starts = np.concatenate([[0], np.flatnonzero(~self.same) + 1])
        counts = np.diff(np.append(starts, n_points))
        within = np.arange(n_points) - np.repeat(starts, counts)
        low = within < np.maximum(2, np.ceil(FALL_SHARE * np.repeat(counts, counts)))
        top = np.maximum.reduceat(np.where(low, self.velocity, 0.0), starts)
        frequency, velocity = self.frequency[starts], self.velocity[starts]
        fall = np.log(top / velocity)
        return [
            Suspect(
                str(self.names[self.site[starts[i]]]),
                f"phase velocity falls from {top[i]:.4g} to {velocity[i]:.4g} m/s towards the lowest "
                f"frequency, {frequency[i]:.4g} Hz: a near-field effect?",
            )
            for i in np.flatnonzero(fall > FALL)
        ]


def _level_curves(names: NDArray[np.str_], curves: Curves) -> list[Suspect]:
    """Return the sites of three points or more whose velocities are equal to the last digit."""
    counts = curves.counts
    if not curves.n_points:
        return []
    first = curves.velocity[np.minimum(curves.offsets[:-1], curves.n_points - 1)]
    other = np.bincount(
        curves.site_index, curves.velocity != first[curves.site_index], minlength=curves.n_sites
    )
    return [
        Suspect(
            str(names[i]),
            f"all {counts[i]} velocities are {first[i]:g} m/s: a mark for no value, or a default?",
        )
        for i in np.flatnonzero((other == 0) & (counts >= FEWEST_LEVEL))
    ]


def _odd_sigmas(names: NDArray[np.str_], curves: Curves) -> list[Suspect]:
    known = np.isfinite(curves.sigma)
    share = pd.Series(curves.sigma[known] / curves.velocity[known])
    of_site = share.groupby(curves.site_index[known]).median()
    tiny, huge = of_site[of_site < TINY_SIGMA], of_site[of_site > 1]
    return [
        Suspect(str(names[site]), f"sigma is about {100 * part:.3g} % of the velocity, {why}")
        for odd, why in (
            (tiny, "too little to be true: a fraction, or another unit?"),
            (huge, "more than all of it: per cent, or another unit?"),
        )
        for site, part in odd.items()
    ]


def _thin_curves(names: NDArray[np.str_], curves: Curves) -> list[Suspect]:
    shortest, longest = curves.wavelength_range()
    few = curves.counts < FEW_POINTS
    narrow = ~few & (longest < NARROW_BAND * shortest)
    return [
        *(Suspect(str(names[i]), f"only {curves.counts[i]} points") for i in np.flatnonzero(few)),
        *(
            Suspect(
                str(names[i]), f"narrow band: wavelengths of {shortest[i]:.4g} to {longest[i]:.4g} m only"
            )
            for i in np.flatnonzero(narrow)
        ),
    ]
