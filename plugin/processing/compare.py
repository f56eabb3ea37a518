"""Algorithm: profiles beside boreholes."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..protocol.errors import SourceError
from ..protocol.options.comparing import COMPARE, HOLE_READING
from ..protocol.orders import Compare
from ..protocol.result_columns import COMPARISON_COLUMNS
from ..protocol.result_files import COMPARISON_LAYER
from ..qgis_layers.fields import name_fields
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .declared import values
from .destinations import point_destination, points_to, tell_missing
from .results_parameter import ResultsAlgorithm
from .survey_parameters import SurveyAlgorithm


class CompareBoreholes(SurveyAlgorithm, ResultsAlgorithm):
    """Compares the profiles of an inversion with boreholes near them."""

    NAME = "compareboreholes"
    PAGE = "boreholes"
    TITLE = tr("Compare with boreholes")
    GROUP = "From results"
    EXAMPLES = ({"FOLDER": "results", "FILE": "boreholes.csv", "OUTPUT": "comparison"},)
    TAGS = ("borehole", "downhole", "PS log", "cone", "validation")
    READING = HOLE_READING
    WHAT = "boreholes"
    IN_FOLDERS = False
    HELP = tr(
        "<p>Holds Vs of boreholes, cones or PS logs against the profiles near them: by how much they differ, "
        "depth by depth and in Vs30, and how much of it lies inside the 90 % bands. Writes tables, a layer "
        "of the pairs and a figure a borehole.</p><h3>Boreholes</h3><p>A table or layer with a row a depth "
        "or layer: depth, or top and bottom, and Vs; of several boreholes their names, and coordinates or "
        "points. Units stand in the names of the columns.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        types = [QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVector]
        layer = QgsProcessingParameterFeatureSource("LAYER", tr("Boreholes: a layer"), types, None, True)
        self.add(layer, tr("Layer or table of boreholes, with a feature a depth."))
        self.add(
            QgsProcessingParameterFile("FILE", tr("… or a file"), optional=True), tr("Table of boreholes.")
        )
        self.add_declared(COMPARE)
        self.add_overrides()
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder")), tr("Where the files go."))
        pairs = point_destination("PAIRS", tr("Pairs of borehole and site"))
        self.add(
            pairs,
            tr("Points at the boreholes, where their places are known. {help}").format(help=pairs.help()),
        )
        self.addOutput(QgsProcessingOutputNumber("N_PAIRS", tr("Pairs of borehole and site")))
        self.addOutput(QgsProcessingOutputString("SUMMARY", tr("What came of it")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compare, and say what came of it."""
        if self.source is None:
            raise SourceError(tr("The boreholes were not found."))
        target = self.folder(parameters, "OUTPUT", context)
        said = values(COMPARE, self, parameters, context)
        order = Compare(self.folder(parameters, "FOLDER", context), self.source, target=target, **said)
        compared = carried_out(order, feedback)
        warn((tr("note: {note}").format(note=note) for note in compared.notes), feedback)
        for sentence in (*compared.sentences, compared.summary):
            feedback.pushInfo(sentence)
        told = {"OUTPUT": str(target), "N_PAIRS": len(compared.sentences), "SUMMARY": compared.summary}
        layer = target / COMPARISON_LAYER
        if layer not in compared.paths:
            tell_missing(self, parameters, ["PAIRS"], (), feedback)
            return told
        source = f"{layer}|layername={layer.stem}"
        name_them = partial(name_fields, columns=COMPARISON_COLUMNS)
        return {**told, "PAIRS": points_to(self, parameters, "PAIRS", source, context, name_them)}
