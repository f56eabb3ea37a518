"""The survey as parameters of an algorithm: a layer, a file or a folder."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from ..protocol.errors import SourceError
from ..protocol.source import Source
from ..qgis_layers.survey_source import from_layer, selected
from ..qgis_layers.translated import tr
from .source_parameters import SourceAlgorithm

HELP = tr(
    "<h3>Survey</h3><p>A layer of points, of lines between stations, or a table, with one row a dispersion "
    "point or one column a period; or a file in any format that the plugin reads; or a folder of files with "
    "one curve each and a table of their coordinates. Give one of the three. “Describe dispersion survey” "
    "shows what is understood of it; the advanced parameters say otherwise where that is wrong.</p>"
)


class SurveyAlgorithm(SourceAlgorithm):
    """An algorithm that reads a survey."""

    LAYERS = "LAYER"
    WHAT = "survey"

    def add_survey(self) -> None:
        """Add the parameters of the survey."""
        kinds = QgsProcessing.SourceType
        types = [kinds.TypeVectorPoint, kinds.TypeVectorLine, kinds.TypeVector]
        layer = QgsProcessingParameterFeatureSource("LAYER", tr("Survey: a layer"), types, None, True)
        self.add(layer, tr("Layer or table of dispersion measurements, of any provider."))
        self.add_files(
            tr("folder of files"),
            tr("File of dispersion measurements."),
            tr("Folder of files with one curve each; a table of coordinates in it places them."),
        )

    def find_source(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Source:
        """Return the survey."""
        overrides = self.overrides(parameters, context)
        if parameters.get("LAYER"):
            layer, request = _features(parameters["LAYER"], context)
            return from_layer(layer, request, overrides)
        return self.source_of_files(parameters, overrides, context)


def _features(
    value: object, context: QgsProcessingContext
) -> tuple[QgsVectorLayer, QgsFeatureRequest | None]:
    """Return a layer and which of its features are asked for, None for all."""
    definition = value if isinstance(value, QgsProcessingFeatureSourceDefinition) else None
    if definition is not None:
        value = definition.source.valueAsString(context.expressionContext())[0]
    layer = value
    if not isinstance(value, QgsVectorLayer):
        layer = QgsProcessingUtils.mapLayerFromString(str(value), context)
    if not isinstance(layer, QgsVectorLayer):
        raise SourceError(tr("{layer}: QGIS finds no such vector layer").format(layer=value))
    if definition is None:
        return layer, None
    # Only from QGIS 3.32 on.
    expression = getattr(definition, "filterExpression", "")
    if not (definition.selectedFeaturesOnly or expression or definition.featureLimit >= 0):
        return layer, None
    request = QgsFeatureRequest()
    if expression:
        request.setFilterExpression(expression)
    if definition.selectedFeaturesOnly:
        request = selected(layer, request)
    return layer, request.setLimit(definition.featureLimit)
