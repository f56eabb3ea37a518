"""All layers of a result read in another unit of velocity, as they are drawn now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer

from ..protocol.display_units import DisplayUnit
from ..protocol.section_layers import CURTAIN_LAYER
from . import site_classes, sites
from .colours import scale_of
from .compatible import band_of
from .map_layers import CONTOUR_LINES, label_contours
from .parts import at_a_stroke
from .raster_tips import telling_rasters
from .rasters import name_legend
from .redrawn import draw_as
from .result_layers import ResultLayers
from .sections import section_of, source_of, style_layer
from .shown_results import file_of
from .still_there import is_there


def read_in(layers: ResultLayers, folder: Path, unit: DisplayUnit) -> ResultLayers:
    """Let legends, labels and map tips of a result say velocities in a unit; return its layers so."""
    for raster in (layers.vs, layers.sigma, *layers.singles):
        if is_there(raster):
            _read_raster(raster, unit)
    at_a_stroke(telling_rasters(layers.vs, layers.sigma, layers.singles))
    if is_there(layers.sites):
        sites.recolour_sites(layers.sites, layers.velocities)
        sites.tell_again(layers.sites)
    if is_there(layers.products):
        site_classes.tell_again(layers.products)
    for lines in layers.lines:
        if is_there(lines) and file_of(lines) == CONTOUR_LINES:
            label_contours(lines)
            lines.triggerRepaint()
    scale = layers.scale.in_unit(unit) if layers.scale is not None else None
    if scale is not None:
        for layer in list(QgsProject.instance().mapLayers().values()):
            section = section_of(layer)
            mine = section is not None and section.parent == folder
            if mine and layer.source() == source_of(section, CURTAIN_LAYER):
                style_layer(layer, CURTAIN_LAYER, scale)
    return replace(layers, scale=scale)


def _read_raster(raster: QgsRasterLayer, unit: DisplayUnit) -> None:
    scale = scale_of(raster.renderer())
    if scale is not None and scale.in_unit(unit) != scale:
        band = band_of(raster.renderer())
        draw_as(raster, scale.in_unit(unit).renderer(raster.dataProvider(), band))
        name_legend(raster)
