"""Vs between sites, along a line: as a spatial model foretells it, or by weights between sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from ...protocol.map_options import SectionMethod
from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..lattice.barriers import CutLattice
from ..lattice.reach import ANYWHERE, Reach
from ..profiles import LEVELS, Profiles
from ..results.depths import at_depths
from ..spatial.covariance import Covariance
from ..spatial.gridding import weighted
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.parted_model import PartedModel, about_their_parts
from ..spatial.parted_weights import parted_interpolator
from ..spatial.spatial_model import krige, level
from ..spatial.values import HALF_68, HALF_90, Values

_DEVIATIONS = {5: -HALF_90, 16: -HALF_68, 84: HALF_68, 95: HALF_90}
"""Standard deviations from the median to percentiles."""
_LEARNT, _KRIGED = 16, 64  # depths at which the model is learnt, and asked; between them it is smooth
_PARTED = 16  # depths at which one is asked that barriers cut, which takes longer
_MOST_SITES = 500  # those nearest to the line


@dataclass(frozen=True)
class Along:
    """Vs in the cells of a section.

    Parameters
    ----------
    method : {"kriging", "linear", "idw", "nearest"}
        How it goes from sites to cells.
    vs, sigma : (n_depths, n_points) float arrays
        Vs and half the width between its 16 and 84 % quantiles in m/s, NaN where nothing is known.
    levels : mapping of int to (n_depths, n_points) float array
        Quantiles of Vs in m/s by their percent, which kriging gives.
    """

    method: SectionMethod
    vs: FloatArray
    sigma: FloatArray
    levels: Mapping[int, FloatArray]


def weighed(
    places: FloatArray,
    profiles: Profiles,
    points: FloatArray,
    depth: FloatArray,
    method: SectionMethod,
    keep_untrusted: bool,
    lattice: CutLattice | None = None,
) -> Along:
    """Return Vs by weights between sites: linearly, by inverse distance, or of the nearest site.

    Parameters
    ----------
    places : (n_sites, 2) float array
        Positions of the sites on the ground in m.
    profiles : Profiles
        Theirs.
    points : (n_points, 2) float array
        Places along the line, on the ground in m.
    depth : (n_depths,) float array
        Depths in m.
    method : {"linear", "idw", "nearest"}
        How to weigh.
    keep_untrusted : bool
        Whether depths outside a site's trusted window count too.
    lattice : CutLattice or None
        What barriers part: a place hears of the sites on its side alone.
    """
    resampled, within = at_depths(profiles, tuple(depth), keep_untrusted=True)
    low, high = (resampled.quantiles[..., LEVELS.index(level)] for level in (0.16, 0.84))
    logs = [np.log(np.where(within, values, np.nan)) for values in (resampled.vs, low, high)]
    weights = parted_interpolator(places, method, lattice)(points)
    vs, low, high = np.split(np.exp(weighted(weights, np.concatenate(logs, axis=1))).T, 3)
    if not keep_untrusted:
        # A site whose curve ends does not leave a step: what is resolved is masked between sites, too.
        ends = np.column_stack([profiles.trusted_min, profiles.trusted_max])
        top, bottom = np.exp(weighted(weights, np.log(ends))).T
        vs[(depth[:, None] < top) | (depth[:, None] > bottom)] = np.nan
    return Along(method, vs, np.where(np.isnan(vs), np.nan, (high - low) / 2), {})


def kriged(
    places: FloatArray,
    profiles: Profiles,
    points: FloatArray,
    depth: FloatArray,
    reach: float,
    keep_untrusted: bool,
    monitor: Monitor,
    lattice: CutLattice | None = None,
) -> Along | None:
    """Return Vs as the spatial model of all sites has it, with the bands that the maps have.

    None where no depth is known at enough sites for that. The parameters are those of `weighed`; `reach` is
    the distance in m beyond which a site that knows a depth does not speak for a place. With barriers it is
    the model of maps with barriers, at all sites.
    """
    shown = at_depths(profiles, tuple(depth), keep_untrusted)[1]
    reached = depth[shown.any(axis=0)]
    if not len(reached):
        return None
    learning = _values(places, profiles, _nodes(reached, _LEARNT), keep_untrusted)
    if learning.known.sum(axis=0).max() < FEWEST_SITES:
        return None
    if lattice is not None:
        learning = about_their_parts(learning, lattice)
    learnt = learning.fitted(monitor.part(0.0, 0.6))
    asked = monitor.part(0.6, 1.0)
    if lattice is None:
        near = np.sort(cdist(places, points).min(axis=1).argsort(kind="stable")[:_MOST_SITES])
        values = _values(places[near], profiles.take(near), _nodes(reached, _KRIGED), keep_untrusted)
        rows = _krige_all(values, learnt.between(learning.depths, values.depths), points, asked)
    else:
        near = np.arange(len(places))
        values = _values(places, profiles, _nodes(reached, _PARTED), keep_untrusted)
        covariance = learnt.between(learning.depths, values.depths)
        rows = [part.T for part in PartedModel(values, covariance, lattice, ANYWHERE, asked)(points)]
    mean, *deviations = (_filled(row, values.depths, depth) for row in rows)
    mean[~Reach(values.places, shown[near], reach, lattice)(points).T] = np.nan
    levels = {percent: np.exp(level(mean, deviations, times)) for percent, times in _DEVIATIONS.items()}
    return Along("kriging", np.exp(mean), (levels[84] - levels[16]) / 2, levels)


def _nodes(depth: FloatArray, most: int) -> FloatArray:
    """Return depths from the first to the last, closer where they are small."""
    return np.geomspace(depth[0], depth[-1], most) if len(depth) > most else depth


def _krige_all(
    values: Values, covariance: Covariance, points: FloatArray, monitor: Monitor
) -> list[FloatArray]:
    """Return medians and standard deviations below and above, (n_nodes, n_points) each."""
    rows = np.full((3, len(values.depths), len(points)), np.nan)
    for node in np.flatnonzero(values.known.any(axis=0)).tolist():
        monitor.step(node / len(values.depths), "interpolating along the line")
        rows[:, node] = krige(values, covariance, node, points)
    return list(rows)


def _filled(rows: FloatArray, nodes: FloatArray, depth: FloatArray) -> FloatArray:
    """Return values at depths between and beyond the nodes at which they are known, (n_depths, n_points).

    Each place has those that its own part knows: `rows` (n_nodes, n_points) is NaN at others.
    """
    filled = np.full((len(depth), rows.shape[1]), np.nan)
    known = np.isfinite(rows)
    for place in np.flatnonzero(known.any(axis=0)).tolist():
        own = known[:, place]
        filled[:, place] = np.interp(np.log(depth), np.log(nodes[own]), rows[own, place])
    return filled


def _values(places: FloatArray, profiles: Profiles, depth: FloatArray, keep_untrusted: bool) -> Values:
    """Return what sites say of ln Vs at depths."""
    resampled, shown = at_depths(profiles, tuple(depth), keep_untrusted)
    return Values.of_profiles(places, resampled, shown)
