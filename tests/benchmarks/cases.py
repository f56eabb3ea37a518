"""The dozen test sites on which slow rivals can be afforded."""

from __future__ import annotations

import numpy as np

from .suites import Suite, crustal_sites, near_surface_sites

DRAWN = 40
NEAR_SURFACE = 8
CRUST = 4


def case_suites() -> list[Suite]:
    """Return eight near-surface and four crustal sites that state sigma, spread evenly through their sets."""
    return [_spread(near_surface_sites(DRAWN), NEAR_SURFACE), _spread(crustal_sites(DRAWN), CRUST)]


def _spread(suite: Suite, n: int) -> Suite:
    unknown = np.bincount(
        suite.curves.site_index, np.isnan(suite.curves.sigma), minlength=suite.curves.n_sites
    )
    stated = np.flatnonzero(unknown == 0)
    return suite.take(stated[np.linspace(0, len(stated) - 1, n).round().astype(int)])
