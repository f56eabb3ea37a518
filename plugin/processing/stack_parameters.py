"""A raster stack as parameters of an algorithm: layers, a file or a folder, and its sigmas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsRasterLayer,
)

from ..protocol.address import place_of
from ..protocol.options.reading import NOT_FOR_STACKS, READING, STACK_READING
from ..protocol.options.shared import chosen
from ..protocol.source import Source
from ..protocol.stack_input import StackPart
from ..qgis_layers.survey_source import from_rasters, stack_part
from ..qgis_layers.translated import tr
from .declared import values
from .source_parameters import SourceAlgorithm

HELP = tr(
    "<h3>Raster stack</h3><p>Grids of phase or group velocity, one a period: several raster layers, one "
    "raster with a band a period, a NetCDF file, a Zarr store, a folder of rasters, or a CSV list with the "
    "columns file, band, period_s, kind. Give one of the three. All have to share one north-up grid. "
    "Periods, wave and velocity types and units come from the names of layers, files and bands and from "
    "metadata; “Describe raster stack” shows what is understood, and the parameters say otherwise where "
    "that is wrong.</p>"
)
PERIODS = chosen(STACK_READING, "periods")


class StackAlgorithm(SourceAlgorithm):
    """An algorithm that reads a raster stack."""

    LAYERS = "LAYERS"
    WHAT = "stack"
    READING = tuple(option for option in READING if option.name not in NOT_FOR_STACKS)

    def add_stack(self) -> None:
        """Add the parameters of the stack."""
        rasters = QgsProcessing.SourceType.TypeRaster
        layers = QgsProcessingParameterMultipleLayers("LAYERS", tr("Raster layers"), rasters, None, True)
        self.add(layers, tr("Grids of velocity, one a period or with a band a period."))
        self.add_files(
            tr("folder of rasters"),
            tr(
                "Raster with a band a period, NetCDF file, Zarr store or CSV list of rasters; or an address "
                "of one: https://, http://, s3://, gs://, az://."
            ),
            tr("Folder with a raster a period."),
        )
        self.add_declared(PERIODS)
        sigmas = QgsProcessingParameterMultipleLayers("SIGMA_LAYERS", tr("Sigma layers"), rasters, None, True)
        self.add(sigmas, tr("Rasters of standard deviations, laid out like the velocities."))
        sigma = QgsProcessingParameterFile("SIGMA", tr("… or sigma file or folder"), optional=True)
        self.add(sigma, tr("Raster, NetCDF file, folder or address of standard deviations."), advanced=True)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Ask for one stack, and for its sigmas once."""
        if parameters.get("SIGMA_LAYERS") and parameters.get("SIGMA"):
            return False, tr("Give the sigmas as layers or as a file, one of the two.")
        return super().checkParameterValues(parameters, context)

    def find_source(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Source:
        """Return the stack."""
        sigma = tuple(stack_part(layer) for layer in self._rasters(parameters, "SIGMA_LAYERS", context))
        if parameters.get("SIGMA"):
            sigma = (StackPart(place_of(self.parameterAsString(parameters, "SIGMA", context))),)
        periods = values(PERIODS, self, parameters, context)
        overrides = replace(self.overrides(parameters, context), sigma=sigma, **periods)
        if parameters.get("LAYERS"):
            return from_rasters(self._rasters(parameters, "LAYERS", context), overrides)
        return self.source_of_files(parameters, overrides, context)

    def _rasters(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> list[QgsRasterLayer]:
        """Return the layers of a parameter, none where it is empty."""
        if not parameters.get(name):
            return []
        return self.parameterAsLayerList(parameters, name, context)
