"""A table of a PostGIS database, named by a connection string: ``PG:dbname=town host=localhost user=me``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ..heeded import tell_unheeded
from ..measurements import Measurements
from ..tables.columns import listed
from .vector import measure_features

if TYPE_CHECKING:
    from psycopg2.extensions import connection

PREFIX = "PG:"
_MOST_ROWS = 5_000_000
_SECONDS = 10
_TABLES = """
    SELECT g.f_table_schema, g.f_table_name, g.f_geometry_column, s.auth_name || ':' || s.auth_srid
    FROM geometry_columns g LEFT JOIN spatial_ref_sys s ON s.srid = g.srid ORDER BY 1, 2, 3
"""
_COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s"


@dataclass(frozen=True)
class _Table:
    """A table with a geometry column, and the authority code of its system."""

    schema: str
    name: str
    geometry: str
    crs: str | None


def is_database(path: Path) -> bool:
    """Return True for a connection string in the place of a file."""
    return str(path).startswith(PREFIX)


def read_database(text: str, options: ReadOptions) -> tuple[Measurements, str]:
    """Read a table with a geometry column as the features of a layer; also return its name.

    The connection is read-only. Its string goes to libpq as it is, so that passwords may stay in the user's
    password file; it is in no message and no result.

    Parameters
    ----------
    text : str
        `PREFIX` and a connection string.
    options : ReadOptions
        What the user says; the layer is ``table`` or ``schema.table``.

    Raises
    ------
    SurveyError
        If there is no connection, no such table, or no survey in it.
    """
    try:
        import psycopg2
    except ImportError as error:
        raise SurveyError(
            "PostGIS: reading a database needs the Python package psycopg2; or save the table as GeoPackage"
        ) from error
    try:
        link = psycopg2.connect(text[len(PREFIX) :], connect_timeout=_SECONDS)
        link.set_session(readonly=True)
        try:
            table, notes = _choose(link, options.layer)
            data = _rows(link, table)
        finally:
            link.close()
        return tell_unheeded(
            measure_features(data, table.crs, table.name, options, notes), options
        ), table.name
    except psycopg2.Error as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise SurveyError(f"PostGIS: the database cannot be read ({why})") from error
    except SurveyError as error:
        raise SurveyError(f"PostGIS: {error}") from error


def _choose(link: connection, wanted: str | None) -> tuple[_Table, list[str]]:
    """Return the wanted table, else the first that has a geometry; and a remark on the others."""
    with link.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = [_Table(*row) for row in cursor.fetchall()]
    names = [f"{table.schema}.{table.name}" for table in tables]
    if not tables:
        raise SurveyError("the database holds no table with geometries")
    if wanted is None:
        others = [f"table {names[0]} is read; others are {listed(names[1:])}"] if names[1:] else []
        return tables[0], others
    found = [table for table, name in zip(tables, names) if wanted in (name, table.name)]
    if not found:
        raise SurveyError(f"no table '{wanted}' with geometries; the tables are {listed(names)}")
    return found[0], []


def _rows(link: connection, table: _Table) -> pd.DataFrame:
    """Return the rows of a table, geometries under ``geometry``."""
    from psycopg2 import sql

    with link.cursor() as cursor:
        cursor.execute(_COLUMNS, (table.schema, table.name))
        names = [name for (name,) in cursor.fetchall() if name not in (table.geometry, "geometry")]
        query = sql.SQL("SELECT {fields} FROM {table} LIMIT {most}").format(
            fields=sql.SQL(", ").join(
                [
                    *map(sql.Identifier, names),
                    sql.SQL("ST_AsBinary({})").format(sql.Identifier(table.geometry)),
                ]
            ),
            table=sql.Identifier(table.schema, table.name),
            most=sql.Literal(_MOST_ROWS + 1),
        )
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if len(rows) > _MOST_ROWS:
        raise SurveyError(f"more than {_MOST_ROWS} rows; divide the table")
    data = pd.DataFrame([row[:-1] for row in rows], columns=names)
    shapes = [None if row[-1] is None else bytes(row[-1]) for row in rows]
    return data.assign(geometry=shapely.from_wkb(shapes, on_invalid="ignore"))
