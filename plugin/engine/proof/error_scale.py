"""Errors larger than stated, where no profile explains a curve to within the stated ones.

What the best profile leaves of the curve then tells how large they are (Birge 1932, The calculation of errors
by the method of least squares). A profile that follows such a curve to within its stated errors would follow
its noise. The scale is Huber's (1964, Robust estimation of a location parameter, proposal 2): a few wrong
picks do not weaken all points. It understates the errors, because the best profile has followed a part of
them, and what no profile explains is seldom independent from point to point, as where modes are mistaken: so
the errors are taken `FOLLOWED` times as large, and the smooth error of the model grows with them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtr, chdtrc

from ...protocol.progress import Monitor
from ..curves import FloatArray
from .criteria import POOR_FIT
from .data_errors import HUBER
from .refinement import Problem, Refined, at_priors, refine

FOLLOWED = 2.0
ITERATIONS = 30
MEAN_CUT_SQUARE = float(chdtr(3, HUBER**2) + HUBER**2 * chdtrc(1, HUBER**2))
"""Mean square of a standard Gaussian number cut off at `HUBER`."""


def robust_scale(residual: FloatArray, site: NDArray[np.integer]) -> FloatArray:
    """Return the standard deviation of each curve's residuals, which lie about 0, (n_sites,).

    It is that for which the squares of residuals, cut off at `HUBER` deviations, have the mean that they have
    for Gaussian ones. Residuals that are NaN do not count.

    Parameters
    ----------
    residual : (n_points,) float array
        Residuals.
    site : (n_points,) int array
        Site that each belongs to; no site lacks points.
    """
    known = np.isfinite(residual)
    squares = np.where(known, residual, 0.0) ** 2
    count = np.maximum(np.bincount(site, known), 1.0)
    variance = np.bincount(site, squares) / count
    for _ in range(ITERATIONS):
        cut = np.minimum(squares, HUBER**2 * variance[site])
        variance = np.bincount(site, cut) / count / MEAN_CUT_SQUARE
    return np.sqrt(variance)


def inflation(chi: FloatArray, scale: FloatArray) -> FloatArray:
    """Return the factor for stated errors, (n_sites,).

    Parameters
    ----------
    chi, scale : (n_sites,) float arrays
        Misfit of the best profile, and the scale of its residuals in stated errors, which is small where only
        a few points make the misfit great.
    """
    return np.where(chi > POOR_FIT, np.maximum(FOLLOWED * scale, 1.0), 1.0)


def refine_again(
    problem: Problem, refined: Refined, best: NDArray[np.integer], monitor: Monitor
) -> tuple[Problem, Refined]:
    """Refine anew, with larger errors, what belongs to sites whose best profile does not fit.

    Parameters
    ----------
    problem : Problem
        Curves and priors, those of a site side by side.
    refined : Refined
        What became of them.
    best : (n,) int array
        For each row the row of its site's likeliest profile.
    monitor : Monitor
        Progress and cancellation.

    Returns
    -------
    Problem, Refined
        The same with the errors that are assumed now.
    """
    leads, of_row = np.unique(best, return_inverse=True)
    curves, modelled = problem.curves.take(leads), refined.anchor.take(leads).velocity
    residual = (curves.velocity - modelled) / problem.errors.sigma(curves)
    chi, scale = problem.errors.misfit(curves, modelled), robust_scale(residual, curves.site_index)
    problem = replace(problem, inflation=inflation(chi, scale)[of_row])
    rows = np.flatnonzero(problem.inflation > 1.0)
    if not len(rows):
        return problem, refined
    part = problem.take(rows)
    # Not from where the errors, taken too small, have led it: near there it may be held.
    start = at_priors(part, np.searchsorted(rows, best[rows]))
    return problem, refined.replaced(rows, refine(part, start, monitor))
