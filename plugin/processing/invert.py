"""Algorithm: a survey becomes Vs profiles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)

from ..protocol.large_tables import table_in
from ..protocol.orders import Invert
from ..protocol.result_files import CURVES, PROFILES, SITE_LAYER, SITES
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .destinations import CSV, file_destination, file_to, point_destination, points_to, wanted
from .loading import load_rejects, load_result
from .request_parameters import RequestParameters
from .survey_parameters import HELP, SurveyAlgorithm

TABLES = {"PROFILES": (tr("Profiles"), PROFILES), "CURVES": (tr("Observed and predicted curves"), CURVES)}


class InvertSurvey(RequestParameters, SurveyAlgorithm):
    """Inverts every site of a survey and writes the profiles."""

    NAME = "invertsurvey"
    PAGE = "guide/survey"
    TITLE = tr("Invert dispersion survey")
    GROUP = "Surveys"
    EXAMPLES = (
        {"FILE": "survey.csv", "OUTPUT": "results"},
        {
            "FILE": "survey.csv",
            "POISSON": "soil",
            "WATER_TABLE": "3",
            "DEPTHS": "2, 5, 10, 30",
            "OUTPUT": "results",
        },
    )
    TAGS = ("inversion", "Vs30", "profile")
    HELP = (
        tr(
            "<p>Turns the dispersion curve of every site into a profile of shear-wave velocity Vs (m/s) "
            "against depth (m) with its uncertainty, checks it against the curve by forward modelling, and "
            "writes a folder with profiles.csv, sites.gpkg (Vs30, site classes, misfit, status), curves.csv,"
            " rejects.csv and run.json. The maps, section and export algorithms go on from that folder.</p>"
        )
        + HELP
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_survey()
        self.add_request()
        self.add_overrides()
        load = QgsProcessingParameterBoolean("LOAD", tr("Add the sites to the project"), True)
        self.add(load, tr("In the styles of the Vs Mapper panel."))
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Results folder")),
            tr("Earlier results in it are replaced, all files together."),
        )
        copies = [point_destination("SITES", tr("Sites"))]
        copies += [file_destination(name, title, CSV) for name, (title, _) in TABLES.items()]
        for copy in copies:
            self.add(copy, copy.help())
        self.addOutput(QgsProcessingOutputNumber("N_SITES", tr("Inverted sites")))
        self.addOutput(QgsProcessingOutputNumber("N_OK", tr("Sites whose profile explains the curve")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Invert and write."""
        from ..qgis_layers.sites import style_sites

        folder = self.folder(parameters, "OUTPUT", context)
        request = self.request(parameters, context)
        if any(wanted(parameters, name) for name in TABLES):
            request = replace(request, tables="csv")  # as what is copied
        order = Invert(self.source, folder, request, expects="survey")
        done = carried_out(order, feedback)
        warn([*(tr("note: {note}").format(note=note) for note in done.notes), *done.rejects], feedback)
        warn(done.doubts, feedback)
        feedback.pushInfo(done.summary)
        if self.parameterAsBoolean(parameters, "LOAD", context):
            if not wanted(parameters, "SITES"):
                load_result(context, folder / SITES, self.source.name, "SITES")
            load_rejects(context, folder / SITES, self.source.name)
        source = f"{folder / SITES}|layername={SITE_LAYER}"
        return {
            "OUTPUT": str(folder),
            "SITES": points_to(self, parameters, "SITES", source, context, style_sites),
            **{
                name: file_to(self, parameters, name, table_in(folder, file), context)
                for name, (_, file) in TABLES.items()
            },
            "N_SITES": done.n_inverted,
            "N_OK": done.n_status.get("ok", 0),
        }
