"""Vector files, by GDAL: GeoPackage, Shapefile, GeoJSON, file geodatabases and their like, zipped or not."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...files.gdal import vector_library
from ...positions import crs_name
from ..folders.listed_files import names_files, read_listed
from ..measurements import Measurements
from ..source import Source
from ..tables.column_choice import read_names
from ..tables.columns import Meaning, listed
from ..tables.named import Frame, has_curves, measure
from ..tables.places import file_column
from .fields import choose_fields
from .nested import unfold
from .parquet import is_table, read_rows
from .sheets import as_text, has_no_header, is_nested
from .vector_paths import NAME as NAME
from .vector_paths import VectorPath, is_vector, locate
from .workbook import read_sheet, read_workbook

_PLACES = ("lon", "lat", "x", "y", "crs")
_POINT, _LINE, _MULTIPOINT = 0, 1, 4
_MOST_LAYERS = 100


def recognises(source: Source) -> bool:
    """Return True for a vector format that the first bytes tell; GDAL has the last word on reading it."""
    return is_vector(source)


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read one layer.

    A feature is a point of a curve; or a site, where columns are named by period or frequency, where fields
    hold lists or JSON, or where one holds the path of a curve file. Lines are paths between two stations.

    Raises
    ------
    SurveyError
        If GDAL cannot read it, the layer is not there, or a required column is missing.
    """
    if is_table(source):
        if options.layer:
            raise SurveyError(f"no layer '{options.layer}'; a Parquet table holds none")
        return measure_features(read_rows(source), None, source.path.stem, options, source=source)
    where = locate(source, options.layer, options.crs)
    layers = _layers(where, options)
    if where.is_workbook and (found := read_workbook(where, layers, source, options)) is not None:
        return found
    fields = cache(partial(_fields, where.path))  # GDAL reads the whole of some files to tell
    layer, notes = _choose_layer(where, layers, options, fields)
    if where.others:
        notes.append(f"the archive's {where.name} is read; others are {listed(where.others)}")
    columns, remarks = choose_fields(*fields(layer), options)
    notes += remarks
    data, crs = _read_layer(where.path, layer, columns)
    return measure_features(data, crs, where.name, options, notes, source)


def first_features(source: Source, most: int) -> pd.DataFrame:
    """Return the first features of the layer that would be read, without their geometries.

    Raises
    ------
    SurveyError
        If GDAL cannot read it, or it would ask for what lies elsewhere.
    """
    if is_table(source):
        return read_rows(source, most)
    options = ReadOptions()
    where = locate(source, options.layer, options.crs)
    layer, _ = _choose_layer(where, _layers(where, options), options, cache(partial(_fields, where.path)))
    try:
        return vector_library().read_dataframe(
            where.path, layer=layer, max_features=most, read_geometry=False
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise SurveyError(f"layer {layer} cannot be read ({str(error).splitlines()[0][:200]})") from error


def measure_features(
    data: pd.DataFrame,
    crs: str | None,
    title: str,
    options: ReadOptions,
    notes: Sequence[str] = (),
    source: Source | None = None,
) -> Measurements:
    """Turn features into dispersion points.

    Parameters
    ----------
    data : DataFrame
        A row a feature; column ``geometry``, where there is one, holds shapely geometries.
    crs : str or None
        Coordinate system of the geometries.
    title : str
        Name of the only site where nothing tells sites apart.
    options : ReadOptions
        What the user says.
    notes : sequence of str
        Remarks for the report.
    source : Source, optional
        The file, beside which curve files that a field names are looked for; without one they are not read.

    Raises
    ------
    SurveyError
        If a required column is missing, or the geometries are neither points nor lines.
    """
    if has_no_header(list(map(str, data.columns))):
        sheet = as_text(title, Path(), data.columns, [data[name].to_numpy() for name in data.columns])
        if sheet is not None and not is_nested(sheet):
            found = read_sheet(sheet, options)
            return replace(found, notes=(*notes, *found.notes))
    data.index = pd.RangeIndex(1, len(data) + 1)
    # A column that the user names may be one of those inside a field of JSON.
    chosen = {quantity: name for quantity, name in options.columns.items() if name in data.columns}
    meanings = read_names(data.columns, chosen)
    if "geometry" in data.columns and _are_shapes(data["geometry"]):
        data, meanings = _with_positions(data, meanings)
    frame = Frame(data, meanings, tuple(map(str, data.columns)), title, crs, notes=tuple(notes))
    frame, rejects = unfold(frame, options)
    if source is not None and names_files(frame):
        return read_listed(frame, source.path.parent, options, source.monitor)
    read_names(frame.names, options.columns)  # says so where the user names a column that is nowhere
    found = measure(frame, options)
    return replace(found, rejects=(*rejects, *found.rejects))


def _layers(where: VectorPath, options: ReadOptions) -> list[str]:
    """Return the names of the layers that may be read."""
    try:
        layers = where.layers()
    except (RuntimeError, ValueError, OSError) as error:
        raise SurveyError(_why_unreadable(where)) from error
    if options.layer in where.views or (where.views and not layers):
        name = options.layer or where.views[0]
        raise SurveyError(f"layer {name} is a view, which is not read; save it as a layer of its own")
    if not layers:
        raise SurveyError("the file holds no layer")
    return layers


def _choose_layer(
    where: VectorPath,
    layers: list[str],
    options: ReadOptions,
    fields: Callable[[str], tuple[list[str], int]],
) -> tuple[str, list[str]]:
    """Return the layer to read: the wanted one, else the first that could hold curves; and a remark."""
    wanted = options.layer if options.layer != where.name or options.layer in layers else None
    if wanted is None:
        chosen = next(
            (name for name in layers[:_MOST_LAYERS] if _may_hold_curves(fields(name)[0])), layers[0]
        )
        others = listed([name for name in layers if name != chosen])
        return chosen, [f"layer {chosen} is read; others are {others}"] if others else []
    if wanted not in layers:
        raise SurveyError(f"no layer '{wanted}'; the layers are {listed(layers)}")
    return wanted, []


def _fields(path: str, layer: str) -> tuple[list[str], int]:
    """Return the names of a layer's fields and the number of its features; none where they cannot be read."""
    try:
        told = vector_library().read_info(path, layer=layer)
    except (RuntimeError, ValueError, OSError):
        return [], 0
    return [str(name) for name in told["fields"]], int(told["features"])


def _may_hold_curves(names: Sequence[str]) -> bool:
    """Return True where the names of a layer's fields speak of velocities, or of curve files."""
    return has_curves(read_names(names), names) or file_column(names) is not None


def _why_unreadable(where: VectorPath) -> str:
    if where.path.endswith(".parquet") and "Parquet" not in vector_library().list_drivers():
        return "GeoParquet, which this GDAL does not read; save the layer as GeoPackage"
    return "damaged, cut short, or of a vector format that GDAL does not read"


def _read_layer(path: str, layer: str, columns: list[str] | None) -> tuple[pd.DataFrame, str | None]:
    """Return a layer's table, of all columns or the given ones, and its coordinate system."""
    import geopandas  # a second to import: not for every text file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what GDAL could not make out shows up as blanks, which are reported
            data = geopandas.read_file(path, layer=layer, engine="pyogrio", columns=columns)
    except (RuntimeError, ValueError, OSError, shapely.errors.ShapelyError) as error:
        raise SurveyError(f"layer {layer} cannot be read ({str(error).splitlines()[0][:200]})") from error
    crs = getattr(data, "crs", None)
    return data, crs_name(crs) if crs is not None else None


def _are_shapes(column: pd.Series) -> bool:
    """Return True for geometries, False for a field of a layer without any that is called so."""
    return bool(shapely.is_geometry(np.asarray(column.dropna(), dtype=object)).all())


def _with_positions(
    data: pd.DataFrame, meanings: dict[str, Meaning]
) -> tuple[pd.DataFrame, dict[str, Meaning]]:
    """Put the geometries in place of any columns that hold positions.

    Raises
    ------
    SurveyError
        If the layer holds neither points nor lines.
    """
    column = data["geometry"]
    ends = _ends(np.asarray(column.astype(object).where(column.notna(), None)))
    positions = [name for name, meaning in meanings.items() if ends and meaning.quantity in _PLACES]
    data = pd.DataFrame(data).drop(columns=["geometry", *positions])
    meanings = {name: meaning for name, meaning in meanings.items() if name not in positions}
    for end, points in ends.items():
        for axis, values in (("x", shapely.get_x(points)), ("y", shapely.get_y(points))):
            name = f"geometry {axis}{end or ''}"
            data[name], meanings[name] = values, Meaning(axis, end=end)
    return data, meanings


def _ends(shapes: NDArray) -> dict[int, NDArray]:
    """Return the places under key 0, or the ends of lines under 1 and 2; nothing without geometries."""
    kind = shapely.get_type_id(shapes)
    if np.isin(kind, (_POINT, _MULTIPOINT)).any():
        places = shapely.get_geometry(shapes, 0)
        places[(shapely.get_num_geometries(shapes) != 1) | shapely.is_empty(shapes)] = None
        return {0: places}
    if np.any(kind == _LINE):
        return {1: shapely.get_point(shapes, 0), 2: shapely.get_point(shapes, -1)}
    if np.any(kind >= 0):
        held = listed(sorted({shape.geom_type for shape in shapes if shape is not None}))
        raise SurveyError(f"the layer holds {held} geometries; points, or lines between stations, are needed")
    return {}
