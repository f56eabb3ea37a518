"""Algorithm: profiles for other programs."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
)

from ..protocol.options.handing_on import EXPORT
from ..protocol.orders import Export
from ..protocol.result_files import EXPORT_FILES
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .declared import values
from .results_parameter import ResultsAlgorithm


class ExportProfiles(ResultsAlgorithm):
    """Writes the results of an inversion for other programs."""

    NAME = "exportprofiles"
    PAGE = "exports"
    TITLE = tr("Export results")
    GROUP = "From results"
    EXAMPLES = ({"FOLDER": "results", "FORMAT": "geopsy", "OUTPUT": "models"},)
    TAGS = (
        "Geopsy",
        "CPS",
        "model96",
        "CSV",
        "layers",
        "OpenQuake",
        "ShakeMap",
        "Surfer",
        "NetCDF",
        "COG",
        "pystrata",
        "MzS",
    )
    HELP = tr(
        "<p>Writes results for other programs. Layered models: one table of all layers (csv), Geopsy ground "
        "models (thickness m, Vp m/s, Vs m/s, density kg/m3) or CPS model96 files (km, km/s, g/cm3), one a "
        "site, with the Vp and density with which the profiles were checked. A site model for OpenQuake: "
        "Vs30, Z1.0 in m and Z2.5 in km of sites, or of the cells of the map. Maps, where they were drawn: a "
        "grid of Vs30 for ShakeMap, Surfer grids, cloud-optimised GeoTIFFs, or the volume as NetCDF. "
        "Profiles for site response (pystrata), the drawn ones too; tables of Italian microzonation for MzS "
        "Tools.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        self.add_declared(EXPORT)
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder")), tr("Where the files go."))
        self.addOutput(QgsProcessingOutputNumber("N_FILES", tr("Files written")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the files."""
        folder = self.folder(parameters, "OUTPUT", context)
        said = values(EXPORT, self, parameters, context)
        target = folder / EXPORT_FILES[said["form"]] if said["form"] in EXPORT_FILES else folder
        order = Export(self.folder(parameters, "FOLDER", context), target=target, **said)
        exported = carried_out(order, feedback)
        warn((tr("note: {note}").format(note=note) for note in exported.notes), feedback)
        return {"OUTPUT": str(folder), "N_FILES": len(exported.paths)}
