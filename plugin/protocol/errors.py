"""The exceptions that are raised on purpose, each with a message for the user."""

from __future__ import annotations


class VsMapperError(Exception):
    """Base of every error whose message is meant for the user."""


class SurveyError(VsMapperError):
    """The input cannot be read as a survey; the message names the file and the reason."""


class NothingToInvert(VsMapperError):
    """The input was read, but no site in it can be inverted."""


class WeightsError(VsMapperError):
    """The network's weights are missing, damaged or of another architecture."""


class Cancelled(VsMapperError):
    """The user asked for the run to stop."""


class OutputError(VsMapperError):
    """Results cannot be written, read back, mapped or cut; the message names the file and the reason."""


class SourceError(VsMapperError):
    """What is chosen cannot be handed to the engine; the message is for the user."""


class EngineError(VsMapperError):
    """The engine cannot be started, or stopped by itself; the message says what to do next."""


class EngineMissing(EngineError):
    """No Python is found in which the engine runs; the message says what to do."""


class SetupError(EngineError):
    """The engine's Python cannot be made; the message says what failed and what to do."""


class ClusterError(VsMapperError):
    """The processes that were to do the work cannot be had; the message says what to do."""
