"""The features of any layer of QGIS as columns, read in a worker thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import QgsAbstractFeatureSource, QgsFeature, QgsFeatureRequest, QgsFields
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, QVariant

from ..protocol.progress import Monitor
from ..protocol.source import Features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 20_000


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
    request : QgsFeatureRequest
        Which of them.
    count : int
        About how many there are, 0 or less where that is not known.
    spatial : bool
        True where they may have geometries.
    crs : str or None
        Coordinate system of the geometries.
    """

    name: str
    source: QgsAbstractFeatureSource
    fields: QgsFields
    request: QgsFeatureRequest
    count: int
    spatial: bool
    crs: str | None

    def read(self, monitor: Monitor) -> Features:
        """Return all features.

        Raises
        ------
        Cancelled
            If the user asked to stop.
        """
        chosen = sorted(self.request.filterFids())
        cells: list[list[Any]] = [[] for _ in range(self.fields.count())]
        shapes: list[bytes | None] = []
        n_read = 0
        # A provider hands out chosen features in any order.
        batches = self._in_order(chosen) if chosen else _chunks(self.source.getFeatures(self.request))
        for chunk in batches:
            for column, values in zip(cells, zip(*(feature.attributes() for feature in chunk))):
                column.extend(values)
            if self.spatial:
                shapes.extend(map(_shape, chunk))
            n_read += len(chunk)
            monitor.step(min(n_read / max(self.count, n_read), 1.0), f"reading {self.name}: {n_read} rows")
        columns = {name: column_of(values) for name, values in zip(self.fields.names(), cells)}
        return Features(self.name, columns, _objects(shapes) if self.spatial else None, self.crs)

    def _in_order(self, chosen: list[int]) -> Iterator[list[QgsFeature]]:
        for start in range(0, len(chosen), CHUNK):
            part = QgsFeatureRequest(self.request).setFilterFids(chosen[start : start + CHUNK])
            yield sorted(self.source.getFeatures(part), key=QgsFeature.id)


def _chunks(features: Iterable[QgsFeature]) -> Iterator[list[QgsFeature]]:
    remaining = iter(features)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _shape(feature: QgsFeature) -> bytes | None:
    geometry = feature.geometry()
    return None if geometry.isNull() else geometry.asWkb().data()


def column_of(values: list[Any]) -> NDArray[Any]:
    """Return attributes as a column: whole or decimal numbers where all are such, else objects.

    QGIS's null becomes NaN among numbers and None elsewhere; dates become ISO text.
    """
    import numpy as np  # not when the plugin loads

    kinds = set(map(type, values))
    blank = bool(kinds & {QVariant, type(None)})
    if blank:
        values = [None if type(value) is QVariant else value for value in values]
    kinds -= {QVariant, type(None)}
    if kinds and kinds <= {int, float}:
        whole = kinds == {int} and not blank
        return np.array(values, dtype=np.int64 if whole else np.float64)
    if kinds == {bool} and not blank:
        return np.array(values)
    if kinds & {QDate, QDateTime, QTime}:
        values = [v.toString(Qt.DateFormat.ISODate) if hasattr(v, "toString") else v for v in values]
    return _objects(values)


def _objects(values: list[Any]) -> NDArray[np.object_]:
    """Return a one-dimensional array, also of lists of equal length."""
    import numpy as np

    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
