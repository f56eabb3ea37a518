"""What the user says about a survey file, where the file itself does not say it or says it wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .curves import VelocityType, Wave

VelocityUnit = Literal["m/s", "km/s", "ft/s", "s/m", "s/km"]
Abscissa = Literal["frequency", "period", "wavelength"]


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
    layer : str or None
        Layer of a vector file; None takes the first.
    columns : mapping of str to str
        Column to use for a quantity, for example ``{"velocity": "c_obs"}``. The quantities are those of
        `plugin.engine.column_choice.OVERRIDES`.
    units : mapping of str to str
        Unit of a column, for example ``{"c_obs": "km/s"}``, overriding its name.
    velocity_unit : str or None
        Unit of the velocity columns, overriding their names: ``m/s``, ``km/s``, ``ft/s``, ``s/m``, ``s/km``.
    abscissa : {"frequency", "period", "wavelength"} or None
        What the points are given against, overriding the column's name.
    """

    crs: str | None = None
    wave: Wave | None = None
    kind: VelocityType | None = None
    layer: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    velocity_unit: VelocityUnit | None = None
    abscissa: Abscissa | None = None
