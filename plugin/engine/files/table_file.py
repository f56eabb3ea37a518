"""Tables of results written block by block of rows, as CSV or as Parquet, as the ending of the path says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .csv_rows import write_rows

if TYPE_CHECKING:
    import pandas as pd

Write = Callable[["pd.DataFrame"], None]
_ROWS_A_GROUP = 1 << 16


@contextmanager
def table_file(path: Path) -> Iterator[Write]:
    """Give what writes rows at the end of a new table; all blocks have the columns of the first.

    Parameters
    ----------
    path : Path
        The file; Parquet where it ends so, else CSV.
    """
    with _parquet(path) if path.suffix == ".parquet" else _csv(path) as write:
        yield write


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    with path.open("wb") as file:
        yield lambda table: write_rows(table, file, header=not file.tell())


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    writers: list[pq.ParquetWriter] = []

    def write(table: pd.DataFrame) -> None:
        if not writers:
            fields = pa.Table.from_pandas(table, preserve_index=False).schema
            texts = [pa.field(f.name, pa.string() if pa.types.is_null(f.type) else f.type) for f in fields]
            schema = pa.schema(texts)
            # Bytes of like numbers side by side pack smaller than a dictionary of them, in less time.
            numbers = [f.name for f in schema if pa.types.is_floating(f.type)]
            labels = [f.name for f in schema if f.name not in numbers]
            writers.append(
                pq.ParquetWriter(
                    path, schema, compression="zstd", use_dictionary=labels, use_byte_stream_split=numbers
                )
            )
        rows = pa.Table.from_pandas(table, schema=writers[0].schema, preserve_index=False)
        writers[0].write_table(rows, _ROWS_A_GROUP)

    try:
        yield write
    finally:
        for writer in writers:
            writer.close()
