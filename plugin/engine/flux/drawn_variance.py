"""Variance of a Gaussian field from draws of it, where its whole covariance would be too large."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_matrix

from ..curves import FloatArray

DRAWS = 200
_AT_ONCE = 50


def drawn_variance(
    solve: Callable[[FloatArray], FloatArray], roots: list[csr_matrix], draws: int = DRAWS
) -> FloatArray:
    """Return the variance (n,) of a field of precision sum(root @ root.T), within sqrt(2 / draws) of it.

    White noise through the roots has the precision as its covariance; solved for, it has the field's
    (Papandreou and Yuille 2010).

    Parameters
    ----------
    solve : callable
        Solves the precision for (n, k).
    roots : list of (n, m) sparse matrices
        What the precision is the sum of the squares of.
    draws : int, optional
        How many; the same ones whenever it is asked.
    """
    rng, total = np.random.default_rng(0), np.zeros(roots[0].shape[0])
    for start in range(0, draws, _AT_ONCE):
        count = min(_AT_ONCE, draws - start)
        noise = sum(root @ rng.standard_normal((root.shape[1], count)) for root in roots)
        total += (solve(np.asarray(noise)) ** 2).sum(axis=1)
    return total / draws
