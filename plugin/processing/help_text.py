"""The help of an algorithm: what it does, each parameter and output, and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
)

from ..qgis_layers.translated import tr

Example = Mapping[str, str]
"""Values of parameters, by their names."""


def help_of(algorithm: QgsProcessingAlgorithm, what: str, examples: Iterable[Example]) -> str:
    """Return the help beside an algorithm's dialog, as HTML.

    Parameters
    ----------
    algorithm : QgsProcessingAlgorithm
        The algorithm, with its parameters.
    what : str
        What it does, as HTML.
    examples : iterable of Example
        Ways to run it.
    """
    inputs = [each for each in algorithm.parameterDefinitions() if not each.isDestination()]
    targets = [each for each in algorithm.parameterDefinitions() if each.isDestination()]
    parts = [what, tr("<h2>Input parameters</h2>"), *map(_parameter, inputs)]
    if targets or algorithm.outputDefinitions():
        parts.append(tr("<h2>Outputs</h2>"))
    parts += map(_parameter, targets)
    named = {each.name() for each in targets}
    others = [each for each in algorithm.outputDefinitions() if each.name() not in named]
    parts += [f"<p><b>{escape(each.description(), quote=False)}</b> ({each.name()})</p>" for each in others]
    shown = [line for example in examples for line in _example(algorithm.id(), example)]
    return "".join(parts) + (tr("<h2>Examples</h2>") + "".join(shown) if shown else "")


def _parameter(definition: QgsProcessingParameterDefinition) -> str:
    """Return the words on one parameter, with the choices that it has."""
    words = [escape(definition.help(), quote=False)]
    if isinstance(definition, QgsProcessingParameterEnum):
        numbered = (f"{place} {escape(word, quote=False)}" for place, word in enumerate(definition.options()))
        words.append(tr("Words, or their numbers: {names}.").format(names=", ".join(numbered)))
    title = escape(definition.description(), quote=False)
    return f"<p><b>{title}</b> ({definition.name()}): {' '.join(words)}</p>"


def _example(name: str, example: Example) -> tuple[str, str]:
    """Return an example for a terminal, and for Python."""
    words = " ".join(_quoted(f"{key}={value}") for key, value in example.items())
    given = ", ".join(f'"{key}": "{value}"' for key, value in example.items())
    terminal = escape(f"qgis_process run {name} -- {words}", quote=False)
    python = escape(f'processing.run("{name}", {{{given}}})', quote=False)
    return f"<p><code>{terminal}</code></p>", f"<p><code>{python}</code></p>"


def _quoted(word: str) -> str:
    return f'"{word}"' if any(sign in word for sign in " ,;&|<>()[]") else word
