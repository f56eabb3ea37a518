"""The raster of statuses drawn as classes."""

from __future__ import annotations

import re

from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

from .site_rules import BAD, DOUBTFUL, GOOD
from .translated import tr

# By the names in the band's description, as “Status: 0 ok, 1 poor fit”.
CLASS = re.compile(r"(\d+) ([a-z][a-z ]*)")
COLOURS = {"ok": GOOD, tr("poor fit"): DOUBTFUL, tr("outside training"): QColor("#e8c547"), "rejected": BAD}
OTHER = QColor("#8c8c8c")


def style_status(layer: QgsRasterLayer) -> None:
    """Give every class that the band's description names its colour and its name."""
    found = CLASS.findall(layer.bandName(1).partition("Status:")[2])
    classes = [
        QgsPalettedRasterRenderer.Class(int(value), COLOURS.get(name.strip(), OTHER), tr(name.strip()))
        for value, name in found
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
