"""What came of asking a site's neighbours, in words."""

from __future__ import annotations

from enum import IntEnum

FEWEST_SITES = 8
"""Places with curves from which on sites are asked of each other."""
NO_POSITIONS = f"each by itself: fewer than {FEWEST_SITES} sites with known positions"
NO_PLACES = f"each by itself: fewer than {FEWEST_SITES} places with curves like those of the training"
NOTHING_IN_COMMON = "each by itself: neighbours' curves have no more in common than by chance"


class Standing(IntEnum):
    """What came of asking a site's neighbours."""

    ALONE = 0
    INFORMED = 1
    EASED = 2
    SET_ASIDE = 3
    STANDS_OUT = 4


NAMES = {
    Standing.ALONE: "",
    Standing.INFORMED: "informed",
    Standing.EASED: "eased",
    Standing.SET_ASIDE: "set aside",
    Standing.STANDS_OUT: "stands out",
}
"""Words for tables."""


def sentence(standing: Standing, deviation: float) -> str:
    """Return what is told of a site, empty where all is as usual.

    Parameters
    ----------
    standing : Standing
        What came of it.
    deviation : float
        How far the site is from what its neighbours foretell, in standard deviations.
    """
    if standing == Standing.STANDS_OUT:
        faster = "faster" if deviation > 0 else "slower"
        return (
            f"stands out: {abs(deviation):.1f} standard deviations {faster} than its neighbours' curves "
            "foretell, so that it is kept apart from them; check its position, units and picks"
        )
    if standing == Standing.EASED:
        return "its neighbours count a quarter, because with all that they say its curve was not explained"
    if standing == Standing.SET_ASIDE:
        return "what its neighbours say was set aside, because with it the curve was not explained"
    return ""
