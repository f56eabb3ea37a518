"""A layer of points of results as people look at it: titles, units, table, form and notes."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsVectorLayer

from ..protocol.result_columns import Column
from .attribute_tables import arrange_table
from .empty_fields import empty_fields
from .fields import name_fields
from .forms import arrange_form
from .layer_words import note_fields


def present(layer: QgsVectorLayer, columns: Sequence[Column], what: str) -> frozenset[str]:
    """Arrange table and form of a layer, and write down what it holds.

    Parameters
    ----------
    layer : QgsVectorLayer
        The layer.
    columns : sequence of Column
        What its fields mean.
    what : str
        What a feature of it is, in a sentence.

    Returns
    -------
    frozenset of str
        Fields that say nothing in it, which are not shown.
    """
    name_fields(layer, columns)
    empty = empty_fields(layer)
    arrange_table(layer, empty)
    arrange_form(layer, empty)
    note_fields(layer, [column for column in columns if column.name not in empty], what)
    return empty
