"""The fields of a result's layer as people read them: titles, units, decimals, meanings."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from ..protocol.result_columns import Column


def name_fields(layer: QgsVectorLayer, columns: Iterable[Column]) -> None:
    """Give a layer's fields their titles with units, the decimals they are shown with, and their meanings.

    Fields that the layer lacks, as one of an earlier version may, are passed over.
    """
    for column in columns:
        index = layer.fields().indexOf(column.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, column.full_alias)
        if column.decimals is not None:
            shown = {"Precision": column.decimals, "Style": "SpinBox", "AllowNull": True}
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Range", shown))
