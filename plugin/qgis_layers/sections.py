"""Sections on the map: the trace with its marks, and the curtain for the 3-D view.

They lie over the maps, which would hide them. The section itself has coordinates of distance and depth, which
lie nowhere on the map: as a layer of the project it would spoil the map's extent. It is opened for the plot
in the dock, and never added.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from ..protocol.palettes import VELOCITY
from ..protocol.section_layers import (
    CURTAIN_COLUMNS,
    CURTAIN_LAYER,
    MARK_COLUMNS,
    MARK_LAYER,
    TRACE_COLUMNS,
    TRACE_LAYER,
    layers_of,
    raster_of,
)
from . import colours
from .curtain import style_curtain
from .fields import name_fields
from .geopackage import opened
from .groups import add_group, add_layer, subgroup
from .layer_sources import parts_of
from .parts import at_a_stroke
from .rasters import LayerError, open_raster, style
from .traces import style_marks, style_trace
from .translated import tr
from .unstyled import open_vector
from .velocity_unit import IN_FILES, unit_of_layer

GROUP = tr("Sections")
# Beside the letters that the section's ends have on the map.
TITLES = {
    MARK_LAYER: tr("marks"),
    TRACE_LAYER: tr("trace"),
    CURTAIN_LAYER: tr("curtain"),
}
_COLUMNS = {MARK_LAYER: MARK_COLUMNS, TRACE_LAYER: TRACE_COLUMNS, CURTAIN_LAYER: CURTAIN_COLUMNS}


def open_section(
    path: Path, name: str, scale: colours.ColourScale | None
) -> tuple[QgsRasterLayer, colours.ColourScale]:
    """Return the raster of a section, which belongs into no project, and the colours to draw it in.

    Raises
    ------
    LayerError
        If QGIS cannot read the file.
    """
    layer = open_raster(path, tr("{name}: Vs").format(name=name))
    return layer, scale or style(layer, VELOCITY, IN_FILES, read_in=unit_of_layer(layer))


def add_section(
    path: Path, name: str, group_name: str, scale: colours.ColourScale, project: QgsProject
) -> list[QgsVectorLayer]:
    """Add the layers of a section at a stroke; see `adding_section`."""
    return at_a_stroke(adding_section(path, name, group_name, scale, project))


def adding_section(
    path: Path, name: str, group_name: str, scale: colours.ColourScale, project: QgsProject
) -> Generator[None, None, list[QgsVectorLayer]]:
    """Add the layers of a section to “Sections” in the result's group, in parts that each take little time.

    Parameters
    ----------
    path : Path
        The section's raster; without layers beside it, as of sites along a line, nothing is added.
    name : str
        What to call the section.
    group_name : str
        Group of the results, made where there is none.
    scale : ColourScale
        Colours of Vs in m/s.
    project : QgsProject
        The project.

    Raises
    ------
    LayerError
        If QGIS cannot read the layers; nothing is added then.
    """
    if not layers_of(path).is_file():
        return []
    layers = {}
    for kind in TITLES:
        layers[kind] = open_layer(path, kind, name)
        yield
    remove_section(path, project)
    group = project.layerTreeRoot().findGroup(group_name) or add_group(group_name, project)
    within = subgroup(group, GROUP)
    for kind, layer in layers.items():
        style_layer(layer, kind, scale)
        add_layer(layer, within, project, expanded=False)
        yield
    return list(layers.values())


def open_layer(path: Path, kind: str, name: str) -> QgsVectorLayer:
    """Return one of the layers beside the raster of a section.

    Raises
    ------
    LayerError
        If QGIS cannot read it.
    """
    layer = open_vector(source_of(path, kind), layer_name(path, kind, name))
    if not layer.isValid():
        raise LayerError(
            tr("{name}: QGIS cannot open its layer {kind}").format(name=layers_of(path).name, kind=kind)
        )
    return layer


def layer_name(path: Path, kind: str, name: str) -> str:
    """Return what a layer of a section is called: by its letters, where it has some, as “A–A′ trace”."""
    ends, _ = ends_and_name(path)
    return f"{ends} {TITLES[kind]}" if ends else f"{name}: {TITLES[kind]}"


def ends_and_name(path: Path) -> tuple[str, str]:
    """Return the letters at the ends of a section, as “A–A′”, and its name; empty where they are not known.

    Parameters
    ----------
    path : Path
        The section's raster.
    """
    try:
        with opened(layers_of(path), unchanging=True) as base:
            letters = base.execute(_ENDS).fetchall()
            name = base.execute(_NAME).fetchone()
    except sqlite3.Error:
        return "", ""
    return "–".join(letter for (letter,) in letters), str(name[0]) if name else ""


_ENDS = f"SELECT label FROM {MARK_LAYER} WHERE kind = 'end' ORDER BY distance_m"  # nosec B608
_NAME = f"SELECT section FROM {TRACE_LAYER}"  # nosec B608


def source_of(path: Path, kind: str) -> str:
    """Return what QGIS opens for a layer beside the raster of a section."""
    return f"{layers_of(path)}|layername={kind}"


def style_layer(layer: QgsVectorLayer, kind: str, scale: colours.ColourScale) -> None:
    """Draw a layer of a section as its kind is drawn."""
    if kind == CURTAIN_LAYER:
        style_curtain(layer, scale)
    else:
        {MARK_LAYER: style_marks, TRACE_LAYER: style_trace}[kind](layer)
    name_fields(layer, _COLUMNS[kind])


def section_of(layer: QgsMapLayer) -> Path | None:
    """Return the raster of the section that a layer belongs to, None of any other layer."""
    parts = parts_of(layer)
    path = Path(parts.get("path") or "")
    mine = path.suffix == ".gpkg" and parts.get("layerName") in TITLES and raster_of(path).is_file()
    return raster_of(path) if mine else None


def needs_no_legend(layer: QgsMapLayer) -> bool:
    """Return True for a section's marks, which are labelled, and its curtain, which no map shows."""
    parts = parts_of(layer)
    return parts.get("layerName") in (MARK_LAYER, CURTAIN_LAYER) and section_of(layer) is not None


def remove_section(path: Path, project: QgsProject) -> None:
    """Take the layers of a section out of the project; new ones of the same files are to come."""
    for layer in list(project.mapLayers().values()):
        if section_of(layer) == path:
            project.removeMapLayer(layer)
