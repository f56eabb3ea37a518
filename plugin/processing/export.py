"""Algorithm: profiles for other programs."""

from __future__ import annotations

import csv
from functools import partial
from typing import Any, get_args

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..client import result_jobs
from ..protocol.request import ExportFormat
from .algorithm import engine, warn
from .results_parameter import ResultsAlgorithm
from .source_parameters import choice


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
        form = choice("FORMAT", "Format", get_args(ExportFormat), "csv")
        self.add(form, "geopsy and cps write one file a site, csv one table.")
        sites = QgsProcessingParameterString("SITES", "Sites", "", optional=True)
        self.add(sites, "Names separated by commas; empty exports all.")
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", "Folder"), "Where the files go.")
        self.addOutput(QgsProcessingOutputNumber("N_FILES", "Files written"))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the files."""
        folder = self.folder(parameters, "OUTPUT", context)
        form = self.parameterAsString(parameters, "FORMAT", context)
        names = next(csv.reader([self.parameterAsString(parameters, "SITES", context)]), [])
        export = partial(
            result_jobs.export,
            self.folder(parameters, "FOLDER", context),
            form,
            folder / "layers.csv" if form == "csv" else folder,
            [name.strip() for name in names] or None,
        )
        exported = engine(export, feedback)
        warn((f"note: {note}" for note in exported.notes), feedback)
        return {"OUTPUT": str(folder), "N_FILES": len(exported.paths)}
