"""The meaning of every column of a table: read off its name, unless the user chose it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ....protocol.errors import SurveyError
from ....protocol.waves import VelocityType
from .columns import DIMENSIONS, QUANTITIES, Meaning, listed, read_name
from .named_systems import split_system, without_bracket
from .units import UNITS

_EAST_OR_NORTH = re.compile(r"[en]\W*(_|\(|\[)", re.IGNORECASE)
_ADDED = re.compile(r"[A-Za-z)\]]\s*\+\s*\d*\s*[A-Za-z]")
_SIGN = re.compile("[-\u2212+]")

OVERRIDES: dict[str, Meaning] = {
    **{quantity: Meaning(quantity) for quantity in QUANTITIES if quantity != "kind"},
    "type": Meaning("kind"),
    "phase_velocity": Meaning("velocity", kind=VelocityType.PHASE),
    "group_velocity": Meaning("velocity", kind=VelocityType.GROUP),
    "phase_sigma": Meaning("sigma", kind=VelocityType.PHASE),
    "group_sigma": Meaning("sigma", kind=VelocityType.GROUP),
    "unused": Meaning("unused"),
}

# Quantities that stand in for one another: choosing one by hand puts the others aside.
_FAMILIES = ({"frequency", "period", "wavelength"}, {"velocity", "slowness"}, {"lon", "x"}, {"lat", "y"})


def read_names(names: Iterable[str], overrides: Mapping[str, str] | None = None) -> dict[str, Meaning]:
    """Return the meaning of every column that has one, with the user's own choices put first.

    Parameters
    ----------
    names : iterable of str
        Column names.
    overrides : mapping of str to str, optional
        Column name by quantity (a key of `OVERRIDES`).

    Raises
    ------
    SurveyError
        If an override names an unknown quantity or a column that is not there.

    An x without a y is a position along a line.
    """
    names = list(names)
    found = {name: meaning for name in names if (meaning := read_name(name)) is not None}
    found = {name: meaning for name, meaning in found.items() if name not in _bounds(found)}
    found |= _east_and_north([name for name in names if name not in found])
    chosen: dict[str, Meaning] = {}
    for quantity, name in (overrides or {}).items():
        if quantity not in OVERRIDES:
            raise SurveyError(f"no quantity is called '{quantity}'; they are {', '.join(OVERRIDES)}")
        if name not in names:
            raise SurveyError(f"no column '{name}' for {quantity}; the columns are {listed(names)}")
        meaning = OVERRIDES[quantity]
        said = found.get(name)
        same_unit = (
            said is not None
            and said.unit
            and UNITS[said.unit].dimension in DIMENSIONS.get(meaning.quantity, ())
        )
        chosen[name] = replace(meaning, unit=said.unit) if said is not None and same_unit else meaning
    kept = {n: m for n, m in found.items() if not any(_replaces(c, m) for c in chosen.values())}
    return _along_line(
        {
            name: meaning
            for name in names
            if (meaning := chosen.get(name) or kept.get(name)) is not None and meaning.quantity != "unused"
        }
    )


def _bounds(found: Mapping[str, Meaning]) -> set[str]:
    """Return the columns that read as a sigma and are a velocity with it added or taken off: ``v+std``."""
    sigmas = [name for name, meaning in found.items() if meaning.quantity == "sigma"]
    upper = {name for name in sigmas if _ADDED.search(name)}
    return {name for name in sigmas if _SIGN.sub("+", name) in {_SIGN.sub("+", name) for name in upper}}


def _east_and_north(names: Iterable[str]) -> dict[str, Meaning]:
    """Return the meanings of ``E (LV95)`` and ``N (LV95)``, or ``E (m)`` and ``N (m)``.

    The letters alone may be an error and a number of picks.
    """
    letters = {}
    for name in names:
        if _EAST_OR_NORTH.match(name):
            bare, crs = split_system(name)
            letter = without_bracket(bare).lower()
            if crs or letter != bare.lower():
                letters[letter] = name, crs
    if not {"e", "n"} <= letters.keys():
        return {}
    return {letters[n][0]: Meaning(axis, crs=letters[n][1]) for n, axis in (("e", "x"), ("n", "y"))}


def _along_line(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """Return the meanings with x, where there is no y, as a position along a line."""
    found = {meaning.quantity: name for name, meaning in meanings.items() if not meaning.end}
    if "x" not in found or {"y", "lat", "chainage"} & found.keys():
        return meanings
    name = found["x"]
    unit = meanings[name].unit if meanings[name].unit in ("m", "km") else ""
    return {**meanings, name: Meaning("chainage", unit)}


def choose_units(
    meanings: Mapping[str, Meaning], names: Iterable[str], units: Mapping[str, str]
) -> dict[str, Meaning]:
    """Return the meanings with the units that the user chose.

    Parameters
    ----------
    meanings : mapping
        Meaning of each column that has one.
    names : iterable of str
        Every column, for messages.
    units : mapping of str to str
        Unit by column.

    Raises
    ------
    SurveyError
        If a column is not there or is not measured in such a unit.
    """
    names = list(names)
    for name, unit in units.items():
        if name not in meanings:
            raise SurveyError(f"no column '{name}' that could be in {unit}; the columns are {listed(names)}")
        fitting = [n for n, u in UNITS.items() if u.dimension in DIMENSIONS.get(meanings[name].quantity, ())]
        if unit not in fitting:
            raise SurveyError(
                f"column {name} is {meanings[name].label}; '{unit}' is not one of its units "
                f"({', '.join(fitting) or 'it has none'})"
            )
    return {name: replace(m, unit=units.get(name, m.unit)) for name, m in meanings.items()}


def _replaces(chosen: Meaning, other: Meaning) -> bool:
    family = next((f for f in _FAMILIES if chosen.quantity in f), {chosen.quantity})
    return other.quantity in family and chosen.kind in (None, other.kind)
