"""Parquet tables without geometries, such as large results: GDAL reads those with geometries, if it can."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....protocol.errors import SurveyError
from ..source import Source

if TYPE_CHECKING:
    import pandas as pd

_HEAD = b"PAR1"
_GEOMETRIES = b"geo"  # what GeoParquet says of them
_MOST_CELLS = 200_000_000
_DAMAGED = "a Parquet table that is damaged or cut short, or of a kind that is not read; save it as CSV"


def is_table(source: Source) -> bool:
    """Return True for a Parquet file without geometries, one that is damaged included."""
    if source.body is not None or not source.head.startswith(_HEAD):
        return False
    try:
        return _GEOMETRIES not in (_opened(source.path).schema_arrow.metadata or {})
    except SurveyError:
        return True


def read_rows(source: Source, most: int | None = None) -> pd.DataFrame:
    """Return the rows of a table, all of them or at most so many.

    Raises
    ------
    SurveyError
        If it is damaged or very large.
    """
    import pyarrow as pa

    file = _opened(source.path)
    told = file.metadata
    if most is None and told.num_rows * told.num_columns > _MOST_CELLS:
        raise SurveyError(f"{told.num_rows} rows of {told.num_columns} columns, too large; divide the table")
    try:
        if most is None:
            return file.read().to_pandas(ignore_metadata=True)
        batch = next(file.iter_batches(most), None)
        table = file.schema_arrow.empty_table() if batch is None else pa.Table.from_batches([batch])
        return table.to_pandas(ignore_metadata=True)
    except (pa.ArrowException, OSError, ValueError, TypeError) as error:
        raise SurveyError(_DAMAGED) from error


def _opened(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SurveyError(_DAMAGED) from error
