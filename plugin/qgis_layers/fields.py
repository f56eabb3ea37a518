"""The fields of a result's layer as people read them: titles, units and decimals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from ..protocol.result_columns import Column
from .translated import with_unit

SENTENCES = ("message", "reason", "not_assessed")
"""Fields whose texts are long."""


def shown(name: str) -> str:
    """Return the expression of a text as HTML shows it: what looks like HTML in it is shown, not followed."""
    text = f"coalesce(\"{name}\", '')"
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = f"replace({text}, '{sign}', '{entity}')"
    return f"[% {text} %]"


def name_fields(layer: QgsVectorLayer, columns: Iterable[Column]) -> None:
    """Give a layer's fields their titles with units, and the decimals that they are shown with.

    Fields that the layer lacks, as one of an earlier version may, are passed over.
    """
    form = layer.editFormConfig()
    with _told_at_the_end(layer):
        for column in columns:
            index = layer.fields().indexOf(column.name)
            if index >= 0:
                _name_field(layer, index, column)
                if column.decimals is not None:
                    # A form that is saved would round the numbers that nobody has touched.
                    form.setReadOnly(index, True)
    layer.setEditFormConfig(form)


def _name_field(layer: QgsVectorLayer, index: int, column: Column) -> None:
    layer.setFieldAlias(index, with_unit(column.alias, column.unit))
    if not layer.fields().at(index).isNumeric():
        plain = {"IsMultiline": column.name in SENTENCES, "UseHtml": False}
        layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("TextEdit", plain))
    if column.decimals is not None:
        number = {"Precision": column.decimals, "Style": "SpinBox", "AllowNull": True}
        layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Range", number))


@contextmanager
def _told_at_the_end(layer: QgsVectorLayer) -> Iterator[None]:
    """Let QGIS's window hear of the fields once: at each change it would look at all of them."""
    before = layer.blockSignals(True)
    try:
        yield
    finally:
        layer.blockSignals(before)
    layer.updatedFields.emit()
