"""Algorithm: a survey becomes Vs profiles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)

from ..protocol.orders import Invert
from ..protocol.result_files import CURVES, PROFILES, SITE_LAYER, SITES
from .algorithm import carried_out, warn
from .loading import load_rejects, load_result
from .request_parameters import RequestParameters
from .survey_parameters import HELP, SurveyAlgorithm


class InvertSurvey(RequestParameters, SurveyAlgorithm):
    """Inverts every site of a survey and writes the profiles."""

    NAME = "invertsurvey"
    PAGE = "guide/survey"
    TITLE = "Invert dispersion survey"
    TAGS = ("inversion", "Vs30", "profile")
    HELP = (
        "<p>Turns the dispersion curve of every site into a profile of shear-wave velocity Vs (m/s) "
        "against depth (m) with its uncertainty, checks it against the curve by forward modelling, and "
        "writes a folder with profiles.csv, sites.gpkg (Vs30, site classes, misfit, status), curves.csv,"
        " rejects.csv and run.json. The maps, section and export algorithms go on from that folder.</p>"
        + HELP
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_survey()
        self.add_request()
        self.add_overrides()
        load = QgsProcessingParameterBoolean("LOAD", "Add the sites to the project", True)
        self.add(load, "In the styles of the Vs Mapper panel.")
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", "Results folder"),
            "Earlier results in it are replaced, all files together.",
        )
        self.addOutput(QgsProcessingOutputVectorLayer("SITES", "Sites"))
        self.addOutput(QgsProcessingOutputFile("PROFILES", "Profiles"))
        self.addOutput(QgsProcessingOutputFile("CURVES", "Observed and predicted curves"))
        self.addOutput(QgsProcessingOutputNumber("N_SITES", "Inverted sites"))
        self.addOutput(QgsProcessingOutputNumber("N_OK", "Sites whose profile explains the curve"))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Invert and write."""
        folder = self.folder(parameters, "OUTPUT", context)
        order = Invert(self.source, folder, self.request(parameters, context), expects="survey")
        done = carried_out(order, feedback)
        warn([*(f"note: {note}" for note in done.notes), *done.rejects], feedback)
        feedback.pushInfo(done.summary)
        if self.parameterAsBoolean(parameters, "LOAD", context):
            load_result(context, folder / SITES, self.source.name, "SITES")
            load_rejects(context, folder / SITES, self.source.name)
        return {**_files(folder), "N_SITES": done.n_inverted, "N_OK": done.n_status.get("ok", 0)}


def _files(folder: Path) -> dict[str, str]:
    return {
        "OUTPUT": str(folder),
        "SITES": f"{folder / SITES}|layername={SITE_LAYER}",
        "PROFILES": str(folder / PROFILES),
        "CURVES": str(folder / CURVES),
    }
