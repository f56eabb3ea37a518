"""The large tables of a run, as CSV or as Parquet, and which of the two a folder of results holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Optional, TypeVar

from .result_files import CURVES, MODELS, PROFILES

TableForm = Literal["auto", "csv", "parquet"]
MOST_CSV_ROWS = 100_000
"""Rows of the longest table up to which all are CSV unless said otherwise."""
LARGE_TABLES = (PROFILES, MODELS, CURVES)
SITES_PARQUET = "sites.parquet"
"""The sites once more, as GeoParquet, where the tables are Parquet."""

Kept = TypeVar("Kept")


def as_parquet(table: str) -> str:
    """Return what a table is called as Parquet.

    Examples
    --------
    >>> as_parquet("profiles.csv")
    'profiles.parquet'
    """
    return f"{table.rpartition('.')[0]}.parquet"


PARQUET = (*map(as_parquet, LARGE_TABLES), SITES_PARQUET)
"""What a run may hold as Parquet beside the drawn profiles."""


def table_in(folder: Path, table: str) -> Path:
    """Return the path of a large table, of whichever form is there; of CSV where neither is."""
    other = folder / as_parquet(table)
    return other if other.is_file() and not (folder / table).is_file() else folder / table


def of_table(files: Mapping[str, Kept], table: str) -> Optional[Kept]:
    """Return what is kept under the name of a large table, of whichever form."""
    return files.get(table, files.get(as_parquet(table)))
