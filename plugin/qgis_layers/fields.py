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
    """Name a field; what is as it should be is left alone, since QGIS looks at all fields at each change."""
    alias = with_unit(column.alias, column.unit)
    if layer.attributeAlias(index) != alias:
        layer.setFieldAlias(index, alias)
    wanted = _editor(column, layer.fields().at(index).isNumeric())
    there = layer.editorWidgetSetup(index)
    if wanted is not None and (there.type(), there.config()) != (wanted.type(), wanted.config()):
        layer.setEditorWidgetSetup(index, wanted)


def _editor(column: Column, is_number: bool) -> QgsEditorWidgetSetup | None:
    """Return what shows a field in a form; None where QGIS's own choice is right."""
    if column.decimals is not None:
        number = {"Precision": column.decimals, "Style": "SpinBox", "AllowNull": True}
        return QgsEditorWidgetSetup("Range", number)
    plain = {"IsMultiline": column.name in SENTENCES, "UseHtml": False}
    return None if is_number else QgsEditorWidgetSetup("TextEdit", plain)


@contextmanager
def _told_at_the_end(layer: QgsVectorLayer) -> Iterator[None]:
    """Let QGIS's window hear of the fields once: at each change it would look at all of them."""
    before = layer.blockSignals(True)
    try:
        yield
    finally:
        layer.blockSignals(before)
    layer.updatedFields.emit()
