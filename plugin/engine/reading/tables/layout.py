"""How a delimited text is laid out: its header, what stands between the cells, and the decimal sign."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ....protocol.errors import SurveyError
from .columns import listed, read_name, words_of
from .units import SPELLINGS

_MAX_HEADER = 100_000
_MAX_COLUMNS = 5_000
_MOST_TITLE_LINES = 30
# Column names that hold blanks: two blanks part them, or a bracket belongs to the word before it.
_PARTINGS = (r"\s+", r"\s{2,}", r"\s+(?![(\[])")


@dataclass(frozen=True)
class Layout:
    """Where the data of a text are, and how to read them.

    Parameters
    ----------
    names : list of str
        Column names, unique.
    units : dict of str to str
        What a line of units below the header says of a column.
    delimiter, decimal : str
        Signs between cells and in numbers; a blank stands for any number of them. A comma is certain, a
        point is what numbers have as a rule.
    start : int
        Byte at which the data start.
    n_title_lines : int
        Lines above the header.
    """

    names: list[str]
    units: dict[str, str]
    delimiter: str
    decimal: str
    start: int
    n_title_lines: int = 0


@dataclass(frozen=True)
class _Header:
    """A line that may name columns, its place (-1 for a comment), and the delimiter of the data."""

    text: str
    names: list[str]
    line: int
    delimiter: str


def without_comments(body: bytes) -> tuple[bytes, str]:
    """Take out the lines that start with ``#``; return the rest and the last comment before it."""
    if b"#" not in body:
        return body, ""
    leading = re.match(rb"(?:[ \t]*(?:#[^\n]*)?\n)*", body)
    comments = re.findall(rb"#([^\n]*)", leading[0]) if leading else []
    return re.sub(rb"(?m)^[ \t]*#[^\n]*\n?", b"", body), (comments[-1].decode() if comments else "")


def lay_out(body: bytes, comment: str) -> Layout:
    """Find the header and how the lines are divided.

    Parameters
    ----------
    body : bytes
        The text in UTF-8, without comments.
    comment : str
        The last comment before it, which may be the header.

    Raises
    ------
    SurveyError
        If there is no header, or it does not fit the first row.
    """
    lines = body[:_MAX_HEADER].decode(errors="replace").split("\n")
    places = [i for i, line in enumerate(lines) if line.strip()]
    if not places:
        raise SurveyError("the file holds no table")
    filled = [lines[i] for i in places]
    header = _find_header(filled, comment)
    rows = filled[header.line + 1 :][:50]
    names = _distinct(_fit(header, rows))
    units = _units(names, rows, header.delimiter)
    n_above = header.line + 1 + bool(units)
    comma = header.delimiter != "," and _has_decimal_commas("\n".join(rows))
    start = _start_of(body, places[n_above - 1] + 1) if n_above else _start_of(body, places[0])
    return Layout(names, units, header.delimiter, "," if comma else ".", start, max(header.line, 0))


def _has_decimal_commas(sample: str) -> bool:
    """Return True for decimal commas beyond doubt: not before three digits, which may be thousands."""
    return re.search(r"\d,(\d{1,2}|\d{4,})(?!\d)", sample) is not None and not re.search(r"\d\.\d", sample)


def _start_of(body: bytes, line: int) -> int:
    """Return the byte at which a line starts, counted from 0; the end where there is no such line."""
    start = 0
    for _ in range(line):
        start = body.find(b"\n", start) + 1
        if not start:
            return len(body)
    return start


def _find_header(lines: list[str], comment: str) -> _Header:
    """Return the line that names columns: the first, unless it names none and one of the next ones does.

    Raises
    ------
    SurveyError
        If the first line holds numbers and none names columns.
    """
    best = first = _header(lines[0], 0)
    for place, line in enumerate(lines[1:_MOST_TITLE_LINES], start=1):
        other = _header(line, place)
        if _is_header(other) and n_known(other.names) > max(1, n_known(best.names)):
            best = other
    comment = comment.strip()
    names = split_line(comment, first.delimiter if first.delimiter in comment else " ")
    if n_known(names) > n_known(best.names):
        return _Header(comment, names, -1, first.delimiter)
    if best is first and all(is_figure(name) or not name for name in first.names):
        raise SurveyError(
            "no column names in the first line; add one such as lon,lat,frequency_hz,phase_velocity_m_s"
        )
    return best


def _is_header(line: _Header) -> bool:
    """Return True for distinct words, none a number and at least half of them known; prose is none."""
    filled = [name for name in line.names if name]
    distinct = len(set(filled)) == len(filled)
    return distinct and not any(map(is_figure, filled)) and 2 * n_known(filled) >= len(filled)


def _header(line: str, place: int) -> _Header:
    delimiter = next((sign for sign in "\t;," if sign in line), " ")
    return _Header(line.strip(), split_line(line, delimiter), place, delimiter)


def _fit(header: _Header, rows: Sequence[str]) -> list[str]:
    """Return the names; more of them, or other ones between blanks, where the first row says so.

    Raises
    ------
    SurveyError
        If they do not fit the first row.
    """
    names = header.names
    if len(names) > _MAX_COLUMNS:
        raise SurveyError(f"more than {_MAX_COLUMNS} columns")
    if not rows:
        return names
    values = split_line(rows[0], header.delimiter)
    if header.delimiter == " ":
        partings = (re.split(sign, header.text) for sign in _PARTINGS)
        fitting = next((parted for parted in partings if len(parted) == len(values)), None)
        if fitting is None:
            raise SurveyError(
                f"{len(names)} column names ({listed(names)}) but {len(values)} values in the first row"
            )
        return fitting
    n_filled = max((i for i, value in enumerate(values, start=1) if value), default=0)
    if n_filled > len(names) + 1:
        raise SurveyError(
            f"the first row has more values than the {len(names)} column names ({listed(names)})"
        )
    return names + [""] * (len(values) - max(n_filled, len(names)))


def _units(names: Sequence[str], rows: Sequence[str], delimiter: str) -> dict[str, str]:
    """Return the units in the first row where it holds nothing else: ``(Hz)``, ``m/s``, blanks and dashes."""
    cells = split_line(rows[0], delimiter) if rows else []
    units = {name: cell for name, cell in zip(names, cells) if cell.strip("()[]-")}
    is_unit = [bool(SPELLINGS.get("_".join(words_of(cell)))) for cell in units.values()]
    return units if is_unit and all(is_unit) else {}


def split_line(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line.

    Raises
    ------
    SurveyError
        If its quotes are beyond understanding.
    """
    if delimiter == " ":
        return line.split()
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error as error:
        raise SurveyError(f"the header cannot be read ({error})") from error
    return [name.strip() for name in row]


def n_known(names: Sequence[str]) -> int:
    """Return how many names say what a column holds."""
    return sum(read_name(name) is not None for name in names)


def is_figure(text: str) -> bool:
    """Return True for a number, with a decimal point or a decimal comma."""
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _distinct(names: Sequence[str]) -> list[str]:
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
