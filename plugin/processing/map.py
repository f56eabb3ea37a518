"""Algorithm: profiles become rasters of Vs at depths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingParameterBoolean,
)

from ..protocol import result_files
from ..protocol.map_layers import CONTOURS, REACH
from ..protocol.map_options import MapOptions
from ..protocol.options.mapping import MAPS
from ..protocol.orders import DrawMaps
from ..qgis_layers.run_record import survey_name
from ..qgis_layers.systems import projected
from ..qgis_layers.translated import tr
from .algorithm import carried_out
from .declared import values
from .destinations import raster_destination, rasters_to, tell_missing, wanted
from .loading import load_map_layers, load_result
from .results_parameter import ResultsAlgorithm

# The engine's files by output.
OUTPUTS = {
    "VS": result_files.VS,
    "SIGMA": result_files.SIGMA,
    "VS30": result_files.VS30,
    "VS30_CARRIED": result_files.VS30_CARRIED,
    **{
        Path(raster.file).stem.upper(): raster
        for pair in (*result_files.CLASS_MAPS.values(), *result_files.PROFILE_CLASS_MAPS.values())
        for raster in pair
    },
    "Z1_0": result_files.Z1_0,
    "Z2_5": result_files.Z2_5,
    "CHI": result_files.CHI,
    "DISTANCE": result_files.DISTANCE,
}

FIRST = ("VS", "SIGMA", "VS30", "Z1_0", "Z2_5")
"""Those that the dialog shows at once."""
LAYERS = {"CONTOURS": CONTOURS, "REACH": REACH}


class MapVs(ResultsAlgorithm):
    """Grids the profiles of an inversion."""

    NAME = "mapvs"
    PAGE = "guide/mapping"
    TITLE = tr("Map Vs at depths")
    GROUP = "From results"
    EXAMPLES = (
        {"FOLDER": "results", "RESOLUTION": "25"},
        {
            "FOLDER": "results",
            "BARRIERS": "faults.gpkg",
            "EXTENT": "500000,501000,5300000,5301000 [EPSG:32633]",
            "VS30": "vs30.tif",
        },
    )
    TAGS = ("raster", "interpolation", "Vs30", "grid")
    HELP = tr(
        "<p>Foretells Vs between the sites of an inversion by a spatial model (kriging), or interpolates it, "
        "and writes GeoTIFFs into its folder: Vs and its uncertainty (m/s, one band a depth), distance to "
        "the nearest site (m), and Vs30 (m/s), depth to Vs 1.0 and 2.5 km/s (m) and misfit chi where any "
        "site has them. Kriging adds rasters of their quantiles (_p05 and so on). Contours of Vs, and the "
        "areas that are drawn, become GeoPackages. Cells far from every site stay empty, and so do depths "
        "that a site's curve does not resolve. Nothing is interpolated across barriers, such as faults.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        self.add_declared(MAPS)
        load = QgsProcessingParameterBoolean("LOAD", tr("Add the maps to the project"), True)
        self.add(load, tr("In the styles of the Vs Mapper panel."))
        for name, raster in OUTPUTS.items():
            copy = raster_destination(name, raster)
            self.add(copy, copy.help(), advanced=name not in FIRST)
        self.addOutput(QgsProcessingOutputFile("CONTOURS", tr("Contours of Vs")))
        self.addOutput(QgsProcessingOutputFile("REACH", tr("Areas by distance and by uncertainty")))
        self.addOutput(QgsProcessingOutputFolder("OUTPUT", tr("Results folder")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Draw the maps."""
        folder = self.folder(parameters, "FOLDER", context)
        options = MapOptions(**values(MAPS, self, parameters, context))
        order = DrawMaps(folder, options, projected(context.project()))
        maps = carried_out(order, feedback)
        feedback.pushInfo(maps.summary)
        made = {path.name: path for path in maps.paths}
        rasters = {name: made[raster.file] for name, raster in OUTPUTS.items() if raster.file in made}
        tell_missing(self, parameters, OUTPUTS, rasters, feedback)
        outputs = rasters_to(self, parameters, rasters, context)
        if self.parameterAsBoolean(parameters, "LOAD", context):
            group = survey_name(folder)
            for name, path in rasters.items():
                if not wanted(parameters, name):
                    load_result(context, path, group, name)
            load_map_layers(context, folder, set(made), group)
        layers = {name: str(made[file]) for name, file in LAYERS.items() if file in made}
        return {"OUTPUT": str(folder), **outputs, **layers}
