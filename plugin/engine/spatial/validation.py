"""How well a spatial model foretells sites that it has not seen, a whole block of the map at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from .covariance import Covariance
from .gridding import interpolator, weighted
from .likelihood import FEWEST_SITES, subset
from .spatial_model import Values, krige

BLOCKS = 8
_MOST_SITES = 600
_90 = 1.645  # standard deviations, half the width of a 90 % band


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


def blocked_score(values: Values, covariance: Covariance) -> Score | None:
    """Leave out block after block of the sites; None where there is nothing to compare.

    The covariance stays that of all sites. Sites farther out than those that are left are
    compared, too: they show what a map says beyond its sites.
    """
    values = values.take(subset(len(values.places), _MOST_SITES))
    block = blocks_of(values.places)
    kriged, sure, linear = (np.full(values.mean.shape, np.nan) for _ in range(3))
    for left_out in range(BLOCKS):
        out, rest = np.flatnonzero(block == left_out), values.take(np.flatnonzero(block != left_out))
        if len(out) == 0 or len(rest.places) == 0:
            continue
        points = values.places[out]
        linear[out] = weighted(interpolator(rest.places, "linear")(points), rest.mean)
        for depth in np.flatnonzero(rest.known.sum(axis=0) >= FEWEST_SITES):
            means, variance = krige(rest, covariance, int(depth))(points)
            own = values.deviation[out, depth] ** 2
            kriged[out, depth], sure[out, depth] = means[:, 0], variance + own + covariance.nugget[depth]
    return _score(values.mean, kriged, linear, sure)


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


def _score(truth: FloatArray, kriged: FloatArray, linear: FloatArray, variance: FloatArray) -> Score | None:
    both = np.isfinite(truth) & np.isfinite(kriged) & np.isfinite(linear)
    if not both.any():
        return None
    error = np.abs(kriged - truth)[both]
    return Score(
        float(error.mean()),
        float(np.abs(linear - truth)[both].mean()),
        float((error <= _90 * np.sqrt(variance[both])).mean()),
        int(both.sum()),
    )
