"""Maps of what follows from the profiles that a spatial model takes as likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..products.carrying_down import VS30_DEPTH
from ..products.vs30 import SHALLOW_ENOUGH
from ..profiles import mean_velocity
from ..spatial.ensembles import DRAWS, Ensembles
from ..spatial.spatial_model import SpatialModel
from ..workers import each_of

_AT_ONCE = 8_000_000  # velocities


def vs30_depths(depths: Sequence[float]) -> tuple[float, ...] | None:
    """Return the depths that Vs30 follows from, 30 m among them; None where profiles say too little."""
    upper = tuple(depth for depth in depths if depth < VS30_DEPTH * (1 - 1e-9))
    if not upper or upper[0] > SHALLOW_ENOUGH or depths[-1] < VS30_DEPTH * (1 - 1e-9):
        return None
    return (*upper, VS30_DEPTH)


def vs30_of(
    model: SpatialModel, max_deviation: float | None, monitor: Monitor
) -> Callable[[FloatArray], tuple[FloatArray, FloatArray]]:
    """Return what gives mean and deviation of ln Vs30 at places, (n,) each.

    The mean is that of the likeliest profile, as at the sites: drawn ones are rougher than the ground, which
    makes them slower. NaN where no site within reach knows the profile at 30 m and at 10 m or above, or where
    the deviation is too large.

    Parameters
    ----------
    model : SpatialModel
        Of ln Vs at depths that hold those of `vs30_depths`.
    max_deviation : float or None
        The largest deviation.
    monitor : Monitor
        Progress and cancellation.
    """
    depths = model.values.depths
    bottom = int(np.flatnonzero(np.isclose(depths, VS30_DEPTH))[0])
    top = int(np.flatnonzero(depths <= SHALLOW_ENOUGH)[-1])
    squares = np.column_stack(_at_squares(model, bottom + 1, monitor))

    def at(places: FloatArray) -> tuple[FloatArray, FloatArray]:
        mean, variance = (model.weights(places) @ squares).T
        deviation = np.sqrt(np.maximum(variance, 0.0))
        drawn = model.near(places)[:, [top, bottom]].all(axis=1)
        if max_deviation is not None:
            drawn &= deviation <= max_deviation
        return np.where(drawn, mean, np.nan), np.where(drawn, deviation, np.nan)

    return at


def _at_squares(model: SpatialModel, n_depths: int, monitor: Monitor) -> tuple[FloatArray, FloatArray]:
    """Return mean and variance of ln Vs30 at the squares of the model, of its first depths."""
    parts = [_filled_upwards(part[:, :n_depths]) for part in model.parts]
    depths, ensembles = model.values.depths[:n_depths], Ensembles(model, n_depths)
    mean = np.log(mean_velocity(depths, np.exp(parts[0]), VS30_DEPTH))
    step = max(1, _AT_ONCE // (DRAWS * n_depths))

    def spread(start: int, monitor: Monitor) -> FloatArray:
        monitor.step(0.0, "drawing Vs30")
        some = (part[start : start + step] for part in parts)
        return np.asarray(np.log(mean_velocity(depths, np.exp(ensembles(*some)), VS30_DEPTH)).var(axis=0))

    return mean, np.concatenate(each_of(spread, range(0, len(mean), step), monitor))


def _filled_upwards(table: FloatArray) -> FloatArray:
    """Return a table (n, n_depths) whose shallow unknown columns take the first known one."""
    known = np.isfinite(table).any(axis=0)
    column = np.maximum(np.arange(table.shape[1]), int(np.argmax(known)))
    return table[:, column]
