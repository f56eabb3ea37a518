"""Sorts of sites for scores by kind: by noise, by what is observed, by number of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import Curves, FloatArray
from plugin.protocol.waves import VelocityType, Wave

from .noise import true_noise
from .suites import Suite

NOISE_EDGES = (0.01, 0.02, 0.04)
POINT_EDGES = (6, 11, 21, 41)
Labels = NDArray[np.str_]


def kinds(suite: Suite) -> dict[str, Labels]:
    """Return the label of each site, (n_sites,), by ways of sorting."""
    return {
        "family": suite.family,
        "noise": noise_labels(true_noise(suite.earths, suite.curves)),
        "points": point_labels(suite.curves.counts),
        "observed": observed_labels(suite.curves),
    }


def noise_labels(noise: FloatArray) -> Labels:
    """Name ranges of relative noise, (n,); NaN is named unknown."""
    names = ["below 1 %", "1 to 2 %", "2 to 4 %", "above 4 %"]
    return np.where(np.isnan(noise), "unknown", np.array(names)[np.searchsorted(NOISE_EDGES, noise)])


def point_labels(counts: NDArray[np.integer]) -> Labels:
    """Name ranges of the number of points, (n,)."""
    names = ["2 to 5", "6 to 10", "11 to 20", "21 to 40", "above 40"]
    return np.array(names)[np.searchsorted(POINT_EDGES, counts, side="right")]


def observed_labels(curves: Curves) -> Labels:
    """Name what each curve is made of, (n_sites,)."""
    site = curves.site_index

    def some(points: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(site, points, minlength=curves.n_sites) > 0

    overtones = some(curves.mode > 0)
    rayleigh, love = some(curves.wave == Wave.RAYLEIGH), some(curves.wave == Wave.LOVE)
    phase, group = some(curves.kind == VelocityType.PHASE), some(curves.kind == VelocityType.GROUP)
    conditions = [overtones, love & rayleigh, love, phase & group, group]
    names = ["with overtones", "Rayleigh and Love", "Love", "Rayleigh phase and group", "Rayleigh group"]
    return np.select(conditions, names, "Rayleigh phase")
