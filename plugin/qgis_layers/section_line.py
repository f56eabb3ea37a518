"""The line of a section, taken from a layer in QGIS."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsVectorLayer

from ..protocol.errors import VsMapperError
from ..protocol.lines import SectionLine
from .systems import written
from .translated import tr


class LineError(VsMapperError):
    """There is no line to cut along; the message is for the user."""


def line_of(layer: QgsVectorLayer) -> SectionLine:
    """Return the selected line of a layer, or its only one.

    Raises
    ------
    LineError
        If that is not exactly one line, or the layer has no coordinate system.
    """
    chosen = layer.selectedFeatures() or list(layer.getFeatures())
    return only_line(chosen, layer.crs(), layer.name())


def only_line(features: list[QgsFeature], crs: QgsCoordinateReferenceSystem, name: str) -> SectionLine:
    """Return the one line among features of the layer called `name`.

    Raises
    ------
    LineError
        As `line_of`.
    """
    if not crs.isValid():
        raise LineError(
            tr("layer {name}: has no coordinate system; set it in the layer's properties").format(name=name)
        )
    if len(features) != 1:
        raise LineError(
            tr("layer {name}: has {count} lines; select the one to cut along").format(
                name=name, count=len(features)
            )
        )
    return SectionLine(_vertices(features[0], name), written(crs), name)


def _vertices(feature: QgsFeature, layer: str) -> tuple[tuple[float, float], ...]:
    geometry = feature.geometry()
    if geometry.isMultipart():
        parts = geometry.mergeLines().asGeometryCollection()
        if len(parts) != 1:
            raise LineError(
                tr("layer {layer}: the line has {count} separate parts; it must be one").format(
                    layer=layer, count=len(parts)
                )
            )
        geometry = parts[0]
    vertices = tuple((point.x(), point.y()) for point in geometry.vertices())
    if len(set(vertices)) < 2:
        raise LineError(
            tr("layer {layer}: the line needs at least two different vertices").format(layer=layer)
        )
    return vertices
