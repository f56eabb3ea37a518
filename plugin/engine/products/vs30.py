"""Vs30 of drawn profiles, carried down where the data end above 30 m."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from ..curves import FloatArray
from .averages import mean_to
from .carrying_down import SHALLOWEST, VS30_DEPTH, carried_down
from .levels import SUMMARY_LEVELS, weighted_levels

SHALLOW_ENOUGH = 10.0
"""Depth in m at which what the data resolve must begin."""
NODES = 8
"""Draws of a law's scatter, at the middles of as many equal shares of its distribution."""
MEASURED, BLANK = "measured", ""


@dataclass(frozen=True)
class Vs30:
    """Vs30 of the draws of some sites.

    Parameters
    ----------
    values, weight : (n_sites, n_values) float arrays
        Vs30 in m/s with weights that add up to 1; NaN where nothing can be said of a site.
    measured : (n_sites,) float array
        Share of the top 30 m above the depth that the data reach.
    law : (n_sites,) object array
        What carried the profile down: ``measured`` where nothing had to, ``network``, ``california`` or
        ``japan``; empty where nothing can be said.
    """

    values: FloatArray
    weight: FloatArray
    measured: FloatArray
    law: NDArray[np.object_]

    def levels(self, levels: tuple[float, ...] = SUMMARY_LEVELS) -> FloatArray:
        """Return quantiles in m/s, (n_sites, levels), NaN where nothing can be said."""
        known = self.law != BLANK
        values = np.where(known[:, None], self.values, 1.0)
        return np.where(known[:, None], weighted_levels(values, self.weight, levels), np.nan)


def vs30_of(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    felt: FloatArray,
    shallowest: FloatArray,
    deepest: FloatArray,
    law: str = "network",
) -> Vs30:
    """Return Vs30 of every draw.

    Where the data reach 30 m, and by the law ``network``, it is the draws' own. Their grid ends at 3/4 of the
    longest wavelength; where that is above 30 m, the law of Japan goes on from there. By the laws of
    California and Japan, what lies below the depth that the data reach follows from the mean velocity above
    it, with their scatter; where they are not tabulated for so shallow a depth, ``network`` serves.

    Parameters
    ----------
    depth, samples, weight, felt : float arrays
        As for `averages.mean_to`.
    shallowest, deepest : (n_sites,) float arrays
        The trusted window in m.
    law : {"network", "california", "japan"}
        How profiles are carried down.
    """
    used = laws_used(depth[:, -1], shallowest, deepest, law)
    reach = _reach(depth[:, -1], deepest, used)
    values = mean_to(depth, samples, weight, felt, reach)
    measured = np.clip(deepest / VS30_DEPTH, 0.0, 1.0)
    table = np.where(used == "network", "japan", used)
    short = np.flatnonzero((reach < VS30_DEPTH) & (used != BLANK))
    if not len(short):
        return Vs30(values, weight, measured, used)
    scores = ndtri((np.arange(NODES) + 0.5) / NODES)
    spread = np.repeat(values[..., None], NODES, axis=-1)
    for name in SHALLOWEST:
        sites = short[table[short] == name]
        spread[sites] = carried_down(values[sites], reach[sites], name, scores / np.std(scores))
    flat = (len(depth), -1)
    return Vs30(spread.reshape(flat), np.repeat(weight / NODES, NODES, axis=1), measured, used)


def laws_used(
    bottom: FloatArray, shallowest: FloatArray, deepest: FloatArray, law: str
) -> NDArray[np.object_]:
    """Return what carries each site's profile down to 30 m; see `Vs30.law`.

    Parameters
    ----------
    bottom : (n_sites,) float array
        Where the draws' grid ends, in m.
    shallowest, deepest : (n_sites,) float arrays
        The trusted window in m.
    law : {"network", "california", "japan"}
        What is asked for.
    """
    used = np.full(len(bottom), law, dtype=object)
    used[deepest < SHALLOWEST.get(law, 0.0)] = "network"
    used[(used == "network") & (bottom < SHALLOWEST["japan"])] = BLANK
    used[deepest >= VS30_DEPTH] = MEASURED
    used[~(shallowest <= SHALLOW_ENOUGH)] = BLANK
    return used


def _reach(bottom: FloatArray, deepest: FloatArray, used: NDArray[np.object_]) -> FloatArray:
    """Return the depth in m to which the draws are averaged, at most 30."""
    own = np.isin(used, ("network", MEASURED, BLANK))
    return np.minimum(np.where(own, bottom, deepest), VS30_DEPTH)
