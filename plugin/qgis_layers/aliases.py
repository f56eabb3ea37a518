"""Titles of fields in a GeoPackage, where its standard keeps them; QGIS 3.22 does not write them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

# As https://www.geopackage.org/spec131/#extension_schema says. A title stands once in a table.
_TABLES = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
    mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
INSERT OR IGNORE INTO gpkg_extensions VALUES (
    'gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec131/#extension_schema',
    'read-write');
"""
_ROW = "INSERT OR IGNORE INTO gpkg_data_columns (table_name, column_name, name) VALUES (?, ?, ?)"


def write_aliases(path: Path, table: str, aliases: Mapping[str, str]) -> None:
    """Write the aliases of fields, those that are not there yet.

    Parameters
    ----------
    path : Path
        A GeoPackage that nobody has open.
    table : str
        Its table.
    aliases : mapping of str to str
        By the fields' names.

    Raises
    ------
    sqlite3.Error
        If it cannot be written.
    """
    if aliases:
        with closing(sqlite3.connect(path)) as file, file:
            file.executescript(_TABLES)
            file.executemany(_ROW, [(table, name, alias) for name, alias in aliases.items()])
