"""What the curves cannot resolve: the error of the true profile itself once it is smoothed over log depth."""

from __future__ import annotations

from typing import Any

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.waves.forward import Earths

from .methods import scored_depths
from .report import table
from .suites import Suite, crustal_sites, near_surface_sites, real_ground

WIDTHS = (0.2, 0.35, 0.5)
SITES = 300
FINE = 800
REACH = 4.0


def measure(scale: float) -> dict[str, Any]:
    """Return the mean absolute error of ln Vs of smoothed truths, by suite and width in e-folds of depth."""
    n = max(4, round(scale * SITES))
    return {
        suite.name: {str(width): _error(suite, width) for width in WIDTHS}
        for suite in (near_surface_sites(n), real_ground(), crustal_sites(n // 2))
    }


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    rows = [
        [name.replace("_", "-"), *(f"{e:.3f}" for e in errors.values())] for name, errors in found.items()
    ]
    return table(["Truth smoothed over", *(f"{w} e-folds" for w in WIDTHS)], rows)


def _error(suite: Suite, width: float) -> float:
    depth = scored_depths(suite)
    wrong = smoothed(suite.earths, depth, width) - np.log(suite.earths.vs_at(depth))
    return float(np.abs(wrong).mean())


def smoothed(earths: Earths, depth: FloatArray, width: float) -> FloatArray:
    """Return ln Vs at depths in m (n_earths, n_depths), averaged with a Gaussian of ln depth.

    Parameters
    ----------
    width : float
        Standard deviation of the Gaussian in e-folds of depth.
    """
    offset = np.linspace(-REACH, REACH, 2 * int(FINE * REACH / 8) + 1) * width
    weight = np.exp(-0.5 * (offset / width) ** 2)
    total = np.zeros(depth.shape)
    for shift, w in zip(offset, weight / weight.sum()):
        total += w * np.log(earths.vs_at(depth * np.exp(shift)))
    return total
