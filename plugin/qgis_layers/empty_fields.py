"""Which fields of a layer of results say nothing in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qgis.core import QgsVectorLayer

from .geopackage import opened
from .layer_sources import parts_of


def empty_fields(layer: QgsVectorLayer) -> frozenset[str]:
    """Return the fields that are blank, or marks that are never set, in all features of a GeoPackage.

    None of a layer that is no GeoPackage, or cannot be asked now.
    """
    parts = parts_of(layer)
    path, table = Path(parts.get("path") or ""), parts.get("layerName") or ""
    names = [field.name() for field in layer.fields()]
    if path.suffix != ".gpkg" or not path.is_file() or not table or not names:
        return frozenset()
    asked = ", ".join(_asked(table, name) for name in names)
    try:
        with opened(path) as file:
            said = file.execute(f"SELECT {asked}").fetchone()
    except sqlite3.Error:
        return frozenset()
    return frozenset(name for name, there in zip(names, said) if not there)


_NEVER = {"path_average": "0"}
"""What a mark is where it is not set."""


def _asked(table: str, name: str) -> str:
    blank = f"'', {_NEVER[name]}" if name in _NEVER else "''"
    return f"EXISTS(SELECT 1 FROM {_quoted(table)} WHERE {_quoted(name)} NOT IN ({blank}))"  # nosec B608


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
