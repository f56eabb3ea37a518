"""Lines of bare numbers: the common ground of the formats without a header of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ....protocol.errors import SurveyError
from ....protocol.read_options import Decimal, ReadOptions
from ...curves import FloatArray
from ..measurements import Measurements
from ..source import HEAD_BYTES, MAX_CURVE_BYTES, Source, read_utf8
from .cells import number
from .columns import Meaning
from .named import Frame, measure
from .numerals import readings, value

Row = list[str]
_COMMENTS = ("#", "%", "!", "//")
_BESIDE_COMMAS = re.compile(r"[\s;]+")
_BETWEEN = re.compile(r"[\s,;]+")
_SHOWN_ROWS = 200
_LONGEST_LINE = 1 << 20  # characters; no format has a longer one


@lru_cache(maxsize=8)
def head_rows(source: Source) -> tuple[Row, ...]:
    """Return the words of the first whole lines of a text; blank lines and comments are left out."""
    text = source.text
    lines = text.splitlines()
    if len(source.head) >= HEAD_BYTES and not text.endswith("\n"):
        lines = lines[:-1]
    return tuple(split_rows(lines)[:_SHOWN_ROWS])


def all_rows(source: Source, most: int = MAX_CURVE_BYTES) -> list[Row]:
    """Return the words of every line of a text; blank lines and comments are left out.

    Raises
    ------
    SurveyError
        If the file is larger than `most` bytes or is no text.
    """
    return split_rows(read_utf8(source, most).decode().split("\n"))


def split_rows(lines: Iterable[str]) -> list[Row]:
    """Cut lines into words at blanks, commas and semicolons; what follows ``#`` is left out."""
    rows = (_split(line) for line in lines if not line.lstrip().startswith(_COMMENTS))
    return [row for row in rows if row]


def _split(line: str) -> Row:
    line = line[:_LONGEST_LINE].partition("#")[0].strip()
    if "," in line:
        # A comma between digits is part of a number only beside another delimiter.
        words = [word for word in _BESIDE_COMMAS.split(line) if word]
        if len(words) > 1 and (figures := _with_points(words)):
            return figures
    if "," in line or ";" in line:
        return [word for word in _BETWEEN.split(line) if word]
    return line.split()


def _with_points(words: Row) -> Row:
    """Return words with decimal points for commas; none where a comma is no part of a number."""
    can = [readings(word) for word in words]
    if any("," in word and not signs for word, signs in zip(words, can)):
        return []
    sign: Decimal = "point" if ["point"] in can else "comma"
    return [repr(value(word, sign)) if "," in word else word for word in words]


def is_number(word: str) -> bool:
    """Return True for a number, and for a word that stands for a missing one (``nan``)."""
    return bool(np.isfinite(number(word))) or word.lower() in ("nan", "na", "-", "*")


def is_whole(word: str) -> bool:
    """Return True for a whole number of at most nine digits."""
    return re.fullmatch(r"[+-]?\d{1,9}", word) is not None


def matrix(rows: Sequence[Row], width: int) -> FloatArray:
    """Return rows of words as numbers, shape (len(rows), width); NaN where missing or no number."""
    values = np.full((len(rows), width), np.nan)
    for place, row in enumerate(rows):
        for column, word in enumerate(row[:width]):
            values[place, column] = number(word)
    return values


def columns_frame(
    columns: Mapping[str, tuple[ArrayLike, Meaning | None]],
    title: str,
    crs: str | None = None,
    notes: Sequence[str] = (),
) -> Frame:
    """Return columns and their meanings (None: not used) as a table whose rows are numbered from 1."""
    data = pd.DataFrame({name: np.asarray(values) for name, (values, _) in columns.items()})
    data.index = pd.RangeIndex(1, len(data) + 1)
    meanings = {name: meaning for name, (_, meaning) in columns.items() if meaning is not None}
    return Frame(data, meanings, tuple(columns), title, crs, notes=tuple(notes))


def measure_layout(frame: Frame, options: ReadOptions) -> Measurements:
    """Turn a table whose columns a format fixes into points, and say that the format decided.

    Raises
    ------
    SurveyError
        If there are no data.
    """
    if not len(frame.data):
        raise SurveyError("the file holds no data")
    found = measure(frame, replace(options, first_mode=0))
    uses = (replace(c, decided_by="format") if c.decided_by == "name" else c for c in found.columns)
    return replace(found, columns=tuple(uses))


def plain_name(word: str) -> str | None:
    """Return a file name that another file gives, or None where it leads out of the folder."""
    name = word.strip("'\"")
    return name if name and Path(name).name == name and "\\" not in name and name != ".." else None


def beside(source: Source, pattern: str) -> list[Path]:
    """Return the other files of the same folder whose names match, in order, a hundred at most."""
    try:
        found = sorted(path for path in source.path.parent.glob(pattern) if path.name != source.path.name)
        return [path for path in found if path.is_file() and not path.is_symlink()][:100]
    except OSError:
        return []
