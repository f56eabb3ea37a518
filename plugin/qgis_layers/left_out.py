"""Sites that are left out of the maps: kept with their layer in the project, and crossed on the map."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qgis.core import QgsExpression, QgsRuleBasedRenderer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from .redrawn import draw_as
from .site_rules import marker
from .translated import tr

LABEL = tr("left out")
_AMONG = '"site" IN ('
_PROPERTY = "vs_mapper/left_out"
_CROSS = QColor("#404040")


def left_out_of(layer: QgsVectorLayer) -> tuple[str, ...]:
    """Return the names of the sites of a layer that are left out."""
    try:
        names = json.loads(layer.customProperty(_PROPERTY, "[]"))
    except (TypeError, ValueError):
        return ()
    return tuple(map(str, names)) if isinstance(names, list) else ()


def leave_out(layer: QgsVectorLayer, names: Iterable[str]) -> None:
    """Say which sites of a layer are left out; those and no others get a cross over their marker."""
    wanted = tuple(dict.fromkeys(names))
    if wanted == left_out_of(layer):
        return
    layer.setCustomProperty(_PROPERTY, json.dumps(wanted))
    renderer = layer.renderer().clone()
    if isinstance(renderer, QgsRuleBasedRenderer):
        _cross(renderer.rootRule(), wanted)
        draw_as(layer, renderer)


def selected_names(layer: QgsVectorLayer) -> list[str]:
    """Return the names of the selected sites."""
    return [str(site["site"]) for site in layer.selectedFeatures()]


def _cross(root: QgsRuleBasedRenderer.Rule, names: tuple[str, ...]) -> None:
    for rule in [rule for rule in root.children() if rule.filterExpression().startswith(_AMONG)]:
        root.removeChild(rule)
    if names:
        among = ", ".join(map(QgsExpression.quotedString, names))
        symbol = marker(_CROSS, "cross2", 3.2)
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, f"{_AMONG}{among})", LABEL))
