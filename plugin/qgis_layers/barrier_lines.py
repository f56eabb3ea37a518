"""Barriers of maps, taken from layers in QGIS."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsAbstractGeometry,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsVectorLayer,
)

from ..protocol.lines import SectionLine
from .section_line import LineError
from .systems import written
from .translated import tr


def barriers_of(layer: QgsVectorLayer) -> tuple[SectionLine, ...]:
    """Return the selected lines of a layer, or all of them; of polygons the outlines.

    Raises
    ------
    LineError
        If there are none, or the layer has no coordinate system.
    """
    chosen = layer.selectedFeatures() or layer.getFeatures()
    return barriers_among(chosen, layer.crs(), layer.name())


def barriers_among(
    features: Iterable[QgsFeature], crs: QgsCoordinateReferenceSystem, name: str
) -> tuple[SectionLine, ...]:
    """Return the lines and outlines among features of the layer called `name`.

    Raises
    ------
    LineError
        As `barriers_of`.
    """
    if not crs.isValid():
        raise LineError(
            tr("layer {name}: has no coordinate system; set it in the layer's properties").format(name=name)
        )
    lines = [(_name_of(f) or name, line) for f in features for line in _lines(f.geometry())]
    if not lines:
        raise LineError(tr("layer {name}: has no line").format(name=name))
    return tuple(SectionLine(line, written(crs), called) for called, line in lines)


def _name_of(feature: QgsFeature) -> str:
    """Return what a feature is called by its field for that, empty where it has none."""
    field = feature.fields().lookupField("name")  # whatever its capitals
    value = feature.attribute(field) if field >= 0 else None
    return value.strip() if isinstance(value, str) else ""


def _lines(geometry: QgsGeometry) -> list[tuple[tuple[float, float], ...]]:
    """Return the vertices of each line of a geometry; curves become many short pieces."""
    if geometry.isEmpty():
        return []
    shapes = [part.constGet().segmentize() for part in geometry.asGeometryCollection()]
    pieces = [piece for shape in shapes for piece in _outline(shape)]
    found = (tuple((point.x(), point.y()) for point in piece.vertices()) for piece in pieces)
    return [line for line in found if len(set(line)) > 1]


def _outline(shape: QgsAbstractGeometry) -> list[QgsAbstractGeometry]:
    """Return what of a straight shape is a line: itself, or the rings of a polygon."""
    if shape.dimension() < 2:
        return [shape] if shape.dimension() == 1 else []
    return [shape.exteriorRing(), *(shape.interiorRing(i) for i in range(shape.numInteriorRings()))]
