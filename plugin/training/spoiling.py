"""What the ways to spoil curves share: choosing points, sites and ends of the band."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..engine.curves import Curves, FloatArray

Spoilt = tuple[Curves, NDArray[np.int64]]
"""Spoilt curves, and the sites that they were made from."""
Mask = NDArray[np.bool_]

FEWEST_POINTS = 2


def keep(curves: Curves, kept: Mask, affected: Mask) -> Spoilt:
    """Keep some points, and the sites that are affected and still have `FEWEST_POINTS` of them."""
    left = curves.only(kept)
    sites = np.flatnonzero(affected & (left.counts >= FEWEST_POINTS))
    return left.take(sites), sites


def having(curves: Curves, points: Mask) -> Mask:
    """Return which sites have any of the points."""
    return np.bincount(curves.site_index, points, minlength=curves.n_sites) > 0


def everywhere(curves: Curves) -> NDArray[np.int64]:
    """Return all sites."""
    return np.arange(curves.n_sites)


def per_site(curves: Curves, values: NDArray) -> NDArray:
    """Return a value of each site for each of its points."""
    return values[curves.site_index]


def end_of_band(rng: Generator, curves: Curves) -> Mask:
    """Return the points of each site on one side of a frequency drawn within its band."""
    site = curves.site_index
    order = np.lexsort((curves.frequency, site))
    rank = np.empty(curves.n_points)
    rank[order] = curves.place
    share = (rank + 0.5) / per_site(curves, curves.counts)
    share = np.where(per_site(curves, rng.random(curves.n_sites) < 0.5), share, 1.0 - share)
    return share > per_site(curves, rng.uniform(0.25, 0.75, curves.n_sites))


def with_velocity(curves: Curves, velocity: FloatArray) -> Curves:
    """Return the curves with other velocities and the same relative sigma."""
    return replace(curves, velocity=velocity, sigma=curves.sigma / curves.velocity * velocity)
