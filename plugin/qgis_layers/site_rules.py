"""The rules by which sites are drawn: every status, and of good ones the quantity that they show."""

from __future__ import annotations

import math

from qgis.core import (
    QgsColorRampTransformer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..protocol.palettes import VELOCITY
from .colours import ColourScale
from .site_depths import VS_HERE
from .ticks import depth_words
from .translated import tr
from .velocity_unit import IN_FILES, unit_of_layer

GOOD = QColor("#1b7837")
DOUBTFUL = QColor("#f28e2b")
BAD = QColor("#c1272d")
UNKNOWN = QColor("#d9d9d9")
INVERTED, REJECTED = tr("inverted"), tr("rejected")
HAS_VS30 = '"vs30_m_s" IS NOT NULL'
DEPTH, VS30, STATUS = "depth", "vs30", "status"
"""What the colours of good sites say: Vs at the depth that the map shows, Vs30, or nothing more."""
_IS_GOOD = "\"status\" = 'ok'"
_LEAST = 0.05  # m/s; less is not known

_Rule = tuple[str, str, QgsMarkerSymbol]


def renderer(
    layer: QgsVectorLayer, velocities: ColourScale | None = None, depth: float | None = None, shows: str = ""
) -> QgsRuleBasedRenderer:
    """Return rules for every status, so that no site is ever silently blank.

    Parameters
    ----------
    layer : QgsVectorLayer
        Sites.
    velocities : ColourScale or None
        The scale of the maps; else one of Vs30 alone.
    depth : float or None
        Depth in m at which the layer has Vs of its sites.
    shows : str
        What good sites show, where the layer has it; else the first that it has.
    """
    offered: tuple[str, ...] = (DEPTH,)
    if depth is None or velocities is None or shows not in ("", DEPTH):  # else Vs30 is not asked for
        offered = shown_by(layer, velocities, depth)
    shows = shows if shows in offered else offered[0]
    root = QgsRuleBasedRenderer.Rule(None)
    if shows == DEPTH:
        good = _by_depth(velocities, depth)
    elif shows == VS30:
        good = _by_vs30(layer, velocities)
    else:
        good = [(INVERTED, _IS_GOOD, marker(GOOD))]
    for label, expression, symbol in (*good, *_status_rules()):
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, label))
    return QgsRuleBasedRenderer(root)


def shown_by(layer: QgsVectorLayer, velocities: ColourScale | None, depth: float | None) -> tuple[str, ...]:
    """Return what the colours of sites can say, the usual first."""
    by_depth = (DEPTH,) if depth is not None and velocities is not None else ()
    return (*by_depth, *((VS30,) if _vs30_scale(layer) is not None else ()), STATUS)


def is_own(rule: QgsRuleBasedRenderer.Rule) -> bool:
    """Return True for a rule that `renderer` makes, of this or an earlier version."""
    return rule.filterExpression().startswith('"status" = ')


def marker(colour: QColor, shape: str = "circle", size: float = 2.0) -> QgsMarkerSymbol:
    """Return a marker of a size in mm; a ``cross2`` is drawn with lines."""
    outline = "#ffffff" if shape != "cross2" else colour.name()
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour.name(),
            "outline_color": "#333333" if colour.lightness() > 150 else outline,
            "outline_width": "0.6" if shape == "cross2" else "0.2",
            "size": str(size),
        }
    )


def _by_depth(scale: ColourScale, depth: float) -> list[_Rule]:
    at = depth_words(depth)
    known, unknown = tr("Vs at {depth}").format(depth=at), tr("unresolved")
    return [
        (known, f"{_IS_GOOD} AND {VS_HERE} >= {_LEAST}", _on_scale(scale, VS_HERE)),
        (unknown, f"{_IS_GOOD} AND coalesce({VS_HERE}, 0) < {_LEAST}", marker(UNKNOWN)),
    ]


def _on_scale(scale: ColourScale, value: str) -> QgsMarkerSymbol:
    """Return a marker in the very colours that a map has for the value of an expression."""
    middle = scale.values[len(scale.values) // 2]
    symbol = marker(scale.colour_of(middle))
    look, kinds = symbol.symbolLayer(0), QgsSymbolLayer.Property
    fill = QgsProperty.fromExpression(value)
    shades = QgsColorRampTransformer(scale.values[0], scale.values[-1], scale.ramp)
    shades.setNullColor(scale.colour_of(middle))  # of the legend, which is of no site
    fill.setTransformer(shades)
    look.setDataDefinedProperty(kinds.PropertyFillColor, fill)
    rim = QgsProperty.fromExpression(f"if({value} < {middle}, '#333333', '#ffffff')")
    look.setDataDefinedProperty(kinds.PropertyStrokeColor, rim)
    return symbol


def _by_vs30(layer: QgsVectorLayer, velocities: ColourScale | None) -> list[_Rule]:
    scale = _vs30_scale(layer)
    rules = [
        (
            tr("Vs30 {range} {unit}").format(range=words, unit=scale.unit),
            f"{_IS_GOOD} AND {HAS_VS30}"
            + ("" if low is None else f' AND "vs30_m_s" >= {low}')
            + ("" if high is None else f' AND "vs30_m_s" < {high}'),
            symbol,
        )
        for words, low, high, symbol in _classes(scale, velocities or scale)
    ]
    return [*rules, (tr("Vs30 not reached"), f"{_IS_GOOD} AND NOT ({HAS_VS30})", marker(UNKNOWN))]


def _classes(
    scale: ColourScale, colours: ColourScale
) -> list[tuple[str, float | None, float | None, QgsMarkerSymbol]]:
    """Return the classes between the values of a scale, in words, with their ends and their markers."""
    last = len(scale.values) - 2
    found = []
    for i, (low, high) in enumerate(zip(scale.values, scale.values[1:])):
        ends = None if i == 0 else low, None if i == last else high
        found.append((scale.words(*ends), *ends, marker(colours.colour_of((low + high) / 2))))
    return found


def _status_rules() -> list[_Rule]:
    return [
        (tr("poor fit"), "\"status\" = 'poor_fit'", marker(DOUBTFUL, "triangle", 2.6)),
        (
            tr("outside training"),
            "\"status\" = 'outside_training'",
            marker(DOUBTFUL, "diamond", 2.6),
        ),
        (REJECTED, "\"status\" = 'rejected'", marker(BAD, "cross2", 2.4)),
    ]


def _vs30_scale(layer: QgsVectorLayer) -> ColourScale | None:
    """Return a scale over the known Vs30 values, None where no site has one."""
    index = layer.fields().indexOf("vs30_m_s")
    if index < 0:
        return None
    low, high = layer.minimumValue(index), layer.maximumValue(index)
    if not all(isinstance(v, float) and math.isfinite(v) for v in (low, high)):
        return None
    return ColourScale.spanning(low, high, VELOCITY, IN_FILES).in_unit(unit_of_layer(layer))
