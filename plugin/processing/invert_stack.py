"""Algorithm: a raster stack becomes rasters of Vs on its grid."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)

from ..protocol import result_files
from ..protocol.options.inverting import STACK_INVERSION
from ..protocol.options.shared import KEEP_UNTRUSTED
from ..protocol.orders import Invert
from ..qgis_layers.translated import tr
from .algorithm import carried_out
from .declared import values
from .destinations import raster_destination, rasters_to, tell_missing, wanted
from .loading import load_result
from .map import FIRST as MAPS_FIRST
from .map import OUTPUTS as MAPS
from .request_parameters import RequestParameters
from .stack_parameters import HELP, StackAlgorithm

# The engine's files by output; a stack has no sites to be distant from, and SIGMA is what it is read with.
_LEFT_OUT = ("SIGMA", "DISTANCE", "VS30_CARRIED")
OUTPUTS = {
    "VS": result_files.VS,
    "VS_SIGMA": result_files.SIGMA,
    **{name: made for name, made in MAPS.items() if name not in _LEFT_OUT},
    "STATUS": result_files.STATUS,
}
FIRST = (*MAPS_FIRST, "VS_SIGMA")


class InvertStack(RequestParameters, StackAlgorithm):
    """Inverts every cell of a raster stack."""

    SETTINGS = STACK_INVERSION
    NAME = "invertstack"
    PAGE = "raster_stacks"
    TITLE = tr("Invert raster stack")
    GROUP = "Raster stacks"
    EXAMPLES = ({"FILES_FOLDER": "maps", "SAMPLES": "0", "OUTPUT": "results"},)
    TAGS = ("raster", "phase velocity map", "group velocity map", "tomography", "NetCDF", "Vs30")
    HELP = (
        tr(
            "<p>Every cell of a stack of velocity grids is a dispersion curve. This turns all of them "
            "into Vs at depths and its uncertainty (m/s, one band a depth), misfit chi, Vs30 (m/s), "
            "depths to Vs 1.0 and 2.5 km/s (m) and status, as GeoTIFFs on the same grid, and run.json. "
            "Memory does not grow with the grid. A run that was stopped goes on with the cells that are"
            " missing when it is started again with the same results folder. Samples cost many times "
            "the network alone: on a large grid try 0 first.</p>"
        )
        + HELP
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_stack()
        self.add_request()
        self.add_overrides()
        self.add_declared((KEEP_UNTRUSTED,))
        load = QgsProcessingParameterBoolean("LOAD", tr("Add the rasters to the project"), True)
        self.add(load, tr("In the styles of the Vs Mapper panel."))
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Results folder")),
            tr(
                "Earlier results in it are replaced, all files together. An unfinished run in it is "
                "continued."
            ),
        )
        for name, raster in OUTPUTS.items():
            copy = raster_destination(name, raster)
            self.add(copy, copy.help(), advanced=name not in FIRST)
        self.addOutput(QgsProcessingOutputNumber("N_CELLS", tr("Inverted cells")))
        self.addOutput(QgsProcessingOutputNumber("N_OK", tr("Cells whose profile explains the curve")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Invert and write."""
        folder = self.folder(parameters, "OUTPUT", context)
        order = Invert(
            self.source,
            folder,
            self.request(parameters, context),
            expects="stack",
            **values((KEEP_UNTRUSTED,), self, parameters, context),
        )
        done = carried_out(order, feedback)
        feedback.pushInfo(done.summary)
        made = {path.name: path for path in done.paths}
        rasters = {name: made[raster.file] for name, raster in OUTPUTS.items() if raster.file in made}
        if self.parameterAsBoolean(parameters, "LOAD", context):
            for name, path in rasters.items():
                if not wanted(parameters, name):
                    load_result(context, path, self.source.name, name)
        tell_missing(self, parameters, OUTPUTS, rasters, feedback)
        paths = rasters_to(self, parameters, rasters, context)
        return {
            "OUTPUT": str(folder),
            **paths,
            "N_CELLS": done.n_inverted,
            "N_OK": done.n_status.get("ok", 0),
        }
