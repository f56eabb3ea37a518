"""The algorithms under one name in QGIS's toolbox."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..qgis_layers.translated import tr
from .compare import CompareBoreholes
from .export import ExportProfiles
from .info import DescribeStack, DescribeSurvey
from .invert import InvertSurvey
from .invert_stack import InvertStack
from .map import MapVs
from .model_curves import ModelDispersion
from .products import SiteProducts
from .report import WriteReport
from .section import CutSection

ICON = Path(__file__).parents[2] / "resources" / "icon.svg"


class VsMapperProvider(QgsProcessingProvider):
    """Inversion, maps, sections and exports for models, batch runs and ``qgis_process``."""

    def id(self) -> str:
        """Return what comes before the colon in an algorithm's id."""
        return "vsmapper"

    def name(self) -> str:
        """Return the name in the toolbox."""
        return "Vs Mapper"

    def longName(self) -> str:
        """Return the name where there is room."""
        return tr("Vs Mapper: shear-wave velocity from surface-wave dispersion")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        """Return the icon's file."""
        return str(ICON)

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        """Return the only raster format that the engine writes."""
        return ["tif"]

    def loadAlgorithms(self) -> None:
        """Make the algorithms; called by QGIS."""
        surveys = (DescribeSurvey, InvertSurvey, MapVs, CutSection, SiteProducts, ExportProfiles, WriteReport)
        for algorithm in (*surveys, CompareBoreholes, ModelDispersion, DescribeStack, InvertStack):
            self.addAlgorithm(algorithm())
