"""Where products of an algorithm go beside its folder: anywhere the user says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterDestination,
    QgsRasterLayer,
)

from ..protocol.result_files import Raster
from ..qgis_layers.translated import title_of, tr, with_unit
from ..qgis_layers.unstyled import open_vector
from .loading import Arrange, kept

Given = dict[str, Any]
CSV = tr("CSV (*.csv)")
_STAYS = tr("It stays in the results folder; give a place to have a copy there.")


def raster_destination(name: str, raster: Raster) -> QgsProcessingParameterDefinition:
    """Return a parameter for where a copy of a raster goes, none unless the user says."""
    made = QgsProcessingParameterRasterDestination(
        name, with_unit(raster.title, raster.unit), None, True, False
    )
    made.setHelp(f"{title_of(raster.title)}. {_STAYS}")
    return made


def point_destination(name: str, title: str) -> QgsProcessingParameterDefinition:
    """Return a parameter for where a copy of a layer of points goes, in any format that QGIS writes."""
    points = QgsProcessing.SourceType.TypeVectorPoint
    made = QgsProcessingParameterFeatureSink(name, title, points, None, True, False)
    made.setHelp(_STAYS)
    return made


def file_destination(name: str, title: str, kind: str) -> QgsProcessingParameterDefinition:
    """Return a parameter for where a copy of a file goes; `kind` as ``CSV (*.csv)``."""
    made = QgsProcessingParameterFileDestination(name, title, kind, None, True, False)
    made.setHelp(_STAYS)
    return made


def raster_to(
    algorithm: QgsProcessingAlgorithm,
    given: Given,
    name: str,
    made: Path,
    context: QgsProcessingContext,
    style: Callable[..., None],
) -> str:
    """Copy a raster to where the user wants it, and return where it is found.

    Parameters
    ----------
    algorithm, given, context : QgsProcessingAlgorithm, dict, QgsProcessingContext
        Who asks, and what was given.
    name : str
        The parameter.
    made : Path
        The raster in the folder of results.
    style : callable
        Gives the layer its look where QGIS loads the copy; takes it and its project.
    """
    if not wanted(given, name):
        return str(made)
    target = algorithm.parameterAsOutputLayer(given, name, context)
    _copied(made, target)
    _styled(target, context, style)
    return target


def file_to(
    algorithm: QgsProcessingAlgorithm, given: Given, name: str, made: Path, context: QgsProcessingContext
) -> str:
    """Copy a file to where the user wants it, and return where it is found."""
    if not wanted(given, name):
        return str(made)
    target = algorithm.parameterAsFileOutput(given, name, context)
    _copied(made, target)
    return target


def points_to(
    algorithm: QgsProcessingAlgorithm,
    given: Given,
    name: str,
    source: str,
    context: QgsProcessingContext,
    style: Callable[..., None],
) -> str:
    """Copy a layer to where the user wants it, and return where it is found; see `raster_to`."""
    if not wanted(given, name):
        return source
    layer = open_vector(source, name)
    fields = QgsFields()
    for field in layer.fields():
        if field.name() != "fid":
            fields.append(field)
    sink, target = algorithm.parameterAsSink(given, name, context, fields, layer.wkbType(), layer.crs())
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(given, name))
    for feature in layer.getFeatures():
        copy = QgsFeature(fields)
        copy.setGeometry(feature.geometry())
        copy.setAttributes([feature[field.name()] for field in fields])
        sink.addFeature(copy, QgsFeatureSink.Flag.FastInsert)
    del sink  # now it is written
    _styled(target, context, style)
    return target


def rasters_to(
    algorithm: QgsProcessingAlgorithm,
    given: Given,
    rasters: Mapping[str, Path],
    context: QgsProcessingContext,
) -> dict[str, str]:
    """Copy rasters of results, by their parameters, to where the user wants them; see `raster_to`."""
    return {
        name: raster_to(algorithm, given, name, path, context, partial(_look_of_raster, file=path.name))
        for name, path in rasters.items()
    }


def tell_missing(
    algorithm: QgsProcessingAlgorithm,
    given: Given,
    names: Iterable[str],
    made: Container[str],
    feedback: QgsProcessingFeedback,
) -> None:
    """Say which copies were asked for of products that there are none of."""
    for name in names:
        if wanted(given, name) and name not in made:
            title = algorithm.parameterDefinition(name).description()
            feedback.pushWarning(
                tr("{title}: the results have none, so nothing was written").format(title=title)
            )


def wanted(given: Given, name: str) -> bool:
    """Return whether a copy is asked for; the batch dialog wraps up what its user leaves blank, too."""
    value = given.get(name)
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(QgsExpressionContext(), "")[0]
    return value not in (None, "")


def _copied(made: Path, target: str) -> None:
    place = Path(target)
    if place.exists() and place.samefile(made):
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, place)
    except OSError as error:
        raise QgsProcessingException(
            tr("{target}: cannot be written: {reason}").format(target=target, reason=error.strerror or error)
        ) from error


def _styled(target: str, context: QgsProcessingContext, style: Arrange) -> None:
    """Have a copy styled once QGIS has loaded it, where it is to be loaded."""
    if context.willLoadLayerOnCompletion(target):
        look = kept(target, partial(_look, style=style))
        context.layerToLoadOnCompletionDetails(target).setPostProcessor(look)


def _look_of_raster(layer: QgsRasterLayer, file: str) -> None:
    from ..qgis_layers.raster_styles import style_raster
    from ..qgis_layers.rasters import most_telling_band, sample
    from ..qgis_layers.shown_files import SIGMA, VS

    telling = most_telling_band(sample(layer)) if file in (VS, SIGMA) else 1
    style_raster(layer, file, telling)


def _look(layer: Any, project: Any, style: Callable[..., None]) -> None:
    style(layer)
