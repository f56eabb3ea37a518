"""Mean velocities of drawn profiles over ranges of depth, by travel time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import mean_velocity
from .levels import weighted_levels


def mean_to(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    felt: FloatArray,
    bottom: FloatArray | float,
) -> FloatArray:
    """Return the mean velocity in m/s of each draw from the surface to `bottom`, (n_sites, n_samples).

    Vs,Z = Z / sum(h_i / Vs_i), the layer that crosses Z cut at Z; all draws of a site are moved by a factor
    so that their median is the mean velocity of `felt`; see `centred`.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        Depth in m.
    samples : (n_sites, n_samples, depths) float array
        Drawn profiles in m/s.
    weight : (n_sites, n_samples) float array
        Their weights.
    felt : (n_sites, depths) float array
        The reported profile as waves feel it in m/s; NaN where draws are not moved.
    bottom : (n_sites,) float array or float
        Z in m.
    """
    below = np.broadcast_to(np.asarray(bottom, dtype=float), (len(depth),))
    values = mean_velocity(depth[:, None], samples, below[:, None])
    return centred(values, weight, mean_velocity(depth, felt, below))


def mean_between(
    depth: FloatArray,
    samples: NDArray[np.floating],
    weight: FloatArray,
    felt: FloatArray,
    top: float,
    bottom: float,
) -> FloatArray:
    """Return the mean velocity in m/s of each draw from `top` to `bottom` in m, (n_sites, n_samples).

    (bottom - top) / sum(h_i / Vs_i) of the layers between; the other parameters are as for `mean_to`.
    """
    values = _between(depth[:, None], samples, top, bottom)
    return centred(values, weight, _between(depth, felt, top, bottom))


def centred(values: FloatArray, weight: FloatArray, middle: FloatArray) -> FloatArray:
    """Return the draws' values moved by a factor so that their median is `middle`, (n_sites, n_samples).

    The profile that waves feel, whose curve forward modelling has checked, tells the middle; drawn profiles
    are rougher than the ground where the data leave them free, and roughness slows the mean velocity.

    Parameters
    ----------
    values, weight : (n_sites, n_samples) float arrays
        Positive values, and weights that add up to 1.
    middle : (n_sites,) float array
        Where their median goes; sites of NaN stay as they are.
    """
    median = weighted_levels(values, weight, (0.5,))[:, 0]
    return np.asarray(values * np.where(np.isfinite(middle), middle / median, 1.0)[:, None])


def _between(depth: FloatArray, vs: NDArray[np.floating], top: float, bottom: float) -> FloatArray:
    """Return mean velocities from travel times to both ends."""
    time = bottom / mean_velocity(depth, vs, bottom)
    before = top / mean_velocity(depth, vs, top) if top > 0 else 0.0
    return np.asarray((bottom - top) / (time - before))
