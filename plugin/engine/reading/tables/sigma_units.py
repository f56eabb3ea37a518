"""The unit of a column of standard deviations: its name's, else the velocity's, unless that cannot be."""

from __future__ import annotations

import numpy as np

from ...curves import FloatArray
from .columns import Meaning
from .units import to_sigma

LIKELY = (1e-3, 1.0)
"""Sigma over velocity: less than a thousandth is hardly measured, and more than all of it says nothing."""

# Below it a number is a fraction, else per cent: half the velocity is much, half a per cent of it little.
_PER_CENT = 0.5
_MOST_PER_CENT = 20.0
_IN_WORDS = {"fraction": "a fraction of the velocity", "%": "per cent of the velocity", "m/s": "m/s"}


def decide_sigma_unit(
    values: FloatArray, meaning: Meaning, velocity: FloatArray, velocity_unit: str
) -> tuple[str, str, str]:
    """Decide the unit of standard deviations.

    Without a unit in its name a sigma has that of its velocity, if it is then 0.1 % to 100 % of the velocity.
    Smaller ones of 0.001 to 0.5 are a fraction; larger ones are a fraction up to 0.5, per cent up to 20, else
    in m/s if that makes them likely.

    Parameters
    ----------
    values : (n,) float array
        The column's numbers.
    meaning : Meaning
        What its name says.
    velocity : (n,) float array
        In m/s.
    velocity_unit : str
        Unit of the velocity's column.

    Returns
    -------
    (unit, decided_by, remark) : tuple of str
        The remark is empty where nothing but the name decided, or nothing spoke against the velocity's unit.
    """
    if meaning.unit:
        return meaning.unit, "name", ""
    known = np.isfinite(values) & np.isfinite(velocity) & (values > 0) & (velocity > 0)
    if not known.any():
        return velocity_unit, "default", ""
    values, velocity = values[known], velocity[known]
    middle = float(np.median(values))
    unit = ("fraction" if middle < _PER_CENT else "%") if meaning.relative else ""
    if not unit:
        unit = _other_unit(middle, values, velocity, velocity_unit)
    if not unit:
        return velocity_unit, "default", ""
    share = [100 * _share(values, one, velocity) for one in (unit, velocity_unit)]
    doubt = "" if meaning.relative else f"; in {velocity_unit} they would be {share[1]:.2g} % of it"
    return (
        unit,
        "magnitude",
        f"values near {middle:.3g} are taken as {_IN_WORDS[unit]}, {share[0]:.2g} %{doubt}",
    )


def _other_unit(middle: float, values: FloatArray, velocity: FloatArray, velocity_unit: str) -> str:
    """Return the unit of a sigma that its velocity's unit makes unlikely; empty where that one is likely."""
    least, most = LIKELY
    share = _share(values, velocity_unit, velocity)
    if least <= share <= most:
        return ""
    if least <= middle < _PER_CENT:
        return "fraction"
    if share < least:
        return ""
    if _PER_CENT <= middle <= _MOST_PER_CENT:
        return "%"
    return "m/s" if least <= _share(values, "m/s", velocity) <= most else ""


def _share(values: FloatArray, unit: str, velocity: FloatArray) -> float:
    """Return the median of sigma over velocity."""
    with np.errstate(over="ignore"):
        return float(np.median(to_sigma(values, unit, velocity) / velocity))
