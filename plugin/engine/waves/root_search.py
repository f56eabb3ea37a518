"""The velocity of one mode at one frequency.

Near a good guess a few secant steps find a root. Else the mode is bracketed by counting modes, the bracket
then refined by false position. Either way the count (`mode_count`) says that it is the asked mode, so none is
mistaken for another where two nearly touch, and there is no search step to choose.

Modes that cannot be seen at the surface (`hidden_modes`) do not count, unless all are asked for: below a
stiff cover the fundamental mode of high frequencies is the slowest that is seen, as for who picks a curve.
"""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN201, ANN202
from __future__ import annotations

import numpy as np

from .compiled import compiled
from .hidden_modes import is_hidden, may_hide
from .mode_count import count_modes
from .secular import secular

FIRST_STEP = 1e-4
FARTHEST = 0.02
SETTLED = 1e-13
SECANT_STEPS = 7
MARGIN = 1e-7
SLOWEST = 0.8
REACH = 0.01
GROWTH = 4.0
NEAR = 1.05
TOLERANCE = 1e-8
REFINED = 1e-11
"""Relative error of a root: a group velocity is the difference of two that lie 2 % apart."""
MOST_STEPS = 100
MOST_HIDDEN = 8
"""Modes hidden at depth that are looked past."""


@compiled()
def find_seen(thickness, vp, vs, density, omega, love, mode, guess):
    """Return the velocity of a guided mode, counted among those that can be seen at the surface.

    It is NaN where no such mode is guided, and 0 where more than `MOST_HIDDEN` hidden ones are slower; the
    arguments are as for `find_mode`.
    """
    counted = find_mode(thickness, vp, vs, density, omega, love, mode, guess)
    if np.isnan(counted) or not may_hide(thickness, vs, omega, counted):
        return counted
    seen = -1
    for number in range(mode + MOST_HIDDEN + 1):
        c = counted
        if number != mode:
            c = find_mode(thickness, vp, vs, density, omega, love, number, guess)
        if np.isnan(c):
            return c
        seen += not is_hidden(thickness, vp, vs, density, omega, c, love)
        if seen == mode:
            return c
    return 0.0


@compiled()
def find_mode(thickness, vp, vs, density, omega, love, mode, guess):
    """Return the velocity of a guided mode, NaN where there is none.

    Parameters
    ----------
    thickness, vp, vs, density : (n_layers,) float arrays
        The earth in any consistent units, with Vs and omega not far from 1.
    omega : float
        Angular frequency.
    love : bool
        Love instead of Rayleigh waves.
    mode : int
        0 for the fundamental, hidden modes counted.
    guess : float
        Velocity near which to look first; NaN where none is known.
    """
    earth = (thickness, vp, vs, density, omega)
    c = _follow(earth, love, guess)
    if c < vs[-1] and count_modes(thickness, vp, vs, density, omega, c * (1.0 - MARGIN), love) == mode:
        return c
    low, n_low, high, n_high = _bracket(earth, love, mode, guess)
    if n_high <= mode:
        return np.nan
    while n_low < mode or n_high > mode + 1 or high > NEAR * low:
        c = np.sqrt(low * high)
        if high <= low * (1.0 + TOLERANCE):
            return c
        n = count_modes(thickness, vp, vs, density, omega, c, love)
        if n <= mode:
            low, n_low = c, n
        else:
            high, n_high = c, n
    return _refine(earth, love, mode, low, high)


@compiled()
def _follow(earth, love, guess):
    """Return the root to which secant steps from a guess lead, NaN where they do not settle near it."""
    thickness, vp, vs, density, omega = earth
    before, c = guess, guess * (1.0 + FIRST_STEP)
    if not SLOWEST * vs.min() < before < vs[-1]:
        return np.nan
    value_before = secular(thickness, vp, vs, density, omega, before, love)
    for _ in range(SECANT_STEPS):
        value = secular(thickness, vp, vs, density, omega, c, love)
        following = c - value * (c - before) / (value - value_before)
        if not abs(following / guess - 1.0) < FARTHEST:
            return np.nan
        # A secant's error is of the order of the product of the errors of the two points that span it.
        if abs(following - c) * abs(following - before) < SETTLED * c * c:
            return following
        before, value_before, c = c, value, following
    return np.nan


@compiled()
def _bracket(earth, love, mode, guess):
    """Return a velocity below the mode's, one above it, and how many modes are slower than each.

    No surface wave is slower than `SLOWEST` times the slowest Vs, no guided one as fast as the half-space's.
    """
    thickness, vp, vs, density, omega = earth
    low, n_low = SLOWEST * vs.min(), 0
    high, n_high = vs[-1] * (1.0 - TOLERANCE), -1
    reach = REACH
    c = guess * (1.0 + reach)
    while n_high < 0 and low < c < high:
        n = count_modes(thickness, vp, vs, density, omega, c, love)
        if n <= mode:
            low, n_low = c, n
            reach *= GROWTH
            c = guess * (1.0 + reach)
        else:
            high, n_high = c, n
    if n_high < 0:
        return low, n_low, high, count_modes(thickness, vp, vs, density, omega, high, love)
    c = guess * (1.0 - reach)
    while low < c:
        n = count_modes(thickness, vp, vs, density, omega, c, love)
        if n <= mode:
            return c, n, high, n_high
        high, n_high = c, n
        reach *= GROWTH
        c = guess * (1.0 - reach)
    return low, n_low, high, n_high


@compiled()
def _refine(earth, love, mode, low, high):
    """Return the only root between two near velocities, by the Illinois variant of false position."""
    thickness, vp, vs, density, omega = earth
    at_low = secular(thickness, vp, vs, density, omega, low, love)
    at_high = secular(thickness, vp, vs, density, omega, high, love)
    before = low
    for _ in range(MOST_STEPS):
        if high <= low * (1.0 + REFINED):
            break
        c = high - at_high * (high - low) / (at_high - at_low)
        if not low < c < high:
            c = 0.5 * (low + high)
        value = secular(thickness, vp, vs, density, omega, c, love)
        if abs(c - before) <= REFINED * c or value == 0.0:
            return c
        if (value < 0.0) == (at_high < 0.0):
            if before == high:
                at_low *= 0.5
            high, at_high = c, value
        else:
            if before == low:
                at_high *= 0.5
            low, at_low = c, value
        before = c
    return 0.5 * (low + high)
