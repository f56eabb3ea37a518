"""Tables of a run as they are read back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.errors import OutputError
from ..files.plain_file import require_plain

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def result_table(path: Path) -> Iterator[pd.DataFrame]:
    """Give a table of results, its sites as text; the block takes from it what it needs.

    It is CSV or Parquet by its ending.

    Raises
    ------
    OutputError
        If it cannot be read, or the block does not find in it what it looks for.
    """
    if not path.exists():
        either = " nor ".join(path.with_suffix(ending).name for ending in (".csv", ".parquet"))
        raise OutputError(f"{path.parent}: holds neither {either}; run invert again")
    try:
        yield _read(require_plain(path))
    except (OSError, KeyError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    if path.suffix != ".parquet":
        return pd.read_csv(path, dtype={"site": str}, keep_default_na=False, na_values=[""])
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as file:
            return pq.read_table(file).to_pandas()
    except pa.ArrowException as error:
        raise ValueError("is no whole Parquet file; run invert again") from error
