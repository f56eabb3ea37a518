"""Algorithms: what would be read of a survey, and of a raster stack."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ..protocol.orders import Describe
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .source_parameters import SourceAlgorithm
from .stack_parameters import HELP as STACK_HELP
from .stack_parameters import StackAlgorithm
from .survey_parameters import HELP, SurveyAlgorithm


class Description(SourceAlgorithm):
    """Reads and says what was understood, before anything is computed."""

    def add_outputs(self, what: str) -> None:
        """Declare the outputs; `what` are the things that hold a curve each."""
        self.addOutput(QgsProcessingOutputString("SUMMARY", tr("What was understood")))
        self.addOutput(
            QgsProcessingOutputNumber("N_SITES", tr("{what} that can be inverted").format(what=what))
        )
        self.addOutput(QgsProcessingOutputNumber("N_POINTS", tr("Points on their curves")))
        self.addOutput(QgsProcessingOutputNumber("N_REJECTED", tr("Rejected sites and points")))

    def outputs(
        self, _parameters: dict[str, Any], _context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read."""
        found = carried_out(Describe(self.source), feedback)
        for line in found.lines:
            feedback.pushInfo(line)
        warn(found.rejects, feedback)
        return {
            "SUMMARY": "\n".join(found.lines),
            "N_SITES": found.n_sites,
            "N_POINTS": found.n_points,
            "N_REJECTED": len(found.rejects),
        }


class DescribeSurvey(Description, SurveyAlgorithm):
    """Says what was understood of a survey."""

    NAME = "describesurvey"
    PAGE = "guide/survey"
    TITLE = tr("Describe dispersion survey")
    GROUP = "Surveys"
    EXAMPLES = (
        {"FILE": "survey.csv"},
        {"FILE": "survey.csv", "CRS": "EPSG:32633", "VELOCITY_UNIT": "km/s"},
    )
    TAGS = ("info", "read", "units")
    HELP = (
        tr(
            "<p>Shows what the plugin reads of a survey: sites, wave and velocity types, modes, band in Hz "
            "and s, wavelengths in m and the depths that can be trusted, the unit of every column and how it"
            " was decided, coordinates, and every rejected site and point with its reason. Nothing is "
            "computed.</p>"
        )
        + HELP
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_survey()
        self.add_overrides()
        self.add_outputs(tr("Sites"))


class DescribeStack(Description, StackAlgorithm):
    """Says what was understood of a raster stack."""

    NAME = "describestack"
    PAGE = "raster_stacks"
    TITLE = tr("Describe raster stack")
    GROUP = "Raster stacks"
    EXAMPLES = ({"FILES_FOLDER": "maps"},)
    TAGS = ("info", "read", "units", "raster", "NetCDF")
    HELP = (
        tr(
            "<p>Shows what the plugin reads of a raster stack: grid, wave and velocity types, periods, "
            "unit and how it was decided, cells that hold a curve, wavelengths in m and the depths that"
            " can be trusted. Nothing is computed.</p>"
        )
        + STACK_HELP
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_stack()
        self.add_overrides()
        self.add_outputs(tr("Cells"))
