"""The site class of each site, the probability of every class, and the classes that are within range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.site_standards import STANDARDS
from ..curves import FloatArray
from .levels import SUMMARY_LEVELS, weighted_levels
from .standards import UNRESOLVED, Criteria, codes_of, named, velocity_codes

LEAST_ODDS = 0.05
"""Probability from which a class is within range where no single number decides."""


@dataclass(frozen=True)
class ClassOdds:
    """Classes of some sites by one standard.

    Parameters
    ----------
    key : str
        The standard's key.
    codes : (n_sites,) int array
        Class of each site, as a place among the standard's classes or `standards.UNRESOLVED`: that of the
        median Vs30 where Vs30 alone decides, else the likeliest.
    odds : (n_sites, classes) float array
        Probability of each class; what they lack of 1 is not resolved.
    within : (n_sites, classes) bool array
        Classes that the 5 to 95 % range of Vs30 touches, or else those with a probability of at least 5 %.
    """

    key: str
    codes: NDArray[np.int64]
    odds: FloatArray
    within: NDArray[np.bool_]

    @property
    def names(self) -> NDArray[np.object_]:
        """The classes by name, None where unresolved, (n_sites,)."""
        return named(self.key, self.codes)

    @property
    def odds_of_class(self) -> FloatArray:
        """Probability of each site's class, NaN where unresolved, (n_sites,)."""
        found = np.take_along_axis(self.odds, np.maximum(self.codes, 0)[:, None], axis=1)[:, 0]
        return np.where(self.codes == UNRESOLVED, np.nan, found)

    @property
    def ranges(self) -> NDArray[np.object_]:
        """The classes within range, parted by spaces, from stiff to soft; empty where none is known."""
        classes = np.array(STANDARDS[self.key].classes, dtype=object)
        return np.array([" ".join(classes[row]) for row in self.within], dtype=object)


def class_odds(key: str, criteria: Criteria, weight: FloatArray) -> ClassOdds:
    """Return the classes of sites by the standard of a key of `STANDARDS`.

    Parameters
    ----------
    key : str
        Which standard.
    criteria : Criteria
        What decides, of each draw.
    weight : (n_sites, n) float array
        Their weights, which add up to 1.
    """
    standard = STANDARDS[key]
    codes = codes_of(key, criteria)
    places = np.arange(len(standard.classes))
    held = codes[..., None] == places
    odds = np.einsum("nm,nmc->nc", weight, held.astype(float))
    if standard.by_vs30:
        known = np.asarray(np.isfinite(criteria.vs30).all(axis=1))
        levels = weighted_levels(np.where(known[:, None], criteria.vs30, 1.0), weight, SUMMARY_LEVELS)
        of_levels: NDArray[np.int64] = velocity_codes(key, np.where(known[:, None], levels, np.nan))
        soft, middle, stiff = of_levels.T
        within = (places >= stiff[:, None]) & (places <= soft[:, None]) & known[:, None]
        return ClassOdds(key, middle, odds, within)
    lost = 1.0 - odds.sum(axis=1)
    # Of classes equally likely the last one, the softest.
    likeliest = odds.shape[1] - 1 - odds[:, ::-1].argmax(axis=1)
    chosen = np.where(lost >= odds.max(axis=1), UNRESOLVED, likeliest)
    within = (odds >= LEAST_ODDS) | ((places == chosen[:, None]) & (odds > 0))
    return ClassOdds(key, chosen, odds, within)
