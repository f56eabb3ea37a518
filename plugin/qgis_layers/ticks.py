"""Round numbers that span a range, for legends and axes."""

from __future__ import annotations

import math

from qgis.PyQt.QtCore import QLocale

from ..protocol.display_units import unit_for

LOG_MANTISSAS = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0))


def linear_ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Return multiples of 1, 2, 2.5 or 5 times a power of ten inside [low, high].

    Parameters
    ----------
    low, high : float
        Finite ends, low < high.
    about : int
        Wanted number of ticks; the answer comes near it.
    """
    rough = (high - low) / max(about - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [m * power for m in (0.5, 1.0, 2.0, 2.5, 5.0, 10.0)]
    step = min(steps, key=lambda s: abs(math.log(s / rough)))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def log_ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Return round numbers inside [low, high] spread evenly in their logarithm.

    Falls back on `linear_ticks` where the range is too narrow for three of them.
    """
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    best: list[float] = []
    for mantissas in LOG_MANTISSAS:
        ticks = [m * 10.0**d for d in decades for m in mantissas]
        inside = [t for t in ticks if low * (1 - 1e-9) <= t <= high * (1 + 1e-9)]
        if not best or abs(len(inside) - about) < abs(len(best) - about):
            best = inside
    return best if len(best) >= 3 else linear_ticks(low, high, about)


def number(value: float) -> str:
    """Return the value without trailing zeros, at most six significant digits, never in exponents."""
    text = f"{value:.6g}"
    text = f"{value:.0f}" if "e+" in text else text
    return with_decimal_sign(text)


def rounded(value: float, form: str) -> str:
    """Return the value in a form such as ``.3g``, with the decimal sign of the user, without an exponent."""
    text = f"{value:{form}}"
    return with_decimal_sign(f"{float(text):.0f}" if "e+" in text else text)


def depth_words(depth: float) -> str:
    """Return a depth in m as people read it, such as ``10 m`` or ``5 km``."""
    unit = unit_for(depth)
    return f"{number(depth * unit.factor)} {unit.length}"


def with_decimal_sign(number: str) -> str:
    """Return a number with the decimal sign of the user."""
    return number.replace(".", QLocale().decimalPoint())
