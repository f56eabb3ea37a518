"""Vs between sites, along a line: as a spatial model foretells it, or by weights between sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from ...protocol.map_options import SectionMethod
from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..profiles import LEVELS, Profiles
from ..results.depths import at_depths
from ..spatial.gridding import interpolator, weighted
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.spatial_model import krige, level
from ..spatial.values import HALF_68, HALF_90, Values

_DEVIATIONS = {5: -HALF_90, 16: -HALF_68, 84: HALF_68, 95: HALF_90}
"""Standard deviations from the median to percentiles."""
_LEARNT, _KRIGED = 16, 64  # depths at which the model is learnt, and asked; between them it is smooth
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
    """
    resampled, within = at_depths(profiles, tuple(depth), keep_untrusted=True)
    low, high = (resampled.quantiles[..., LEVELS.index(level)] for level in (0.16, 0.84))
    logs = [np.log(np.where(within, values, np.nan)) for values in (resampled.vs, low, high)]
    weights = interpolator(places, method)(points)
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
) -> Along | None:
    """Return Vs as the spatial model of all sites has it, with the bands that the maps have.

    None where no depth is known at enough sites for that. The parameters are those of `weighed`; `reach` is
    the distance in m beyond which a site that knows a depth does not speak for a place.
    """
    shown = at_depths(profiles, tuple(depth), keep_untrusted)[1]
    reached = depth[shown.any(axis=0)]
    if not len(reached):
        return None
    learning = _values(places, profiles, _nodes(reached, _LEARNT), keep_untrusted)
    if learning.known.sum(axis=0).max() < FEWEST_SITES:
        return None
    learnt = learning.fitted(monitor.part(0.0, 0.6))
    near = np.sort(cdist(places, points).min(axis=1).argsort(kind="stable")[:_MOST_SITES])
    values = _values(places[near], profiles.take(near), _nodes(reached, _KRIGED), keep_untrusted)
    covariance = learnt.between(learning.depths, values.depths)
    layers = []
    for node in range(len(values.depths)):
        monitor.step(0.6 + 0.4 * node / len(values.depths), "interpolating along the line")
        asked = values.known[:, node].any()
        layers.append(krige(values, covariance, node, points) if asked else (np.nan,) * 3)
    mean, *deviations = (_filled(layer, values.depths, depth) for layer in zip(*layers))
    speaks = (cdist(points, values.places) <= reach).astype(float)
    mean[(speaks @ shown[near]).T == 0] = np.nan
    levels = {percent: np.exp(level(mean, deviations, times)) for percent, times in _DEVIATIONS.items()}
    return Along("kriging", np.exp(mean), (levels[84] - levels[16]) / 2, levels)


def _nodes(depth: FloatArray, most: int) -> FloatArray:
    """Return depths from the first to the last, closer where they are small."""
    return np.geomspace(depth[0], depth[-1], most) if len(depth) > most else depth


def _filled(layers: Sequence[FloatArray], nodes: FloatArray, depth: FloatArray) -> FloatArray:
    """Return values at depths between and beyond the nodes at which they are known, (n_depths, n_points)."""
    n_points = max(np.size(layer) for layer in layers)
    rows = np.stack([np.broadcast_to(layer, n_points) for layer in layers])
    known = np.isfinite(rows).all(axis=1)
    columns = [np.interp(np.log(depth), np.log(nodes[known]), column) for column in rows[known].T]
    return np.stack(columns, axis=1)


def _values(places: FloatArray, profiles: Profiles, depth: FloatArray, keep_untrusted: bool) -> Values:
    """Return what sites say of ln Vs at depths."""
    resampled, shown = at_depths(profiles, tuple(depth), keep_untrusted)
    return Values.of_profiles(places, resampled, shown)
