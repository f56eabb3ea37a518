"""How to read a survey or a raster stack, as parameters of an algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterFile

from ..protocol.errors import SourceError
from ..protocol.option import Option
from ..protocol.options.reading import READING
from ..protocol.overrides import Overrides
from ..protocol.source import Source
from ..qgis_layers.survey_source import from_files
from ..qgis_layers.translated import tr
from .algorithm import EngineAlgorithm
from .declared import values


class SourceAlgorithm(EngineAlgorithm):
    """An algorithm that reads a survey or a raster stack; subclasses say which."""

    READING: tuple[Option, ...] = READING
    LAYERS = ""  # the parameter of the layers
    WHAT = ""  # what is read
    IN_FOLDERS = True  # whether that may be a folder

    def __init__(self) -> None:
        super().__init__()
        self.source: Source | None = None

    def find_source(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Source:
        """Return what is to be read; SourceError and ValueError are told to the user."""
        raise NotImplementedError

    def add_files(self, folder: str, file_help: str, folder_help: str) -> None:
        """Add the parameters of a file and of a folder, which is called `folder`."""
        self.add(QgsProcessingParameterFile("FILE", tr("… or a file"), optional=True), file_help)
        behaviour = QgsProcessingParameterFile.Behavior.Folder
        chosen = QgsProcessingParameterFile(
            "FILES_FOLDER", tr("… or a {folder}").format(folder=folder), behaviour, optional=True
        )
        self.add(chosen, folder_help)

    def add_overrides(self) -> None:
        """Add the parameters that say how to read it, where its files do not or are wrong."""
        self.add_declared(self.READING)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Ask for layers, a file or a folder, and for words that can be understood."""
        given = [name for name in (self.LAYERS, "FILE", "FILES_FOLDER") if parameters.get(name)]
        if len(given) != 1:
            layers = tr("as layers") if self.LAYERS == "LAYERS" else tr("as a layer")
            rest = tr("as a file or as a folder, one of the three") if self.IN_FOLDERS else tr("or as a file")
            return False, tr("Give the {what} {layers}, {rest}.").format(
                what=self.WHAT, layers=layers, rest=rest
            )
        try:
            self.overrides(parameters, context)
        except ValueError as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: object
    ) -> bool:
        """Find what is to be read, in the main thread because that touches layers."""
        try:
            self.source = self.find_source(parameters, context)
        except (SourceError, ValueError) as error:
            feedback.reportError(str(error), True)
            return False
        return True

    def overrides(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Overrides:
        """Return what the parameters say."""
        return Overrides(**values(self.READING, self, parameters, context))

    def source_of_files(
        self, parameters: dict[str, Any], overrides: Overrides, context: QgsProcessingContext
    ) -> Source:
        """Return the file or the folder."""
        name = "FILE" if parameters.get("FILE") else "FILES_FOLDER"
        return from_files([self.parameterAsString(parameters, name, context)], overrides)
