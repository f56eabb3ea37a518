"""Depths to velocities that some sites cannot see: they know a bound, and their neighbours the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import truncnorm

from ...protocol.progress import UNWATCHED
from ..curves import FloatArray
from ..lattice.barriers import CutLattice
from ..lattice.reach import ANYWHERE
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.parted_model import PartedModel, about_their_parts
from ..spatial.spatial_model import krige
from ..spatial.values import Values


def completed(
    values: Values, low: FloatArray, high: FloatArray, lattice: CutLattice | None = None
) -> Values | None:
    """Return values at all sites: those that only have bounds get what their neighbours say within these.

    Parameters
    ----------
    values : Values
        Of one quantity, NaN at sites that only have bounds.
    low, high : (n_sites,) float arrays
        Bounds of those, as logarithms; infinite where there is none.
    lattice : CutLattice or None
        What barriers part: a site hears only of its own side, and stays unknown where nobody there knows.

    Returns
    -------
    Values or None
        With the mean and the deviation of a normal distribution cut off at the bounds; None where
        too few sites know a value.
    """
    known = values.known[:, 0]
    if known.sum() < FEWEST_SITES:
        return None
    out = np.flatnonzero(~known & (np.isfinite(low) | np.isfinite(high)))
    if len(out) == 0:
        return values
    centre, below, above = _foretold(values, out, lattice)
    heard = np.isfinite(centre)
    out = out[heard]
    centre, below, above = (each[heard] for each in (centre, below, above))
    spread = np.sqrt((below**2 + above**2) / 2)
    cut = truncnorm((low[out] - centre) / spread, (high[out] - centre) / spread, loc=centre, scale=spread)
    mean, deviation = values.mean.copy(), values.deviation.copy()
    mean[out, 0] = np.clip(cut.mean(), low[out], high[out])
    deviation[out, 0] = np.maximum(cut.std(), deviation[known].min())
    ends = np.where(known[:, None], values.both_ends, deviation)
    return replace(values, mean=mean, deviation=deviation, ends=ends)


def _foretold(
    values: Values, sites: NDArray[np.intp], lattice: CutLattice | None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return medians at sites that have no value, and deviations below and above, (n,) each."""
    places = values.places[sites]
    if lattice is None:
        return krige(values, values.fitted(), 0, places)
    covariance = about_their_parts(values, lattice).fitted()
    model = PartedModel(values, covariance, lattice, ANYWHERE, UNWATCHED)
    centre, below, above = (each[:, 0] for each in model(places))
    return centre, below, above


def seen(
    levels: tuple[FloatArray, FloatArray, FloatArray], top: FloatArray, bottom: FloatArray
) -> list[FloatArray]:
    """Return 5, 50 and 95 % depths (n,) as they go into a map that sees depths from `top` to `bottom`.

    The 5 % depth is that of the bottom where it lies below, the 95 % depth that of the top where it lies
    above: so much is certain. What else lies out of sight is NaN.
    """
    low, _, high = levels
    visible = [np.where((top <= level) & (level <= bottom), level, np.nan) for level in levels]
    visible[0] = np.where(low > bottom, bottom, visible[0])
    visible[2] = np.where(high < top, top, visible[2])
    return visible


def bounds(
    velocity: FloatArray, trusted: NDArray[np.bool_], depth: FloatArray, threshold: float
) -> tuple[FloatArray, FloatArray]:
    """Return ln depths, (n_sites,) each, between which profiles reach a velocity out of their sight.

    Parameters
    ----------
    velocity, depth : (n_sites, n_depths) float arrays
        Vs in m/s and depth in m.
    trusted : (n_sites, n_depths) bool array
        Depths that a site resolves.
    threshold : float
        Velocity in m/s.
    """
    any_ = trusted.any(axis=1)
    row = np.arange(len(velocity))
    first = np.argmax(trusted, axis=1)
    last = trusted.shape[1] - 1 - np.argmax(trusted[:, ::-1], axis=1)
    above = any_ & (velocity[row, first] >= threshold)
    below = any_ & ~above & (velocity[row, last] < threshold)
    low = np.where(below, np.log(depth[row, last]), -np.inf)
    return low, np.where(above, np.log(depth[row, first]), np.inf)
