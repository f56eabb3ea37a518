"""A delimited table whose rows name curve files, with their places or without."""

from __future__ import annotations

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ..measurements import Measurements
from ..source import Source
from ..tables.column_choice import read_names
from ..tables.delimited import column_names, open_table
from ..tables.named import has_curves
from ..tables.places import file_column
from .folder import LIST_NAME
from .listed_files import read_listed

NAME = LIST_NAME

_PLACES = ("lon", "lat", "x", "y")


def recognises(source: Source) -> bool:
    """Return True for a table with a column of file names, one of sites or places, and no velocities."""
    if not source.is_text:
        return False
    try:
        names = column_names(source)
        meanings = read_names(names)
    except SurveyError:
        return False
    placed = any(m.quantity in _PLACES or (m.quantity == "site" and m.strong) for m in meanings.values())
    return placed and file_column(names) is not None and not has_curves(meanings, names)


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read the files that the rows name, each a site at its row's place.

    Raises
    ------
    SurveyError
        If the table is damaged or no file can be read.
    """
    column = file_column(column_names(source))
    frame, _ = open_table(source, options.columns, words=(str(column),), decimal=options.decimal)
    return read_listed(frame, source.path.parent, options, source.monitor)
