"""Any layer of QGIS as a file, written in a worker thread with its features as the layer shows them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from qgis.core import (
    QgsAbstractFeatureSource,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, QVariant

from ..protocol.errors import SourceError
from ..protocol.progress import Monitor
from .aliases import write_aliases
from .compatible import NESTED, text_field
from .translated import tr

CHUNK = 20_000
# Columns that a GeoPackage adds to the fields, whose usual names a layer's fields may have with any values.
OWN_COLUMNS = {"FID": "vs_mapper_fid", "GEOMETRY_NAME": "vs_mapper_geometry"}
# SQLite keeps some names to itself; nobody reads that of the only table in a file.
TABLE = "features"
_LONGEST_BYTES = 100
_KEPT_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class LayerTable:
    """Features as they stood when the user chose them, whatever their provider.

    Parameters
    ----------
    name : str
        What the user calls the layer.
    source : QgsAbstractFeatureSource
        Hands out the features in any thread.
    fields : QgsFields
        Their attributes.
    geometry : QgsWkbTypes.Type
        Type of their geometries.
    request : QgsFeatureRequest
        Which of them.
    count : int
        About how many there are, 0 or less where that is not known.
    crs : QgsCoordinateReferenceSystem
        Coordinate system of the geometries.
    """

    name: str
    source: QgsAbstractFeatureSource
    fields: QgsFields
    geometry: QgsWkbTypes.Type
    request: QgsFeatureRequest
    count: int
    crs: QgsCoordinateReferenceSystem

    def write(self, folder: Path, monitor: Monitor) -> Path:
        """Write all features into a GeoPackage of the layer's name in a folder, and return it.

        Raises
        ------
        SourceError
            If QGIS cannot write them; the message names the layer and the reason.
        Cancelled
            If the user asked to stop.
        """
        path = folder / f"{_file_name(self.name)}.gpkg"
        writer = self._writer(path)
        n_written, nested = 0, self._nested()
        try:
            for chunk in self._chunks():
                for feature in chunk if nested else ():
                    _flatten(feature, nested)
                if not writer.addFeatures(chunk, QgsFeatureSink.Flag.FastInsert):
                    raise self._unwritten(writer.errorMessage())
                n_written += len(chunk)
                share = n_written / max(self.count, n_written)
                monitor.step(
                    0.0,
                    tr("reading {name}: {n_written} rows ({share:.0%})").format(
                        name=self.name, n_written=n_written, share=share
                    ),
                )
        finally:
            del writer  # which closes the file, so that it can be read, or removed
        if _rows_in(path) != n_written:  # QGIS does not say whether closing went well
            raise self._unwritten(tr("not all of it arrived; is the disk full?"))
        try:
            write_aliases(path, TABLE, self._aliases())
        except sqlite3.Error as error:
            raise self._unwritten(str(error)) from error
        return path

    def _unwritten(self, reason: str) -> SourceError:
        return SourceError(
            tr("layer {name}: cannot be written for the engine: {reason}").format(
                name=self.name, reason=reason
            )
        )

    def _writer(self, path: Path) -> QgsVectorFileWriter:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.fileEncoding = "GPKG", "UTF-8"
        options.layerName = TABLE
        options.layerOptions = self._layer_options()
        writer = QgsVectorFileWriter.create(
            str(path), self._flat_fields(), self.geometry, self.crs, QgsCoordinateTransformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise self._unwritten(writer.errorMessage())
        return writer

    def _layer_options(self) -> list[str]:
        """Return how GDAL makes a GeoPackage whose own columns are called as none of the fields is.

        Raises
        ------
        SourceError
            If two fields would be the same one there.
        """
        names: dict[str, str] = {}
        for i in range(self.fields.count()):
            name = self.fields.at(i).name()
            other = names.setdefault(name.lower(), name)
            if len(names) <= i:
                raise SourceError(
                    tr(
                        "layer {name}: the fields {first} and {second} differ in upper and lower case only;"
                        " rename one of them"
                    ).format(name=self.name, first=other, second=name)
                )
        options = ["SPATIAL_INDEX=NO"]
        for option, column in OWN_COLUMNS.items():
            while column in names:
                column += "_"
            options.append(f"{option}={column}")
        return options

    def _aliases(self) -> dict[str, str]:
        """Return what the user calls the fields, by their names."""
        fields = [self.fields.at(i) for i in range(self.fields.count())]
        return {field.name(): field.alias() for field in fields if field.alias()}

    def _nested(self) -> list[int]:
        """Return the fields that hold lists or mappings, for which a GeoPackage has no type."""
        return [i for i in range(self.fields.count()) if self.fields.at(i).type() in NESTED]

    def _flat_fields(self) -> QgsFields:
        """Return the fields with text, of any length, where they hold lists or mappings."""
        nested, flat = self._nested(), QgsFields()
        for i in range(self.fields.count()):
            field = self.fields.at(i)
            flat.append(text_field(field.name()) if i in nested else field)
        return flat

    def _chunks(self) -> Iterator[list[QgsFeature]]:
        """Yield the features in order; a provider hands out chosen ones in any order."""
        chosen = sorted(self.request.filterFids())
        if not chosen:
            yield from _chunks(self.source.getFeatures(self.request))
        for start in range(0, len(chosen), CHUNK):
            part = QgsFeatureRequest(self.request).setFilterFids(chosen[start : start + CHUNK])
            yield sorted(self.source.getFeatures(part), key=QgsFeature.id)


def _flatten(feature: QgsFeature, nested: Iterable[int]) -> None:
    """Turn lists and mappings into JSON, as the engine reads them."""
    for i in nested:
        value = feature.attribute(i)
        if isinstance(value, (list, dict)):
            feature.setAttribute(i, json.dumps(value, default=_in_words))


def _rows_in(path: Path) -> int:
    """Return how many features a GeoPackage holds, -1 where it is damaged."""
    try:
        with closing(sqlite3.connect(path)) as file:
            return int(file.execute(f"SELECT count(*) FROM {TABLE}").fetchone()[0])  # nosec B608
    except sqlite3.Error:
        return -1


def _in_words(value: object) -> str | None:
    """Return what JSON has no form for: dates as text, values that are not set as none."""
    if isinstance(value, (QDate, QTime, QDateTime)):
        return value.toString(Qt.DateFormat.ISODate)
    return None if isinstance(value, QVariant) and value.isNull() else str(value)


def _chunks(features: Iterable[QgsFeature]) -> Iterator[list[QgsFeature]]:
    remaining = iter(features)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _file_name(name: str) -> str:
    """Return what a layer of that name is called as a file on any system."""
    allowed = re.sub(r"[^\w .,+=@()'-]", "_", name).strip(" .")  # GDAL's readers split at ; and !
    short = allowed.encode("utf-8", "replace")[:_LONGEST_BYTES].decode("utf-8", "ignore").strip(" .")
    return f"_{short}" if _KEPT_BY_WINDOWS.match(short) else short or "layer"
