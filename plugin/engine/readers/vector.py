"""Vector files with point geometries, by GDAL: GeoPackage, Shapefile, GeoJSON and their like."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray

from ..column_choice import read_names
from ..columns import Meaning, listed
from ..errors import SurveyError
from ..georeference import crs_name
from ..options import ReadOptions
from .frame import Frame, measure
from .measurements import Measurements
from .source import Source

NAME = "vector file"

# GeoPackage and SpatiaLite, Shapefile, FlatGeobuf, GeoParquet.
_SIGNATURES = (b"SQLite format 3\0", b"\0\0\x27\x0a", b"fgb", b"PAR1")
_PLACES = ("lon", "lat", "x", "y", "crs")
_POINT, _LINE, _MULTIPOINT = 0, 1, 4


def recognises(source: Source) -> bool:
    """Return True for a vector format that its first bytes tell; GDAL has the last word on reading it."""
    if source.head.startswith(_SIGNATURES):
        return True
    start = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    # A virtual dataset (VRT) may point GDAL at any other file or address: not a survey.
    return source.is_text and start in (b"{", b"<") and b"<OGRVRT" not in source.head


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read one layer: a feature a point or, where columns are named by period or frequency, a feature a site.

    Lines stand for paths between two stations.

    Raises
    ------
    SurveyError
        If GDAL cannot read it, the layer is not there, or a required column is missing.
    """
    layer, notes = _choose_layer(source, options.layer)
    data, crs = _read_layer(source, layer)
    return measure_features(data, crs, source.path.stem, options, notes)


def measure_features(
    data: pd.DataFrame, crs: str | None, title: str, options: ReadOptions, notes: Sequence[str] = ()
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

    Raises
    ------
    SurveyError
        If a required column is missing, or the geometries are neither points nor lines.
    """
    data.index = pd.RangeIndex(1, len(data) + 1)
    meanings = read_names(data.columns, options.columns)
    if "geometry" in data.columns:
        data, meanings = _with_positions(data, meanings)
    frame = Frame(data, meanings, tuple(map(str, data.columns)), title, crs, notes=tuple(notes))
    return measure(frame, options)


def _choose_layer(source: Source, wanted: str | None) -> tuple[str, list[str]]:
    """Return the layer to read: the wanted one, else the first with a remark on the others."""
    try:
        layers = [str(name) for name in pyogrio.list_layers(source.path)[:, 0]]
    except (RuntimeError, ValueError, OSError) as error:
        raise SurveyError("not a format that can be read") from error
    if not layers:
        raise SurveyError("the file holds no layer")
    if wanted is None:
        others = listed(layers[1:])
        return layers[0], [f"layer {layers[0]} is read; others are {others}"] if others else []
    if wanted not in layers:
        raise SurveyError(f"no layer '{wanted}'; the layers are {listed(layers)}")
    return wanted, []


def _read_layer(source: Source, layer: str) -> tuple[pd.DataFrame, str | None]:
    """Return a layer's table and its coordinate system."""
    import geopandas  # a second to import: not for every text file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what GDAL could not make out shows up as blanks, which are reported
            data = geopandas.read_file(source.path, layer=layer, engine="pyogrio")
    except (RuntimeError, ValueError, OSError, shapely.errors.ShapelyError) as error:
        raise SurveyError(f"layer {layer} cannot be read ({str(error).splitlines()[0][:200]})") from error
    crs = getattr(data, "crs", None)
    return data, crs_name(crs) if crs is not None else None


def _with_positions(
    data: pd.DataFrame, meanings: dict[str, Meaning]
) -> tuple[pd.DataFrame, dict[str, Meaning]]:
    """Put the geometries in place of any columns that hold positions.

    Raises
    ------
    SurveyError
        If the layer holds neither points nor lines.
    """
    ends = _ends(np.asarray(data["geometry"]))
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
        places[shapely.get_num_geometries(shapes) != 1] = None
        return {0: places}
    if np.any(kind == _LINE):
        return {1: shapely.get_point(shapes, 0), 2: shapely.get_point(shapes, -1)}
    if np.any(kind >= 0):
        held = listed(sorted({shape.geom_type for shape in shapes if shape is not None}))
        raise SurveyError(f"the layer holds {held} geometries; points, or lines between stations, are needed")
    return {}
