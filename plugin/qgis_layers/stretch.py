"""The colours of a result's velocities: one scale for all depths, or that of one depth alone."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from ..protocol.palettes import VELOCITY
from .colours import ColourScale
from .compatible import band_of
from .parts import at_a_stroke
from .raster_styles import is_velocity
from .rasters import name_legend, sample, scale_over
from .redrawn import draw_as
from .result_layers import ResultLayers
from .shown_files import RASTERS, VS
from .sites import recolour_sites
from .still_there import is_there
from .velocity_unit import unit_of_layer

_PROPERTY = "vs_mapper/one_depth"


def is_stretched(layers: ResultLayers) -> bool:
    """Return True where the colours are those of the depth that is shown alone."""
    return is_there(layers.vs) and bool(layers.vs.customProperty(_PROPERTY, False))


def stretch(layers: ResultLayers, alone: bool) -> ColourScale | None:
    """Give all velocities of a result another scale at a stroke; see `stretching`."""
    return at_a_stroke(stretching(layers, alone))


def stretching(layers: ResultLayers, alone: bool) -> Generator[None, None, ColourScale | None]:
    """Give all velocities of a result the scale of all depths, or of the one that is shown alone.

    It goes on in parts that each take little time.

    Returns
    -------
    ColourScale or None
        The scale; None where there is no map of Vs.
    """
    vs = layers.vs
    if not is_there(vs):
        return None
    values = sample(vs)
    shown = band_of(vs.renderer())
    scale = scale_over(values[shown - 1] if alone else values, VELOCITY, RASTERS[VS].unit)
    scale = scale.in_unit(unit_of_layer(vs))
    yield
    for layer in (vs, *layers.singles):
        if is_there(layer) and is_velocity(Path(layer.source()).name):
            draw_as(layer, scale.renderer(layer.dataProvider(), band_of(layer.renderer())))
            name_legend(layer)
            yield
    if is_there(layers.sites):
        recolour_sites(layers.sites, scale)
    if is_there(vs):  # only now: what was given up on the way is not stretched
        vs.setCustomProperty(_PROPERTY, alone)
    return scale
