"""Styles kept beside the files of results, so that a file that is opened by hand looks as it does here.

A raster gets a file of its name that ends in ``.qml``, which says that Vs Mapper wrote it; a layer of a
GeoPackage a row in that file's table of styles, where QGIS looks for its default, or such a file where the
GeoPackage must not be changed. Styles that a user has made his default stay.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from qgis.core import QgsMapLayer, QgsRasterLayer
from qgis.PyQt.QtXml import QDomDocument

from ..protocol.errors import OutputError
from ..protocol.manifest import Manifest, description_of_run, descriptions
from ..protocol.own_files import STYLE_MARK, is_marked
from .layer_sources import parts_of
from .translated import tr

NAME = "Vs Mapper"
# As QGIS makes it.
_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT CURRENT_TIMESTAMP);
"""
_OTHERS = (
    "SELECT 1 FROM layer_styles "
    "WHERE f_table_name = ? AND f_geometry_column = ? AND useAsDefault AND styleName <> ?"
)
_FORGET = "DELETE FROM layer_styles WHERE f_table_name = ? AND f_geometry_column = ? AND styleName = ?"
_KEEP = (
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
    "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
    "VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
)
_PATIENCE_S = 0.2


def keep_style(layer: QgsMapLayer) -> None:
    """Keep the style of a layer of results with its file; where nothing can be written, nothing is."""
    parts = parts_of(layer)
    path = Path(parts.get("path") or "")
    if not path.is_file():
        return
    with suppress(OSError, sqlite3.Error):
        table = parts.get("layerName") or ""
        if not isinstance(layer, QgsRasterLayer) and _may_change(path):
            _keep_within(path, table, layer)
        elif table in ("", path.stem):  # one style for all layers of the file
            _keep_beside(path.with_suffix(".qml"), _style_of(layer))


def _may_change(path: Path) -> bool:
    """Return whether a GeoPackage is known by the run that it names, however it is changed."""
    try:
        listed = Manifest.read(path.parent).set_of(path.name)
        return not listed or description_of_run(path.parent) in descriptions(path)
    except OutputError:
        return False


def _style_of(layer: QgsMapLayer) -> str:
    document = QDomDocument()
    layer.exportNamedStyle(document)
    return document.toString(1)


def _keep_beside(path: Path, style: str) -> None:
    if path.exists() and not is_marked(path):
        return
    marked = path.with_name(f".{path.name}.new")
    marked.write_text(f"{STYLE_MARK}\n{style}", encoding="utf-8")
    marked.replace(path)


def _keep_within(path: Path, table: str, layer: QgsMapLayer) -> None:
    with closing(sqlite3.connect(path, timeout=_PATIENCE_S)) as file, file:
        column = _geometry_of(file, table)
        file.executescript(_TABLE)
        others = file.execute(_OTHERS, (table, column, NAME)).fetchone() is not None
        file.execute(_FORGET, (table, column, NAME))
        file.execute(
            _KEEP, (table, column, NAME, _style_of(layer), not others, tr("As in the Vs Mapper panel"))
        )


def _geometry_of(file: sqlite3.Connection, table: str) -> str:
    found = file.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,)
    ).fetchone()
    return str(found[0]) if found else ""
