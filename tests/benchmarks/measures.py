"""What the methods' estimates are worth: errors, calibration and Vs30."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray

from .earths.columns import true_vs30
from .kinds import kinds
from .methods import COVERAGES, Estimate
from .suites import Suite

NEAR_SURFACE = ("near_surface", "real_ground")
VS30_LONGEST = 60.0
VS30_SHORTEST = 40.0
VS30_TOLERANCE = 0.10
NINETY = COVERAGES.index(0.9)


def measures(suite: Suite, depth: FloatArray, estimate: Estimate) -> dict[str, Any]:
    """Return the scores of one method on one suite, ready for JSON.

    Keys: ``error`` (mean absolute error of ln Vs), ``error_by_third`` (shallow, middle, deep),
    ``bias_by_third`` (mean signed error), ``site_error`` (site by site), ``ms_per_curve`` and ``kinds``
    (by way of sorting and label: ``sites``, ``error`` and with bands ``coverage_90`` and
    ``coverage_by_third``); with bands also ``coverage_68``, ``coverage_90``, ``coverage_by_third`` and
    ``coverage_by_depth``; on near-surface sites ``vs30``; with forward modelling the medians
    ``chi_direct`` and ``chi``.
    """
    truth = np.log(suite.earths.vs_at(depth))
    wrong = np.abs(estimate.log_vs - truth)
    inside = None if estimate.low is None else (truth >= estimate.low) & (truth <= estimate.high)
    found: dict[str, Any] = {
        **_scores(wrong, inside),
        "bias_by_third": _thirds(estimate.log_vs - truth),
        "site_error": wrong.mean(axis=1).tolist(),
        "ms_per_curve": 1000.0 * estimate.seconds,
        "kinds": {
            way: {str(label): _of_label(labels == label, wrong, inside) for label in np.unique(labels)}
            for way, labels in kinds(suite).items()
        },
    }
    if inside is not None:
        for coverage, part in zip(COVERAGES, inside):
            found[f"coverage_{100 * coverage:.0f}"] = float(part.mean())
        found["coverage_by_depth"] = {
            str(c): part.mean(axis=0).tolist() for c, part in zip(COVERAGES, inside)
        }
    if suite.name in NEAR_SURFACE:
        found["vs30"] = _vs30(suite, estimate)
    for name in ("chi_direct", "chi"):
        chi = getattr(estimate, name)
        if chi is not None and np.isfinite(chi).any():
            found[name] = float(np.nanmedian(chi))
    return found


def _of_label(
    sites: NDArray[np.bool_], wrong: FloatArray, inside: NDArray[np.bool_] | None
) -> dict[str, Any]:
    part = None if inside is None else inside[:, sites]
    return {"sites": int(sites.sum()), **_scores(wrong[sites], part)}


def _scores(wrong: FloatArray, inside: NDArray[np.bool_] | None) -> dict[str, Any]:
    """Return error and, with bands, the 90 % band's coverage, whole and by third of the depths."""
    found: dict[str, Any] = {"error": float(wrong.mean()), "error_by_third": _thirds(wrong)}
    if inside is not None:
        found["coverage_90"] = float(inside[NINETY].mean())
        found["coverage_by_third"] = _thirds(inside[NINETY].astype(float))
    return found


def _thirds(values: FloatArray) -> list[float]:
    return [float(part.mean()) for part in np.array_split(values, 3, axis=1)]


def _vs30(suite: Suite, estimate: Estimate) -> dict[str, float]:
    """Score Vs30 at the sites whose wavelengths reach from 40 m or less to 60 m or more."""
    shortest, longest = suite.curves.wavelength_range()
    sites = (longest >= VS30_LONGEST) & (shortest <= VS30_SHORTEST)
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
