"""How the numbers of a column are written: with which decimal sign, and with what between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from ....protocol.read_options import Decimal
from .cells import number

# Blanks and apostrophes stand between thousands only, in France and in Switzerland.
_BETWEEN = " \u00a0\u2009\u202f'\u2019\u2018\u00b4`"
_SPACED = re.compile(rf"[+-]?\d{{1,3}}([{_BETWEEN}])\d{{3}}(?:\1\d{{3}})*(?:[.,]\d+)?")
_EXPONENT = r"(?:[eE][+-]?\d{1,3})?"
_READINGS = {
    sign: re.compile(rf"[+-]?(?:\d*{mark}\d+{_EXPONENT}|[1-9]\d{{0,2}}(?:{other}\d{{3}})+(?:{mark}\d+)?)")
    for sign, mark, other in (("point", r"\.", ","), ("comma", ",", r"\."))
}
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_THOUSAND = 1000


@dataclass(frozen=True)
class Evidence:
    """What the words of a column say of its decimal sign.

    Parameters
    ----------
    signs : frozenset of str
        Decimal signs without which some word is no number: ``point``, ``comma``.
    doubtful : str
        A word that is a number either way, such as ``1,260``; empty where none is.
    as_thousands : bool
        True where the doubtful words may hold thousands: no word that has no mark is 1000 or more, and there
        is one.
    """

    signs: frozenset[Decimal]
    doubtful: str
    as_thousands: bool

    @classmethod
    def of(cls, words: Iterable[str]) -> Evidence:
        """Look at the distinct words of a column."""
        signs: set[Decimal] = set()
        plain: list[str] = []
        odd: list[str] = []
        for word in words:
            (odd if isnan(number(word)) else plain).append(word)
        could_be = {word: readings(word) for word in map(_bare, odd)}
        signs.update(can[0] for can in could_be.values() if len(can) == 1)
        if any("." in word and not _EITHER.fullmatch(word) for word in plain):
            signs.add("point")
        doubtful = [word for word, can in could_be.items() if len(can) == 2]
        if signs != {"point"}:  # then a point among plain numbers is one
            doubtful += [word for word in plain if _EITHER.fullmatch(word)]
        return cls(frozenset(signs), doubtful[0] if doubtful else "", bool(doubtful) and _are_small(plain))


def _are_small(plain: Sequence[str]) -> bool:
    """Return True where there are whole numbers, and none is a thousand or more."""
    whole = [abs(int(word[:18])) for word in plain if word.lstrip("+-").isdecimal()]
    return bool(whole) and max(whole) < _THOUSAND


def readings(word: str) -> list[Decimal]:
    """Return the decimal signs with which a word that has a point or a comma is a number."""
    if "," not in word and "." not in word:
        return []
    return [sign for sign in ("point", "comma") if _READINGS[sign].fullmatch(word)]


def decide(mine: Evidence, others: Sequence[Evidence], may_be_large: bool) -> tuple[Decimal | None, str]:
    """Decide the decimal sign of the doubtful words of a column; None leaves them unread.

    The column's other words decide; else, where its numbers may be beyond a thousand, the file's other
    columns; else a comma stands between thousands where smaller numbers have none, and a point is a decimal
    point.

    Parameters
    ----------
    mine : Evidence
        Of the column.
    others : sequence of Evidence
        Of the file's other columns.
    may_be_large : bool
        False for frequencies, periods and angles, which have no thousands.

    Returns
    -------
    (sign, reason) : tuple
        The reason is empty where there is no doubt.
    """
    if not mine.doubtful or len(mine.signs) == 1:
        return next(iter(mine.signs), "point"), ""
    if mine.signs:
        return None, ""
    own: Decimal = "comma" if "," in mine.doubtful else "point"
    if not may_be_large:
        return own, ""
    elsewhere = frozenset().union(*(other.signs for other in others))
    if len(elsewhere) == 1:
        sign: Decimal = "comma" if "comma" in elsewhere else "point"
        return sign, "" if sign == own else f"like the decimal {sign}s of other columns"
    if own == "comma" and mine.as_thousands:
        return "point", "since numbers below a thousand have no comma"
    return own, "" if own == "point" else "as a decimal comma"


def value(word: str, decimal: Decimal | None = "point") -> float:
    """Return a word as a number, NaN where it is none.

    Parameters
    ----------
    word : str
        The word; thousands may be parted.
    decimal : {"point", "comma"} or None
        Decimal sign where the word is a number either way; None makes such a word none.
    """
    plain = number(word) if decimal == "point" else np.nan
    if not isnan(plain):
        return plain
    word = _bare(word)
    can = readings(word)
    sign = decimal if len(can) == 2 else can[0] if can else "point"
    if sign is None:
        return np.nan
    if can:
        word = word.replace(",", "") if sign == "point" else word.replace(".", "").replace(",", ".")
    return number(word)


def _bare(word: str) -> str:
    """Return a word with a plain minus and nothing but points and commas in it."""
    word = word.replace("\u2212", "-")
    spaced = _SPACED.fullmatch(word)
    return word.replace(spaced[1], "") if spaced else word
