"""What a site's profile and its bands rest on, in words."""

from __future__ import annotations

from enum import IntEnum


class Basis(IntEnum):
    """What a site's profile and its bands come from."""

    ONE_PASS = 0
    REFINED = 1
    ENSEMBLE = 2


def sentence(basis: Basis, n_accepted: int, n_effective: float) -> str:
    """Return where the profile and its uncertainty come from.

    Parameters
    ----------
    basis : Basis
        What they come from.
    n_accepted : int
        Drawn profiles with chi < 1.
    n_effective : float
        How many equally weighted profiles the accepted ones are worth.
    """
    if basis == Basis.ENSEMBLE:
        return f"profile and bands from {n_accepted} accepted profiles, {_worth(n_effective)}"
    if basis == Basis.REFINED:
        return f"bands from the curvature of the fit, because {_lack(n_accepted, n_effective)}"
    return "profile and bands of the network, because refinement fits no better"


def _lack(n_accepted: int, n_effective: float) -> str:
    if not n_accepted:
        return "no drawn profile explains the curve"
    plural = "s explain" if n_accepted > 1 else " explains"
    return f"{n_accepted} drawn profile{plural} the curve, {_worth(n_effective)}"


def _worth(n_effective: float) -> str:
    number = f"{n_effective:.0f}"
    return f"worth {number} independent one{'' if number == '1' else 's'}"
