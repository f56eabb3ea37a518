"""Algorithm: a report of an inversion."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from ..protocol.options.handing_on import REPORT
from ..protocol.orders import MakeReport
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .declared import values
from .destinations import file_destination, file_to
from .results_parameter import ResultsAlgorithm


class WriteReport(ResultsAlgorithm):
    """Writes a report of an inversion, to read and to hand in."""

    NAME = "report"
    PAGE = "guide/sections_reports"
    TITLE = tr("Write report")
    GROUP = "From results"
    EXAMPLES = ({"FOLDER": "results", "SITES": "A, B"},)
    TAGS = ("report", "PDF", "HTML", "site study", "Vs30", "site class")
    HELP = tr(
        "<p>Writes report.html, which needs nothing beside it, and report.pdf into the results folder: the "
        "survey, method and assumptions, how sure the numbers are, provenance, maps with their uncertainty, "
        "sections, and a page a site with its curve, its profile and its numbers.</p><p>Draw maps and "
        "sections first: the report holds those that the folder holds.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        self.add_declared(REPORT)
        for copy in (
            file_destination("PAGE", tr("Report"), tr("HTML (*.html)")),
            file_destination("DOCUMENT", tr("Report as PDF"), tr("PDF (*.pdf)")),
        ):
            self.add(copy, copy.help())

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the files."""
        order = MakeReport(
            self.folder(parameters, "FOLDER", context), **values(REPORT, self, parameters, context)
        )
        written = carried_out(order, feedback)
        warn((tr("note: {note}").format(note=note) for note in written.notes), feedback)
        page, document = written.paths
        return {
            "PAGE": file_to(self, parameters, "PAGE", page, context),
            "DOCUMENT": file_to(self, parameters, "DOCUMENT", document, context),
        }
