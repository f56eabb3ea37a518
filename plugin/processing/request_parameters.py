"""The settings of an inversion as parameters of an algorithm."""

from __future__ import annotations

from typing import Any, get_args

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..protocol.request import (
    SOIL_POISSON_RATIOS,
    DeviceChoice,
    PoissonChoice,
    Request,
    Switch,
)
from .algorithm import EngineAlgorithm, optional_number
from .source_parameters import choice

DEFAULTS = Request()


class RequestParameters(EngineAlgorithm):
    """An algorithm that inverts a survey or a raster stack."""

    def add_request(self) -> None:
        """Add the parameters of the inversion."""
        lvz = QgsProcessingParameterBoolean("LVZ", "Allow velocity to decrease with depth", DEFAULTS.lvz)
        self.add(lvz, "Off makes Vs increase with depth everywhere.")
        self._add_ground()
        depths = QgsProcessingParameterString("DEPTHS", "Depths (m)", "", optional=True)
        self.add(
            depths,
            "As 5, 10, 30, shared by all sites; native keeps each site's own depths; "
            "empty takes round depths across the window that the survey resolves.",
        )
        samples = QgsProcessingParameterNumber(
            "SAMPLES",
            "Samples per site",
            QgsProcessingParameterNumber.Type.Integer,
            DEFAULTS.samples,
            False,
            0,
            1000,
        )
        self.add(samples, "Accepted profiles (chi < 1) wanted per site; 0 leaves the check out.")
        self._add_errors()
        curvature = choice(
            "SPHERICAL", "Correct for the Earth's curvature", get_args(Switch), DEFAULTS.spherical
        )
        self.add(curvature, "auto does from periods of 30 s on.", advanced=True)
        device = choice("DEVICE", "The network runs on", get_args(DeviceChoice), DEFAULTS.device)
        self.add(device, "auto takes a graphics card where there is one.", advanced=True)

    def _add_ground(self) -> None:
        """Add what can be said of the ground."""
        poisson = choice("POISSON", "Poisson's ratio", get_args(PoissonChoice), DEFAULTS.poisson)
        self.add(
            poisson,
            "rock (near 0.25), soil (near 0.48, saturated), unknown, or auto: from the velocities. Vp and "
            "density follow from Vs accordingly; run.json states how.",
        )
        water = optional_number("WATER_TABLE", "Water table (m below the surface)")
        self.add(
            water,
            "Depth from which soil is saturated; empty where it is not known: Poisson's ratio of soil then "
            "rises from {:g} near the surface to {:g} at depth.".format(*SOIL_POISSON_RATIOS),
        )

    def _add_errors(self) -> None:
        """Add what can be said of the points' errors."""
        error = QgsProcessingParameterNumber(
            "RELATIVE_ERROR",
            "Error where none is given (%)",
            QgsProcessingParameterNumber.Type.Double,
            100 * DEFAULTS.relative_error,
            False,
            0.1,
            100,
        )
        self.add(error, "One standard deviation in percent of the velocity, for points without a stated one.")
        robust = QgsProcessingParameterBoolean("ROBUST", "Let outliers pull less", DEFAULTS.robust)
        self.add(
            robust,
            "In the acceptance of profiles, too, residuals beyond 1.345 sigma count linearly, not squared.",
        )

    def request(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Request:
        """Return the settings; ValueError is told to the user."""
        return Request(
            depths=self.depths(parameters, "DEPTHS", context),
            samples=self.parameterAsInt(parameters, "SAMPLES", context),
            lvz=self.parameterAsBoolean(parameters, "LVZ", context),
            poisson=self.parameterAsString(parameters, "POISSON", context),
            spherical=self.parameterAsString(parameters, "SPHERICAL", context),
            device=self.parameterAsString(parameters, "DEVICE", context),
            relative_error=self.parameterAsDouble(parameters, "RELATIVE_ERROR", context) / 100,
            robust=self.parameterAsBoolean(parameters, "ROBUST", context),
            water_table=self.number(parameters, "WATER_TABLE", context),
        )
