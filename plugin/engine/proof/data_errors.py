"""How large the errors of dispersion points are taken to be, and how far an outlier may pull.

The robust loss is that of Huber (1964, Robust estimation of a location parameter).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...protocol.request import Request
from ..curves import Curves, FloatArray

HUBER = 1.345
"""Residual in sigmas from which an outlier counts linearly: 95 % efficient on Gaussian errors."""


def huber_loss(residual: FloatArray) -> FloatArray:
    """Return what residuals r in sigmas cost: r^2, or 2 k abs(r) - k^2 beyond k = `HUBER`."""
    size = np.abs(residual)
    return np.where(size > HUBER, 2 * HUBER * size - HUBER**2, size**2)


def huber_weight(residual: FloatArray) -> FloatArray:
    """Return the weights with which least squares has the gradient of `huber_loss`: 1, or k / abs(r)."""
    return HUBER / np.maximum(np.abs(residual), HUBER)


@dataclass(frozen=True)
class DataErrors:
    """What is assumed of the points' errors beyond what the survey states.

    Parameters
    ----------
    relative : float
        One standard deviation over the velocity, for points whose sigma is not stated.
    robust : bool
        Whether outliers count linearly (Huber's loss) instead of by their square in the misfit.
    """

    relative: float = Request.relative_error
    robust: bool = False

    @classmethod
    def of(cls, request: Request) -> DataErrors:
        """Return what the user asked for."""
        return cls(request.relative_error, request.robust)

    def sigma(self, curves: Curves) -> FloatArray:
        """Return one standard deviation of every point in m/s: the stated one, else the estimated."""
        return np.where(curves.has_sigma, curves.sigma, self.relative * curves.velocity)

    def loss(self, residual: FloatArray) -> FloatArray:
        """Return what residuals in sigmas cost: their squares, or if robust `huber_loss`."""
        return huber_loss(residual) if self.robust else np.square(residual)

    def misfit(self, curves: Curves, predicted: FloatArray) -> FloatArray:
        """Return chi = sqrt(mean(loss((observed - predicted) / sigma))) of each site.

        All points of a site count alike, whatever their wave, velocity type and mode. A site whose profile
        lacks a prediction at more than a fifth of its points has no chi (NaN).

        Parameters
        ----------
        curves : Curves
            The observed points.
        predicted : (n_points,) float array
            Predicted velocities in m/s, NaN where there is none.
        """
        residual = (curves.velocity - predicted) / self.sigma(curves)
        computed = np.isfinite(residual)
        n = curves.n_sites
        loss = self.loss(np.where(computed, residual, 0.0))
        total = np.bincount(curves.site_index, loss, minlength=n)
        count = np.bincount(curves.site_index, computed, minlength=n)
        chi = np.sqrt(total / np.maximum(count, 1))
        return np.where(count >= 0.8 * curves.counts, chi, np.nan)
