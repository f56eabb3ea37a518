"""Which files of a folder of results are shown, in which order, and what they are called."""

from __future__ import annotations

from ..protocol import result_files
from ..protocol.display_units import OF_VELOCITY
from ..protocol.result_files import OF_SURVEYS, PRODUCTS, REJECT_LAYER, SITES
from ..protocol.site_standards import STANDARDS
from . import map_layers, site_classes
from .translated import tr, with_unit

VS, SIGMA, STATUS = (raster.file for raster in (result_files.VS, result_files.SIGMA, result_files.STATUS))
RASTERS = {raster.file: raster for raster in OF_SURVEYS}
# Not a file of its own: a layer in that of the sites.
REJECTS = f"{SITES}|{REJECT_LAYER}"
MAP_LAYERS = tuple(map_layers.TITLES)
WITHIN = (REJECTS, *MAP_LAYERS)
FILES = (PRODUCTS, SITES, REJECTS, *MAP_LAYERS, *RASTERS, STATUS)
# What the column of layers has room for, beside the signs of notes and filters.
_SHORT = {
    SIGMA: tr("Vs ± 1 σ"),
    result_files.VS_ELEVATION.file: tr("Vs elev."),
    result_files.SIGMA_ELEVATION.file: tr("± 1 σ elev."),
    result_files.VS30_CARRIED.file: tr("Extrap. %"),
    result_files.Z1_0.file: f"{result_files.Z1_0.label} (m)",
    result_files.Z2_5.file: f"{result_files.Z2_5.label} (m)",
    result_files.DISTANCE.file: tr("Distance"),
}
_CLASS_MAPS = {**result_files.CLASS_MAPS, **result_files.PROFILE_CLASS_MAPS}
_BRIEF = {"asce7_22": "7-22", "asce7_16": "7-16", "ec8": "EC8"}
_CLASSES = {
    raster.file: name
    for key, (of_class, odds) in _CLASS_MAPS.items()
    for raster, name in (
        (of_class, STANDARDS[key].title),
        (odds, tr("Prob. {standard}").format(standard=_BRIEF[key])),
    )
}
# Velocities are read in one unit or another, which their legends say.
_WHOLE_OF_RASTERS = {
    raster.file: with_unit(raster.title, "" if raster.unit in OF_VELOCITY else raster.unit)
    for raster in (*OF_SURVEYS, result_files.STATUS)
}
TITLES = {
    SITES: tr("Sites"),
    PRODUCTS: site_classes.TITLE,
    REJECTS: tr("Warnings"),
    **map_layers.TITLES,
    **_WHOLE_OF_RASTERS,
    **_SHORT,
    **_CLASSES,
}
WHOLE_TITLES = {
    SITES: tr("Sites"),
    PRODUCTS: tr("Site classes"),
    REJECTS: tr("Unused or suspect"),
    **map_layers.WHOLE_TITLES,
    **_WHOLE_OF_RASTERS,
}
"""What the short titles of the layer panel stand for, where there is room."""
SHOWN = (PRODUCTS, SITES, REJECTS, map_layers.CONTOUR_LINES, VS)
NAMES = {file.partition("|")[0] for file in FILES}
