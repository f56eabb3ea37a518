"""How to read a survey or a raster stack, as parameters of an algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext

from ..protocol.errors import SourceError
from ..protocol.option import Option
from ..protocol.options import READING
from ..protocol.overrides import Overrides
from ..protocol.source import Source
from .algorithm import EngineAlgorithm
from .declared import values


class SourceAlgorithm(EngineAlgorithm):
    """An algorithm that reads a survey or a raster stack; subclasses say which."""

    READING: tuple[Option, ...] = READING

    def __init__(self) -> None:
        super().__init__()
        self.source: Source | None = None

    def find_source(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Source:
        """Return what is to be read; SourceError and ValueError are told to the user."""
        raise NotImplementedError

    def add_overrides(self) -> None:
        """Add the parameters that say how to read it, where its files do not or are wrong."""
        self.add_declared(self.READING)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: object
    ) -> bool:
        """Find what is to be read, in the main thread because that touches layers."""
        try:
            self.source = self.find_source(parameters, context)
        except (SourceError, ValueError) as error:
            feedback.reportError(str(error), True)
            return False
        return True

    def overrides(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Overrides:
        """Return what the parameters say."""
        return Overrides(**values(self.READING, self, parameters, context))
