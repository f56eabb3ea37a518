"""Scores of predicted profiles against true ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.curves import FloatArray


@dataclass(frozen=True)
class Scores:
    """How good a set of predictions is.

    Parameters
    ----------
    error : float
        Mean absolute error of ln Vs over the scored depths.
    coverage : float
        Share of the truth inside the 90 % bands.
    thirds : tuple of float
        The same in the shallow, middle and deep third of the scored depths.
    """

    error: float
    coverage: float
    thirds: tuple[float, float, float]


def score(
    truth: FloatArray, median: FloatArray, low: FloatArray, high: FloatArray, counted: NDArray[np.bool_]
) -> Scores:
    """Score predictions of ln Vs, all arrays (n, depths); only the `counted` depths matter."""
    inside = (truth >= low) & (truth <= high)
    rank = np.cumsum(counted, axis=1) / np.maximum(counted.sum(axis=1, keepdims=True), 1)
    edges = np.array([0.0, 1 / 3, 2 / 3, 1.0])
    thirds = [
        float(inside[counted & (rank > lower) & (rank <= upper)].mean())
        for lower, upper in zip(edges[:-1], edges[1:])
    ]
    return Scores(
        error=float(np.abs(median - truth)[counted].mean()),
        coverage=float(inside[counted].mean()),
        thirds=(thirds[0], thirds[1], thirds[2]),
    )
