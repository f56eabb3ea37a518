"""Tables of a curve a column against a common frequency or period: of one site each, or of one mode each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ....protocol.read_options import ReadOptions
from ...curves import FloatArray
from .columns import Meaning, listed, read_name, words_of
from .figures import numbers
from .named_systems import without_bracket

# With any of these a row has a place of its own.
_OF_ROWS = ("lon", "lat", "x", "y", "chainage", "line", "crs")
_MODE = re.compile(r"(?:mode?o?|modus|m|c|v|r)[ _-]?(\d{1,2})", re.IGNORECASE)
# Columns that go with another one: its bounds, or what a model makes of it.
_ASIDE = re.compile(
    r"v?(min|max)(imum|imo|ima)?|lower|upper|low|high|up|inf|sup|bounds?|"
    r"theo(r|retical)?|teoric[ao]|theorique|theoretisch|calc(ulated)?|calcolat[ao]|berechnet|"
    r"model(l?ed)?|synth?(etic)?|fit(ted)?|pred(icted)?"
)
_ITSELF = re.compile(
    r"v?(mean|avg|average|med|median)|media|mittel(wert)?|moyenne|v|c|vel(ocity)?|"
    r"exp(erimental)?|sperimentale|experimentell|obs(erved)?|meas(ured)?|misurat[ao]|gemessen"
)
_BESIDE_SIGMA = ("st", "est", "standard", "estandar", "type")
_ALIKE = 6.0  # between the fastest and the slowest curve's median
_SURELY_METRES = 50.0  # m/s; ratios, amplitudes and coherencies are smaller


@dataclass(frozen=True)
class _Curve:
    """A column: its numbers, its label, the unit in its name, and the column of its sigma."""

    name: str
    values: FloatArray
    label: str
    unit: str
    sigma: str | None = None


@dataclass(frozen=True)
class CurvesInColumns:
    """A long table made of one with a curve a column.

    Parameters
    ----------
    data : DataFrame
        A row a point; its index keeps the rows of the input.
    meanings : dict
        Meaning of its columns.
    melted : tuple of str
        The columns that held curves, and their sigmas.
    note : str
        What to say of it.
    """

    data: pd.DataFrame
    meanings: dict[str, Meaning]
    melted: tuple[str, ...]
    note: str


def curves_in_columns(
    data: pd.DataFrame, meanings: dict[str, Meaning], names: Sequence[str], axis: str, options: ReadOptions
) -> CurvesInColumns | None:
    """Return the table with a row a point where its columns hold a curve each, else None.

    They do where no column is called a velocity, but two or more hold numbers of alike size: labelled in one
    way (``A, B, C`` or ``P1, P2``), with a unit of velocity in their names, or as large as velocities in m/s
    are. Columns called ``Mode 0``, ``c0`` and so on are modes.

    Parameters
    ----------
    data : DataFrame
        The table.
    meanings : dict
        Meaning of its columns.
    names : sequence of str
        Its columns in the order of the input.
    axis : str
        The column of frequencies, periods or wavelengths.
    options : ReadOptions
        What the user says; a velocity that he chose is the only one.
    """
    chosen = {"velocity", "slowness", "phase_velocity", "group_velocity"} & options.columns.keys()
    if chosen or any(_is_of_rows(name, meaning) for name, meaning in meanings.items()):
        return None
    ignored = (axis, options.columns.get("unused"))
    here = [name for name in names if name in data.columns and name not in ignored]
    columns = [name for name in here if _may_be_curve(name, meanings)]
    aside = _put_aside(columns)
    columns = [name for name in columns if name not in aside]
    sigmas = _sigmas(columns)
    curves = [_curve(data, name, sigmas) for name in columns if name not in sigmas.values()]
    if any(curve is None for curve in curves):
        return None
    found = [curve for curve in curves if curve is not None]
    if aside and len(found) == 1:
        return _alone(data, meanings, found[0], aside)
    modes = _modes(found)
    if not found or not (modes or _are_sites(found, meanings, options.velocity_unit is not None)):
        return None
    return _long(data, meanings, found, modes)


def _put_aside(columns: Sequence[str]) -> list[str]:
    """Return the columns that are bounds of another one, or its model: ``Vmin``, ``Vmax`` beside ``Vmean``.

    Where there are bounds and nothing else all of them are: the middle is not there.
    """
    words = {name: words_of(without_bracket(name)) for name in columns}
    rest = {
        name: tuple(w for w in mine if not _ASIDE.fullmatch(w) and not _ITSELF.fullmatch(w))
        for name, mine in words.items()
    }
    aside = [name for name, mine in words.items() if any(map(_ASIDE.fullmatch, mine))]
    bases = {rest[name] for name in columns if name not in aside}
    return [name for name in aside if rest[name] in bases or not rest[name]]


def _alone(
    data: pd.DataFrame, meanings: dict[str, Meaning], curve: _Curve, aside: Sequence[str]
) -> CurvesInColumns:
    """Return the table as it is, with its one velocity named."""
    told = {**meanings, curve.name: Meaning("velocity", curve.unit)}
    if curve.sigma is not None:
        told[curve.sigma] = Meaning("sigma", _unit(curve.sigma))
    note = f"column {curve.name} is the velocity; put aside as its bounds or a model of it: {listed(aside)}"
    return CurvesInColumns(data, told, (), note)


def _may_be_curve(name: str, meanings: dict[str, Meaning]) -> bool:
    """Return True for a column without a meaning, or whose name may be a mere label: ``C``, ``Site 1``."""
    meaning = meanings.get(name)
    if meaning is None or _is_letter(name, meaning):
        return True
    return meaning.quantity == "site" and (meaning.strong or meaning.end > 0)


def _is_of_rows(name: str, meaning: Meaning) -> bool:
    """Return True for a column by which a row has a place, or a velocity that is called one."""
    if meaning.quantity in ("velocity", "slowness"):
        return not _is_letter(name, meaning)
    return meaning.quantity in _OF_ROWS


def _is_letter(name: str, meaning: Meaning) -> bool:
    letter = re.fullmatch("[A-Za-z]", without_bracket(name)) is not None
    return letter and meaning.quantity == "velocity" and meaning.kind is None


def _sigmas(columns: Sequence[str]) -> dict[str, str]:
    """Return the column of standard deviations of each curve, as ``A std`` is of ``A``."""
    by_words = {tuple(words_of(without_bracket(name))): name for name in columns}
    found = {}
    for words, name in by_words.items():
        rest = tuple(word for word in words if not _is_sigma(word) and word not in _BESIDE_SIGMA)
        if any(map(_is_sigma, words)) and rest in by_words:
            found[by_words[rest]] = name
    return found


def _is_sigma(word: str) -> bool:
    meaning = read_name(word)
    return meaning is not None and meaning.quantity == "sigma"


def _curve(data: pd.DataFrame, name: str, sigmas: dict[str, str]) -> _Curve | None:
    """Return a column's curve, None where it holds words, or less than two numbers."""
    values = numbers(data[name])
    blank = data[name].isna().to_numpy() | (data[name].astype(str).str.strip() == "").to_numpy()
    if (np.isnan(values) & ~blank).any() or np.isfinite(values).sum() < 2:
        return None
    unit = _unit(name)
    return _Curve(name, values, without_bracket(name) if unit else name, unit, sigmas.get(name))


def _unit(name: str) -> str:
    """Return the unit of velocity in brackets in a name, empty where there is none."""
    bracket = re.search(r"[(\[]([^()\[\]]*)[)\]]", name)
    meaning = read_name(f"velocity ({bracket[1]})") if bracket is not None else None
    return meaning.unit if meaning is not None and meaning.quantity == "velocity" else ""


def _modes(curves: Sequence[_Curve]) -> list[int]:
    """Return the mode number of each column, nothing where they are not called so; letters count from 0."""
    found = [_MODE.fullmatch(curve.label) for curve in curves]
    if not found or not all(found):
        return []
    numbers = [int(match[1]) for match in found if match is not None]
    bare = any(re.match("[cvr][^a-z]", curve.label, re.IGNORECASE) for curve in curves)
    return [] if (bare and min(numbers)) or len(set(numbers)) < len(numbers) else numbers


def _are_sites(curves: Sequence[_Curve], meanings: dict[str, Meaning], unit_given: bool) -> bool:
    if len(curves) < 2 or all(curve.name in meanings and not curve.label[1:] for curve in curves):
        return False
    with np.errstate(invalid="ignore"):
        medians = np.array([np.nanmedian(np.where(c.values > 0, c.values, np.nan)) for c in curves])
    if not np.isfinite(medians).all() or medians.max() > _ALIKE * medians.min():
        return False
    known = {meanings[curve.name].quantity for curve in curves if curve.name in meanings}
    if known and not _labelled_alike([curve.label for curve in curves]):
        return False
    by_name = "velocity" in known or all(curve.unit for curve in curves)
    return by_name or unit_given or bool(medians.min() > _SURELY_METRES)


def _labelled_alike(labels: Sequence[str]) -> bool:
    """Return True for single letters, and for labels that differ in their last digits or letter alone."""
    if all(re.fullmatch(r"[A-Za-z]", label) for label in labels):
        return True
    stems = {re.sub(r"(\d+|(?<![A-Za-z])[A-Za-z])$", "", label) for label in labels}
    return len(stems) == 1 and len(set(labels)) == len(labels)


def _long(
    data: pd.DataFrame, meanings: dict[str, Meaning], curves: Sequence[_Curve], modes: Sequence[int]
) -> CurvesInColumns:
    """Return the table with a row for each row and curve."""
    melted = [curve.name for curve in curves] + [curve.sigma for curve in curves if curve.sigma is not None]
    kept = [name for name in data.columns if name not in melted]
    long = data[kept].iloc[np.tile(np.arange(len(data)), len(curves))].copy()
    told = {name: meaning for name, meaning in meanings.items() if name in kept}
    first, last = curves[0].name, curves[-1].name
    speed = f"{first} to {last}" if len(curves) > 1 else first
    long[speed] = np.concatenate([curve.values for curve in curves])
    units = {curve.unit for curve in curves}
    told[speed] = Meaning("velocity", units.pop() if len(units) == 1 else "")
    if any(curve.sigma for curve in curves):
        blank = np.full(len(data), np.nan)
        parts = [numbers(data[curve.sigma]) if curve.sigma else blank for curve in curves]
        long[f"sigma of {speed}"], told[f"sigma of {speed}"] = np.concatenate(parts), Meaning("sigma")
    label = "(names of the columns)"
    values: list[object] = [*modes] or [curve.label for curve in curves]
    long[label] = np.repeat(np.array(values, dtype=object), len(data))
    told[label] = Meaning("mode" if modes else "site")
    names = listed(curve.name for curve in curves)
    what = "mode" if modes else "site"
    note = f"the columns {names} hold the curve of one {what} each; --column {first}=velocity takes one alone"
    return CurvesInColumns(long[np.isfinite(long[speed])], told, tuple(melted), note)
