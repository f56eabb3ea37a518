"""What the methods' estimates are worth: errors, calibration and Vs30."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray
from plugin.training.scores import score

from .earths.columns import true_vs30
from .methods import COVERAGES, Estimate
from .suites import Suite

VS30_LONGEST = 60.0
VS30_TOLERANCE = 0.10


def measures(suite: Suite, depth: FloatArray, estimate: Estimate) -> dict[str, Any]:
    """Return the scores of one method on one suite, ready for JSON.

    Keys: ``error`` (mean absolute error of ln Vs), ``error_by_third`` (shallow, middle, deep),
    ``error_by_family``, ``bias_by_third`` (mean signed error), ``ms_per_curve``; with bands also
    ``coverage_90``, ``coverage_by_third``, ``coverage_by_family`` and ``coverage`` (of each
    nominal one); on physical suites ``vs30``.
    """
    truth = np.log(suite.earths.vs_at(depth))
    wrong = estimate.log_vs - truth
    families = {str(f): suite.family == f for f in np.unique(suite.family)}
    found: dict[str, Any] = {
        "error": float(np.abs(wrong).mean()),
        "error_by_third": _thirds(np.abs(wrong)),
        "bias_by_third": _thirds(wrong),
        "error_by_family": {f: float(np.abs(wrong[rows]).mean()) for f, rows in families.items()},
        "sites_by_family": {f: int(rows.sum()) for f, rows in families.items()},
        "ms_per_curve": 1000.0 * estimate.seconds,
    }
    if estimate.low is not None and estimate.high is not None:
        found |= _calibration(truth, estimate.log_vs, estimate.low, estimate.high, families)
    if suite.physical and suite.name == "near_surface":
        found["vs30"] = _vs30(suite, estimate)
    return found


def _thirds(values: FloatArray) -> list[float]:
    return [float(part.mean()) for part in np.array_split(values, 3, axis=1)]


def _calibration(
    truth: FloatArray,
    median: FloatArray,
    low: FloatArray,
    high: FloatArray,
    families: dict[str, NDArray[np.bool_]],
) -> dict[str, Any]:
    inside = (truth >= low) & (truth <= high)
    ninety = COVERAGES.index(0.9)
    scores = score(truth, median, low[ninety], high[ninety], np.ones(truth.shape, dtype=bool))
    return {
        "coverage_90": scores.coverage,
        "coverage_by_third": list(scores.thirds),
        "coverage_by_family": {f: float(inside[ninety, rows].mean()) for f, rows in families.items()},
        "coverage": {str(c): float(part.mean()) for c, part in zip(COVERAGES, inside)},
    }


def _vs30(suite: Suite, estimate: Estimate) -> dict[str, float]:
    """Score Vs30 at the sites whose longest wavelength reaches 60 m."""
    sites = suite.curves.wavelength_range()[1] >= VS30_LONGEST
    truth = true_vs30(suite.earths)[sites]
    error = np.abs(estimate.vs30[sites] / truth - 1.0)
    found = {
        "sites": int(sites.sum()),
        "within_10_percent": float((error <= VS30_TOLERANCE).mean()),
        "median_error": float(np.median(error)),
    }
    if estimate.vs30_band is not None:
        low, high = estimate.vs30_band[sites].T
        found["coverage_90"] = float(((truth >= low) & (truth <= high)).mean())
    return found
