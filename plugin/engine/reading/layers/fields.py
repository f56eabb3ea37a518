"""Which fields of a layer are read, where there are very many of them."""

from __future__ import annotations

from collections.abc import Sequence

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ..tables.column_choice import read_names
from ..tables.places import file_column
from ..tables.wide import wide_columns

MOST_FIELDS = 500
"""Up to this many are read, whatever they are called: one of them may hold curves."""
OTHERS = 50
MOST_VALUES = 200_000_000


def choose_fields(
    names: Sequence[str], n_features: int, options: ReadOptions
) -> tuple[list[str] | None, list[str]]:
    """Return the fields to read, None for all, and remarks.

    Of very many fields those are read that are called as what a survey holds, and the first `OTHERS`.

    Parameters
    ----------
    names : sequence of str
        All fields.
    n_features : int
        Number of features, negative where it is not known.
    options : ReadOptions
        What the user says; the fields that it names are read.

    Raises
    ------
    SurveyError
        If fields times features are more than `MOST_VALUES`.
    """
    if len(names) * n_features > MOST_VALUES:
        raise SurveyError(
            f"{n_features} features of {len(names)} fields each are too many; keep the fields of the curves"
        )
    if len(names) <= MOST_FIELDS:
        return None, []
    meanings = read_names(names, {q: name for q, name in options.columns.items() if name in names})
    told = {meaning.quantity for meaning in meanings.values()}
    wide = [] if told & {"velocity", "slowness"} else [column.name for column in wide_columns(names)]
    kept = {*meanings, *wide, *names[:OTHERS], *([file] if (file := file_column(names)) else [])}
    note = (
        f"{len(names)} fields, of which {len(kept)} are read: the first {OTHERS}, and those with known names"
    )
    return [name for name in names if name in kept], [note]
