"""Which layers a GeoPackage holds, asked without opening one: QGIS logs a warning of each that it misses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def holds_layer(path: Path, name: str) -> bool:
    """Return whether a GeoPackage has a layer of that name; False of a file that cannot be read."""
    if not path.is_file():  # a pipe would be waited for
        return False
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(place, uri=True)) as base:
            asked = "SELECT 1 FROM gpkg_contents WHERE table_name = ?"
            return base.execute(asked, (name,)).fetchone() is not None
    except sqlite3.Error:
        return False
