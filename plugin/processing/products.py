"""Algorithm: Vs30, site classes and what else follows from the drawn profiles."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingParameterBoolean,
)

from ..protocol.options.working_out import PRODUCTS
from ..protocol.orders import MakeProducts
from ..protocol.product_options import ProductOptions
from ..protocol.result_files import AMPLIFICATION, PRODUCT_LAYER, PRODUCT_TABLE
from ..protocol.result_files import PRODUCTS as PRODUCT_FILE
from ..qgis_layers.run_record import survey_name
from ..qgis_layers.translated import tr
from .algorithm import carried_out, warn
from .declared import values
from .destinations import (
    CSV,
    file_destination,
    file_to,
    point_destination,
    points_to,
    tell_missing,
    wanted,
)
from .loading import load_result
from .results_parameter import ResultsAlgorithm

TABLES = {
    "TABLE": (tr("Table of products"), PRODUCT_TABLE),
    "AMPLIFICATION": (tr("Table of amplification"), AMPLIFICATION),
}


class SiteProducts(ResultsAlgorithm):
    """Computes what follows from the drawn profiles of an inversion."""

    NAME = "siteproducts"
    PAGE = "products"
    TITLE = tr("Site products")
    GROUP = "From results"
    EXAMPLES = ({"FOLDER": "results", "STANDARDS": "asce7_22, ec8"},)
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
    HELP = tr(
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
        load = QgsProcessingParameterBoolean("LOAD", tr("Add the site classes to the project"), True)
        self.add(load, tr("As a layer of sites with a style for each standard."))
        copies = [point_destination("PRODUCTS", tr("Site classes"))]
        copies += [file_destination(name, title, CSV) for name, (title, _) in TABLES.items()]
        for copy in copies:
            self.add(copy, copy.help())
        self.addOutput(QgsProcessingOutputFolder("OUTPUT", tr("Results folder")))

    def outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute the products."""
        from ..qgis_layers.site_classes import style_products

        folder = self.folder(parameters, "FOLDER", context)
        options = ProductOptions(**values(PRODUCTS, self, parameters, context))
        done = carried_out(MakeProducts(folder, options), feedback)
        feedback.pushInfo(done.summary)
        warn((tr("note: {note}").format(note=note) for note in done.notes), feedback)
        made = {path.name: path for path in done.paths}
        if self.parameterAsBoolean(parameters, "LOAD", context) and not wanted(parameters, "PRODUCTS"):
            load_result(context, made[PRODUCT_FILE], survey_name(folder), "PRODUCTS")
        tell_missing(self, parameters, TABLES, [n for n, (_, f) in TABLES.items() if f in made], feedback)
        source = f"{made[PRODUCT_FILE]}|layername={PRODUCT_LAYER}"
        return {
            "OUTPUT": str(folder),
            "PRODUCTS": points_to(self, parameters, "PRODUCTS", source, context, style_products),
            **{
                name: file_to(self, parameters, name, made[file], context)
                for name, (_, file) in TABLES.items()
                if file in made
            },
        }
