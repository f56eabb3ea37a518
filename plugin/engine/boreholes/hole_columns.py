"""What the columns of a table of boreholes hold: depths, thicknesses, Vs, places and names of holes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...protocol.errors import SurveyError
from ..reading.tables.columns import Meaning, listed, read_name, words_of
from ..reading.tables.units import SPELLINGS, UNITS

FEET = {"ft", "feet", "foot"}
_DEPTH = {"depth", "depths", "z", "prof", "profondita", "profondeur", "tiefe", "profundidad", "profundidade"}
_TOP = {"top", "from", "upper", "start", "da", "von", "desde", "tetto", "oberkante"}
_BOTTOM = {"bottom", "bot", "base", "to", "lower", "end", "bis", "hasta", "letto", "unterkante"}
_THICKNESS = {"thickness", "thk", "h", "dz", "spessore", "epaisseur", "machtigkeit", "espesor"}
_VS = {"vs", "swave", "shear", "vsh", "vsv"}
_VP = {"vp", "pwave", "vpv"}
_DENSITY = {"density", "rho", "dens", "densita", "densite", "densidad", "densidade", "dichte"}
_PER_VOLUME = {"kg", "m3", "t", "g", "cm3", "cc", "kgm3", "gcc", "gcm3", "m", "3", "cm"}
_VELOCITY = {
    "velocity",
    "vel",
    "speed",
    "wave",
    "waves",
    "s",
    "onde",
    "velocita",
    "geschwindigkeit",
    "vitesse",
}
_AROUND = {
    "layer",
    "interval",
    "int",
    "mean",
    "avg",
    "average",
    "measured",
    "below",
    "surface",
    "ground",
    "mid",
}
_AROUND |= {"mid", "bgl", "bgs", "of", "the", "di", "de", "strato", "middle", "meas", "mis"}
_HOLE = {"hole", "borehole", "bh", "boring", "well", "sondaggio", "sounding", "cpt", "scpt", "cone", "forage"}
_HOLE |= {"bohrung", "sondeo", "log", "test", "drillhole", "bore"}
_NAMES = {"id", "name", "no", "number", "nr", "code", "nome"}
_TELLING = ("site", "lon", "lat", "x", "y", "crs")
LEVELS = ("depth", "top", "bottom", "thickness")
ELASTIC = ("vp", "density")
"""What a table of profiles may tell beside Vs; boreholes are compared without it."""


@dataclass(frozen=True)
class HoleColumns:
    """Which columns hold what.

    Parameters
    ----------
    figures : dict
        Column and its unit, empty where the name gives none, by ``depth``, ``top``, ``bottom``, ``thickness``
        and ``vs``; ``vp`` and ``density`` where these are asked for.
    meanings : dict
        Meaning of the columns that tell holes and places.
    others : tuple of str
        Columns that are not used.
    """

    figures: dict[str, tuple[str, str]]
    meanings: dict[str, Meaning]
    others: tuple[str, ...]


def read_columns(names: Iterable[str], elastic: bool = False) -> HoleColumns:
    """Return what the columns hold, read off their names; of Vp and density only where they are `elastic`.

    Raises
    ------
    SurveyError
        If there is no Vs, or nothing that tells depths.
    """
    figures: dict[str, tuple[str, str]] = {}
    meanings, others = {}, []
    for name in names:
        role, unit = _role(name)
        if role == "hole":
            meanings[name] = Meaning("site")
        elif role and role not in figures and (elastic or role not in ELASTIC):
            figures[role] = (name, unit)
        elif (found := read_name(name)) is not None and found.quantity in _TELLING:
            meanings[name] = found
        else:
            others.append(name)
    if any(_role(name)[0] == "hole" for name in meanings):
        meanings = {n: m for n, m in meanings.items() if m.quantity != "site" or _role(n)[0] == "hole"}
    if "vs" not in figures:
        raise SurveyError(f"no column is called Vs or S-wave velocity; they are {listed(names)}")
    if not set(LEVELS) & set(figures):
        raise SurveyError(f"no column is called depth, top or bottom; they are {listed(names)}")
    return HoleColumns(figures, meanings, tuple(others))


def _role(name: str) -> tuple[str, str]:
    """Return the role of a column, empty where it has none, and the unit in its name."""
    words, unit = _without_unit(words_of(name))
    found = set(words)
    if not found:
        return "", ""
    plain = found - _AROUND
    if plain & _DENSITY and plain <= _DENSITY | _PER_VOLUME:
        return "density", ""
    length = unit in ("", "ft") or UNITS[unit].dimension == "length"
    if found & _HOLE and found <= _HOLE | _NAMES and not unit:
        return "hole", ""
    if length:
        for role, own in (("top", _TOP), ("bottom", _BOTTOM), ("thickness", _THICKNESS), ("depth", _DEPTH)):
            if plain & own and plain <= own | _DEPTH:
                return role, unit
    if unit and unit != "ft/s" and (unit == "ft" or UNITS[unit].dimension != "velocity"):
        return "", ""
    if (plain & _VS or ("s" in plain and plain & (_VELOCITY - {"s"}))) and plain <= _VS | _VELOCITY:
        return "vs", unit
    onward = (_VELOCITY - {"s"}) | {"p"}
    if (plain & _VP or ("p" in plain and plain & onward - {"p"})) and plain <= _VP | onward:
        return "vp", unit
    return "", ""


def _without_unit(words: list[str]) -> tuple[list[str], str]:
    """Return the words of a name without those that spell its unit at the end."""
    for length in (3, 2, 1):
        tail = "_".join(words[len(words) - length :])
        if length >= len(words) or not tail:
            continue
        if length == 1 and tail in FEET:
            return words[:-1], "ft"
        units = [u for u in SPELLINGS.get(tail, ()) if UNITS[u].dimension in ("length", "velocity")]
        if units:
            return words[: len(words) - length], units[0]
    return words, ""
