"""The columns of a table as they are before anything is read: names, first values, and what the names say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ...protocol.outcomes import ColumnSeen, ColumnsSeen
from .source import Source, open_source, read_utf8
from .tables.column_choice import OVERRIDES, read_names
from .tables.columns import DIMENSIONS
from .tables.layout import lay_out, split_line, without_comments
from .tables.units import UNITS

_SAMPLES = 3
_LOOKED_AT = 2**20


def columns_seen(path: Path) -> ColumnsSeen:
    """Return the columns of a text or of a layer.

    Raises
    ------
    SurveyError
        If the file has no named columns.
    """
    source = open_source(path)
    names, rows = _of_text(source) if source.is_text else _of_layer(source)
    meanings = read_names(names)
    columns = []
    for place, name in enumerate(names):
        samples = tuple(row[place] for row in rows if place < len(row))
        meaning = meanings.get(name)
        quantity = "" if meaning is None else _called(meaning.label.replace(" ", "_"), meaning.quantity)
        columns.append(ColumnSeen(name, samples, quantity, "" if meaning is None else meaning.unit))
    units = tuple((quantity, _units_of(OVERRIDES[quantity].quantity)) for quantity in OVERRIDES)
    return ColumnsSeen(tuple(columns), units)


def _called(label: str, quantity: str) -> str:
    """Return how the user names what a column holds, so that its choice changes nothing."""
    names = (label, quantity, next((key for key, m in OVERRIDES.items() if m.quantity == quantity), ""))
    return next((name for name in names if name in OVERRIDES), "")


def _units_of(quantity: str) -> tuple[str, ...]:
    return tuple(name for name, unit in UNITS.items() if unit.dimension in DIMENSIONS.get(quantity, ()))


def _of_text(source: Source) -> tuple[list[str], list[list[str]]]:
    body, comment = without_comments(read_utf8(source))
    layout = lay_out(body, comment)
    lines = body[layout.start : layout.start + _LOOKED_AT].decode(errors="replace").split("\n")
    filled = islice((line for line in lines if line.strip()), _SAMPLES)
    return layout.names, [split_line(line, layout.delimiter) for line in filled]


def _of_layer(source: Source) -> tuple[list[str], list[Sequence[str]]]:
    from .layers.vector import first_features

    frame = first_features(source, _SAMPLES)
    return list(map(str, frame.columns)), frame.astype(str).to_numpy().tolist()
