"""GeoPackages read as tables: opening a layer takes far longer, and QGIS logs each layer that it misses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(path: Path, unchanging: bool = False) -> Iterator[sqlite3.Connection]:
    """Give a GeoPackage to read, and keep nothing of it open afterwards.

    Parameters
    ----------
    path : Path
        The file.
    unchanging : bool
        Whether nobody writes into it meanwhile, so that it need not be locked.

    Raises
    ------
    sqlite3.Error
        If it cannot be read.
    """
    asked = "mode=ro&immutable=1" if unchanging else "mode=ro"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{asked}", uri=True)) as table:
        yield table


def holds_layer(path: Path, name: str) -> bool:
    """Return whether a GeoPackage has a layer of that name; False of a file that cannot be read."""
    if not path.is_file():  # a pipe would be waited for
        return False
    try:
        with opened(path, unchanging=True) as table:
            asked = "SELECT 1 FROM gpkg_contents WHERE table_name = ?"
            return table.execute(asked, (name,)).fetchone() is not None
    except sqlite3.Error:
        return False
