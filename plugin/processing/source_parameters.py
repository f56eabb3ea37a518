"""How to read a survey or a raster stack, as parameters of an algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ..protocol.stack_input import StackPart
from ..qgis_layers.overrides import (
    HIGHEST_MODE,
    TYPES,
    VELOCITY_UNITS,
    WAVES,
    X_AXES,
    Overrides,
)
from ..qgis_layers.survey_source import SourceError, SurveySource
from .algorithm import EngineAlgorithm


class SourceAlgorithm(EngineAlgorithm):
    """An algorithm that reads a survey or a raster stack; subclasses say which."""

    def __init__(self) -> None:
        super().__init__()
        self.source: SurveySource | None = None

    def find_source(self, parameters: dict[str, Any], context: QgsProcessingContext) -> SurveySource:
        """Return what is to be read; SourceError is told to the user."""
        raise NotImplementedError

    def add_overrides(self) -> None:
        """Add the parameters that say how to read it, where its files do not or are wrong."""
        crs = QgsProcessingParameterCrs("CRS", "Coordinate system", None, True)
        self.add(crs, "Overrides what the layer or file says.", advanced=True)
        for name, title, words, help_text in (
            ("WAVE", "Wave type", WAVES, "Where the files give none (otherwise Rayleigh)."),
            ("TYPE", "Velocity type", TYPES, "Where the files give none (otherwise phase)."),
            (
                "VELOCITY_UNIT",
                "Velocity unit",
                VELOCITY_UNITS,
                "Overrides names and sizes of the numbers.",
            ),
            (
                "X_AXIS",
                "Velocities are given against",
                X_AXES,
                "Frequency (Hz), period (s) or wavelength (m).",
            ),
        ):
            self.add(choice(name, title, words, None), help_text, advanced=True)
        whole = QgsProcessingParameterNumber.Type.Integer
        mode = QgsProcessingParameterNumber("MODE", "Mode", whole, None, True, 0, HIGHEST_MODE)
        self.add(mode, "Mode number where the files give none (otherwise 0, the fundamental).", advanced=True)
        highest = QgsProcessingParameterNumber(
            "HIGHEST_MODE", "Highest mode used", whole, None, True, 0, HIGHEST_MODE
        )
        self.add(highest, "Higher modes are left out; 0 keeps the fundamental alone.", advanced=True)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: object
    ) -> bool:
        """Find what is to be read, in the main thread because that touches layers."""
        try:
            self.source = self.find_source(parameters, context)
        except SourceError as error:
            feedback.reportError(str(error), True)
            return False
        return True

    def overrides(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        sigma: tuple[StackPart, ...] = (),
    ) -> Overrides:
        """Return what the parameters say, empty words where the algorithm lacks one."""
        crs = self.parameterAsCrs(parameters, "CRS", context)

        def word(name: str) -> str:
            return self.parameterAsString(parameters, name, context) if parameters.get(name) else ""

        return Overrides(
            crs=(crs.authid() or crs.toWkt()) if crs.isValid() else "",
            wave=word("WAVE"),
            velocity_type=word("TYPE"),
            velocity_unit=word("VELOCITY_UNIT"),
            x_axis=word("X_AXIS"),
            mode=self._mode(parameters, "MODE", context),
            highest_mode=self._mode(parameters, "HIGHEST_MODE", context),
            swap_xy=self.parameterAsBoolean(parameters, "SWAP_XY", context),
            columns=word("COLUMNS"),
            layer=word("FILE_LAYER"),
            periods=word("PERIODS"),
            sigma=sigma,
        )

    def _mode(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """Return the mode number in digits, empty where none is given."""
        given = parameters.get(name) is not None
        return str(self.parameterAsInt(parameters, name, context)) if given else ""


def choice(name: str, title: str, words: tuple[str, ...], default: str | None) -> QgsProcessingParameterEnum:
    """Return a parameter of the words themselves, so that scripts say ``soil`` and not 2."""
    return QgsProcessingParameterEnum(name, title, list(words), False, default, default is None, True)
