"""Algorithm: profiles become the dispersion curves that they would show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..protocol.errors import SourceError
from ..protocol.forward_options import ForwardOptions
from ..protocol.options.comparing import HOLE_READING
from ..protocol.options.modelling import FORWARD, PROFILE_DEPTHS
from ..protocol.orders import ModelCurves
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .declared import values
from .survey_parameters import SurveyAlgorithm


class ModelDispersion(SurveyAlgorithm):
    """Computes the dispersion curves of layered profiles."""

    NAME = "modelcurves"
    PAGE = "modelling"
    TITLE = tr("Model dispersion curves")
    GROUP = "Modelling"
    EXAMPLES = ({"FILE": "profiles.csv", "FREQUENCIES": "1-50", "MODES": "0, 1", "OUTPUT": "curves.csv"},)
    TAGS = ("forward", "theoretical curve", "profile", "layers", "synthetic", "Rayleigh", "Love")
    READING = HOLE_READING
    WHAT = "profiles"
    IN_FOLDERS = False
    HELP = tr(
        "<p>Computes phase or group velocities of Rayleigh or Love waves, mode by mode, that layered "
        "profiles would show, and writes them as a table that can be read as a survey.</p>"
        "<h3>Profiles</h3><p>A table or layer with a row a layer or depth: top and bottom, thickness or "
        "depth, and Vs; Vp and density where they are known; of several profiles their names, and "
        "coordinates or points. Units stand in the names of the columns. models.csv of a results folder is "
        "one.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        types = [QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVector]
        layer = QgsProcessingParameterFeatureSource("LAYER", tr("Profiles: a layer"), types, None, True)
        self.add(layer, tr("Layer or table of profiles, with a feature a layer of the ground."))
        self.add(
            QgsProcessingParameterFile("FILE", tr("… or a file"), optional=True), tr("Table of profiles.")
        )
        self.add_declared(FORWARD)
        self.add_declared(PROFILE_DEPTHS)
        self.add_overrides()
        curves = QgsProcessingParameterFileDestination("OUTPUT", tr("Curves"), tr("CSV (*.csv)"))
        self.add(curves, tr("Table of a row a point, which the other algorithms read as a survey."))
        self.addOutput(QgsProcessingOutputNumber("N_SITES", tr("Profiles that have a curve")))
        self.addOutput(QgsProcessingOutputNumber("N_POINTS", tr("Points on their curves")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute the curves."""
        if self.source is None:
            raise SourceError(tr("The profiles were not found."))
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        options = ForwardOptions(**values(FORWARD, self, parameters, context))
        order = ModelCurves(self.source, target, options, **values(PROFILE_DEPTHS, self, parameters, context))
        done = carried_out(order, feedback)
        warn((tr("note: {note}").format(note=note) for note in done.notes), feedback)
        feedback.pushInfo(done.summary)
        return {"OUTPUT": str(target), "N_SITES": done.n_sites, "N_POINTS": done.n_points}
