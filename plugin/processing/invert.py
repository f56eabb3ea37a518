"""Algorithm: a survey becomes Vs profiles."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any, get_args

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from .. import jobs
from ..engine.request import DeviceChoice, PoissonChoice, Request, Switch
from .algorithm import engine, warn
from .loading import load_result
from .survey_parameters import HELP, SurveyAlgorithm, choice

DEFAULTS = Request()


class InvertSurvey(SurveyAlgorithm):
    """Inverts every site of a survey and writes the profiles."""

    NAME = "invertsurvey"
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
        lvz = QgsProcessingParameterBoolean("LVZ", "Allow velocity to decrease with depth", DEFAULTS.lvz)
        self.add(lvz, "Off makes Vs increase with depth everywhere.")
        poisson = choice("POISSON", "Poisson's ratio", get_args(PoissonChoice), DEFAULTS.poisson)
        self.add(
            poisson, "rock (near 0.25), soil (near 0.48, saturated), unknown, or auto: from the velocities."
        )
        depths = QgsProcessingParameterString("DEPTHS", "Depths (m)", "", optional=True)
        self.add(
            depths,
            "As 5, 10, 30, shared by all sites; native keeps each site's own depths; "
            "empty takes round depths across the window that the survey resolves.",
        )
        samples = QgsProcessingParameterNumber(
            "SAMPLES",
            "Samples per site",
            QgsProcessingParameterNumber.Type.Integer,
            DEFAULTS.samples,
            False,
            0,
            1000,
        )
        self.add(samples, "Profiles drawn per site and checked by forward modelling; 0 leaves the check out.")
        error = QgsProcessingParameterNumber(
            "RELATIVE_ERROR",
            "Error where none is given (%)",
            QgsProcessingParameterNumber.Type.Double,
            100 * DEFAULTS.relative_error,
            False,
            0.1,
            100,
        )
        self.add(error, "One standard deviation in percent of the velocity, for points without a stated one.")
        robust = QgsProcessingParameterBoolean("ROBUST", "Let outliers pull less", DEFAULTS.robust)
        self.add(
            robust, "In refinement and acceptance, residuals beyond 1.345 sigma count linearly, not squared."
        )
        curvature = choice(
            "SPHERICAL", "Correct for the Earth's curvature", get_args(Switch), DEFAULTS.spherical
        )
        self.add(curvature, "auto does from periods of 30 s on.", advanced=True)
        device = choice("DEVICE", "The network runs on", get_args(DeviceChoice), DEFAULTS.device)
        self.add(device, "auto takes a graphics card where there is one.", advanced=True)
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
        request = Request(
            depths=self.depths(parameters, "DEPTHS", context),
            samples=self.parameterAsInt(parameters, "SAMPLES", context),
            lvz=self.parameterAsBoolean(parameters, "LVZ", context),
            poisson=self.parameterAsString(parameters, "POISSON", context),
            spherical=self.parameterAsString(parameters, "SPHERICAL", context),
            device=self.parameterAsString(parameters, "DEVICE", context),
            relative_error=self.parameterAsDouble(parameters, "RELATIVE_ERROR", context) / 100,
            robust=self.parameterAsBoolean(parameters, "ROBUST", context),
        )
        result = engine(partial(jobs.invert, self.source, request, folder), feedback)
        report, counts = result.survey.report, Counter(result.status.tolist())
        warn([*(f"note: {note}" for note in report.notes), *report.lines()], feedback)
        found = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in counts.most_common())
        feedback.pushInfo(f"{result.survey.n_sites} sites inverted in {result.seconds:.1f} s: {found}")
        if self.parameterAsBoolean(parameters, "LOAD", context):
            load_result(context, folder / "sites.gpkg", self.source.name, "SITES")
        return {**_files(folder), "N_SITES": result.survey.n_sites, "N_OK": counts["ok"]}


def _files(folder: Path) -> dict[str, str]:
    return {
        "OUTPUT": str(folder),
        "SITES": f"{folder / 'sites.gpkg'}|layername=sites",
        "PROFILES": str(folder / "profiles.csv"),
        "CURVES": str(folder / "curves.csv"),
    }
