"""The attribute table of a layer of results: what it shows, and how wide."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import QgsAttributeTableConfig, QgsVectorLayer
from qgis.PyQt.QtGui import QFont, QFontMetrics

from .fields import SENTENCES

_KEY = "fid"
_LONG = 480
"""Width in pixels of fields that hold sentences."""
_MARGIN = 28
FIRST = ("site", "status")


def arrange_table(layer: QgsVectorLayer, empty: Collection[str]) -> None:
    """Let the table show the fields that say something, headings whole, site and status first."""
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    metrics = QFontMetrics(QFont())
    for column in columns:
        column.hidden = column.hidden or column.name == _KEY or column.name in empty
        index = layer.fields().indexOf(column.name)
        if index >= 0:
            heading = layer.attributeDisplayName(index)
            column.width = max(
                _LONG if column.name in SENTENCES else 0, metrics.horizontalAdvance(heading) + _MARGIN
            )
    columns.sort(key=lambda column: FIRST.index(column.name) if column.name in FIRST else len(FIRST))
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)
