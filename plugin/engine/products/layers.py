"""The layers that stand for velocities at depths: they meet midway in log depth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import edges_of


def quarter_wavelength(
    depth: FloatArray, samples: NDArray[np.floating], frequency: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the mean velocity in m/s down to a quarter of a wavelength, and that depth in m.

    The depth z at which the travel time to the surface is 1 / (4 f), and z over that time (Joyner, Warrick
    and Fumal 1981; Boore 2003). NaN where it lies below the last depth.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        Depth in m.
    samples : (n_sites, n_samples, depths) float array
        Vs in m/s.
    frequency : (frequencies,) float array
        In Hz.

    Returns
    -------
    velocity, depth : (n_sites, n_samples, frequencies) float arrays
        Both.
    """
    tops = edges_of(depth)
    time = np.cumsum(np.diff(tops, axis=-1)[:, None] / samples[..., :-1], axis=-1)
    time = np.concatenate([np.zeros_like(time[..., :1]), time], axis=-1)
    wanted = 1.0 / (4.0 * frequency)
    layer = np.stack([(time <= one).sum(axis=-1) - 1 for one in wanted], axis=-1)
    start, velocity = (np.take_along_axis(part, layer, axis=-1) for part in (time, samples))
    top = np.take_along_axis(np.broadcast_to(tops[:, None], samples.shape), layer, axis=-1)
    reached = top + (wanted - start) * velocity
    reached = np.where(reached <= depth[:, None, -1:], reached, np.nan)
    return reached / wanted, reached
