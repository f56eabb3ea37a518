"""The normalisation that makes dispersion curves dimensionless, and its exact inverse.

A layered earth with thicknesses a h and velocities b v has the dispersion curve b c at
frequency (b / a) f. Dividing every wavelength by the curve's longest one and every velocity by
the curve's mean one therefore gives all scaled copies of an earth the same dimensionless curve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .curves import Curves, FloatArray

N_DEPTHS = 64
SHALLOWEST = 1.0 / 6.0
DEEPEST = 0.75
TRUSTED_SHALLOWEST = 1.0 / 4.0
TRUSTED_DEEPEST = 1.0 / 2.0
MODES = 4


@dataclass(frozen=True)
class Scale:
    """What each curve is measured in.

    Parameters
    ----------
    longest, shortest : (n_sites,) float arrays
        Longest and shortest wavelength in m; the longest is the unit of length.
    velocity : (n_sites,) float array
        Geometric mean of the curve's velocities in m/s, the unit of velocity.
    """

    longest: FloatArray
    shortest: FloatArray
    velocity: FloatArray

    def log_depth(self) -> FloatArray:
        """Return ln(depth / longest) of the output grid, shape (n_sites, `N_DEPTHS`).

        The grid is even in log depth between lambda_min/6 and 0.75 lambda_max.
        """
        top = np.log(SHALLOWEST * self.shortest / self.longest)
        bottom = np.full_like(top, np.log(DEEPEST))
        return np.linspace(top, bottom, N_DEPTHS, axis=1)

    def trusted_window(self) -> tuple[FloatArray, FloatArray]:
        """Return the shallowest and deepest depth in m that each curve can resolve."""
        return TRUSTED_SHALLOWEST * self.shortest, TRUSTED_DEEPEST * self.longest

    def depth(self) -> FloatArray:
        """Return the depths of the output grid in m, shape (n_sites, `N_DEPTHS`)."""
        return self.longest[:, None] * np.exp(self.log_depth())


@dataclass(frozen=True)
class Dimensionless:
    """Curves as the network sees them: padded, in dimensionless logarithms.

    Double precision: the network turns these numbers into fine harmonics, which would magnify the
    rounding of single precision into a breach of scale invariance.

    Parameters
    ----------
    log_wavelength : (n_sites, n_points) float array
        ln(wavelength / longest wavelength), at most 0.
    log_velocity : (n_sites, n_points) float array
        ln(velocity / mean velocity).
    log_sigma : (n_sites, n_points) float array
        ln(sigma / velocity), 0 where sigma is unknown.
    has_sigma, present : (n_sites, n_points) bool arrays
        Whether sigma is known, and whether the column holds a point at all.
    kind : (n_sites, n_points) int64 array
        Wave, velocity type and mode as one number below 16.
    log_depth : (n_sites, `N_DEPTHS`) float array
        ln(depth / longest wavelength) of the output grid.
    """

    log_wavelength: FloatArray
    log_velocity: FloatArray
    log_sigma: FloatArray
    has_sigma: NDArray[np.bool_]
    present: NDArray[np.bool_]
    kind: NDArray[np.int64]
    log_depth: FloatArray


def measure(curves: Curves) -> Scale:
    """Return the units in which each site's curve is dimensionless; every site needs a point."""
    shortest, longest = curves.wavelength_range()
    total = np.bincount(curves.site_index, np.log(curves.velocity), minlength=curves.n_sites)
    return Scale(longest, shortest, np.exp(total / curves.counts))


def nondimensionalise(curves: Curves, scale: Scale) -> Dimensionless:
    """Return the curves in units of `scale`, padded to the longest of them.

    Points are put in one order, by type and wavelength, so that the result does not depend on
    the order in which they came.
    """
    site = curves.site_index
    code = (curves.wave.astype(np.int64) * 2 + curves.kind) * MODES + np.minimum(curves.mode, MODES - 1)
    log_wavelength = np.log(curves.wavelength / scale.longest[site])
    log_velocity = np.log(curves.velocity / scale.velocity[site])
    log_sigma = np.log(np.where(curves.has_sigma, curves.sigma, curves.velocity) / curves.velocity)
    order = np.lexsort((log_velocity, log_wavelength, code, site))
    shape = (curves.n_sites, int(curves.counts.max(initial=1)))

    def pad(values: NDArray, dtype: type) -> NDArray:
        table: NDArray = np.zeros(shape, dtype=dtype)
        table[site, curves.place] = values[order]
        return table

    return Dimensionless(
        log_wavelength=pad(log_wavelength, np.float64),
        log_velocity=pad(log_velocity, np.float64),
        log_sigma=pad(log_sigma, np.float64),
        has_sigma=pad(curves.has_sigma, np.bool_),
        present=pad(np.ones(curves.n_points, dtype=bool), np.bool_),
        kind=pad(code, np.int64),
        log_depth=scale.log_depth(),
    )
