"""The error of modelled curves, because Vp, density and fine layering are not known.

It is common to neighbouring wavelengths: a curve modelled with the wrong Vp is too fast over a whole stretch.
So the errors of a curve's points are taken as independent ones, those of the data and a small `POINT_ERROR`,
plus a smooth one of the standard deviation `SMOOTH_ERROR`: a Gaussian process of ln wavelength in the form of
a few bumps of random height (Gaussian with unit variance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import Curves, FloatArray

POINT_ERROR = 0.01
SMOOTH_ERROR = 0.02
SPACING = 0.8
"""Distance between bumps, and their width, in ln wavelength."""
N_BUMPS = 8
"""Enough for wavelengths that span a factor of 300."""


def bumps(curves: Curves) -> FloatArray:
    """Return the smooth error of each point for bumps of unit height, (n_points, `N_BUMPS`)."""
    longest = curves.wavelength_range()[1][curves.site_index]
    place = np.log(longest / curves.wavelength) / SPACING
    bump = np.exp(-0.5 * (place[:, None] - np.arange(N_BUMPS)) ** 2)
    size = np.sqrt((bump**2).sum(axis=1, keepdims=True))
    return np.asarray(SMOOTH_ERROR * bump / np.maximum(size, 1e-30))


@dataclass(frozen=True)
class Weighing:
    """Least squares of some curves' residuals when a smooth error is common to neighbouring points.

    The inverse covariance of a curve's residuals is W - W B A^-1 B' W, with W the points' weights, B the
    bumps and A = 1 + B' W B (Woodbury's identity).

    Parameters
    ----------
    start : (n_sites,) int array
        First point of each curve; no curve is empty.
    weight : (n_points,) float array
        One over the variance of the independent errors.
    weighted : (n_points, `N_BUMPS`) float array
        W B.
    inverse : (n_sites, `N_BUMPS`, `N_BUMPS`) float array
        A^-1.
    """

    start: NDArray[np.int64]
    weight: FloatArray
    weighted: FloatArray
    inverse: FloatArray

    @classmethod
    def of(cls, curves: Curves, basis: FloatArray, weight: FloatArray) -> Weighing:
        """Weigh curves with the given bumps and weights of their points."""
        weighted = weight[:, None] * basis
        start = curves.offsets[:-1]
        normal = np.add.reduceat(weighted[:, :, None] * basis[:, None, :], start, axis=0)
        inverse = np.asarray(np.linalg.inv(np.eye(basis.shape[1]) + normal), dtype=np.float64)
        return cls(start, weight, weighted, inverse)

    def square(self, residual: FloatArray) -> FloatArray:
        """Return each curve's sum of squared residuals over their covariance, (n_sites,)."""
        common = np.add.reduceat(self.weighted * residual[:, None], self.start, axis=0)
        explained = np.einsum("nk,nkl,nl->n", common, self.inverse, common)
        return np.asarray(np.add.reduceat(self.weight * residual**2, self.start) - explained)

    def normal(self, slope: FloatArray, residual: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return each curve's normal matrix (n_sites, layers, layers) and right-hand side (n_sites, layers).

        Parameters
        ----------
        slope : (n_points, layers) float array
            Derivatives of the modelled quantity.
        residual : (n_points,) float array
            What they are to explain.
        """
        whole = np.concatenate([slope, residual[:, None]], axis=1)
        site = np.repeat(np.arange(len(self.start)), np.diff(self.start, append=len(residual)))
        place = np.arange(len(residual)) - self.start[site]
        table = np.zeros((len(self.start), int(place.max()) + 1, whole.shape[1] + self.weighted.shape[1]))
        table[site, place] = np.concatenate([whole, self.weighted], axis=1)
        weights = np.zeros(table.shape[:2])
        weights[site, place] = self.weight
        columns, common = table[..., : whole.shape[1]], table[..., whole.shape[1] :]
        shared = common.transpose(0, 2, 1) @ columns
        product = (columns * weights[..., None]).transpose(0, 2, 1) @ columns
        product -= shared.transpose(0, 2, 1) @ self.inverse @ shared
        return product[:, :-1, :-1], product[:, :-1, -1]
