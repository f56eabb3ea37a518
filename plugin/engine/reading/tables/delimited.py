"""Delimited text with a header: CSV, semicolons, tabs or blanks, columns found by name in any order."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.errors import SurveyError
from ....protocol.read_options import Decimal, ReadOptions
from ...survey import Reject
from ..measurements import Measurements
from ..source import Source, read_utf8
from .cells import labels
from .column_choice import read_names
from .columns import Meaning, listed, read_name
from .figures import WORDS
from .layout import Layout, lay_out, without_comments
from .named import Frame, measure, missing_columns
from .wide import wide_columns

NAME = "delimited table"

_BLANKS = ["", "nan", "NaN", "NAN", "NA", "N/A", "n/a", "na", "-", "--", "null", "NULL", "None", "none", "*"]
_SURPLUS = "\0surplus"
_MOST_UNUSED = 500
# pandas reads every number to its last digit from 3.1 on, and no longer wants to be asked to.
_ASKS = tuple(int(part) for part in pd.__version__.split(".")[:2]) < (3, 1)
_EXACT: dict[str, Any] = {"float_precision": "round_trip"} if _ASKS else {}


def recognises(source: Source) -> bool:
    """Return True for any text."""
    return source.is_text


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read a delimited table.

    Raises
    ------
    SurveyError
        If it is not text, has no usable header or lacks a required column.
    """
    frame, rejects = open_table(source, options.columns, decimal=options.decimal)
    measurements = measure(frame, options)
    return replace(measurements, rejects=(*rejects, *measurements.rejects))


def open_table(
    source: Source, choices: Mapping[str, str], words: Sequence[str] = (), decimal: Decimal | None = None
) -> tuple[Frame, list[Reject]]:
    """Parse the columns that mean something; also return the rows that could not be parsed.

    Parameters
    ----------
    source : Source
        The file.
    choices : mapping of str to str
        Column by quantity, where the user chose.
    words : sequence of str
        Further columns to take, as words.
    decimal : {"point", "comma"} or None
        Decimal sign that the user says of numbers that could be read in two ways: these stay text.

    Raises
    ------
    SurveyError
        If it is not text, has no usable header or no column that we know.
    """
    body, comment = without_comments(read_utf8(source))
    layout = lay_out(body, comment)
    meanings = _with_units(read_names(layout.names, choices), layout.units)
    wide = {column.name for column in wide_columns(layout.names)} - set(meanings)
    words = [*words, *(name for name, meaning in meanings.items() if meaning.quantity in WORDS)]
    figures = [name for name in layout.names if name in wide or (name in meanings and name not in words)]
    if not figures and not words:
        raise SurveyError(missing_columns({}, layout.names))
    data, rejects = _parse(body, layout, words, figures, as_text=decimal is not None)
    if rejects and not len(data):
        raise SurveyError(
            f"every row has more values than the {len(layout.names)} column names ({listed(layout.names)}); "
            "numbers with decimal commas need quotes, or another sign between columns"
        )
    n = layout.n_title_lines
    notes = (f"lines above the column names that are passed over: {n}",) * bool(n)
    return Frame(data, meanings, tuple(layout.names), source.path.stem, notes=notes), rejects


def column_names(source: Source) -> list[str]:
    """Return the names in the header, as far as the first bytes tell.

    Raises
    ------
    SurveyError
        If there is no header.
    """
    return lay_out(*without_comments(source.text.encode())).names


def _with_units(meanings: Mapping[str, Meaning], units: Mapping[str, str]) -> dict[str, Meaning]:
    """Return the meanings with the units of the line below the header, where the names give none."""

    def told(name: str, meaning: Meaning) -> Meaning:
        both = read_name(f"{name} ({units[name]})") if name in units and not meaning.unit else None
        fits = both is not None and both.quantity == meaning.quantity
        return replace(meaning, unit=both.unit) if both is not None and fits else meaning

    return {name: told(name, meaning) for name, meaning in meanings.items()}


def _parse(
    body: bytes, layout: Layout, words: list[str], figures: list[str], as_text: bool
) -> tuple[pd.DataFrame, list[Reject]]:
    """Parse the columns, those not needed as words; a row of more values than there are names is rejected.

    Where a cell is no plain number the columns stay text, each of which is then read by its own signs.
    """
    try:
        data, skipped = _parse_as(body, layout, figures, object if as_text else float)
    except ValueError:
        try:
            data, skipped = _parse_as(body, layout, figures, object)
        except ValueError as error:
            raise SurveyError(f"not a readable table ({str(error).splitlines()[0][:200]})") from error
    surplus = ~_is_blank(data[_SURPLUS])
    rows = sorted({*data.index[surplus], *skipped})
    rejects = [Reject("", f"row {row} has more values than there are column names", False) for row in rows]
    blank = np.all([data[name].isna() for name in figures], axis=0)
    for name in words:
        blank &= _is_blank(data[name])
    others = [name for name in layout.names if name not in words and name not in figures][:_MOST_UNUSED]
    return data.loc[~(surplus | blank), [*words, *figures, *others]], rejects


def _is_blank(column: pd.Series) -> NDArray[np.bool_]:
    codes, texts = labels(column)
    return np.array([not text for text in texts])[codes]


def _parse_as(
    body: bytes, layout: Layout, figures: list[str], number: type
) -> tuple[pd.DataFrame, list[int]]:
    """Run pandas; return the table, its rows numbered from 1, and the rows that it skipped as too long.

    Words become categories, which are small and quick to compare; only once they are parsed, since pandas 3
    makes numbers of categories that look like them, and 7 of the site 007.
    """
    names = [*layout.names, _SURPLUS]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        data = pd.read_csv(
            io.BytesIO(body[layout.start :]),
            sep=r"\s+" if layout.delimiter == " " else layout.delimiter,
            header=None,
            names=names,
            dtype={**dict.fromkeys(names, object), **dict.fromkeys(figures, number)},
            na_values=dict.fromkeys(figures, _BLANKS),
            keep_default_na=False,
            index_col=False,
            skipinitialspace=True,
            on_bad_lines="warn",
            decimal=layout.decimal,
            encoding="utf-8",
            **_EXACT,
        )
    data = data.astype(dict.fromkeys([name for name in names if name not in figures], "category"))
    skipped = [
        int(row) for warning in caught for row in re.findall(r"Skipping line (\d+):", str(warning.message))
    ]
    data.index = np.setdiff1d(np.arange(1, len(data) + len(skipped) + 1), skipped)[: len(data)]
    return data, skipped
