"""How well a spatial model foretells sites that it has not seen, a whole block of the map at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from .covariance import Covariance
from .gridding import interpolator, weighted
from .likelihood import FEWEST_SITES, subset
from .spatial_model import krige, level
from .values import HALF_90, Values

BLOCKS = 8
_MOST_SITES = 600


@dataclass(frozen=True)
class Score:
    """What was foretold of the sites of left-out blocks, against their own values.

    Parameters
    ----------
    error, linear_error : float
        Mean error of ln Vs without sign, of kriging and of linear interpolation from the same sites.
    inside_90 : float
        Share of the sites' values inside their 90 % bands.
    n_values : int
        Values compared: sites times depths.
    """

    error: float
    linear_error: float
    inside_90: float
    n_values: int


@dataclass(frozen=True)
class LeftOut:
    """What sites know, and what those of other blocks foretell of it, (n_sites, n_depths) each.

    Parameters
    ----------
    own : float array
        ln of the sites' values, NaN where unknown.
    kriged, linear : float arrays
        What is foretold by kriging and by linear interpolation, NaN where nothing is.
    low, high : float arrays
        Ends of the 90 % bands of kriging.
    """

    own: FloatArray
    kriged: FloatArray
    linear: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def compared(self) -> NDArray[np.bool_]:
        """Where both ways foretell something that the site knows."""
        return np.isfinite(self.own) & np.isfinite(self.kriged) & np.isfinite(self.linear)

    @property
    def score(self) -> Score | None:
        """How near it is; None where there is nothing to compare."""
        both = self.compared
        if not both.any():
            return None
        inside = (self.low <= self.own) & (self.own <= self.high)
        return Score(
            float(np.abs(self.kriged - self.own)[both].mean()),
            float(np.abs(self.linear - self.own)[both].mean()),
            float(inside[both].mean()),
            int(both.sum()),
        )


def blocked_score(values: Values, covariance: Covariance) -> Score | None:
    """Score `left_out_blocks`; None where there is nothing to compare."""
    return left_out_blocks(values, covariance).score


def left_out_blocks(values: Values, covariance: Covariance) -> LeftOut:
    """Leave out block after block of the sites, at most of 600, and foretell them from the others.

    The covariance stays that of all sites. Sites farther out than those that are left are
    compared, too: they show what a map says beyond its sites.
    """
    values = values.take(subset(len(values.places), _MOST_SITES))
    block = blocks_of(values.places)
    kriged, low, high, linear = (np.full(values.mean.shape, np.nan) for _ in range(4))
    for left_out in range(BLOCKS):
        out, rest = np.flatnonzero(block == left_out), values.take(np.flatnonzero(block != left_out))
        if len(out) == 0 or len(rest.places) == 0:
            continue
        points = values.places[out]
        linear[out] = weighted(interpolator(rest.places, "linear")(points), rest.mean)
        for depth in np.flatnonzero(rest.known.sum(axis=0) >= FEWEST_SITES):
            mean, *deviations = krige(rest, covariance, int(depth), points)
            kriged[out, depth] = mean
            low[out, depth], high[out, depth] = (level(mean, deviations, t) for t in (-HALF_90, HALF_90))
    return LeftOut(values.mean, kriged, linear, low, high)


def blocks_of(places: FloatArray) -> NDArray[np.intp]:
    """Return the block of places (n, 2), 0 to `BLOCKS` - 1: halves of halves, cut across the longer side."""
    block = np.zeros(len(places), dtype=np.intp)
    for _ in range(int(np.log2(BLOCKS))):
        for part in np.unique(block):
            own = np.flatnonzero(block == part)
            along = places[own, np.argmax(np.ptp(places[own], axis=0))]
            upper = np.argsort(along, kind="stable")[(len(own) + 1) // 2 :]
            block[own[upper]] = block.max() + 1
    return block
