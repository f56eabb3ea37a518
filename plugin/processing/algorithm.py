"""What all algorithms share: a thread for the engine, its messages, and the layers of its files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtGui import QIcon

from ..client.engine import ENGINE, ask
from ..client.pythons import why_missing
from ..protocol.errors import Cancelled, VsMapperError
from ..protocol.option import Option
from ..protocol.orders import Order
from ..protocol.outcomes import Outcome
from ..protocol.progress import Monitor
from ..qgis_layers.translated import progress_of, tr
from .declared import in_words, parameter_of
from .documentation import page_address
from .help_text import Example, help_of

Parameters = dict[str, Any]
MOST_LINES = 20


class EngineAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that lets the engine work; subclasses say what goes in and what comes out."""

    NAME = ""
    TITLE = ""
    HELP = ""
    TAGS: tuple[str, ...] = ()
    GROUP = ""
    EXAMPLES: tuple[Example, ...] = ()
    PAGE = "results"
    """The page of the documentation that the dialog's Help button opens."""

    def name(self) -> str:
        """Return the algorithm's id within the provider."""
        return self.NAME

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return self.TITLE

    def shortHelpString(self) -> str:
        """Return the help beside the dialog."""
        return help_of(self, self.HELP, self.EXAMPLES)

    def shortDescription(self) -> str:
        """Return what it does in a line, for the toolbox's tips."""
        return f"{self.TITLE}: {tr(type(self).__doc__)}"

    def group(self) -> str:
        """Return the group in the toolbox."""
        return tr(self.GROUP)

    def groupId(self) -> str:
        """Return the group's id."""
        return self.GROUP.lower().replace(" ", "_")

    def helpUrl(self) -> str:
        """Return where the documentation stands for a browser."""
        return page_address(self.PAGE)

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
        """Tell whether the engine has a Python, and what to do where it has none.

        QGIS asks in its main thread. Where the answer takes asking programs, that begins in the background,
        and the algorithm itself says what it lacks.
        """
        why = why_missing()
        if why is None:
            ENGINE.warm_up()
        return not why, why or ""

    def add(
        self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False
    ) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[bool, str]:
        """Take choices by their words or by their numbers."""
        return super().checkParameterValues(in_words(self, parameters), context)

    def add_declared(self, options: Iterable[Option]) -> None:
        """Add the parameters of declared settings."""
        for option in options:
            self.add(parameter_of(option), tr(option.help), option.advanced)

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work; called by QGIS in any of its threads."""
        try:
            return self.outputs(parameters, context, feedback)
        except Cancelled:
            feedback.pushInfo(tr("Cancelled; nothing was changed."))
            return {}
        except (VsMapperError, ValueError) as error:
            raise QgsProcessingException(str(error)) from error

    def outputs(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work and return the outputs by name; VsMapperError and ValueError are told to the user."""
        raise NotImplementedError

    def folder(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Path:
        """Return a folder that the user chose; ValueError where it is none."""
        chosen = self.parameterAsString(parameters, name, context).strip()
        if not chosen:
            raise ValueError(
                tr("{description}: no folder is chosen").format(
                    description=self.parameterDefinition(name).description()
                )
            )
        return Path(chosen)


def carried_out(order: Order, feedback: QgsProcessingFeedback) -> Outcome:
    """Let the engine carry out an order; its progress goes to the feedback, Cancel to the engine."""
    told = ""

    def report(fraction: float, message: str) -> None:
        nonlocal told
        feedback.setProgress(100.0 * fraction)
        if message != told:
            told = message
            feedback.setProgressText(progress_of(message))

    return ask(order, Monitor(report, feedback.isCanceled))


def warn(lines: Iterable[str], feedback: QgsProcessingFeedback) -> None:
    """Show warnings, but not thousands of them."""
    lines = list(lines)
    for line in lines[:MOST_LINES]:
        feedback.pushWarning(line)
    if len(lines) > MOST_LINES:
        feedback.pushWarning(tr("… and {count} more").format(count=len(lines) - MOST_LINES))
