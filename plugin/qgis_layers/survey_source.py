"""From what the user chose to something that the engine can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Union

from qgis.core import (
    QgsFeatureRequest,
    QgsFields,
    QgsMapLayer,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ..protocol.errors import VsMapperError
from ..protocol.stack_input import StackPart, parse_periods
from .layer_table import LayerTable
from .overrides import AS_THE_FILE_SAYS, Overrides

if TYPE_CHECKING:
    from ..protocol.read_options import ReadOptions

# A file or folder that the engine finds out about; rasters chosen as a stack; features of a layer.
Place = Union[Path, tuple[StackPart, ...], LayerTable]


class SourceError(VsMapperError):
    """What is chosen cannot be handed to the engine; the message is for the user."""


@dataclass(frozen=True)
class SurveySource:
    """Something to read as a survey or a raster stack.

    Parameters
    ----------
    place : Place
        What holds it.
    name : str
        What the user calls it: names the layer group and the messages.
    layer : str or None
        Layer inside the file, where it holds several.
    crs : str or None
        The coordinate system that the user set on the layer, where the file does not say.
    overrides : Overrides
        What the user says about it beyond that.
    """

    place: Place
    name: str
    layer: str | None = None
    crs: str | None = None
    overrides: Overrides = AS_THE_FILE_SAYS

    def options(self) -> ReadOptions:
        """Return how the engine is to read it.

        Raises
        ------
        SourceError
            If the overrides cannot be understood; the message is for the user.
        """
        try:
            return self.overrides.options(self.crs, self.layer)
        except ValueError as error:
            raise SourceError(f"How to read {self.name}: {error}") from error

    def periods(self) -> tuple[float, ...]:
        """Return the periods of a stack that the user gives, none where the files tell them.

        Raises
        ------
        SourceError
            If they cannot be understood; the message is for the user.
        """
        try:
            return parse_periods(self.overrides.periods)
        except ValueError as error:
            raise SourceError(f"How to read {self.name}: {error}") from error


def from_files(paths: Sequence[str], overrides: Overrides = AS_THE_FILE_SAYS) -> SurveySource:
    """Return one file or folder, or several rasters, as a source."""
    if len(paths) == 1:
        return SurveySource(Path(paths[0]), Path(paths[0]).stem, overrides=overrides)
    parts = tuple(StackPart(Path(path)) for path in paths)
    return SurveySource(parts, f"{parts[0].path.stem} and {len(parts) - 1} more", overrides=overrides)


def from_layer(
    layer: QgsMapLayer,
    request: QgsFeatureRequest | None = None,
    overrides: Overrides = AS_THE_FILE_SAYS,
) -> SurveySource:
    """Return the file behind a layer, or its features as they stand where that is not the same.

    The request says which features are meant, None all.

    Edits not yet saved, filters, joined and computed fields, databases and layers in memory are only in
    QGIS. Call it in the main thread: it touches the layer.

    Raises
    ------
    SourceError
        If a raster is not a file.
    """
    if isinstance(layer, QgsRasterLayer):
        return from_rasters([layer], overrides)
    crs = layer_crs(layer)
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(parts.get("path") or "")
    in_file = layer.providerType() in ("ogr", "delimitedtext") and path.is_file()
    if in_file and request is None and not _differs(layer):
        return SurveySource(path, layer.name(), parts.get("layerName") or None, crs, overrides)
    return SurveySource(
        _table(layer, request or QgsFeatureRequest(), crs), layer.name(), None, crs, overrides
    )


def from_rasters(layers: Sequence[QgsRasterLayer], overrides: Overrides = AS_THE_FILE_SAYS) -> SurveySource:
    """Return raster layers as one stack; what the user calls them may tell their periods.

    Raises
    ------
    SourceError
        If one is not a file.
    """
    parts = tuple(stack_part(layer) for layer in layers)
    more = f" and {len(layers) - 1} more" if len(layers) > 1 else ""
    return SurveySource(parts, f"{layers[0].name()}{more}", None, layer_crs(layers[0]), overrides)


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
            f"layer {layer.name()}: is not a raster file; export it as a GeoTIFF and choose that"
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
        raise SourceError(f"layer {layer.name()}: no feature is selected; select some, or use all")
    return QgsFeatureRequest().setFilterFids(chosen)


def layer_crs(layer: QgsMapLayer) -> str | None:
    """Return the code or WKT of a layer's coordinate system, None where it has none."""
    return (layer.crs().authid() or layer.crs().toWkt()) if layer.crs().isValid() else None


def _differs(layer: QgsVectorLayer) -> bool:
    """Return True where a layer shows other features or fields than its file holds."""
    fields = layer.fields()
    added = any(fields.fieldOrigin(i) != QgsFields.FieldOrigin.OriginProvider for i in range(fields.count()))
    return bool(layer.subsetString()) or layer.isModified() or added


def _table(layer: QgsVectorLayer, request: QgsFeatureRequest, crs: str | None) -> LayerTable:
    count = len(request.filterFids()) or layer.featureCount()
    source = QgsVectorLayerFeatureSource(layer)
    return LayerTable(layer.name(), source, layer.fields(), request, count, layer.isSpatial(), crs)
