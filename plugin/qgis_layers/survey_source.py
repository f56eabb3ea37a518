"""From what the user chose to something that the engine can read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ..protocol.address import Address, place_of
from ..protocol.errors import SourceError
from ..protocol.overrides import Overrides
from ..protocol.source import Source
from ..protocol.stack_input import StackPart
from .layer_table import LayerTable
from .own_file import own_file
from .systems import written
from .translated import tr

AS_THE_FILE_SAYS = Overrides()


def from_files(paths: Sequence[str], overrides: Overrides = AS_THE_FILE_SAYS) -> Source:
    """Return one file or folder, or several rasters, as a source; a stack may be at addresses.

    Raises
    ------
    SourceError
        If an address cannot be used.
    """
    if len(paths) == 1:
        place = _place(paths[0])
        return Source(place, Path(place.name).stem, overrides=overrides)
    parts = tuple(StackPart(_place(path)) for path in paths)
    return Source(
        parts,
        tr("{name} and {count} more").format(name=Path(parts[0].path.name).stem, count=len(parts) - 1),
        overrides=overrides,
    )


def _place(text: str) -> Path | Address:
    try:
        return place_of(text)
    except ValueError as error:
        raise SourceError(str(error)) from error


def from_layer(
    layer: QgsMapLayer,
    request: QgsFeatureRequest | None = None,
    overrides: Overrides = AS_THE_FILE_SAYS,
) -> Source:
    """Return the file behind a layer, or its features as they stand where that is not the same.

    The request says which features are meant, None all.

    Edits not yet saved, filters, joined and computed fields, databases, layers in memory and text read in a
    way of its own are only in QGIS. Call it in the main thread: it touches the layer.

    Raises
    ------
    SourceError
        If a raster is not a file, or the layer shows no feature.
    """
    if isinstance(layer, QgsRasterLayer):
        return from_rasters([layer], overrides)
    if layer.featureCount() == 0:
        raise SourceError(
            tr("layer {name}: QGIS shows no feature of it{why_empty}").format(
                name=layer.name(), why_empty=_why_empty(layer)
            )
        )
    crs = layer_crs(layer)
    in_file = own_file(layer) if request is None else None
    if in_file is not None:
        path, inside = in_file
        return Source(path, layer.name(), inside, crs, overrides)
    return Source(_table(layer, request or QgsFeatureRequest()), layer.name(), None, crs, overrides)


def from_rasters(layers: Sequence[QgsRasterLayer], overrides: Overrides = AS_THE_FILE_SAYS) -> Source:
    """Return raster layers as one stack; what the user calls them may tell their periods.

    Raises
    ------
    SourceError
        If one is not a file.
    """
    parts = tuple(stack_part(layer) for layer in layers)
    more = tr(" and {count} more").format(count=len(layers) - 1) if len(layers) > 1 else ""
    return Source(parts, f"{layers[0].name()}{more}", None, layer_crs(layers[0]), overrides)


def stack_part(layer: QgsRasterLayer) -> StackPart:
    """Return the file behind a raster layer.

    Raises
    ------
    SourceError
        If there is none.
    """
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(parts.get("path") or "")
    if layer.providerType() != "gdal" or not path.is_file():
        raise SourceError(
            tr("layer {name}: is not a raster file; export it as a GeoTIFF and choose that").format(
                name=layer.name()
            )
        )
    return StackPart(path, layer.source() if parts.get("layerName") else "", layer.name())


def selected(layer: QgsVectorLayer, request: QgsFeatureRequest | None = None) -> QgsFeatureRequest:
    """Return a request for the selected features of a layer, or those among them that a request allows.

    Raises
    ------
    SourceError
        If there is none.
    """
    if request is None:
        chosen = layer.selectedFeatureIds()
    else:
        chosen = [feature.id() for feature in layer.getSelectedFeatures(request)]
    if not chosen:
        raise SourceError(
            tr("layer {name}: no feature is selected; select some, or use all").format(name=layer.name())
        )
    return QgsFeatureRequest().setFilterFids(chosen)


def layer_crs(layer: QgsMapLayer) -> str | None:
    """Return the code or WKT of a layer's coordinate system, None where it has none."""
    return written(layer.crs()) or None


def _why_empty(layer: QgsVectorLayer) -> str:
    if layer.subsetString():
        return tr("; does its filter let any through?")
    if layer.providerType() == "delimitedtext":
        return tr(
            "; in the layer's source, are the fields of x and y the right ones, and the decimal sign? QGIS "
            "leaves out rows whose coordinates it cannot read"
        )
    return ""


def _table(layer: QgsVectorLayer, request: QgsFeatureRequest) -> LayerTable:
    count = len(request.filterFids()) or layer.featureCount()
    source = QgsVectorLayerFeatureSource(layer)
    return LayerTable(layer.name(), source, layer.fields(), layer.wkbType(), request, count, layer.crs())
