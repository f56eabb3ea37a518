"""Errors larger than stated, where no profile explains a curve to within the stated ones.

What is left of the curve then tells how large they are: stated errors are multiplied by the misfit of the
best profile (Birge 1932, The calculation of errors by the method of least squares). A profile that follows
such a curve to within its stated errors would follow its noise.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .curves import FloatArray
from .progress import Monitor
from .refinement import Problem, Refined, refine
from .verdict import POOR_FIT


def inflation(chi: FloatArray) -> FloatArray:
    """Return the factor for stated errors, (n_sites,), from the best profiles' misfits; NaN has none."""
    return np.where(chi > POOR_FIT, chi, 1.0)


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
    chi = problem.errors.misfit(problem.curves.take(leads), refined.anchor.take(leads).velocity)
    problem = replace(problem, inflation=inflation(chi)[of_row])
    rows = np.flatnonzero(problem.inflation > 1.0)
    if not len(rows):
        return problem, refined
    return problem, refined.replaced(rows, refine(problem.take(rows), refined.anchor.take(rows), monitor))
