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

    Raises
    ------
    OutputError
        If it cannot be read, or the block does not find in it what it looks for.
    """
    import pandas as pd

    try:
        yield pd.read_csv(require_plain(path), dtype={"site": str}, keep_default_na=False, na_values=[""])
    except (OSError, KeyError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
