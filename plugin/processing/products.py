"""Algorithm: Vs30, site classes and what else follows from the drawn profiles."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
)

from ..protocol.options import PRODUCTS
from ..protocol.orders import MakeProducts
from ..protocol.product_options import ProductOptions
from ..protocol.result_files import AMPLIFICATION, PRODUCT_TABLE
from ..protocol.result_files import PRODUCTS as PRODUCT_FILE
from ..qgis_layers.run_record import survey_name
from .algorithm import carried_out, warn
from .declared import values
from .loading import load_result
from .results_parameter import ResultsAlgorithm

# The engine's files by output.
OUTPUTS = {"PRODUCTS": PRODUCT_FILE, "TABLE": PRODUCT_TABLE, "AMPLIFICATION": AMPLIFICATION}


class SiteProducts(ResultsAlgorithm):
    """Computes what follows from the drawn profiles of an inversion."""

    NAME = "siteproducts"
    PAGE = "products"
    TITLE = "Site products"
    TAGS = (
        "Vs30",
        "site class",
        "ASCE 7",
        "Eurocode 8",
        "NTC",
        "NEHRP",
        "amplification",
        "site period",
        "Z1.0",
    )
    HELP = (
        "<p>Computes of every site, on each profile that was drawn for it: Vs30, also where the data end "
        "above 30 m; mean velocities; depths to velocities; the site's period and its amplification; and "
        "site classes of ASCE 7-22 and 7-16, Eurocode 8 of both generations, NTC 2018, NZ TS 1170.5 and "
        "NBC 2020 with the probability of each. Numbers come with their 5, 16, 50, 84 and 95 % quantiles. "
        "Classes rest on velocity alone. The layer has a style for each standard.</p>"
    )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.add_results()
        self.add_declared(PRODUCTS)
        load = QgsProcessingParameterBoolean("LOAD", "Add the site classes to the project", True)
        self.add(load, "As a layer of sites with a style for each standard.")
        self.addOutput(QgsProcessingOutputVectorLayer("PRODUCTS", "Site classes"))
        self.addOutput(QgsProcessingOutputFile("TABLE", "Table of products"))
        self.addOutput(QgsProcessingOutputFile("AMPLIFICATION", "Table of amplification"))
        self.addOutput(QgsProcessingOutputFolder("OUTPUT", "Results folder"))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute the products."""
        folder = self.folder(parameters, "FOLDER", context)
        options = ProductOptions(**values(PRODUCTS, self, parameters, context))
        done = carried_out(MakeProducts(folder, options), feedback)
        feedback.pushInfo(done.summary)
        warn((f"note: {note}" for note in done.notes), feedback)
        made = {path.name: path for path in done.paths}
        if self.parameterAsBoolean(parameters, "LOAD", context):
            load_result(context, made[PRODUCT_FILE], survey_name(folder), "PRODUCTS")
        outputs = {name: str(made[file]) for name, file in OUTPUTS.items() if file in made}
        return {"OUTPUT": str(folder), **outputs}
