"""What the legend of a page calls a layer: whole words, where the layer panel has room for short ones."""

from __future__ import annotations

from qgis.core import QgsMapLayer

from .sections import TITLES as SECTION_TITLES
from .sections import ends_and_name, section_of
from .shown_files import TITLES, WHOLE_TITLES
from .shown_results import file_of


def page_title(layer: QgsMapLayer) -> str:
    """Return the whole title of a layer of results; of others, and where a user named it, its name."""
    path = section_of(layer)
    if path is not None:
        ends, name = ends_and_name(path)
        own = layer.name() in {f"{ends} {title}" for title in SECTION_TITLES.values()}
        return f"{ends}: {name}" if ends and name and own else layer.name()
    file = file_of(layer)
    return WHOLE_TITLES[file] if layer.name() == TITLES.get(file) else layer.name()
