"""The colours of the rasters of results."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsRasterLayer

from ..protocol import result_files
from ..protocol.palettes import DEPTH, UNCERTAINTY, VELOCITY
from ..protocol.result_files import MAP_RECORD
from . import colours, site_classes
from .elevation import give_elevations
from .rasters import smooth, style
from .shown_files import RASTERS, SIGMA, STATUS, VS
from .status import style_status
from .velocity_unit import unit_of_layer

PALETTES = {
    VS: VELOCITY,
    SIGMA: UNCERTAINTY,
    result_files.VS_ELEVATION.file: VELOCITY,
    result_files.SIGMA_ELEVATION.file: UNCERTAINTY,
    result_files.VS30.file: VELOCITY,
    result_files.VS30_CARRIED.file: UNCERTAINTY,
    result_files.Z1_0.file: DEPTH,
    result_files.Z2_5.file: DEPTH,
    result_files.CHI.file: UNCERTAINTY,
    result_files.DISTANCE.file: colours.DISTANCE,
}
_CLASS_MAPS = {**result_files.CLASS_MAPS, **result_files.PROFILE_CLASS_MAPS}
PALETTES |= {odds.file: tuple(reversed(UNCERTAINTY)) for _, odds in _CLASS_MAPS.values()}
CLASSES = {of_class.file: key for key, (of_class, _) in _CLASS_MAPS.items()}


def is_velocity(file: str) -> bool:
    """Return True for a raster of velocities, all of which have one scale in one result."""
    return PALETTES.get(file) == VELOCITY


def style_raster(
    layer: QgsRasterLayer,
    file: str,
    telling: int,
    sampled: NDArray[np.float64] | None = None,
    velocities: colours.ColourScale | None = None,
) -> colours.ColourScale | None:
    """Give the layer of a result file its colours; a stack of depths shows the band `telling`.

    What `rasters.sample` gives of it may be handed over, where it is known already, and the scale of the
    result's other velocities.

    Returns
    -------
    ColourScale or None
        The colours; None for classes.
    """
    if file == STATUS:
        style_status(layer)
        return None
    if file in CLASSES:
        site_classes.style_class_raster(layer, CLASSES[file])
        return None
    if (Path(layer.source()).parent / MAP_RECORD).exists():  # the cells of a stack are as it measured them
        smooth(layer)
    band = telling if file in (VS, SIGMA) else 1
    give_elevations(layer)
    if velocities is not None and is_velocity(file):
        layer.setRenderer(velocities.renderer(layer.dataProvider(), band))
        return velocities
    return style(layer, PALETTES[file], RASTERS[file].unit, band, sampled, unit_of_layer(layer))
