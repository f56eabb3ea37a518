"""Declared settings as parameters of an algorithm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..protocol.extent import Extent
from ..protocol.lines import SectionLine
from ..protocol.option import Option
from ..qgis_layers.barrier_lines import barriers_among
from ..qgis_layers.raster_file import raster_file
from ..qgis_layers.systems import written
from ..qgis_layers.translated import full_title, tr

_LARGEST = 1e300
Given = dict[str, Any]


def parameter_of(option: Option) -> QgsProcessingParameterDefinition:
    """Return a setting as a parameter."""
    return _MAKERS[option.kind](option)


def value_of(
    option: Option, algorithm: QgsProcessingAlgorithm, given: Given, context: QgsProcessingContext
) -> Any:
    """Return the field's value that the parameters give, None where they say nothing.

    Raises
    ------
    ValueError
        If a text cannot be understood, or a number is outside its limits; the message is for the user.
    """
    name = option.parameter_name
    if option.kind == "switch":
        return algorithm.parameterAsBoolean(given, name, context)
    if option.kind == "crs":
        crs = algorithm.parameterAsCrs(given, name, context)
        if not crs.isValid() and isinstance(given.get(name), str) and given[name].strip():
            raise ValueError(
                tr("{title}: “{given}” is not known to QGIS").format(title=option.title, given=given[name])
            )
        return written(crs) or None
    if option.kind == "extent":
        return _extent(option, algorithm, given, context)
    if option.kind == "lines":
        return _lines(option, algorithm, given, context)
    if given.get(name) in (None, "") and option.default is None:
        return None
    if option.kind == "raster":
        return raster_file(algorithm.parameterAsRasterLayer(given, name, context), tr(option.title))
    if option.kind == "whole":
        return _number_of(option, algorithm.parameterAsInt(given, name, context))
    if option.kind == "number":
        return _number_of(option, algorithm.parameterAsDouble(given, name, context))
    if option.kind == "choice":
        return word_of(given.get(name, option.default), option.choices)
    text = algorithm.parameterAsString(given, name, context)
    if option.kind == "list":
        return option.cells(text)
    return option.parse(text) if option.kind == "text" else text


def in_words(algorithm: QgsProcessingAlgorithm, given: Given) -> Given:
    """Return parameters with the words of choices where scripts give their numbers."""
    words = dict(given)
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterEnum) and given.get(definition.name()) is not None:
            words[definition.name()] = word_of(given[definition.name()], definition.options())
    return words


def word_of(value: object, words: Sequence[str]) -> object:
    """Return the word of a choice that is given by its number, or in other letters; others as they are."""
    text = str(value)
    if isinstance(value, bool) or text in words:
        return value
    if text.isdigit() and int(text) < len(words):
        return words[int(text)]
    return next((word for word in words if word.lower() == text.strip().lower()), value)


def values(
    options: tuple[Option, ...],
    algorithm: QgsProcessingAlgorithm,
    given: Given,
    context: QgsProcessingContext,
) -> dict[str, Any]:
    """Return the fields that the parameters set, by name; of the others the defaults hold."""
    found = {option.name: value_of(option, algorithm, given, context) for option in options}
    return {name: value for name, value in found.items() if value is not None}


def _extent(
    option: Option, algorithm: QgsProcessingAlgorithm, given: Given, context: QgsProcessingContext
) -> Extent | None:
    """Return the rectangle that is given, in the system that it is given in."""
    name = option.parameter_name
    if given.get(name) in (None, ""):
        return None
    found = algorithm.parameterAsExtent(given, name, context)
    crs = algorithm.parameterAsExtentCrs(given, name, context)
    if found.isEmpty() or not found.isFinite():
        raise ValueError(
            tr("{title}: “{given}” is not an extent that QGIS understands").format(
                title=option.title, given=given[name]
            )
        )
    sides = found.xMinimum(), found.xMaximum(), found.yMinimum(), found.yMaximum()
    return Extent(*sides, written(crs) or None)


def _lines(
    option: Option, algorithm: QgsProcessingAlgorithm, given: Given, context: QgsProcessingContext
) -> tuple[SectionLine, ...]:
    """Return the lines of the layer that is given."""
    name = option.parameter_name
    if given.get(name) in (None, ""):
        return ()
    source = algorithm.parameterAsSource(given, name, context)
    if source is None:
        raise ValueError(algorithm.invalidSourceError(given, name))
    return barriers_among(source.getFeatures(), source.sourceCrs(), source.sourceName())


def _number_of(option: Option, number: float) -> Any:
    """Return the field's value for a number, which scripts give as they like."""
    try:
        return option.parse(repr(number))
    except ValueError as error:
        raise ValueError(f"{tr(option.title)}: {error}") from error


def _switch(option: Option) -> QgsProcessingParameterBoolean:
    return QgsProcessingParameterBoolean(
        option.parameter_name, tr(option.title), option.default, option.advanced
    )


def _number(option: Option) -> QgsProcessingParameterNumber:
    kinds = QgsProcessingParameterNumber.Type
    kind = kinds.Integer if option.kind == "whole" else kinds.Double
    default = None if option.default is None else option.shown(option.default)
    most = min(option.most, _LARGEST)
    return QgsProcessingParameterNumber(
        option.parameter_name, full_title(option), kind, default, default is None, option.least, most
    )


def _choice(option: Option) -> QgsProcessingParameterEnum:
    """Return a parameter of the words themselves, so that scripts say ``soil`` and not 2."""
    words, optional = list(option.choices), option.default is None
    return QgsProcessingParameterEnum(
        option.parameter_name, tr(option.title), words, False, option.default, optional, True
    )


def _text(option: Option) -> QgsProcessingParameterString:
    return QgsProcessingParameterString(option.parameter_name, full_title(option), "", optional=True)


def _crs(option: Option) -> QgsProcessingParameterCrs:
    return QgsProcessingParameterCrs(option.parameter_name, tr(option.title), None, True)


def _layer(option: Option) -> QgsProcessingParameterFeatureSource:
    kinds = [QgsProcessing.SourceType.TypeVectorLine, QgsProcessing.SourceType.TypeVectorPolygon]
    return QgsProcessingParameterFeatureSource(option.parameter_name, tr(option.title), kinds, optional=True)


def _rectangle(option: Option) -> QgsProcessingParameterExtent:
    return QgsProcessingParameterExtent(option.parameter_name, tr(option.title), None, True)


def _raster(option: Option) -> QgsProcessingParameterRasterLayer:
    return QgsProcessingParameterRasterLayer(option.parameter_name, tr(option.title), None, True)


_MAKERS: dict[str, Callable[[Option], QgsProcessingParameterDefinition]] = {
    "switch": _switch,
    "whole": _number,
    "number": _number,
    "choice": _choice,
    "text": _text,
    "list": _text,
    "crs": _crs,
    "lines": _layer,
    "raster": _raster,
    "extent": _rectangle,
}
