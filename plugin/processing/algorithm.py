"""What all algorithms share: a thread for the engine, its messages, and the layers of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtGui import QIcon

from ..client.dependencies import advice, missing
from ..client.own_thread import in_own_thread
from ..protocol.errors import Cancelled, VsMapperError
from ..protocol.progress import Monitor
from ..protocol.request import Depths, parse_depths
from ..qgis_layers.overrides import in_words

Outcome = TypeVar("Outcome")
Parameters = dict[str, Any]

MOST_LINES = 20


class EngineAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that lets the engine work; subclasses say what goes in and what comes out."""

    NAME = ""
    TITLE = ""
    HELP = ""
    TAGS: tuple[str, ...] = ()

    def name(self) -> str:
        """Return the algorithm's id within the provider."""
        return self.NAME

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return self.TITLE

    def shortHelpString(self) -> str:
        """Return the help beside the dialog."""
        return self.HELP

    def tags(self) -> list[str]:
        """Return further words to find it by."""
        return ["vs", "shear-wave velocity", "surface waves", "dispersion", "MASW", *self.TAGS]

    def icon(self) -> QIcon:
        """Return the provider's icon."""
        return self.provider().icon() if self.provider() is not None else QIcon()

    def createInstance(self) -> QgsProcessingAlgorithm:
        """Return a new algorithm of this kind."""
        return type(self)()

    def canExecute(self) -> tuple[bool, str]:
        """Tell whether the engine's packages are installed, and what to do where they are not."""
        lacking = missing()
        return not lacking, advice(lacking)

    def add(
        self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False
    ) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work; called by QGIS in any of its threads."""
        try:
            return self.outputs(parameters, context, feedback)
        except Cancelled:
            feedback.pushInfo("Cancelled; nothing was changed.")
            return {}
        except (VsMapperError, ValueError) as error:
            raise QgsProcessingException(in_words(str(error))) from error

    def outputs(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work and return the outputs by name; VsMapperError and ValueError are told to the user."""
        raise NotImplementedError

    def folder(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Path:
        """Return a folder that the user chose."""
        return Path(self.parameterAsString(parameters, name, context))

    def number(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> float | None:
        """Return a number, None where it was left empty."""
        if parameters.get(name) in (None, ""):
            return None
        return self.parameterAsDouble(parameters, name, context)

    def depths(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Depths:
        """Return depths in m, None where they were left empty."""
        return parse_depths(self.parameterAsString(parameters, name, context))


def engine(work: Callable[[Monitor], Outcome], feedback: QgsProcessingFeedback) -> Outcome:
    """Let the engine work in a thread of its own; its progress goes to the feedback, Cancel to the engine."""
    steps: SimpleQueue[tuple[float, str]] = SimpleQueue()
    told = ""

    def tell() -> None:
        # Only here, in the thread that QGIS gave: its feedback is not made for two at once.
        nonlocal told
        while True:
            try:
                fraction, message = steps.get_nowait()
            except Empty:
                return
            feedback.setProgress(100.0 * fraction)
            if message != told:
                told = message
                feedback.setProgressText(message)

    monitor = Monitor(lambda *step: steps.put(step), feedback.isCanceled)
    return in_own_thread(lambda: work(monitor), tell)


def warn(lines: Iterable[str], feedback: QgsProcessingFeedback) -> None:
    """Show warnings, but not thousands of them."""
    lines = list(lines)
    for line in lines[:MOST_LINES]:
        feedback.pushWarning(line)
    if len(lines) > MOST_LINES:
        feedback.pushWarning(f"… and {len(lines) - MOST_LINES} more")


def optional_number(name: str, title: str, integer: bool = False) -> QgsProcessingParameterNumber:
    """Return a parameter for a positive number that may be left empty."""
    kinds = QgsProcessingParameterNumber.Type
    kind = kinds.Integer if integer else kinds.Double
    return QgsProcessingParameterNumber(name, title, kind, None, True, 0.0)
