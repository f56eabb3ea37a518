"""The folder of an inversion as a parameter."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterFile

from ..qgis_layers.translated import tr
from .algorithm import EngineAlgorithm


class ResultsAlgorithm(EngineAlgorithm):
    """An algorithm that goes on from a folder of results."""

    def add_results(self) -> None:
        """Add the parameter."""
        folder = QgsProcessingParameterFile(
            "FOLDER", tr("Results folder"), QgsProcessingParameterFile.Behavior.Folder
        )
        self.add(
            folder, tr("The folder that “Invert dispersion survey”, the dock or the command line wrote.")
        )
