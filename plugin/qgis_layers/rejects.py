"""The styled layer of what a survey lost, and of what looks wrong in it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsRuleBasedRenderer, QgsVectorLayer

from ..protocol.result_columns import REJECT_COLUMNS
from ..protocol.result_files import REJECT_LAYER
from .fields import shown
from .geopackage import holds_layer
from .presented import present
from .site_rules import BAD, DOUBTFUL, marker
from .translated import tr
from .unstyled import open_vector

WHAT = tr("What was not used of the survey, or was used and looks wrong, and why.")
MAP_TIP = f"<b>{shown('site')}</b><br>{shown('reason')}"


def open_rejects(path: Path, name: str) -> QgsVectorLayer | None:
    """Return the sites and points of a result that were not used, None where all were.

    Parameters
    ----------
    path : Path
        The GeoPackage of the sites.
    name : str
        Name of the layer.
    """
    if not holds_layer(path, REJECT_LAYER):
        return None
    layer = open_vector(f"{path}|layername={REJECT_LAYER}", name)
    if not layer.isValid():
        return None
    style_rejects(layer)
    return layer


def style_rejects(layer: QgsVectorLayer) -> None:
    """Mark lost sites, lost points and suspects differently, each with its reason as map tip."""
    root = QgsRuleBasedRenderer.Rule(None)
    for label, lost, symbol in (
        (tr("lost site"), "site", marker(BAD, "cross2", 2.8)),
        (tr("lost points"), "point", marker(DOUBTFUL, "cross2", 1.8)),
        (tr("suspect"), "nothing", marker(DOUBTFUL, "diamond", 1.2)),
    ):
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, filterExp=f"\"lost\" = '{lost}'", label=label))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setMapTipTemplate(MAP_TIP)
    present(layer, REJECT_COLUMNS, WHAT)
