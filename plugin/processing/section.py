"""Algorithm: a pseudo-section along a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterDestination,
)

from ..client import result_jobs
from ..qgis_layers.section_line import LineError, SectionLine, only_line
from .algorithm import engine, optional_number
from .loading import load_section
from .results_parameter import ResultsAlgorithm


class CutSection(ResultsAlgorithm):
    """Interpolates the profiles near a line along it."""

    NAME = "section"
    TITLE = "Pseudo-section along a line"
    TAGS = ("profile", "line", "2D")
    HELP = (
        "<p>Interpolates log Vs between the sites near a line and writes a raster of Vs and its "
        "uncertainty (m/s) against distance along the line and depth below the surface (m), in a "
        "coordinate system of its own. Places far from every site and depths that are not resolved stay "
        "empty.</p>"
    )

    def __init__(self) -> None:
        super().__init__()
        self.line: SectionLine | None = None
        self.load: Callable[..., None] | None = None

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        line = QgsProcessingParameterFeatureSource("LINE", "Line", [QgsProcessing.SourceType.TypeVectorLine])
        self.add(line, "A layer with one line, or with one line selected.")
        self.add(
            optional_number("CORRIDOR", "Farthest site (m)"),
            "Sites within this distance of the line are used; by default 1.5 times the 90th percentile "
            "of the site spacing.",
        )
        bottom = optional_number("MAX_DEPTH", "Bottom (m below the surface)")
        self.add(bottom, "Empty takes the deepest resolved depth.")
        keep = QgsProcessingParameterBoolean("KEEP_UNTRUSTED", "Draw depths that are not resolved", False)
        self.add(
            keep, "Also depths outside a quarter of the shortest to half the longest wavelength of a site."
        )
        section = QgsProcessingParameterRasterDestination("OUTPUT", "Section")
        self.add(section, "GeoTIFF with Vs in band 1 and its uncertainty in band 2.")

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Take the line out of its layer, in the main thread."""
        source = self.parameterAsSource(parameters, "LINE", context)
        if source is None:
            feedback.reportError(self.invalidSourceError(parameters, "LINE"), True)
            return False
        try:
            self.line = only_line(list(source.getFeatures()), source.sourceCrs(), source.sourceName())
        except LineError as error:
            feedback.reportError(str(error), True)
            return False
        return True

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Cut the section."""
        folder = self.folder(parameters, "FOLDER", context)
        target = Path(self.parameterAsOutputLayer(parameters, "OUTPUT", context))
        cut = partial(
            result_jobs.cut_section,
            folder,
            self.line,
            target=target,
            corridor=self.number(parameters, "CORRIDOR", context),
            max_depth=self.number(parameters, "MAX_DEPTH", context),
            keep_untrusted=self.parameterAsBoolean(parameters, "KEEP_UNTRUSTED", context),
        )
        made = engine(cut, feedback)
        feedback.pushInfo(made.section.summary())
        self.load = partial(
            load_section,
            path=target,
            folder=folder,
            group=result_jobs.survey_name(folder),
            title=f"{self.line.name}: Vs (m/s)",
        )
        return {"OUTPUT": str(target)}

    def postProcessAlgorithm(
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Load the section; called by QGIS."""
        if self.load is not None:
            self.load(context, feedback)
        return {}
