"""What the user says about a survey file, where the file itself does not say it or says it wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Optional, get_args

from .waves import VelocityType, Wave

VelocityUnit = Literal["m/s", "km/s", "ft/s", "s/m", "s/km"]
HIGHEST_MODE = 100
FIRST_MODES = ("0", "1")
Abscissa = Literal["frequency", "period", "wavelength"]
Decimal = Literal["point", "comma"]


@dataclass(frozen=True)
class ReadOptions:
    """How to read a survey; the defaults let the file decide.

    Parameters
    ----------
    crs : str or None
        Coordinate system of the positions (``EPSG:n`` or WKT); overrides the file's own.
    wave : Wave or None
        Wave type of the points for which the file gives none.
    kind : VelocityType or None
        Velocity type of the points for which the file gives none.
    mode : int or None
        Mode number, 0 the fundamental, of the points for which the file gives none.
    highest_mode : int or None
        Points of higher modes are left out, as where overtones may be numbered wrongly; None keeps all.
    swap_xy : bool
        Whether the coordinates come in the order opposite to what their columns or their format say.
    layer : str or None
        Layer of a vector file; None takes the first that could hold curves.
    columns : mapping of str to str
        Column to use for a quantity, for example ``{"velocity": "c_obs"}``. The quantities are those of
        `plugin.engine.reading.tables.column_choice.OVERRIDES`.
    units : mapping of str to str
        Unit of a column, for example ``{"c_obs": "km/s"}``, overriding its name.
    velocity_unit : str or None
        Unit of the velocity columns, overriding their names: ``m/s``, ``km/s``, ``ft/s``, ``s/m``, ``s/km``.
    abscissa : {"frequency", "period", "wavelength"} or None
        What the points are given against, overriding the column's name.
    first_mode : {0, 1} or None
        Number that the file gives to the fundamental mode; None takes 1 where nothing is called 0.
    decimal : {"point", "comma"} or None
        Decimal sign of the numbers that could be read in two ways, such as ``1,260``.
    """

    crs: Optional[str] = None
    wave: Optional[Wave] = None
    kind: Optional[VelocityType] = None
    mode: Optional[int] = None
    highest_mode: Optional[int] = None
    swap_xy: bool = False
    layer: Optional[str] = None
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    velocity_unit: Optional[VelocityUnit] = None
    abscissa: Optional[Abscissa] = None
    first_mode: Optional[int] = None
    decimal: Optional[Decimal] = None


def parse_column(text: str) -> tuple[str, str, str]:
    """Return column, quantity and unit (empty where not given) of ``c_obs=phase_velocity:km/s``.

    Raises
    ------
    ValueError
        If it has not that form; the message is for the user.
    """
    name, equals, meaning = text.rpartition("=")
    quantity, _, unit = meaning.partition(":")
    if not (equals and name and quantity):
        raise ValueError(f"{text!r} is not of the form name=quantity or name=quantity:unit")
    return name.strip(), quantity.strip(), unit.strip()


def read_options(columns: Iterable[str] = (), swap_xy: bool = False, **words: str | None) -> ReadOptions:
    """Return the options that a user's words stand for; None and empty words leave it to the file.

    Parameters
    ----------
    columns : iterable of str
        As `parse_column` reads them.
    swap_xy : bool
        As in `ReadOptions`.
    **words : str or None
        Other fields of `ReadOptions`; ``wave`` and ``kind`` by their names in lower case, modes in digits.

    Raises
    ------
    ValueError
        If a word is not among those that it may be; the message is for the user.
    """
    chosen: dict[str, Any] = {name: word for name, word in words.items() if word}
    allowed: dict[str, tuple[str, ...]] = {
        "wave": tuple(wave.name.lower() for wave in Wave),
        "kind": tuple(kind.name.lower() for kind in VelocityType),
        "velocity_unit": get_args(VelocityUnit),
        "abscissa": get_args(Abscissa),
        "decimal": get_args(Decimal),
        "first_mode": FIRST_MODES,
    }
    for name in allowed.keys() & chosen.keys():
        if chosen[name] not in allowed[name]:
            raise ValueError(f"{chosen[name]!r} is not one of {', '.join(allowed[name])}")
    if "wave" in chosen:
        chosen["wave"] = Wave[chosen["wave"].upper()]
    if "kind" in chosen:
        chosen["kind"] = VelocityType[chosen["kind"].upper()]
    for name in {"mode", "highest_mode", "first_mode"} & chosen.keys():
        chosen[name] = parse_mode(chosen[name])
    parsed = [parse_column(text) for text in columns]
    return ReadOptions(
        columns={quantity: name for name, quantity, _ in parsed},
        units={name: unit for name, _, unit in parsed if unit},
        swap_xy=swap_xy,
        **chosen,
    )


def parse_mode(word: str) -> int:
    """Return a mode number.

    Raises
    ------
    ValueError
        If it is none; the message is for the user.
    """
    if not (word.isdecimal() and int(word) <= HIGHEST_MODE):
        raise ValueError(f"mode {word!r} is not a whole number from 0 to {HIGHEST_MODE}")
    return int(word)
