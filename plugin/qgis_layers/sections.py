"""Pseudo-sections as layers, in their own coordinate system of distance and depth."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer

from . import colours
from .groups import add_group, add_layer, subgroup
from .rasters import open_raster, style

GROUP = "Sections"


def add_section(
    path: Path,
    name: str,
    group_name: str,
    scale: colours.ColourScale | None,
    project: QgsProject,
) -> tuple[QgsRasterLayer, colours.ColourScale]:
    """Add a section raster to “Sections” in the result's group, in the map's colours where there is a map.

    The layer is left unchecked: its coordinates are distance and depth, so on the map it would lie
    at a meaningless place.

    Returns
    -------
    layer, scale
        The layer, and the colours that it is drawn in.

    Raises
    ------
    LayerError
        If QGIS cannot read the file.
    """
    layer = open_raster(path, f"{name}: Vs (m/s)")
    if scale is None:
        scale = style(layer, colours.VELOCITY, "m/s")
    else:
        layer.setRenderer(scale.renderer(layer.dataProvider(), 1))
    group = project.layerTreeRoot().findGroup(group_name) or add_group(group_name, project)
    add_layer(layer, subgroup(group, GROUP), project, visible=False, expanded=False)
    return layer, scale
