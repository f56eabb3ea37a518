"""Algorithm: profiles become rasters of Vs at depths."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterString,
)

from ..client import result_jobs
from .algorithm import engine, optional_number
from .loading import load_result
from .results_parameter import ResultsAlgorithm
from .source_parameters import choice

METHODS = ("linear", "idw", "nearest")
# The engine's files by output.
OUTPUTS = {
    "VS": ("vs.tif", "Vs, one band a depth"),
    "SIGMA": ("vs_sigma.tif", "Vs uncertainty, one band a depth"),
    "VS30": ("vs30.tif", "Vs30"),
    "Z1_0": ("z1_0.tif", "Depth to Vs 1.0 km/s"),
    "Z2_5": ("z2_5.tif", "Depth to Vs 2.5 km/s"),
    "CHI": ("chi.tif", "Misfit chi"),
    "DISTANCE": ("distance.tif", "Distance to the nearest site"),
}


class MapVs(ResultsAlgorithm):
    """Grids the profiles of an inversion."""

    NAME = "mapvs"
    TITLE = "Map Vs at depths"
    TAGS = ("raster", "interpolation", "Vs30", "grid")
    HELP = (
        "<p>Interpolates log Vs between the sites of an inversion and writes GeoTIFFs into its folder: "
        "Vs and its uncertainty (m/s, one band a depth), distance to the nearest site (m), and Vs30 "
        "(m/s), depth to Vs 1.0 and 2.5 km/s (m) and misfit chi where any site has them. Cells far from "
        "every site stay empty, and so do depths that a site's curve does not resolve.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        depths = QgsProcessingParameterString("DEPTHS", "Depths (m)", "", optional=True)
        self.add(depths, "As 5, 10, 30; empty takes those inverted for.")
        self.add(
            optional_number("RESOLUTION", "Cell size (map units)"),
            "In units of the maps' coordinate system, degrees for EPSG:4326; empty takes about a third "
            "of the site spacing.",
        )
        crs = QgsProcessingParameterCrs("CRS", "Coordinate system of the maps", None, True)
        self.add(crs, "Empty takes that of the sites.")
        method = choice("METHOD", "Interpolation", METHODS, METHODS[0])
        self.add(method, "Of log Vs: Delaunay triangles, inverse squared distance, or the nearest site.")
        self.add(
            optional_number("MAX_DISTANCE", "Farthest site (m)"),
            "Cells farther than this from every site stay empty; by default 1.5 times the 90th "
            "percentile of the site spacing.",
        )
        keep = QgsProcessingParameterBoolean("KEEP_UNTRUSTED", "Draw depths that are not resolved", False)
        self.add(
            keep, "Also depths outside a quarter of the shortest to half the longest wavelength of a site."
        )
        load = QgsProcessingParameterBoolean("LOAD", "Add the maps to the project", True)
        self.add(load, "In the styles of the Vs Mapper panel.")
        for name, (_, title) in OUTPUTS.items():
            self.addOutput(QgsProcessingOutputRasterLayer(name, title))
        self.addOutput(QgsProcessingOutputFolder("OUTPUT", "Results folder"))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Draw the maps."""
        folder = self.folder(parameters, "FOLDER", context)
        depths = self.depths(parameters, "DEPTHS", context)
        if depths == "native":
            raise ValueError("Depths: maps need the same depths at all sites, such as 5, 10, 30.")
        crs = self.parameterAsCrs(parameters, "CRS", context)
        draw = partial(
            result_jobs.draw_maps,
            folder,
            depths=depths,
            resolution=self.number(parameters, "RESOLUTION", context),
            crs=(crs.authid() or crs.toWkt()) if crs.isValid() else None,
            method=self.parameterAsString(parameters, "METHOD", context),
            max_distance=self.number(parameters, "MAX_DISTANCE", context),
            keep_untrusted=self.parameterAsBoolean(parameters, "KEEP_UNTRUSTED", context),
        )
        maps = engine(draw, feedback)
        feedback.pushInfo(maps.summary)
        made = {path.name: path for path in maps.paths}
        outputs = {name: made[file] for name, (file, _) in OUTPUTS.items() if file in made}
        if self.parameterAsBoolean(parameters, "LOAD", context):
            self._load(outputs, folder, context)
        return {"OUTPUT": str(folder), **{name: str(path) for name, path in outputs.items()}}

    def _load(self, outputs: dict[str, Path], folder: Path, context: QgsProcessingContext) -> None:
        group = result_jobs.survey_name(folder)
        for name, path in outputs.items():
            load_result(context, path, group, name)
