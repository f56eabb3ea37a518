"""What the names of a raster's bands, variables and files say: period or frequency, types, unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...protocol.errors import SurveyError
from ...protocol.read_options import HIGHEST_MODE, Abscissa
from ...protocol.waves import VelocityType, Wave
from ..reading.tables.columns import Meaning, read_name, words_of
from ..reading.tables.file_names import name_words
from ..reading.tables.point_types import mode_of
from ..reading.tables.units import SPELLINGS, UNITS

_NUMBER = re.compile(
    r"(?P<before>[A-Za-z]*)[\s_=:(\[-]*"
    r"(?P<value>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"(?=[\s_)\]]*(?P<after>[A-Za-z]*))"  # not consumed: it may also precede the next number
)
_POINT = re.compile(r"(?<=\d)p(?=\d)")  # 0p5 for 0.5, as file names have it
# Words that number a band, whatever it holds: Band1, layer 7, B01.
_ORDINAL = re.compile(
    r"(band|layer|variable|channel|bd|b|lyr|var|ch|index|idx|number|no|nr)s?\Z", re.IGNORECASE
)
_AXES = {"time": "period", "frequency": "frequency"}
_DEFAULT_UNITS = {"period": "s", "frequency": "Hz"}
ACROSS = {"x": ("lon", "longitude", "x", "easting"), "y": ("lat", "latitude", "y", "northing")}
"""What the dimensions across a map are called."""
_STANDARD = {
    "x": ("longitude", "grid_longitude", "projection_x_coordinate"),
    "y": ("latitude", "grid_latitude", "projection_y_coordinate"),
}
_DEGREES = {"x": "east", "y": "north"}

Said = TypeVar("Said")


@dataclass(frozen=True)
class Axis:
    """The period or frequency of one band.

    Parameters
    ----------
    quantity : str
        ``period`` or ``frequency``.
    value : float
        In `unit`.
    unit : str
        A unit of time or frequency.
    """

    quantity: str
    value: float
    unit: str = ""

    def taken_as(self, quantity: Abscissa | None) -> Axis:
        """Return the value as the quantity that the user chose, in its usual unit where that differs."""
        if quantity is None or quantity == self.quantity:
            return self
        return Axis(quantity, self.value, _DEFAULT_UNITS[quantity])

    @property
    def frequency(self) -> float:
        """Frequency in Hz; NaN where the value is zero or less."""
        si = self.value * UNITS[self.unit or _DEFAULT_UNITS[self.quantity]].factor
        if si <= 0:
            return float("nan")
        return si if self.quantity == "frequency" else 1.0 / si


@dataclass(frozen=True)
class Types:
    """What a band holds, as far as its names say.

    Parameters
    ----------
    kind : VelocityType or None
        Phase or group velocity.
    wave : Wave or None
        Rayleigh or Love.
    mode : int or None
        Mode number.
    is_sigma : bool
        True for standard deviations of the velocity.
    is_slowness : bool
        True for slownesses.
    """

    kind: VelocityType | None
    wave: Wave | None
    mode: int | None
    is_sigma: bool
    is_slowness: bool = False


def named_axis(name: str, value: float, unit: str = "") -> Axis | None:
    """Return the axis of a dimension or column by its name and unit, None where it is of another kind."""
    spelled = _axis_unit(unit)
    if spelled:
        return Axis(_AXES[UNITS[spelled].dimension], value, spelled)
    meaning = read_name(name) or read_name(name.rstrip("s"))
    if meaning is None or meaning.quantity not in _DEFAULT_UNITS:
        return None
    return Axis(meaning.quantity, value, meaning.unit or _DEFAULT_UNITS[meaning.quantity])


def axis_across(name: str, facts: Mapping[str, str]) -> str:
    """Return ``x`` or ``y`` where a variable of a NetCDF file is an axis across the map, else nothing.

    Parameters
    ----------
    name : str
        Of the variable.
    facts : mapping
        What GDAL tells of the file: ``lat#units`` and the like.
    """
    unit = facts.get(f"{name}#units", "").lower()
    for axis, names in ACROSS.items():
        if (
            name.lower() in names
            or (unit.startswith("degree") and _DEGREES[axis] in unit)
            or facts.get(f"{name}#standard_name", "") in _STANDARD[axis]
            or facts.get(f"{name}#axis", "").lower() == axis
        ):
            return axis
    return ""


def stated_axis(label: str) -> Axis | None:
    """Return the first number of a label that a unit or a word marks as period or frequency.

    Examples
    --------
    >>> stated_axis("phase_10s"), stated_axis("T=0p5"), stated_axis("f 4 Hz").frequency
    (Axis(quantity='period', value=10.0, unit='s'), Axis(quantity='period', value=0.5, unit='s'), 4.0)
    """
    for found in _NUMBER.finditer(_POINT.sub(".", label)):
        axis = named_axis(found["before"], float(found["value"]), found["after"])
        if axis is not None:
            return axis
    return None


def bare_axes(labels: Sequence[str], abscissa: Abscissa | None) -> list[Axis | None]:
    """Return what the numbers in labels say that nothing marks: periods in s, unless the user says otherwise.

    Where a label holds several numbers, the last one that differs between the labels counts, and is no mode.
    The numbers of bands (``Band1``, ``layer 7``, ``B01``) say nothing.
    """
    untyped = [
        said.site if any(t is not None for t in said.types) else s
        for s, said in zip(labels, map(name_words, labels))
    ]
    found_in = [list(_NUMBER.finditer(_POINT.sub(".", s))) for s in untyped]
    numbers = [[float(f["value"]) for f in found if not _ORDINAL.match(f["before"])] for found in found_in]
    same = len({len(found) for found in numbers}) == 1
    varying = [i for i in range(len(numbers[0])) if same and len({found[i] for found in numbers}) > 1]
    if not varying and any(len(n) < len(found) for n, found in zip(numbers, found_in)):
        return [None] * len(labels)  # what is left is that of the file
    place, quantity = varying[-1] if varying else -1, abscissa or "period"
    return [Axis(quantity, f[place], _DEFAULT_UNITS[quantity]) if f else None for f in numbers]


def require_axis(abscissa: Abscissa | None) -> None:
    """Refuse an axis that rasters cannot have.

    Raises
    ------
    SurveyError
        If it is wavelength.
    """
    if abscissa == "wavelength":
        raise SurveyError("the bands of a raster stack are of one period or frequency each, not wavelength")


def require_mode(word: str, where: str) -> int:
    """Return the mode number that a word is.

    Raises
    ------
    SurveyError
        If it is none; `where` begins the message.
    """
    mode = mode_of(word)
    if mode is None:
        raise SurveyError(f"{where}: mode '{word[:40]}' is not a whole number from 0 to {HIGHEST_MODE}")
    return mode


def types_in(labels: Sequence[str]) -> Types:
    """Return what labels say, the first one that speaks of a thing counting; sigma only in the first."""
    meanings = [[m for word in words_of(label) if (m := read_name(word))] for label in labels]
    spoken = [meaning for label in meanings for meaning in label]
    names = [name_words(label) for label in labels]
    return Types(
        kind=_first([*(m.kind for m in spoken), *(said.kind for said in names)]),
        wave=_first([*(m.wave for m in spoken), *(said.wave for said in names)]),
        mode=_first(said.mode for said in names),
        is_sigma=any(m.quantity == "sigma" for m in (meanings[0] if meanings else ())),
        is_slowness=_is_slowness(meanings),
    )


def _first(said: Iterable[Said | None]) -> Said | None:
    return next((one for one in said if one is not None), None)


def _is_slowness(meanings: Sequence[Sequence[Meaning]]) -> bool:
    """Return True where the first label that speaks of slowness, or of velocity as such, says slowness."""
    for label in meanings:
        told = {m.quantity for m in label if m.quantity in ("velocity", "slowness") and m.kind is None}
        if told:
            return "slowness" in told
    return False


def velocity_unit(unit: str, labels: Sequence[str]) -> str:
    """Return the unit of velocity that a band's metadata, else its labels, spell; empty where none does."""
    for name in SPELLINGS.get("_".join(words_of(unit)), ()):
        if UNITS[name].dimension in ("velocity", "slowness", "relative"):
            return name
    for label in labels:
        joined = f"_{'_'.join(words_of(label))}_"
        for name in ("km/s", "m/s", "ft/s"):
            # "ms" after a period is milliseconds more often than metres per second.
            if any(f"_{s}_" in joined for s in UNITS[name].spellings.split() if s != "ms"):
                return name
    return ""


def _axis_unit(text: str) -> str:
    """Return the unit of time or frequency that a text spells, else nothing."""
    for name in SPELLINGS.get("_".join(words_of(text)), ()):
        if UNITS[name].dimension in _AXES:
            return name
    return ""
