"""What is known, and what is true, of the errors of observed velocities."""

from __future__ import annotations

import numpy as np

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.waves.forward import Earths, dispersion

UNKNOWN_SIGMA = 0.03
GAUSSIAN = 1.4826


def relative_sigma(curves: Curves) -> FloatArray:
    """Return sigma over velocity of each point, 3 % where none is stated."""
    stated = curves.sigma / curves.velocity
    return np.where(np.isfinite(stated) & (stated > 0), stated, UNKNOWN_SIGMA)


def true_noise(earths: Earths, curves: Curves) -> FloatArray:
    """Return the relative scatter of each site's velocities about its earth's exact ones, (n_sites,).

    1.4826 times the median absolute departure, so that outliers and misread modes do not decide it;
    NaN where no point has an exact velocity.
    """
    exact = dispersion(
        earths, curves.site_index, curves.frequency, curves.wave, curves.kind, curves.mode.astype(np.int64)
    )
    departure = np.abs(np.log(curves.velocity / exact))
    table = np.full((curves.n_sites, int(curves.counts.max(initial=1))), np.nan)
    table[curves.site_index, curves.place] = departure
    seen = np.isfinite(table).any(axis=1)
    scatter = np.full(curves.n_sites, np.nan)
    scatter[seen] = GAUSSIAN * np.nanmedian(table[seen], axis=1)
    return scatter
