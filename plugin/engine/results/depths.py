"""Depths to show profiles at: round ones that suit a survey, and what may be shown there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..profiles import Profiles

_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)


def round_depths(trusted_min: FloatArray, trusted_max: FloatArray) -> tuple[float, ...]:
    """Return depths of 1, 1.5, 2, 3, 4, 5, 6, 8 times powers of ten across the typical trusted window.

    Parameters
    ----------
    trusted_min, trusted_max : (n_sites,) float arrays
        Window of each site in m; the medians count.

    Returns
    -------
    tuple of float
        Increasing depths in m, at least one.
    """
    top, bottom = float(np.nanmedian(trusted_min)), float(np.nanmedian(trusted_max))
    decades = range(int(np.floor(np.log10(top))), int(np.floor(np.log10(bottom))) + 1)
    ladder = [float(f"{step}e{decade}") for decade in decades for step in _STEPS]
    within = tuple(depth for depth in ladder if top <= depth <= bottom)
    return within or (float(f"{np.sqrt(top * bottom):.2g}"),)


def at_depths(
    profiles: Profiles, depths: tuple[float, ...] | None, keep_untrusted: bool
) -> tuple[Profiles, NDArray[np.bool_]]:
    """Return the profiles on shared depths, and where their values may be shown.

    Parameters
    ----------
    profiles : Profiles
        On any depths.
    depths : tuple of float or None
        Depths in m; None keeps the profiles' own where they are shared, else takes round ones.
    keep_untrusted : bool
        Whether values outside the trusted window are shown.

    Returns
    -------
    Profiles
        With the same depths in every row.
    (n_sites, n_depths) bool array
        False below or above a profile's own depths, and outside the trusted window.
    """
    shared = bool(np.all(profiles.depth == profiles.depth[:1]))
    if depths is None:
        depths = (
            tuple(profiles.depth[0]) if shared else round_depths(profiles.trusted_min, profiles.trusted_max)
        )
    if shared and np.array_equal(depths, profiles.depth[0]):
        return profiles, profiles.trusted | keep_untrusted
    resampled = profiles.at(np.asarray(depths))
    within = (resampled.depth >= profiles.depth[:, :1]) & (resampled.depth <= profiles.depth[:, -1:])
    return resampled, within & (resampled.trusted | keep_untrusted)
