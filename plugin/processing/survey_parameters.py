"""The survey as parameters of an algorithm: a layer or a file, and how to read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
)

from ..qgis_layers.overrides import TYPES, VELOCITY_UNITS, WAVES, X_AXES, Overrides
from ..qgis_layers.survey_source import SourceError, SurveySource, from_file, from_layer
from .algorithm import EngineAlgorithm

HELP = (
    "<h3>Survey</h3><p>A layer of points (or a table) with one row a dispersion point or one column a "
    "period, or a file in any format that the plugin reads. Give one of the two. “Describe dispersion "
    "survey” shows what is understood of it; the advanced parameters say otherwise where that is "
    "wrong.</p>"
)


class SurveyAlgorithm(EngineAlgorithm):
    """An algorithm that reads a survey."""

    def __init__(self) -> None:
        super().__init__()
        self.source: SurveySource | None = None

    def add_survey(self) -> None:
        """Add the parameters of the survey."""
        types = [QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVector]
        layer = QgsProcessingParameterVectorLayer("LAYER", "Survey: a layer", types, None, True)
        self.add(layer, "Layer or table of dispersion measurements.")
        file = QgsProcessingParameterFile("FILE", "… or a file", optional=True)
        self.add(file, "File of dispersion measurements, or a folder of files with one curve each.")

    def add_overrides(self) -> None:
        """Add the parameters that say how to read the survey, where its file does not or is wrong."""
        crs = QgsProcessingParameterCrs("CRS", "Coordinate system of the survey", None, True)
        self.add(crs, "Overrides what the layer or file says.", advanced=True)
        for name, title, words, help_text in (
            ("WAVE", "Wave type", WAVES, "Of points for which the file gives none (otherwise Rayleigh)."),
            ("TYPE", "Velocity type", TYPES, "Of points for which the file gives none (otherwise phase)."),
            ("VELOCITY_UNIT", "Velocity unit", VELOCITY_UNITS, "Overrides names and sizes of the columns."),
            (
                "X_AXIS",
                "Velocities are given against",
                X_AXES,
                "Frequency (Hz), period (s) or wavelength (m).",
            ),
        ):
            self.add(choice(name, title, words, None), help_text, advanced=True)
        columns = QgsProcessingParameterString("COLUMNS", "Columns", "", optional=True)
        self.add(
            columns,
            "What columns hold, as c_obs=phase_velocity:km/s, 3=sigma. Columns without names are 1, 2, …",
            advanced=True,
        )
        inner = QgsProcessingParameterString("FILE_LAYER", "Layer in the file", "", optional=True)
        self.add(inner, "Layer of a file that holds several (otherwise the first).", advanced=True)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Ask for a layer or a file."""
        if bool(parameters.get("LAYER")) == bool(parameters.get("FILE")):
            return False, "Give the survey as a layer or as a file, one of the two."
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: object
    ) -> bool:
        """Find the survey's file, in the main thread because that touches the layer."""
        try:
            self.source = self._source(parameters, context)
        except SourceError as error:
            feedback.reportError(str(error), True)
            return False
        return True

    def _source(self, parameters: dict[str, Any], context: QgsProcessingContext) -> SurveySource:
        overrides = self._overrides(parameters, context)
        layer = self.parameterAsVectorLayer(parameters, "LAYER", context)
        if layer is not None:
            return from_layer(layer, Path(QgsProcessingUtils.tempFolder()), overrides)
        if parameters.get("LAYER"):
            raise SourceError(f"{parameters['LAYER']}: QGIS finds no such layer")
        return from_file(self.parameterAsString(parameters, "FILE", context), overrides)

    def _overrides(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Overrides:
        crs = self.parameterAsCrs(parameters, "CRS", context)

        def word(name: str) -> str:
            return self.parameterAsString(parameters, name, context) if parameters.get(name) else ""

        return Overrides(
            crs=(crs.authid() or crs.toWkt()) if crs.isValid() else "",
            wave=word("WAVE"),
            velocity_type=word("TYPE"),
            velocity_unit=word("VELOCITY_UNIT"),
            x_axis=word("X_AXIS"),
            columns=word("COLUMNS"),
            layer=word("FILE_LAYER"),
        )


def choice(name: str, title: str, words: tuple[str, ...], default: str | None) -> QgsProcessingParameterEnum:
    """Return a parameter of the words themselves, so that scripts say ``soil`` and not 2."""
    return QgsProcessingParameterEnum(name, title, list(words), False, default, default is None, True)
