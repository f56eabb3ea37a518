"""Which column holds which quantity in which unit, read off its name.

Names are cut into words, so that ``PhaseVel(km/s)``, ``phase_vel_kms`` and ``phase velocity [km/s]`` are the
same; trailing words that spell a unit are taken off, and every remaining word must be known: a column such
as ``vs30`` or ``c_predicted`` is therefore left alone instead of being mistaken for data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from ....protocol.waves import VelocityType, Wave
from .units import SPELLINGS, UNITS


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
    """

    quantity: str
    unit: str = ""
    kind: VelocityType | None = None
    wave: Wave | None = None
    end: int = 0
    strong: bool = True

    @property
    def unit_in_use(self) -> str:
        """The unit, degrees where that of a longitude or latitude is not given."""
        return self.unit or ("deg" if self.quantity in ("lon", "lat") else "")

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
}
QUANTITIES = (*DIMENSIONS, "site", "wave", "kind", "mode", "crs")

# A name made of a unit alone.
_UNIT_ALONE = {"frequency": "frequency", "velocity": "velocity", "slowness": "slowness"}


class _Word(NamedTuple):
    """What a word of a name adds to its meaning."""

    quantity: str = ""
    kind: VelocityType | None = None
    wave: Wave | None = None
    end: int = 0
    strong: bool = True


_PHASE, _GROUP = VelocityType.PHASE, VelocityType.GROUP

# In English, German, French, Spanish and Italian, without accents; seismologists' own headers (SAC) too.
# Endings are open where Shapefile's ten characters may have cut a word.
_WORDS: dict[str, _Word] = {
    r"f|fr|fre[ckq][a-z]*": _Word("frequency"),
    r"t|per|period[a-z]*": _Word("period"),
    r"wl|wavelen[a-z]*|wellenlange|lambda|\u03bb": _Word("wavelength"),
    r"c|v|vel[a-z]*|speed|observed|obs|geschwindigkeit|vitesse": _Word("velocity"),
    r"cph|vph|phv|pv|pvel|phvel|vphase|phasevel[a-z]*": _Word("velocity", kind=_PHASE),
    r"phasengeschw[a-z]*": _Word("velocity", kind=_PHASE),
    r"u|vg|vgr|gv|gvel|grvel|vgroup|groupvel[a-z]*|gruppengeschw[a-z]*": _Word("velocity", kind=_GROUP),
    r"vr|cr": _Word("velocity", wave=Wave.RAYLEIGH),
    r"vl|cl": _Word("velocity", wave=Wave.LOVE),
    r"slow[a-z]*": _Word("slowness"),
    r"sig[a-z]*|\u03c3|std[a-z]*|stdev|sd|dev|deviation|err[a-z]*|unc|uncert[a-z]*|cov": _Word("sigma"),
    r"abweichung|standardabweichung|fehler|unsicherheit|ecart|desv[a-z]*|incert[a-z]*": _Word("sigma"),
    r"sc|ec|dc": _Word("sigma"),
    r"evph|ecph": _Word("sigma", kind=_PHASE),
    r"su|eu|du|evg|evgr": _Word("sigma", kind=_GROUP),
    r"ph|phas|phase|fase": _Word(kind=_PHASE),
    r"gr|grp|gro|grou|group|groupe|grupo|gruppo": _Word(kind=_GROUP),
    r"rayl?|rayleigh": _Word(wave=Wave.RAYLEIGH),
    r"lov|love": _Word(wave=Wave.LOVE),
    r"site|station|sta|stn|stationname|sitename|name|standort|messpunkt|sitio|sito": _Word("site"),
    r"id|code|index|in|ind|idx|no|nr|num|number|point|dataset|curve": _Word("site", strong=False),
    r"location|loc|cell|node|label|fid|uid|key": _Word("site", strong=False),
    r"lon|long|longitude|lng|longitud": _Word("lon"),
    r"lat|latitude|latitud": _Word("lat"),
    r"x|east|easting|utme|xcoord|rechtswert|este": _Word("x"),
    r"y|north|northing|utmn|ycoord|hochwert|norte": _Word("y"),
    r"crs|epsg|srid|srs": _Word("crs"),
    r"mode|overtone|modo|modus": _Word("mode"),
    r"pol|polari[sz]ation": _Word("wave"),
    r"1|a|src|source": _Word(end=1),
    r"2|b|rec|rcv|receiver": _Word(end=2),
    r"evlo": _Word("lon", end=1),
    r"evla": _Word("lat", end=1),
    r"stlo": _Word("lon", end=2),
    r"stla": _Word("lat", end=2),
    r"type|kind|wave|surface|dispersion|standard|mean|avg|average|measured": _Word(),
    r"geometry|coord|coordinate|utm|de|di|of": _Word(),
}


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
    >>> read_name("vs30") is None
    True
    """
    words = words_of(name)
    for length in (3, 2, 1, 0):
        stem, tail = words[: len(words) - length], "_".join(words[len(words) - length :])
        if length > len(words):
            continue
        for unit in SPELLINGS.get(tail, ()) if length else ("",):
            meaning = _read_words(stem, unit)
            if meaning is not None:
                return meaning
    return None


def _read_words(words: list[str], unit: str) -> Meaning | None:
    if not words:
        quantity = _UNIT_ALONE.get(UNITS[unit].dimension) if unit else None
        return Meaning(quantity, unit) if quantity else None
    parts: list[_Word] = []
    for word in words:
        found = next((part for pattern, part in _WORDS.items() if re.fullmatch(pattern, word)), None)
        if found is None:
            return None
        parts.append(found)
    kind = next((part.kind for part in parts if part.kind is not None), None)
    wave = next((part.wave for part in parts if part.wave is not None), None)
    end = next((part.end for part in parts if part.end), 0)
    quantity = _one_quantity({part.quantity for part in parts if part.quantity}, words)
    if quantity is None and (kind is not None or wave is not None):
        quantity = "velocity"
    if quantity is None or (end and quantity not in ("site", "lon", "lat", "x", "y")):
        return None
    if unit and UNITS[unit].dimension not in DIMENSIONS.get(quantity, ()):
        return None
    if "cov" in words and unit != "%":
        return None  # a fraction or percent
    if quantity not in ("velocity", "slowness", "sigma"):
        kind = wave = None
    strong = quantity != "site" or any(part.quantity == "site" and part.strong for part in parts)
    return Meaning(quantity, unit, kind, wave, end, strong)


def _one_quantity(quantities: set[str], words: list[str]) -> str | None:
    """Reduce the quantities that the words of one name speak of to the one that it means."""
    if "wave" in words and not quantities:
        return "wave"
    if ("type" in words or "kind" in words) and quantities <= {"velocity", "wave"}:
        return "wave" if "wave" in (*words, *quantities) else "kind"
    if "sigma" in quantities:
        quantities = quantities - {"velocity", "slowness"}
    if quantities & {"mode", "lon", "lat", "x", "y", "crs"}:
        quantities = quantities - {"site"}  # mode number, station longitude
    return next(iter(quantities)) if len(quantities) == 1 else None


def listed(names: Iterable[str], most: int = 12) -> str:
    """Join names for a message: printable, each and all of bounded length."""
    names = [re.sub(r"[^\x20-\x7e\xa0-\uffff]", "?", str(name))[:40] or "(blank)" for name in names]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
