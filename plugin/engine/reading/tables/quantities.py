"""Frequency, velocity and sigma columns in SI, and how their units were decided."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....protocol.errors import SurveyError
from ....protocol.read_options import Abscissa, VelocityUnit
from ...curves import FloatArray
from ...survey import ColumnUse
from .columns import Meaning
from .figures import numbers
from .sigma_units import decide_sigma_unit
from .units import UNITS, guess_velocity_unit, to_frequency, to_sigma

_DEFAULT_UNITS = {"frequency": "Hz", "period": "s", "wavelength": "m"}


def choose_axis(meanings: dict[str, Meaning], override: Abscissa | None) -> str | None:
    """Return the column that the points are given against: frequency before period before wavelength."""
    order = ([override] if override else []) + ["frequency", "period", "wavelength"]
    by_quantity = {meaning.quantity: name for name, meaning in reversed(meanings.items())}
    return next((by_quantity[quantity] for quantity in order if quantity in by_quantity), None)


def read_axis(column: pd.Series, meaning: Meaning, override: Abscissa | None) -> tuple[FloatArray, ColumnUse]:
    """Return the column's frequency in Hz, or its wavelength in m where it holds wavelengths."""
    quantity = override or meaning.quantity
    named = bool(meaning.unit) and quantity == meaning.quantity
    unit = meaning.unit if named else _DEFAULT_UNITS[quantity]
    decided_by = "name" if named else "option" if override else "default"
    values = numbers(column)
    values = values * UNITS[unit].factor if quantity == "wavelength" else to_frequency(values, unit)
    return values, ColumnUse(str(column.name), quantity, unit, decided_by)


def decide_velocity_unit(
    column: pd.Series, meaning: Meaning, frequency: FloatArray, override: VelocityUnit | None
) -> tuple[ColumnUse, str]:
    """Return how a velocity column is understood, and a remark where that was a close decision.

    Raises
    ------
    SurveyError
        If the overriding unit is no unit of velocity or slowness.
    """
    remark = ""
    if override:
        if override not in UNITS or UNITS[override].dimension not in ("velocity", "slowness"):
            raise SurveyError(
                f"'{override}' is not a unit of velocity; those are m/s, km/s, ft/s, s/m and s/km"
            )
        unit, decided_by = str(override), "option"
    elif meaning.unit:
        unit, decided_by = meaning.unit, "name"
    else:
        unit, remark = guess_velocity_unit(numbers(column), frequency, meaning.quantity == "slowness")
        decided_by = "magnitude"
    remark = f"column {column.name}: {remark}" if remark else ""
    return ColumnUse(str(column.name), meaning.label, unit, decided_by), remark


def find_sigma(meanings: dict[str, Meaning], velocity: Meaning, alone: bool) -> str | None:
    """Return the sigma column of a velocity column: that of the same type first, then one without a type.

    Parameters
    ----------
    meanings : dict
        Meaning of every column.
    velocity : Meaning
        Meaning of the velocity column.
    alone : bool
        True where it is the only velocity column, so that any sigma must be its own.
    """

    def distance(sigma: Meaning) -> int:
        pairs = ((sigma.kind, velocity.kind), (sigma.wave, velocity.wave))
        return sum(0 if mine == yours else 1 if mine is None or alone else 9 for mine, yours in pairs)

    ranked = sorted((distance(m), name) for name, m in meanings.items() if m.quantity == "sigma")
    return ranked[0][1] if ranked and ranked[0][0] < 9 else None


def read_sigma(
    column: pd.Series, meaning: Meaning, velocity: FloatArray, velocity_unit: str
) -> tuple[FloatArray, ColumnUse, str]:
    """Return one standard deviation in m/s, and a remark where its numbers decided the unit."""
    values = numbers(column)
    unit, decided_by, remark = decide_sigma_unit(values, meaning, velocity, velocity_unit)
    use = ColumnUse(str(column.name), meaning.label, unit, decided_by)
    remark = f"column {column.name}: {remark} (--column says another unit)" if remark else ""
    with np.errstate(over="ignore", invalid="ignore"):
        return to_sigma(values, unit, velocity), use, remark
