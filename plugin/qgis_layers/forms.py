"""The form of a layer of results: its fields under headings."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import QgsAttributeEditorContainer, QgsAttributeEditorField, QgsEditFormConfig, QgsVectorLayer

from ..protocol.column_groups import HEADINGS, heading_of
from .compatible import set_group_box
from .translated import tr

_MANY = 60
"""Fields from which on headings are tabs, not boxes on one page."""


def arrange_form(layer: QgsVectorLayer, empty: Collection[str]) -> None:
    """Put the fields that say something under their headings."""
    under: dict[str, list[str]] = {heading: [] for heading in HEADINGS}
    for field in layer.fields():
        if field.name() != "fid" and field.name() not in empty:
            under[heading_of(field.name())].append(field.name())
    boxes = sum(map(len, under.values())) < _MANY
    form = layer.editFormConfig()
    form.clearTabs()
    form.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    for heading, names in under.items():
        if not names:
            continue
        box = QgsAttributeEditorContainer(tr(heading), form.invisibleRootContainer())
        set_group_box(box, boxes)
        for name in names:
            box.addChildElement(QgsAttributeEditorField(name, layer.fields().indexOf(name), box))
        form.addTab(box)
    layer.setEditFormConfig(form)
