"""The colours of a result's velocities: one scale for all depths, or that of one depth alone."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt import sip

from ..protocol.palettes import VELOCITY
from .colours import ColourScale
from .compatible import band_of
from .raster_styles import is_velocity
from .rasters import name_legend, sample, scale_over
from .redrawn import draw_as
from .result_layers import ResultLayers
from .shown_files import RASTERS, VS
from .sites import recolour_sites
from .velocity_unit import unit_of_layer

_PROPERTY = "vs_mapper/one_depth"


def is_stretched(layers: ResultLayers) -> bool:
    """Return True where the colours are those of the depth that is shown alone."""
    vs = layers.vs
    return vs is not None and not sip.isdeleted(vs) and bool(vs.customProperty(_PROPERTY, False))


def stretch(layers: ResultLayers, alone: bool) -> ColourScale | None:
    """Give all velocities of a result the scale of all depths, or of the one that is shown alone.

    Returns
    -------
    ColourScale or None
        The scale; None where there is no map of Vs.
    """
    vs = layers.vs
    if vs is None or sip.isdeleted(vs):
        return None
    values = sample(vs)
    shown = band_of(vs.renderer())
    scale = scale_over(values[shown - 1] if alone else values, VELOCITY, RASTERS[VS].unit)
    scale = scale.in_unit(unit_of_layer(vs))
    vs.setCustomProperty(_PROPERTY, alone)
    for layer in (vs, *layers.singles):
        if not sip.isdeleted(layer) and is_velocity(Path(layer.source()).name):
            draw_as(layer, scale.renderer(layer.dataProvider(), band_of(layer.renderer())))
            name_legend(layer)
    if layers.sites is not None and not sip.isdeleted(layers.sites):
        recolour_sites(layers.sites, scale)
    return scale
