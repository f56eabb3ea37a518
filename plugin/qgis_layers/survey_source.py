"""From what the user chose to a file that the engine can read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransformContext, QgsProviderRegistry, QgsVectorFileWriter, QgsVectorLayer

from ..engine.errors import VsMapperError
from .overrides import AS_THE_FILE_SAYS, Overrides

if TYPE_CHECKING:
    from ..engine.options import ReadOptions


class SourceError(VsMapperError):
    """The chosen layer cannot be handed to the engine; the message is for the user."""


@dataclass(frozen=True)
class SurveySource:
    """A file on disk to read as a survey.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        What the user calls it: names the layer group and the messages.
    layer : str or None
        Layer inside the file, where it holds several.
    crs : str or None
        The coordinate system that the user set on the layer, where the file does not say.
    overrides : Overrides
        What the user says about it beyond that.
    """

    path: Path
    name: str
    layer: str | None = None
    crs: str | None = None
    overrides: Overrides = AS_THE_FILE_SAYS

    def options(self) -> ReadOptions:
        """Return how the engine is to read the file.

        Raises
        ------
        SourceError
            If the overrides cannot be understood; the message is for the user.
        """
        try:
            return self.overrides.options(self.crs, self.layer)
        except ValueError as error:
            raise SourceError(f"How to read {self.name}: {error}") from error


def from_file(path: str, overrides: Overrides = AS_THE_FILE_SAYS) -> SurveySource:
    """Return the file as a source."""
    return SurveySource(Path(path), Path(path).stem, overrides=overrides)


def from_layer(layer: QgsVectorLayer, scratch: Path, overrides: Overrides = AS_THE_FILE_SAYS) -> SurveySource:
    """Return the file behind a layer, or a copy of the layer as it stands where there is none.

    Edits not yet saved, filters and layers in memory are only in QGIS, so these are copied to a
    temporary GeoPackage. Call it in the main thread: it touches the layer.

    Raises
    ------
    SourceError
        If the copy cannot be written.
    """
    crs = (layer.crs().authid() or layer.crs().toWkt()) if layer.crs().isValid() else None
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(parts.get("path") or "")
    in_file = layer.providerType() in ("ogr", "delimitedtext") and path.is_file()
    if not in_file or layer.subsetString() or layer.isModified():
        return SurveySource(_export(layer, scratch), layer.name(), "survey", crs, overrides)
    return SurveySource(path, layer.name(), parts.get("layerName") or None, crs, overrides)


def _export(layer: QgsVectorLayer, scratch: Path) -> Path:
    path = scratch / f"layer_{layer.id()}.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = "survey"
    outcome = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsCoordinateTransformContext(), options
    )
    if outcome[0] != QgsVectorFileWriter.WriterError.NoError:
        raise SourceError(f"layer {layer.name()}: cannot be copied for reading: {outcome[1]}")
    return path
