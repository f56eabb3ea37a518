"""Algorithm: a pseudo-section along a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
)

from ..protocol import orders
from ..protocol.lines import SectionLine, WrittenLine
from ..protocol.map_options import SectionOptions
from ..protocol.options.cutting import SECTION
from ..qgis_layers.run_record import survey_name
from ..qgis_layers.section_line import LineError, only_line
from ..qgis_layers.translated import tr
from .algorithm import carried_out
from .declared import values
from .loading import load_section
from .results_parameter import ResultsAlgorithm


class CutSection(ResultsAlgorithm):
    """Interpolates the profiles near a line along it."""

    NAME = "section"
    PAGE = "guide/sections_reports"
    TITLE = tr("Pseudo-section along a line")
    GROUP = "From results"
    EXAMPLES = ({"FOLDER": "results", "LINE": "line.geojson", "OUTPUT": "section.tif"},)
    TAGS = ("profile", "line", "2D")
    HELP = tr(
        "<p>Interpolates log Vs between the sites along a line and writes a figure, and a raster of Vs and "
        "its uncertainty (m/s) against distance along the line and depth below the surface (m), in a "
        "coordinate system of its own. Places far from every site and depths that are not resolved stay "
        "empty.</p>"
    )

    def __init__(self) -> None:
        super().__init__()
        self.line: SectionLine | WrittenLine = WrittenLine("")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        kinds = [QgsProcessing.SourceType.TypeVectorLine]
        line = QgsProcessingParameterFeatureSource("LINE", tr("Line"), kinds, optional=True)
        self.add(
            line,
            tr(
                "A layer with one line, or with one line selected. Not needed where the sites have positions "
                "along a line."
            ),
        )
        self.add_declared(SECTION)
        section = QgsProcessingParameterFileDestination("OUTPUT", tr("Section"), tr("GeoTIFF (*.tif)"))
        self.add(
            section,
            tr(
                "GeoTIFF with Vs in band 1, its uncertainty in band 2. Beside it, under the same name, "
                "come the figure (PNG, SVG, PDF), a table of the sites used, and a GeoPackage with the "
                "trace and the curtain, which are loaded."
            ),
        )

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Take the line out of its layer, in the main thread."""
        source = self.parameterAsSource(parameters, "LINE", context)
        self.line = WrittenLine("")
        if source is None and parameters.get("LINE") in (None, ""):
            return True
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
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        options = SectionOptions(**values(SECTION, self, parameters, context))
        made = carried_out(orders.CutSection(folder, self.line, options, target), feedback)
        feedback.pushInfo(made.summary)
        load_section(context, made.path, folder, survey_name(folder), made.name)
        return {"OUTPUT": str(target)}
