"""What the cells of a stack's list say; a word that is not understood is refused, never passed over."""

from __future__ import annotations

from collections.abc import Mapping

from ...protocol.errors import SurveyError
from ..reading.tables.columns import read_name, words_of
from ..reading.tables.file_names import name_words
from ..reading.tables.point_types import kind_of, wave_of
from ..reading.tables.units import SPELLINGS, UNITS
from .datasets import number
from .labels import require_mode

_EXPECTED = "say phase or group, Rayleigh or Love, and sigma"
_DIMENSIONS = ("velocity", "slowness", "relative")


def types_label(row: Mapping[str, str], where: str) -> str:
    """Return what a row says of types, in the words that labels of bands have.

    Raises
    ------
    SurveyError
        If a word of the columns kind, type and wave, or the mode, is not understood.
    """
    label = [_types(row[name], f"{where}: {name}") for name in ("kind", "type", "wave") if row.get(name)]
    if row.get("mode"):
        label.append(f"mode {require_mode(row['mode'], where)}")
    return " ".join(label)


def band_number(word: str, where: str) -> int:
    """Return the number of a band.

    Raises
    ------
    SurveyError
        If it is no whole number.
    """
    value = number(word, f"{where}: band")
    if not value.is_integer():
        raise SurveyError(f"{where}: band '{word[:40]}' is not a whole number")
    return int(value)


def unit_of(word: str, where: str) -> str:
    """Return the unit that a cell spells, empty for an empty one.

    Raises
    ------
    SurveyError
        If it is not one of velocity or slowness, or a percentage, which a sigma may have.
    """
    if not word:
        return ""
    spelled = SPELLINGS.get("_".join(words_of(word)), ())
    found = next((name for name in spelled if UNITS[name].dimension in _DIMENSIONS), None)
    if found is None:
        known = ", ".join(name for name, unit in UNITS.items() if unit.dimension in _DIMENSIONS[:2])
        raise SurveyError(f"{where}: unit '{word[:40]}' is not one of velocity: {known}")
    return found


def _types(text: str, where: str) -> str:
    """Return the words of a cell that says types, as labels spell them."""
    said = name_words(text)
    label = [one.name.lower() for one in (said.wave, said.kind) if one is not None]
    label += [f"mode {said.mode}"] if said.mode is not None else []
    rest = words_of(said.site)
    label += [word for one in rest if (word := _type_word(one, f"{where} '{text[:40]}'"))]
    if not label:
        raise SurveyError(f"{where} '{text[:40]}' is not understood; {_EXPECTED}")
    return " ".join(label)


def _type_word(word: str, what: str) -> str:
    """Return a word or letter that says a type as labels spell it, empty for one that says nothing more."""
    meaning, kind, wave = read_name(word), kind_of(word), wave_of(word)
    if meaning is not None and meaning.quantity in ("sigma", "slowness"):
        return meaning.quantity
    if kind is not None:
        return kind.name.lower()
    if wave is not None:
        return wave.name.lower()
    if meaning is None or meaning.quantity not in ("velocity", "mode"):
        raise SurveyError(f"{what} is not understood; {_EXPECTED}")
    return ""
