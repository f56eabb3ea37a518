"""How far the sheets of a workbook reach: GDAL takes memory for every cell of that, blank or not."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePosixPath
from typing import IO

from ....protocol.errors import SurveyError

MOST_CELLS = 20_000_000
_CHUNK, _LONGEST_ROW = 1 << 20, 1 << 26
_SHEETS = "xl/worksheets"
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,9})"')
_COLUMN = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})\d')
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")


def refuse_vast_sheets(archive: zipfile.ZipFile) -> None:
    """Look through the sheets of an XLSX workbook.

    Raises
    ------
    SurveyError
        If one spans more than `MOST_CELLS`.
    """
    for member in archive.infolist():
        if str(PurePosixPath(member.filename).parent) != _SHEETS or not member.filename.endswith(".xml"):
            continue
        with archive.open(member) as sheet:
            rows, columns = _extent(sheet)
        if rows * columns > MOST_CELLS:
            raise SurveyError(
                f"{PurePosixPath(member.filename).stem} of the workbook spans {rows} rows and {columns} "
                f"columns, more than {MOST_CELLS // 1_000_000} million cells; save the table of curves by "
                "itself, as CSV"
            )


def _extent(sheet: IO[bytes]) -> tuple[int, int]:
    """Return the number of rows and of columns, up to the last ones that are filled."""
    n_rows = n_columns = 0
    rest = b""
    while chunk := sheet.read(_CHUNK):
        rest += chunk
        ends = [found.end() for found in _ROW_END.finditer(rest)]
        if not ends:
            if len(rest) > _LONGEST_ROW:
                raise SurveyError("the workbook is damaged: a row of it does not end")
            continue
        rows, rest = rest[: ends[-1]], rest[ends[-1] :]
        numbers, columns = _ROW_NUMBER.findall(rows), set(_COLUMN.findall(rows))
        n_rows = max(n_rows + len(ends), int(numbers[-1]) if numbers else 0)
        widest = max(map(_number, columns)) if columns else _widest(rows)
        n_columns = max(n_columns, widest)
    return n_rows, n_columns


def _number(letters: bytes) -> int:
    """Return the number of a column from its letters, 1 for A."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _widest(rows: bytes) -> int:
    """Return the largest number of cells of a row, where cells do not say their columns."""
    return max(len(_CELL.findall(row)) for row in _ROW_END.split(rows))
