"""How large cells are by default, and how far sites speak: round figures from how sites lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..curves import FloatArray

if TYPE_CHECKING:
    import pandas as pd

_MOST_CELLS_UNASKED = 1_000_000
_CELLS_PER_SPACING = 6.25  # rounded up that makes five, give or take
_CELLS_ALONE = 20.0  # across the reach of a place that is alone
_REACH_ALONE = 100.0  # m, where not even a wavelength is known
_SPACINGS_TO_MASK = 1.5
_SHORTEST_UNIT = 0.01  # of the longest: near a pole degrees of longitude have next to no length


def default_reach(spacings: FloatArray) -> float:
    """Return how far from a site values are drawn: 1.5 times the 90th percentile of the site spacing.

    Gaps of a regular grid are filled by that (its cells lie within 0.71 spacings). 0 where all sites lie at
    one place.
    """
    return float(_SPACINGS_TO_MASK * np.quantile(spacings, 0.9)) if len(spacings) else 0.0


def reach_alone(sites: pd.DataFrame) -> float:
    """Return for how far sites at one place speak: a curve averages over about its longest wavelength."""
    longest = sites["lambda_max_m"].to_numpy(float)
    longest = longest[np.isfinite(longest)]
    return round_up(float(longest.max())) if len(longest) else _REACH_ALONE


def margin(distance: float, units: FloatArray) -> tuple[float, float]:
    """Return a distance in m as lengths along x and y in map units, of the lengths in m that they have."""
    shortest = np.maximum(units.min(axis=0), _SHORTEST_UNIT * units.max())
    return float(distance / shortest[0]), float(distance / shortest[1])


def default_resolution(
    x: FloatArray, y: FloatArray, spacings: FloatArray, max_distance: float, units: FloatArray
) -> float:
    """Return a round size of a cell in map units: a fifth of the spacing, more where it takes over a million.

    Parameters
    ----------
    x, y : (n,) float arrays
        Sites in map units.
    spacings : (n_places,) float array
        Distance from each place to the next one in m.
    max_distance : float
        How far from a site cells are drawn in m.
    units : (n, 2) float array
        Lengths in m of a unit of the map along x and y.
    """
    finest = np.median(spacings) / _CELLS_PER_SPACING if len(spacings) else max_distance / _CELLS_ALONE
    pad = margin(max_distance, units)
    wanted = finest / np.median(units, axis=0).max()
    area = (np.ptp(x) + 2 * pad[0]) * (np.ptp(y) + 2 * pad[1])
    least = float(np.sqrt(area / _MOST_CELLS_UNASKED))
    return round_up(max(wanted, least))


def round_up(value: float) -> float:
    """Return the next round figure: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(value) + 1e-9)
    steps = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return float(next(step * power for step in steps if step * power >= value * (1 - 1e-9)))
