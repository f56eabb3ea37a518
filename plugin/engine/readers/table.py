"""Delimited text with a header: CSV, semicolons, tabs or blanks, columns found by name in any order."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..column_choice import read_names
from ..columns import listed, read_name
from ..errors import SurveyError
from ..options import ReadOptions
from ..survey import Reject
from .cells import labels
from .frame import Frame, measure, missing_columns
from .measurements import Measurements
from .source import Source, read_utf8
from .wide import wide_columns

NAME = "delimited table"

_WORD_QUANTITIES = ("site", "wave", "kind", "mode", "crs")
_BLANKS = ["", "nan", "NaN", "NAN", "NA", "N/A", "n/a", "na", "-", "--", "null", "NULL", "None", "none", "*"]
_SURPLUS = "\0surplus"
_MAX_HEADER = 100_000
_MAX_COLUMNS = 5_000


@dataclass(frozen=True)
class _Layout:
    """How a text is laid out: its column names, the delimiter, the decimal sign, and where the data start."""

    names: list[str]
    delimiter: str
    decimal: str
    start: int


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
    frame, rejects = open_table(source, options.columns)
    measurements = measure(frame, options)
    return replace(measurements, rejects=(*rejects, *measurements.rejects))


def open_table(
    source: Source, choices: Mapping[str, str], words: Sequence[str] = ()
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

    Raises
    ------
    SurveyError
        If it is not text, has no usable header or no column that we know.
    """
    body, comment = _without_comments(read_utf8(source))
    layout = _lay_out(body, comment)
    meanings = read_names(layout.names, choices)
    wide = {column.name for column in wide_columns(layout.names)} - set(meanings)
    words = [*words, *(name for name, meaning in meanings.items() if meaning.quantity in _WORD_QUANTITIES)]
    figures = [name for name in layout.names if name in wide or (name in meanings and name not in words)]
    if not figures and not words:
        raise SurveyError(missing_columns({}, layout.names))
    data, rejects = _parse(body, layout, words, figures)
    return Frame(data, meanings, tuple(layout.names), source.path.stem), rejects


def column_names(source: Source) -> list[str]:
    """Return the names in the header, as far as the first bytes tell.

    Raises
    ------
    SurveyError
        If there is no header.
    """
    body, comment = _without_comments(source.text.encode())
    return _lay_out(body, comment).names


def _without_comments(body: bytes) -> tuple[bytes, str]:
    """Take out the lines that start with ``#``; return the rest and the last comment before it."""
    if b"#" not in body:
        return body, ""
    leading = re.match(rb"(?:[ \t]*(?:#[^\n]*)?\n)*", body)
    comments = re.findall(rb"#([^\n]*)", leading[0]) if leading else []
    return re.sub(rb"(?m)^[ \t]*#[^\n]*\n?", b"", body), (comments[-1].decode() if comments else "")


def _lay_out(body: bytes, comment: str) -> _Layout:
    """Find the header and how the lines are divided.

    Raises
    ------
    SurveyError
        If there is no header.
    """
    lines = [line for line in body[:_MAX_HEADER].decode(errors="replace").splitlines() if line.strip()]
    if not lines:
        raise SurveyError("the file holds no table")
    start = len(body) - len(body.lstrip(b"\n"))
    delimiter = next((sign for sign in "\t;," if sign in lines[0]), " ")
    names, rows = _split(lines[0], delimiter), lines[1:50]
    commented = _split(comment.strip(), delimiter if delimiter in comment.strip() else " ")
    if _n_known(commented) > _n_known(names):
        names, rows = commented, lines[:50]
    elif all(_is_number(name) for name in names):
        raise SurveyError(
            "no column names in the first line; add one such as lon,lat,frequency_hz,phase_velocity_m_s"
        )
    else:
        end = body.find(b"\n", start)
        start = len(body) if end < 0 else end + 1
    if len(names) > _MAX_COLUMNS:
        raise SurveyError(f"more than {_MAX_COLUMNS} columns")
    if delimiter == " " and rows and len(rows[0].split()) != len(names):
        raise SurveyError(
            f"{len(names)} column names ({listed(names)}) but {len(rows[0].split())} values in the first row"
        )
    if rows and len(_split(rows[0], delimiter)) > len(names) + 1:
        raise SurveyError(
            f"the first row has more values than the {len(names)} column names ({listed(names)})"
        )
    sample = "\n".join(rows)
    comma = delimiter != "," and re.search(r"\d,\d", sample) and not re.search(r"\d\.\d", sample)
    return _Layout(_distinct(names), delimiter, "," if comma else ".", start)


def _split(line: str, delimiter: str) -> list[str]:
    if delimiter == " ":
        return line.split()
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error as error:
        raise SurveyError(f"the header cannot be read ({error})") from error
    return [name.strip() for name in row]


def _n_known(names: list[str]) -> int:
    return sum(read_name(name) is not None for name in names)


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ".") or 0)
    except ValueError:
        return False
    return True


def _distinct(names: list[str]) -> list[str]:
    """Return the names with repeated and blank ones numbered, so that each is unique."""
    seen: set[str] = set()
    unique = []
    for place, name in enumerate(names, start=1):
        trial, count = name or f"column {place}", 1
        while trial in seen:
            count += 1
            trial = f"{name}.{count}"
        seen.add(trial)
        unique.append(trial)
    return unique


def _parse(
    body: bytes, layout: _Layout, words: list[str], figures: list[str]
) -> tuple[pd.DataFrame, list[Reject]]:
    """Parse the needed columns; a row with more values than the header has names is rejected."""
    try:
        data, skipped = _parse_as(body, layout, figures, float)
    except ValueError:  # a cell is not a number: keep the text and let the checks name its row
        try:
            data, skipped = _parse_as(body, layout, figures, object)
            if layout.decimal == ",":
                data[figures] = data[figures].apply(lambda column: column.str.replace(",", "."))
        except ValueError as error:
            raise SurveyError(f"not a readable table ({str(error).splitlines()[0][:200]})") from error
    surplus = ~_is_blank(data[_SURPLUS])
    rows = sorted({*data.index[surplus], *skipped})
    rejects = [Reject("", f"row {row} has more values than there are column names", False) for row in rows]
    blank = np.all([data[name].isna() for name in figures], axis=0)
    for name in words:
        blank &= _is_blank(data[name])
    return data.loc[~(surplus | blank), [*words, *figures]], rejects


def _is_blank(column: pd.Series) -> NDArray[np.bool_]:
    codes, texts = labels(column)
    return np.array([not text for text in texts])[codes]


def _parse_as(
    body: bytes, layout: _Layout, figures: list[str], number: type
) -> tuple[pd.DataFrame, list[int]]:
    """Run pandas; return the table, its rows numbered from 1, and the rows that it skipped as too long.

    Words become categories, which are small and quick to compare.
    """
    names = [*layout.names, _SURPLUS]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        data = pd.read_csv(
            io.BytesIO(body[layout.start :]),
            sep=r"\s+" if layout.delimiter == " " else layout.delimiter,
            header=None,
            names=names,
            dtype={**dict.fromkeys(names, "category"), **dict.fromkeys(figures, number)},
            na_values=dict.fromkeys(figures, _BLANKS),
            keep_default_na=False,
            index_col=False,
            skipinitialspace=True,
            on_bad_lines="warn",
            decimal=layout.decimal,
            float_precision="round_trip",
            encoding="utf-8",
        )
    skipped = [
        int(row) for warning in caught for row in re.findall(r"Skipping line (\d+):", str(warning.message))
    ]
    data.index = np.setdiff1d(np.arange(1, len(data) + len(skipped) + 1), skipped)[: len(data)]
    return data, skipped
