"""The settings of an inversion as parameters of an algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext

from ..protocol.options.inverting import INVERSION
from ..protocol.request import Request
from .algorithm import EngineAlgorithm
from .declared import values


class RequestParameters(EngineAlgorithm):
    """An algorithm that inverts a survey or a raster stack."""

    SETTINGS = INVERSION

    def add_request(self) -> None:
        """Add the parameters of the inversion."""
        self.add_declared(self.SETTINGS)

    def request(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Request:
        """Return the settings; ValueError is told to the user."""
        return Request(**values(self.SETTINGS, self, parameters, context))
