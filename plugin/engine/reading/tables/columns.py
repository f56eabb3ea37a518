"""Which column holds which quantity in which unit, read off its name.

Names are cut into words, so that ``PhaseVel(km/s)``, ``phase_vel_kms`` and ``phase velocity [km/s]`` are the
same; trailing words that spell a unit are taken off, and every remaining word must be known: a column such
as ``vs30`` or ``c_predicted`` is therefore left alone instead of being mistaken for data. A coordinate may
have words in brackets, and name its system, as in ``X (Lambert 93)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import combining, normalize

from ....protocol.waves import VelocityType, Wave
from .named_systems import split_system, without_bracket
from .units import SPELLINGS, UNITS
from .vocabulary import BETWEEN, DOWN, ENGLISH, PAIRS, SPEEDS, STATIONS, WORDS, Word


@dataclass(frozen=True)
class Meaning:
    """What a column's name says.

    Parameters
    ----------
    quantity : str
        One of `QUANTITIES`.
    unit : str
        Unit, empty where the name gives none.
    kind : VelocityType or None
        Phase or group, None where the name does not say.
    wave : Wave or None
        Rayleigh or Love, None where the name does not say.
    end : int
        1 or 2 for one end of a path between two stations, else 0.
    strong : bool
        False for a site name that may be a mere row number (``id``, ``index``).
    crs : str
        Code of the coordinate system that the name of a coordinate states, else empty.
    relative : bool
        True for a sigma over the velocity, as a fraction or in per cent where no unit is given.
    """

    quantity: str
    unit: str = ""
    kind: VelocityType | None = None
    wave: Wave | None = None
    end: int = 0
    strong: bool = True
    crs: str = ""
    relative: bool = False

    @property
    def unit_in_use(self) -> str:
        """The unit; degrees of a longitude or latitude, and metres along a line, where none is given."""
        return self.unit or {"lon": "deg", "lat": "deg", "chainage": "m"}.get(self.quantity, "")

    @property
    def label(self) -> str:
        """The quantity in words, for example ``Love group velocity``."""
        if self.quantity not in ("velocity", "slowness", "sigma"):
            end = f" of end {self.end}" if self.end else ""
            return _IN_WORDS.get(self.quantity, self.quantity) + end
        wave = f"{self.wave.name.capitalize()} " if self.wave is not None else ""
        kind = f"{self.kind.name.lower()} " if self.kind is not None else ""
        if self.quantity == "sigma":
            return f"sigma of the {wave}{kind}velocity"
        return f"{wave}{kind}{self.quantity}"


_IN_WORDS = {
    "kind": "velocity type",
    "wave": "wave type",
    "mode": "mode number",
    "site": "site name",
    "lon": "longitude",
    "lat": "latitude",
    "crs": "coordinate system",
    "chainage": "position along the line",
    "line": "name of the line",
}

# Quantity: dimension of its units. A quantity that is not here takes no unit.
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "frequency": ("frequency",),
    "period": ("time",),
    "wavelength": ("length",),
    "velocity": ("velocity",),
    "slowness": ("slowness",),
    "sigma": ("velocity", "slowness", "relative"),
    "lon": ("angle",),
    "lat": ("angle",),
    "x": ("length", "angle"),
    "y": ("length", "angle"),
    "chainage": ("length",),
}
QUANTITIES = (*DIMENSIONS, "site", "line", "wave", "kind", "mode", "crs")
_COORDINATES = ("lon", "lat", "x", "y")

# A length that we do not turn into metres; what is given in it is no coordinate.
_LENGTH_IN_BRACKET = re.compile(r"[(\[]\s*(ft|feet|us-?ft|mi|miles?|cm|mm|yd)\s*[)\]]", re.IGNORECASE)

# A name made of a unit alone.
_UNIT_ALONE = {"frequency": "frequency", "velocity": "velocity", "slowness": "slowness"}


def words_of(name: str) -> list[str]:
    """Cut a column name into lower-case words and numbers, without accents."""
    plain = "".join(sign for sign in normalize("NFKD", str(name)) if not combining(sign))
    text = re.sub(r"(?<=[a-z]{2})(?=[A-Z])", "_", plain.replace("%", " percent ")).lower()
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", "_", text)
    return [word for word in re.split(r"[\W_]+", text) if word]


@lru_cache(maxsize=4096)
def read_name(name: str) -> Meaning | None:
    """Return what a column name says, or None where it is not a name that we know.

    Examples
    --------
    >>> read_name("phase_vel_kms").label, read_name("phase_vel_kms").unit
    ('phase velocity', 'km/s')
    >>> read_name("X (Lambert 93)").crs
    'EPSG:2154'
    >>> read_name("vs30") is None
    True
    """
    return _read(name) or _read_coordinate(name)


def _read(name: str) -> Meaning | None:
    words = _joined(words_of(name))
    for length in (3, 2, 1, 0):
        stem, tail = words[: len(words) - length], "_".join(words[len(words) - length :])
        if length > len(words):
            continue
        for unit in SPELLINGS.get(tail, ()) if length else ("",):
            meaning = _read_words(stem, unit)
            if meaning is not None:
                return meaning
    return None


def _read_coordinate(name: str) -> Meaning | None:
    """Return what the name of a coordinate says that also holds its system, or other words in brackets."""
    words = words_of(name)
    if not words or _read_words(words[:1], "") is None:
        return None
    rest, crs = split_system(name)
    found = _read(rest) if crs else None
    if found is None and not _LENGTH_IN_BRACKET.search(name):
        found, crs = _read(without_bracket(name)), ""
    return replace(found, crs=crs) if found is not None and found.quantity in _COORDINATES else None


def _joined(words: list[str]) -> list[str]:
    """Return the words of a name without those between others, and pairs that mean one thing as one."""
    inner = [word for word in words[1:-1] if word not in BETWEEN]
    bare = [*words[:1], *inner, *words[-1:]] if len(words) > 2 else words
    pairs = {place: PAIRS[pair] for place, pair in enumerate(zip(bare, bare[1:])) if pair in PAIRS}
    joined = [pairs.get(i, word) for i, word in enumerate(bare) if i - 1 not in pairs]
    return [ENGLISH.get(word, word) for word in joined]


def _read_words(words: list[str], unit: str) -> Meaning | None:
    if not words:
        quantity = _UNIT_ALONE.get(UNITS[unit].dimension) if unit else None
        return Meaning(quantity, unit) if quantity else None
    parts: list[Word] = []
    for word in words:
        found = next((part for pattern, part in WORDS.items() if re.fullmatch(pattern, word)), None)
        if found is None:
            return None
        parts.append(found)
    kind = next((part.kind for part in parts if part.kind is not None), None)
    wave = next((part.wave for part in parts if part.wave is not None), None)
    end = next((part.end for part in parts if part.end), 0)
    quantity = _one_quantity({part.quantity for part in parts if part.quantity}, words)
    if quantity == "site" and unit and UNITS[unit].dimension == "length":
        quantity = "chainage" if any(map(STATIONS.fullmatch, words)) else quantity
    if quantity is None and (kind is not None or wave is not None):
        quantity = "velocity"
    if quantity is None or (end and quantity not in ("site", "lon", "lat", "x", "y")):
        return None
    if unit and UNITS[unit].dimension not in DIMENSIONS.get(quantity, ()):
        return None
    log = next((word for word, part in zip(words, parts) if part.log), "")
    relative = any(part.relative for part in parts)
    if (log or relative) and quantity != "sigma":
        return None
    unit = unit or (SPELLINGS[log][0] if log else "")
    if quantity not in ("velocity", "slowness", "sigma"):
        kind = wave = None
    strong = quantity != "site" or any(part.quantity == "site" and part.strong for part in parts)
    return Meaning(quantity, unit, kind, wave, end, strong, relative=relative)


def _one_quantity(quantities: set[str], words: list[str]) -> str | None:
    """Reduce the quantities that the words of one name speak of to the one that it means."""
    if "wave" in words and not quantities:
        return "wave"
    if ("type" in words or "kind" in words) and quantities <= {"velocity", "wave"}:
        return "wave" if "wave" in (*words, *quantities) else "kind"
    if "sigma" in quantities:
        quantities = quantities - {"velocity", "slowness", *("x" for word in words if word == "est")}
    if quantities & {"lon", "lat"}:
        quantities = quantities - {"x", "y"}  # longitude east
    if quantities & {"mode", "lon", "lat", "x", "y", "crs"}:
        quantities = quantities - {"site", "chainage", "line"}  # mode number, station longitude
    if "chainage" in quantities:
        quantities = quantities - {"site", "line"}  # distance along the profile
    if {"site", "line"} <= quantities:
        quantities = quantities - {"line" if any(map(STATIONS.fullmatch, words)) else "site"}
    return next(iter(quantities)) if len(quantities) == 1 else None


def is_ground_model(names: Iterable[str]) -> bool:
    """Return True where columns are called depth or thickness, and Vs, Vp or a velocity."""
    words = [set(words_of(without_bracket(name))) for name in names]
    return any(each & DOWN for each in words) and any(each & SPEEDS for each in words)


def listed(names: Iterable[str], most: int = 12) -> str:
    """Join names for a message: printable, each and all of bounded length."""
    names = [re.sub(r"[^\x20-\x7e\xa0-\uffff]", "?", str(name))[:40] or "(blank)" for name in names]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
