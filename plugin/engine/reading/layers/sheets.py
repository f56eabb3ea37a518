"""A sheet of a workbook as the text that it would be: titles, units and headers are found as in text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.errors import SurveyError
from ..source import Source, in_memory
from ..tables.delimited import column_names

# What GDAL calls columns without a header.
_UNNAMED = re.compile(r"Field\d+")
_MISSING = "nan"
# A list or a mapping within a cell.
_NESTED = re.compile(rb'(?m)(?:^|\t)"?[\[{]\s*["\[{\d-]')

Cells = NDArray[Any]


def has_no_header(fields: Sequence[str]) -> bool:
    """Return True where GDAL took no row of a sheet for column names, and made them up."""
    return len(fields) > 0 and all(_UNNAMED.fullmatch(field) for field in fields)


def as_text(name: str, folder: Path, fields: Sequence[str], columns: Sequence[Cells]) -> Source | None:
    """Return a sheet as delimited text, None where it is empty.

    Parameters
    ----------
    name : str
        Name of the sheet.
    folder : Path
        Folder of the workbook.
    fields : sequence of str
        What GDAL calls the columns.
    columns : sequence of arrays
        Their cells.
    """
    header = [] if has_no_header(fields) else ["" if _UNNAMED.fullmatch(f) else _word(f) for f in fields]
    rows = list(zip(*(_words(column) for column in columns)))
    rows = [tuple(header), *rows] if header else rows
    if not any(map(any, rows)):
        return None
    source = in_memory(name, folder, _tabbed(rows))
    try:
        column_names(source)
    except SurveyError:  # numbers alone: blank cells need a word to keep their place
        filled = [tuple(word or _MISSING for word in row) for row in rows if any(row)]
        source = in_memory(name, folder, _tabbed(filled))
    return source


def is_nested(sheet: Source) -> bool:
    """Return True where single cells hold lists, as curves do in JSON."""
    return _NESTED.search(sheet.body or b"") is not None


def _tabbed(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    return text.getvalue().encode(errors="replace")


def _words(column: Cells) -> list[str]:
    """Return cells as words, blank ones empty, whole numbers without a point."""
    if column.dtype.kind == "f":
        whole = np.isfinite(column) & (column == np.round(column)) & (np.abs(column) < 1e15)
        return [
            str(int(value)) if is_whole else "" if value != value else repr(value)
            for value, is_whole in zip(column.tolist(), whole.tolist())
        ]
    blank = pd.isna(pd.Series(column)).to_numpy()
    return ["" if is_blank else _word(cell) for cell, is_blank in zip(column.tolist(), blank)]


def _word(cell: object) -> str:
    """Return a cell as one line."""
    return " ".join(str(cell).split())
