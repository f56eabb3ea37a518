"""The fields of a result's layer as people read them: titles, units and decimals."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from ..protocol.result_columns import Column


def name_fields(layer: QgsVectorLayer, columns: Iterable[Column]) -> None:
    """Give a layer's fields their titles with units, and the decimals that they are shown with.

    Fields that the layer lacks, as one of an earlier version may, are passed over.
    """
    form = layer.editFormConfig()
    for column in columns:
        index = layer.fields().indexOf(column.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, column.full_alias)
        if column.decimals is not None:
            shown = {"Precision": column.decimals, "Style": "SpinBox", "AllowNull": True}
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Range", shown))
            # A form that is saved would round the numbers that nobody has touched.
            form.setReadOnly(index, True)
    layer.setEditFormConfig(form)
