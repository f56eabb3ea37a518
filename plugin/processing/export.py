"""Algorithm: profiles for other programs."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
)

from ..protocol.options import EXPORT
from ..protocol.orders import Export
from ..protocol.result_files import LAYER_TABLE
from .algorithm import carried_out, warn
from .declared import values
from .results_parameter import ResultsAlgorithm


class ExportProfiles(ResultsAlgorithm):
    """Writes the profiles of an inversion as layered models."""

    NAME = "exportprofiles"
    TITLE = "Export profiles"
    TAGS = ("Geopsy", "CPS", "model96", "CSV", "layers")
    HELP = (
        "<p>Writes the profiles of an inversion as layered models: Geopsy ground models (thickness m, Vp"
        " m/s, Vs m/s, density kg/m3), CPS model96 files (km, km/s, g/cm3), one a site, or one table of "
        "all layers. Vp and density are those with which the profiles were checked. Layers that explain "
        "the curves exactly as the profiles do need an inversion with depths set to native.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        self.add_declared(EXPORT)
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", "Folder"), "Where the files go.")
        self.addOutput(QgsProcessingOutputNumber("N_FILES", "Files written"))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the files."""
        folder = self.folder(parameters, "OUTPUT", context)
        said = values(EXPORT, self, parameters, context)
        target = folder / LAYER_TABLE if said["form"] == "csv" else folder
        order = Export(self.folder(parameters, "FOLDER", context), target=target, **said)
        exported = carried_out(order, feedback)
        warn((f"note: {note}" for note in exported.notes), feedback)
        return {"OUTPUT": str(folder), "N_FILES": len(exported.paths)}
